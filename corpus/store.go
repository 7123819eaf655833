package corpus

import (
	"context"
	"errors"
	"iter"
	"time"
)

// The errors that calls of this package and of its stores wrap. Each returned
// error names the text, the scheme or the file that it is about.
var (
	// ErrText says that a text cannot be stored or checked as it was given.
	ErrText = errors.New("corpus: invalid text")
	// ErrSettings says that a setting is outside its range.
	ErrSettings = errors.New("corpus: invalid setting")
	// ErrNotFound says that the tenant has no text of this id.
	ErrNotFound = errors.New("corpus: no such text")
	// ErrScheme says that the store's postings are not of the scheme asked for.
	ErrScheme = errors.New("corpus: another scheme")
	// ErrBehind says that a store has texts without postings of a scheme, which
	// it therefore cannot adopt yet.
	ErrBehind = errors.New("corpus: texts not indexed under the scheme")
	// ErrLocked says that another process has the store open.
	ErrLocked = errors.New("corpus: store is locked")
	// ErrFull says that the store takes no more texts because space runs out.
	// What it holds can be read and removed.
	ErrFull = errors.New("corpus: no space left")
	// ErrUnknown says that it is not known whether a change was made, because a
	// connection broke at the wrong moment. To make the change again does no harm.
	ErrUnknown = errors.New("corpus: outcome unknown")
	// ErrClosed says that the store was closed, or closed itself after a fault.
	ErrClosed = errors.New("corpus: store is closed")
)

// A Store keeps records and postings. A record is a text with what is known
// about it; a posting says that a feature stands at a place of a text. What
// features mean is the corpus's affair: to a store they are numbers.
//
// All calls may be made at once by many goroutines. A call that returns nil has
// done its work for good: a durable store has it on disk. A call that returns
// an error has changed nothing, unless the error wraps [ErrUnknown] or the call
// is Expire. Calls end early with the context's error. No call keeps or changes
// what it is given.
//
// Tenants are apart: what is said here of ids, numbers and features holds
// within one tenant, and no call reads or changes what another tenant has.
//
// The package storetest has the tests that every store must pass.
type Store interface {
	// Scheme returns the scheme that the store has adopted, "" if none.
	Scheme(ctx context.Context) (string, error)

	// Adopt makes scheme the one that Put and Lookup take, and removes the
	// postings of others. The error wraps ErrBehind if a record has no postings
	// of that scheme: see Index. A store without records adopts any scheme but "",
	// which is none and refused everywhere with ErrScheme.
	Adopt(ctx context.Context, scheme string) error

	// Put stores texts with their postings, all or none. A text replaces that of
	// the same tenant and id, with all its postings; of two such in entries the
	// later counts. Each gets a number. The error wraps ErrScheme if the store
	// has not adopted the scheme.
	Put(ctx context.Context, scheme string, entries []Entry) error

	// Delete removes a text and all its postings, of whatever scheme. The error
	// wraps ErrNotFound if there is none.
	Delete(ctx context.Context, tenant, id string) error

	// Get returns the record of a text. The error wraps ErrNotFound if there is
	// none.
	Get(ctx context.Context, tenant, id string) (Record, error)

	// Records returns the records of these numbers, which are distinct, in any
	// order, without those that are not there.
	Records(ctx context.Context, tenant string, numbers []uint64) ([]Record, error)

	// Heads is Records without the texts: Text.Text is empty. It may cost much less.
	Heads(ctx context.Context, tenant string, numbers []uint64) ([]Record, error)

	// Lookup calls visit with the places of each feature that has any: all of them,
	// limit at most. Of a feature that has more than limit it visits those of the
	// lowest numbers, as many as Oldest, or limit if that is less, and more is true:
	// so whatever is copied, the texts that were there first are found. Features are
	// distinct. It may call in any order, one call at a time; i is the index in
	// features. The places are in order of Number; visit must not keep the slice
	// or change it, nor call the store.
	// Places of texts that were removed or replaced meanwhile may be among them.
	// The error wraps ErrScheme if the store has not adopted the scheme.
	Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []Place, more bool)) error

	// Stale returns an iterator over the records, of all tenants, that have no
	// postings of a scheme. Those that come to be while it runs may be left out.
	// The iterator may be used once, and ends after an error. Records may be
	// changed and removed while it runs, by the caller too.
	Stale(ctx context.Context, scheme string) iter.Seq2[Record, error]

	// Index adds postings of a scheme, which need not be the one adopted, to
	// texts that are there. Entries have the Number of the record that they were
	// made from; those whose record was removed or replaced are passed over, and
	// those that have postings of the scheme already.
	Index(ctx context.Context, scheme string, entries []Entry) error

	// Expire removes the texts, of all tenants, whose Expires is set and not
	// after now, with their postings, and returns how many they were. With an error
	// it returns how many it knows to be removed, which they stay: the next call
	// removes the others.
	Expire(ctx context.Context, now time.Time) (int, error)

	// List returns an iterator over the texts of a tenant whose id is greater than
	// after, byte by byte, in order of id, without the texts themselves, as Heads
	// returns them. Of those that come or go while it runs it may leave out any. The
	// iterator may be used once, and ends after an error. Texts may be changed and
	// removed while it runs, by the caller too.
	List(ctx context.Context, tenant, after string) iter.Seq2[Record, error]

	// PutNote stores a note of a tenant, in the place of the one of that name if there
	// is one. Notes are no texts: no other call sees them, and a tenant may have notes
	// and no text.
	PutNote(ctx context.Context, tenant string, note Note) error

	// DeleteNote removes a note. The error wraps ErrNotFound if there is none.
	DeleteNote(ctx context.Context, tenant, name string) error

	// Notes returns the notes of a tenant in order of name, byte by byte.
	Notes(ctx context.Context, tenant string) ([]Note, error)

	// Count returns the number of texts of a tenant.
	Count(ctx context.Context, tenant string) (int, error)

	// Close ends the use of the store. Later calls return errors that wrap
	// ErrClosed; so may calls that are under way, and a second Close.
	Close() error
}

// An OthersStore is a Store that can pass over the texts of an owner in a look-up, at a
// cost that does not grow with how many texts these are. Where a Store is none, a check
// reads who all the texts are of that have the same bands as the suspect, up to 65,536.
type OthersStore interface {
	Store

	// LookupOthers is Lookup as if the texts of an owner were not there: neither
	// visited nor counted. Of a feature of a great number of such texts it may visit
	// the first of others, as many as Oldest at most or none, and say more, although
	// others have no more than limit: where it would have to pass over more than 1,024
	// one by one, and over more than four times limit.
	LookupOthers(ctx context.Context, scheme, tenant string, own Owner, features []uint64, limit int, visit func(i int, places []Place, more bool)) error
}

// An Owner is who a text is of: its author, and its group. The texts of an owner are those
// of the author and those of the group, where these are not "".
type Owner struct{ Author, Group string }

// FeatureBits is the number of bits that a feature has at most. Stores may keep
// features in five bytes. Of 1,000 features of a text that are in no other,
// among 100 million texts with 130 postings each, 12 meet another by chance.
const FeatureBits = 40

// An Entry is a text with its postings, on its way into a store.
type Entry struct {
	Record
	Postings []Posting // in order of Feature, each of which occurs once; may be empty
}

// A Posting says where a feature stands in a text.
type Posting struct {
	Feature  uint64 // of FeatureBits bits
	Position uint32 // counted in words
}

// A Place is where a feature stands among the texts of a tenant.
type Place struct {
	Number   uint64
	Position uint32
}

// A Record is what a store keeps of a text beside postings.
type Record struct {
	// Number is given by the store: above 0, below 2^40, other for every text
	// that is put, and never given to another text of the tenant. Of two texts of
	// which one was there when the other was put, the latter has the greater number.
	Number uint64

	// Derived is the id of the text that this one was found to derive from when it
	// was put, "" if none was.
	Derived string

	Text
}

// Oldest is how many places are visited of a feature that has more than a Lookup's
// limit.
const Oldest = 32

// A Note is what a tenant has beside texts, as the boilerplate that was declared: a
// string of bytes with a name like an id. Notes are few and read all at once.
type Note struct{ Name, Value string }

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
	// ErrText says that a text cannot be stored or checked.
	ErrText = errors.New("corpus: invalid text")
	// ErrSettings says that a setting is outside its range.
	ErrSettings = errors.New("corpus: invalid setting")
	// ErrNotFound says that the tenant has no text with this id.
	ErrNotFound = errors.New("corpus: no such text")
	// ErrScheme says that the store's postings do not have the required scheme.
	ErrScheme = errors.New("corpus: another scheme")
	// ErrBehind says that a store has texts without postings of a scheme, which
	// it therefore cannot adopt yet.
	ErrBehind = errors.New("corpus: texts not indexed under the scheme")
	// ErrLocked says that another process has the store open.
	ErrLocked = errors.New("corpus: store is locked")
	// ErrFull says that the store takes no more texts because space is running out.
	// Its texts can still be read and removed.
	ErrFull = errors.New("corpus: no space left")
	// ErrUnknown says that it is not known whether a change was made, because a
	// connection broke at the wrong moment. Making the change again does no harm.
	ErrUnknown = errors.New("corpus: outcome unknown")
	// ErrClosed says that the store was closed, or closed itself after a fault.
	ErrClosed = errors.New("corpus: store is closed")
)

// A Store keeps records and postings. A record is a text with what is known about
// it; a posting says that a feature is at a place of a text. Only the corpus knows
// what features mean: to a store they are numbers.
//
// Many goroutines may make any calls at the same time. When a call returns nil, its
// work is permanent: a durable store has it on disk. A call that returns an error
// has changed nothing, unless the error wraps [ErrUnknown] or the call is Expire.
// Calls end early with the context's error. No call keeps or changes its arguments.
//
// Tenants are separate: everything said here about ids, numbers and features holds
// within one tenant, and no call reads or changes the data of another tenant.
//
// Package storetest has the tests that every store must pass.
type Store interface {
	// Scheme returns the scheme that the store has adopted, "" if none.
	Scheme(ctx context.Context) (string, error)

	// Adopt makes scheme the one that Put and Lookup accept, and removes the
	// postings of other schemes. The error wraps ErrBehind if a record has no
	// postings of that scheme: see Index. A store without records adopts any scheme
	// except "", which is no scheme and refused everywhere with ErrScheme.
	Adopt(ctx context.Context, scheme string) error

	// Put stores texts with their postings, all or none. A text replaces the one
	// with the same tenant and id, with all its postings; if entries has two such
	// texts, the later counts. Each gets a number. The error wraps ErrScheme if the
	// store has not adopted the scheme.
	Put(ctx context.Context, scheme string, entries []Entry) error

	// Delete removes a text and all its postings, of every scheme. The error wraps
	// ErrNotFound if there is no such text.
	Delete(ctx context.Context, tenant, id string) error

	// Get returns the record of a text. The error wraps ErrNotFound if there is
	// none.
	Get(ctx context.Context, tenant, id string) (Record, error)

	// Records returns the records with these numbers, which must be distinct, in
	// any order, without missing ones.
	Records(ctx context.Context, tenant string, numbers []uint64) ([]Record, error)

	// Heads is like Records without the texts: Text.Text is empty. It may cost much
	// less.
	Heads(ctx context.Context, tenant string, numbers []uint64) ([]Record, error)

	// Lookup calls visit with the places of each feature that has any: all of them,
	// if there are at most limit. If a feature has more, visit gets those with the
	// lowest numbers, as many as Oldest, or limit if that is less, and more is true:
	// so the texts that were there first are found, however often they are copied.
	// Features must be distinct. Lookup may call visit in any order, one call at a
	// time; i is the index in features. The places are in order of Number; visit
	// must not keep the slice or change it, nor call the store. Places of texts that
	// were removed or replaced meanwhile may be among them. The error wraps
	// ErrScheme if the store has not adopted the scheme.
	Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []Place, more bool)) error

	// Stale returns an iterator over the records of all tenants that have no
	// postings of a scheme. Records that become stale while it runs may be left
	// out. The iterator may be used once, and ends after an error. Records may be
	// changed and removed while it runs, also by the caller.
	Stale(ctx context.Context, scheme string) iter.Seq2[Record, error]

	// Index adds postings of a scheme, which need not be the adopted one, to
	// present texts. Entries have the Number of the record that they were made
	// from. Entries are skipped if their record was removed or replaced, or has
	// postings of the scheme already.
	Index(ctx context.Context, scheme string, entries []Entry) error

	// Expire removes the texts of all tenants whose Expires is set and not after
	// now, with their postings, and returns their number. With an error it returns
	// how many it knows to be removed for good: the next call removes the others.
	Expire(ctx context.Context, now time.Time) (int, error)

	// List returns an iterator over the texts of a tenant whose id is greater than
	// after, byte by byte, in order of id, without the texts themselves, as Heads
	// returns them. It may leave out any that come or go while it runs. The iterator
	// may be used once, and ends after an error. Texts may be changed and removed
	// while it runs, also by the caller.
	List(ctx context.Context, tenant, after string) iter.Seq2[Record, error]

	// PutNote stores a note of a tenant, and replaces a note with the same name. Notes
	// are not texts: no other call sees them, and a tenant may have notes and no text.
	PutNote(ctx context.Context, tenant string, note Note) error

	// DeleteNote removes a note. The error wraps ErrNotFound if there is no such note.
	DeleteNote(ctx context.Context, tenant, name string) error

	// Notes returns an iterator over the notes of a tenant in order of name, byte by
	// byte. It may leave out any that come or go while it runs, and yield one that is
	// replaced as it was or as it is. The iterator may be used once, and ends after an
	// error. Notes may be put and removed while it runs, also by the caller.
	Notes(ctx context.Context, tenant string) iter.Seq2[Note, error]

	// Count returns the number of texts of a tenant.
	Count(ctx context.Context, tenant string) (int, error)

	// Close ends the use of the store. Later calls return errors that wrap
	// ErrClosed; so may calls in progress, and a second Close.
	Close() error
}

// An OthersStore is a Store that can skip the texts of an owner in a look-up. With another
// Store, a check reads the owners of all texts that have the same bands as the suspect, up to
// 65,536, and if there are more it finds only the oldest.
type OthersStore interface {
	Store

	// LookupOthers is like Lookup without the texts of an owner: they are neither
	// visited nor counted. If a feature is in a great number of such texts, so that
	// LookupOthers would have to skip more than 1,024 one by one, and more than four
	// times limit, it may visit only the first texts of others, at most Oldest or
	// none, and set more, even if others have no more than limit.
	LookupOthers(ctx context.Context, scheme, tenant string, own Owner, features []uint64, limit int, visit func(i int, places []Place, more bool)) error
}

// An Owner is the owner of a text: its author and its group. The texts of an owner are
// those of the author and those of the group, if these are not "".
type Owner struct{ Author, Group string }

// FeatureBits is the greatest number of bits of a feature. Stores may keep features
// in five bytes. Among 100 million texts with 130 postings each, 12 of 1,000
// features that are in no other text match another by chance.
const FeatureBits = 40

// An Entry is a text with its postings, on its way into a store.
type Entry struct {
	Record
	Postings []Posting // in order of Feature, without repeats; may be empty
}

// A Posting says where a feature is in a text.
type Posting struct {
	Feature  uint64 // of FeatureBits bits
	Position uint32 // counted in words
}

// A Place says where a feature is among the texts of a tenant.
type Place struct {
	Number   uint64
	Position uint32
}

// A Record is what a store keeps about a text besides postings.
type Record struct {
	// The store assigns Number: above 0, below 2^40, different for every text that
	// is put, and never given to another text of the tenant. If one text was there
	// when another was put, the latter has the greater number.
	Number uint64

	// Derived is the id of the text that this one was found to derive from when it
	// was put, "" if there was none.
	Derived string

	Text
}

// Oldest is how many places of a feature are visited if it has more than a Lookup's
// limit.
const Oldest = 32

// A Note is something that a tenant has besides texts, such as declared
// boilerplate: a string of bytes with a name like an id. There may be as many notes as
// texts. Each check reads all notes of its tenant.
type Note struct{ Name, Value string }

package pebblestore

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/cockroachdb/pebble/v2"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// A Problem is a place where a store differs from what was written. Its error wraps
// ErrDamaged.
type Problem struct {
	// File is the name of the file, if the problem is about a file. Problems of
	// records say what it held.
	File string
	// Tenant is the tenant of a text, ID the text's id and Number its number. The
	// id is "" if it cannot be read, and the number is 0 if the problem is not
	// about a text.
	Tenant string
	ID     string
	Number uint64
	// What describes the problem, and is never "". Err is the error of reading, or
	// nil.
	What string
	Err  error
}

// Error implements error.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(ErrDamaged.Error())
	switch {
	case p.File != "":
		fmt.Fprintf(&b, ": file %s", p.File)
	case p.ID != "":
		fmt.Fprintf(&b, ": text %q of tenant %q, record %d", p.ID, p.Tenant, p.Number)
	case p.Number != 0:
		fmt.Fprintf(&b, ": record %d of tenant %q", p.Number, p.Tenant)
	}
	b.WriteString(": " + p.What)
	if p.Err != nil {
		b.WriteString(": " + p.Err.Error())
	}
	return b.String()
}

// Unwrap returns ErrDamaged and Err.
func (p Problem) Unwrap() []error {
	if p.Err == nil {
		return []error{ErrDamaged}
	}
	return []error{ErrDamaged, p.Err}
}

// Verify reads the whole store, in its state at one moment, and returns everything
// that differs from what was written:
//
//   - logs and lists of files that differ from what was synced, and tables with a
//     block whose checksum is wrong, all read from the files and not from memory;
//   - texts whose record or text cannot be read, whose id leads elsewhere or whose
//     expiry is not noted, and ids and expiries of missing texts;
//   - notes that cannot be read, are under another name, or have no tenant;
//   - texts without postings of the adopted scheme, postings that a text lacks or
//     should not have, and postings of missing texts;
//   - numbers of texts, tenants and schemes that differ from what was counted.
//
// The function postings returns the postings that a text should have under the
// adopted scheme, like corpus.Corpus.Postings. If it is nil, they are taken from
// the list of features that the store has beside the text, and positions are not
// compared.
//
// An error ends it: the context's, corpus.ErrClosed, or that of a file system that
// cannot be read. Problems do not end it. After a table that cannot be read follow
// the texts that cannot be read, as far as their ids or numbers are left.
//
// The store can be used meanwhile. Close waits for the end of the loop, so the loop
// must not call it; and what is removed or replaced meanwhile stays on the disk
// until the end. It takes the time of reading the directory twice, of one look-up
// for each text and of making its postings, if these are compared: 20,000 texts of 2
// KB with 140 postings take 1.5 s, without making postings (BenchmarkVerify). Memory
// does not grow with the store, except for about a hundred bytes for each 8,192
// texts of a tenant; if a tenant's postings differ from its lists, they are read
// again for each 524,288 of its texts.
func (s *Store) Verify(ctx context.Context, postings func(corpus.Record) []corpus.Posting) iter.Seq2[Problem, error] {
	return func(yield func(Problem, error) bool) {
		if err := s.enter(ctx); err != nil {
			yield(Problem{}, err)
			return
		}
		defer s.leave()
		v := &verifier{s: s, ctx: ctx, yields: postings, yield: yield}
		if err := v.run(); err != nil && !errors.Is(err, errStopped) {
			yield(Problem{}, err)
		}
	}
}

// errStopped says that the caller's loop has ended.
var errStopped = errors.New("stopped")

// A verifier is one call of Verify.
type verifier struct {
	s      *Store
	ctx    context.Context
	yields func(corpus.Record) []corpus.Posting
	yield  func(Problem, error) bool

	at      *pebble.Snapshot
	get     *reader // for look-ups
	schemes schemes
	seen    int

	tenant uint32 // whose name is known
	name   string
	texts  int64
	wholes int64 // records that are stored with their text too
}

func (v *verifier) run() error {
	if err := v.files(); err != nil {
		return err
	}
	v.at = v.s.db.NewSnapshot()
	defer v.at.Close()
	var err error
	if v.get, err = v.reader(nil, nil); err != nil {
		return err
	}
	defer v.get.close()
	for _, part := range []func() error{v.names, v.records, v.wholeTexts, v.notes, v.ids, v.expiries, v.postings, v.rest} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// report hands a problem to the loop.
func (v *verifier) report(p Problem) error {
	if !v.yield(p, nil) {
		return errStopped
	}
	return nil
}

// ofText returns a problem of a text.
func (v *verifier) ofText(p place, id, what string, err error) Problem {
	return Problem{Tenant: v.nameOf(p.tenant), ID: id, Number: p.number, What: what, Err: err}
}

// nameOf returns the name of a tenant, or its number if it has none.
func (v *verifier) nameOf(tenant uint32) string {
	if v.tenant != tenant || tenant == 0 {
		value, found, err := v.get.get(keyOf(kindName, tenant))
		v.tenant, v.name = tenant, string(value)
		if err != nil || !found {
			v.name = fmt.Sprintf("number %d, whose name is missing", tenant)
		}
	}
	return v.name
}

func (v *verifier) reader(low, high []byte) (*reader, error) {
	it, err := v.at.NewIter(&pebble.IterOptions{LowerBound: low, UpperBound: high})
	if err != nil {
		return nil, engineError("read", err)
	}
	return &reader{v.s, it}, nil
}

// tick returns the error of a context that has ended, now and then.
func (v *verifier) tick() error {
	if v.seen++; v.seen%256 == 0 {
		return v.ctx.Err()
	}
	return nil
}

// walk calls visit with the keys from low up to high and their values. If the
// store cannot be read it returns the last key that could be, and broken.
func (v *verifier) walk(low, high []byte, visit func(key, value []byte) error) (last []byte, broken, err error) {
	r, err := v.reader(low, high)
	if err != nil {
		return nil, err, nil
	}
	defer r.close()
	for ok := r.it.First(); ok; ok = r.it.Next() {
		value, err := r.it.ValueAndErr()
		if err != nil {
			return last, engineError("read", err), nil
		}
		last = append(last[:0], r.it.Key()...)
		if err := v.tick(); err != nil {
			return last, nil, err
		}
		if err := visit(r.it.Key(), value); err != nil {
			return last, nil, err
		}
	}
	return last, engineError("read", r.it.Error()), nil
}

// walkAll is walk, where a part that cannot be read is one problem.
func (v *verifier) walkAll(what string, low, high []byte, visit func(key, value []byte) error) (whole bool, err error) {
	last, broken, err := v.walk(low, high, visit)
	if err != nil || broken == nil {
		return err == nil, err
	}
	return false, v.report(Problem{What: fmt.Sprintf("%s cannot be read after key %x", what, last), Err: broken})
}

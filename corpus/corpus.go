package corpus

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/palimpsest-go/palimpsest/compare"
)

// A Corpus holds known texts in a Store and checks others against them. It is
// safe for concurrent use.
type Corpus struct {
	store Store
	state atomic.Pointer[state]

	boilerplates boilerplates

	reindexing sync.Mutex
	next       atomic.Pointer[state] // of a Reindex in progress, otherwise nil
}

// A state is a Corpus with fixed settings.
type state struct {
	Settings
	scheme  string
	readers sync.Pool // of *reader
}

func newState(s Settings) (*state, error) {
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	st := &state{Settings: s, scheme: s.scheme()}
	st.readers.New = func() any { return newReader(s) }
	return st, nil
}

// New returns a corpus of the texts in a store. A store without texts adopts
// the scheme of the settings. The error wraps [ErrScheme] if the store has another
// scheme, that is, if its postings were made with other settings or by another
// version of this library: [Reindex] makes them again. It wraps [ErrSettings] if a
// setting is out of range.
func New(ctx context.Context, store Store, settings Settings) (*Corpus, error) {
	st, err := newState(settings)
	if err != nil {
		return nil, err
	}
	have, err := store.Scheme(ctx)
	if err != nil {
		return nil, err
	}
	if have == "" {
		err = store.Adopt(ctx, st.scheme)
	} else if have != st.scheme {
		err = fmt.Errorf("%w: the store has %q, the settings make %q", ErrScheme, have, st.scheme)
	}
	if err != nil {
		return nil, err
	}
	c := &Corpus{store: store}
	c.state.Store(st)
	return c, nil
}

// Settings returns the settings, with defaults filled in.
func (c *Corpus) Settings() Settings { return c.state.Load().Settings }

// Scheme names everything that the postings in the store depend on.
func (c *Corpus) Scheme() string { return c.state.Load().scheme }

// Add stores texts, all or none. A text replaces the one with the same tenant and
// id. The error wraps [ErrText] if a text cannot be stored, or is longer than
// Comparer.MaxBytes. Adding many texts at once takes less time than adding them one
// by one.
//
// Time is linear in the length of the texts: 0.1 ms for 300 words, plus the time of
// the store.
func (c *Corpus) Add(ctx context.Context, texts ...Text) error { return c.add(ctx, texts, "") }

// add stores texts that derive from the text with the id derived, if that is not "".
func (c *Corpus) add(ctx context.Context, texts []Text, derived string) error {
	return c.again(func(st *state) error {
		entries := make([]Entry, len(texts))
		for i, t := range texts {
			if err := ctx.Err(); err != nil {
				return err
			}
			e, err := st.entry(t)
			if err != nil {
				return err
			}
			e.Derived = derived
			entries[i] = e
		}
		return c.store.Put(ctx, st.scheme, entries)
	})
}

// entry returns the entry for a text.
func (st *state) entry(t Text) (Entry, error) {
	t, err := t.normal()
	if err != nil {
		return Entry{}, err
	}
	if err := st.fits(t); err != nil {
		return Entry{}, err
	}
	e := Entry{Record: Record{Text: t}, Postings: st.postings(t.Text)}
	if st.Texts != nil {
		e.Text.Text = ""
	}
	return e, nil
}

// fits returns an error if the text is too long to be compared.
func (st *state) fits(t Text) error {
	if limit := st.maxBytes(); len(t.Text) > limit {
		return fmt.Errorf("%w: %q has %d bytes, limit %d", ErrText, t.ID, len(t.Text), limit)
	}
	return nil
}

// maxBytes returns how long a text may be.
func (st *state) maxBytes() int { return cmp.Or(st.Comparer.MaxBytes, compare.DefaultMaxBytes) }

// postings returns the postings of a text.
func (st *state) postings(text string) []Posting {
	r := st.readers.Get().(*reader)
	defer st.readers.Put(r)
	r.read(text)
	defer r.release()
	return r.postings()
}

// Remove removes a text, its record and its postings. The error wraps [ErrNotFound]
// if there is no such text, and [ErrText] too if no text can have this tenant and
// id. The documentation of each store says how to remove a text from its files too.
func (c *Corpus) Remove(ctx context.Context, tenant, id string) error {
	if err := checkNames(tenant, id); err != nil {
		return err
	}
	return c.store.Delete(ctx, tenant, id)
}

// Get returns a text as it was added, without Text if the store does not keep it.
// The errors are those of Remove.
func (c *Corpus) Get(ctx context.Context, tenant, id string) (Text, error) {
	if err := checkNames(tenant, id); err != nil {
		return Text{}, err
	}
	r, err := c.store.Get(ctx, tenant, id)
	return r.Text, err
}

// checkNames returns an error if no text can have this tenant and id: stores need
// not understand such names.
func checkNames(tenant, id string) error {
	err := checkName("tenant", tenant)
	if err == nil {
		err = checkID(id)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	return nil
}

// Expire removes the texts of all tenants whose Expires is set and not after now,
// and returns their number. With an error it returns how many of them are known to
// be removed; the next call removes the others.
func (c *Corpus) Expire(ctx context.Context, now time.Time) (int, error) {
	return c.store.Expire(ctx, now)
}

// Count returns the number of texts of a tenant. It is 0 for a name that no tenant
// can have.
func (c *Corpus) Count(ctx context.Context, tenant string) (int, error) {
	if checkName("tenant", tenant) != nil {
		return 0, ctx.Err()
	}
	return c.store.Count(ctx, tenant)
}

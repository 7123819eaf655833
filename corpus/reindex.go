package corpus

import (
	"context"
	"errors"
)

// Reindex gives all texts of a store the postings for the settings, and then adopts
// these. Meanwhile the store can be used as before, also by other processes: texts
// that are added are indexed too, as long as they are not added faster than they
// are indexed. When it is done, calls with the old settings fail with [ErrScheme].
//
// If the store does not keep the texts, Settings.Texts loads them; a text that is
// no longer there gets no postings.
func Reindex(ctx context.Context, store Store, settings Settings) error {
	st, err := newState(settings)
	if err != nil {
		return err
	}
	return st.reindex(ctx, store)
}

// Reindex is the function Reindex for a store in use by c: calls in progress end
// with the old settings or are repeated with the new ones.
func (c *Corpus) Reindex(ctx context.Context, settings Settings) error {
	st, err := newState(settings)
	if err != nil {
		return err
	}
	c.reindexing.Lock()
	defer c.reindexing.Unlock()
	c.next.Store(st)
	defer c.next.Store(nil)
	if err := st.reindex(ctx, c.store); err != nil {
		return err
	}
	c.state.Store(st)
	return nil
}

// again calls f with the settings in use, and again with new ones if the store has
// adopted these meanwhile.
func (c *Corpus) again(f func(*state) error) error {
	for {
		st := c.state.Load()
		err := f(st)
		if !errors.Is(err, ErrScheme) {
			return err
		}
		next := c.next.Load()
		switch {
		case c.state.Load() != st: // before c.next is taken back, c.state is set
		case next != nil:
			return f(next)
		default:
			return err
		}
	}
}

// reindexed is how many texts are indexed at a time.
const reindexed = 256

// reindex indexes stale texts until there are none.
func (st *state) reindex(ctx context.Context, store Store) error {
	for {
		err := store.Adopt(ctx, st.scheme)
		if !errors.Is(err, ErrBehind) {
			return err
		}
		if err := st.catchUp(ctx, store); err != nil {
			return err
		}
	}
}

// catchUp indexes the texts that are stale now.
func (st *state) catchUp(ctx context.Context, store Store) error {
	var entries []Entry
	for r, err := range store.Stale(ctx, st.scheme) {
		if err != nil {
			return err
		}
		text, err := st.text(ctx, r.Text)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		entries = append(entries, Entry{r, st.postings(text)})
		if len(entries) == reindexed {
			if err := store.Index(ctx, st.scheme, entries); err != nil {
				return err
			}
			entries = entries[:0]
		}
	}
	if len(entries) == 0 {
		return nil
	}
	return store.Index(ctx, st.scheme, entries)
}

// text returns the text of a record, loaded if the store does not keep it.
func (st *state) text(ctx context.Context, t Text) (string, error) {
	if st.Texts == nil {
		return t.Text, nil
	}
	return st.Texts.Load(ctx, t.Tenant, t.ID)
}

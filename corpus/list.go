package corpus

import (
	"context"
	"iter"
)

// List returns an iterator over the texts of a tenant whose id is greater than after,
// byte by byte, in order of id, without the texts themselves: Text.Text is empty. With
// after "" it lists all texts. It may leave out any that come or go while it runs. Texts
// may be changed and removed while it runs, also by the caller. The iterator may be used
// once, and ends after an error, which wraps [ErrText] if no tenant can have the name or
// no text the id.
func (c *Corpus) List(ctx context.Context, tenant, after string) iter.Seq2[Record, error] {
	err := checkName("tenant", tenant)
	if err == nil {
		err = checkName("id", after)
	}
	if err != nil {
		return func(yield func(Record, error) bool) { yield(Record{}, err) }
	}
	return c.store.List(ctx, tenant, after)
}

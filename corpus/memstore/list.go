package memstore

import (
	"context"
	"iter"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// List implements [corpus.Store]. It yields the texts that are there when it begins
// and still there at their turn. It sorts their ids before the first one.
func (s *Store) List(ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		ids, err := s.ids(ctx, tenant, after)
		for _, id := range ids {
			var r corpus.Record
			var ok bool
			if r, ok, err = s.headOf(ctx, tenant, id); err != nil {
				break
			}
			if ok && !yield(r, nil) {
				return
			}
		}
		if err != nil {
			yield(corpus.Record{}, err)
		}
	}
}

// ids returns the ids of the texts of a tenant that are greater than after, in order.
func (s *Store) ids(ctx context.Context, tenant, after string) ([]string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	t := s.tenants[tenant]
	if t == nil {
		return nil, nil
	}
	var ids []string
	for id := range t.numbers {
		if id > after {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

// headOf returns the head of a text, and whether it is there.
func (s *Store) headOf(ctx context.Context, tenant, id string) (corpus.Record, bool, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return corpus.Record{}, false, err
	}
	t, number, err := s.find(tenant, id)
	if err != nil {
		return corpus.Record{}, false, nil
	}
	return t.head(number), true, nil
}

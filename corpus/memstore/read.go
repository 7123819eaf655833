package memstore

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Get implements [corpus.Store].
func (s *Store) Get(ctx context.Context, tenant, id string) (corpus.Record, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return corpus.Record{}, err
	}
	t, number, err := s.find(tenant, id)
	if err != nil {
		return corpus.Record{}, err
	}
	return t.record(number), nil
}

// Records implements [corpus.Store].
func (s *Store) Records(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	return s.known(ctx, tenant, numbers, (*tenantData).record)
}

// Heads implements [corpus.Store].
func (s *Store) Heads(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	return s.known(ctx, tenant, numbers, (*tenantData).head)
}

// known returns the records of those texts with some numbers that are there.
func (s *Store) known(ctx context.Context, tenant string, numbers []uint64, of func(*tenantData, uint32) corpus.Record) ([]corpus.Record, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	t := s.tenants[tenant]
	if t == nil {
		return nil, nil
	}
	var records []corpus.Record
	for _, n := range numbers {
		if number := t.alias(n); number != 0 {
			records = append(records, of(t, number))
		}
	}
	return records, nil
}

// Lookup implements [corpus.Store].
func (s *Store) Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
	return s.LookupOthers(ctx, scheme, tenant, corpus.Owner{}, features, limit, visit)
}

// LookupOthers implements [corpus.OthersStore]. Texts of the owner that were put in a
// row cost next to nothing, however many there are.
func (s *Store) LookupOthers(ctx context.Context, scheme, tenant string, own corpus.Owner, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.writable(ctx, scheme); err != nil {
		return err
	}
	t := s.tenants[tenant]
	if t == nil || t.indexes[scheme] == nil {
		return nil
	}
	l, _ := s.lookups.Get().(*batchLookup)
	if l == nil {
		l = new(batchLookup)
	}
	defer l.release(&s.lookups)
	l.index, l.tenant, l.limit, l.own = &t.indexes[scheme].postingIndex, t, limit, own
	done := 0
	for batch := range slices.Chunk(features, lookupBatch) {
		if err := ctx.Err(); err != nil {
			return err
		}
		l.visit(batch, func(i int, places []corpus.Place, more bool) { visit(done+i, places, more) })
		done += len(batch)
	}
	return nil
}

// Stale implements [corpus.Store]. It yields what is stale when it begins.
func (s *Store) Stale(ctx context.Context, scheme string) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		stale, err := s.staleNow(ctx, scheme)
		if err != nil {
			yield(corpus.Record{}, err)
			return
		}
		for _, r := range stale {
			if err := ctx.Err(); err != nil {
				yield(corpus.Record{}, err)
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (s *Store) staleNow(ctx context.Context, scheme string) ([]corpus.Record, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	var all []corpus.Record
	for _, name := range slices.Sorted(maps.Keys(s.tenants)) {
		t := s.tenants[name]
		for n := range t.stale(scheme) {
			all = append(all, t.record(n))
		}
	}
	return all, nil
}

// Index implements [corpus.Store]. Its errors are those of Put.
func (s *Store) Index(ctx context.Context, scheme string, entries []corpus.Entry) error {
	if err := checkEntries(entries, maxSegment-tableLen); err != nil {
		return err
	}
	if err := s.writing.lock(ctx); err != nil {
		return err
	}
	defer s.writing.unlock()
	changed, err := s.indexUnder(ctx, scheme, entries)
	if err != nil {
		return err
	}
	s.settle(changed)
	return nil
}

func (s *Store) indexUnder(ctx context.Context, scheme string, entries []corpus.Entry) (map[*schemeIndex]*tenantData, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	if scheme == "" {
		return nil, fmt.Errorf("%w: no scheme", corpus.ErrScheme)
	}
	changed := make(map[*schemeIndex]*tenantData)
	for _, e := range entries {
		t, number, err := s.find(e.Tenant, e.ID)
		if err != nil || t.before+uint64(number) != e.Number {
			continue
		}
		x := t.index(scheme)
		if x.indexed.has(number) {
			continue
		}
		x.add(number, e.Postings)
		changed[x] = t
	}
	return changed, nil
}

// Count implements [corpus.Store].
func (s *Store) Count(ctx context.Context, tenant string) (int, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return 0, err
	}
	if t := s.tenants[tenant]; t != nil {
		return len(t.numbers), nil
	}
	return 0, nil
}

package pebblestore

import (
	"context"
	"fmt"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Get implements corpus.Store.
func (s *Store) Get(ctx context.Context, tenant, id string) (corpus.Record, error) {
	if err := s.enter(ctx); err != nil {
		return corpus.Record{}, err
	}
	defer s.leave()
	number, err := s.tenant(tenant)
	if err != nil {
		return corpus.Record{}, err
	}
	if number == 0 {
		return corpus.Record{}, notFound(tenant, id)
	}
	r, err := s.read()
	if err != nil {
		return corpus.Record{}, err
	}
	defer r.close()
	n, err := r.uint(newIDKey(number, id).key(), numberBytes)
	if err != nil {
		return corpus.Record{}, err
	}
	if n == 0 {
		return corpus.Record{}, notFound(tenant, id)
	}
	record, found, err := r.record(tenant, number, n)
	if err == nil && !found {
		err = fmt.Errorf("%w: no record of %q of tenant %q", ErrDamaged, id, tenant)
	}
	return record, err
}

func (r *reader) record(tenant string, number uint32, n uint64) (corpus.Record, bool, error) {
	value, found, err := r.get(recordKey(number, n))
	if err != nil || !found {
		return corpus.Record{}, false, err
	}
	record, err := parseRecord(value, tenant, n)
	return record, err == nil, err
}

// Records implements corpus.Store. It returns them in order of number, each
// once, as they were at one moment.
func (s *Store) Records(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.leave()
	number, err := s.tenant(tenant)
	if err != nil || number == 0 {
		return nil, err
	}
	r, err := s.read()
	if err != nil {
		return nil, err
	}
	defer r.close()
	numbers = slices.Compact(slices.Sorted(slices.Values(numbers)))
	records := make([]corpus.Record, 0, len(numbers))
	for i, n := range numbers {
		if i%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if n > maxNumber {
			break
		}
		record, found, err := r.record(tenant, number, n)
		if err != nil {
			return nil, err
		}
		if found {
			records = append(records, record)
		}
	}
	return records, nil
}

// Count implements corpus.Store. It reads one key and what was written to it
// since it was last compacted.
func (s *Store) Count(ctx context.Context, tenant string) (int, error) {
	if err := s.enter(ctx); err != nil {
		return 0, err
	}
	defer s.leave()
	number, err := s.tenant(tenant)
	if err != nil || number == 0 {
		return 0, err
	}
	r, err := s.read()
	if err != nil {
		return 0, err
	}
	defer r.close()
	n, err := r.count(tenantCountKey(number))
	return int(n), err
}

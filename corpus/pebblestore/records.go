package pebblestore

import (
	"context"
	"fmt"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Get implements corpus.Store.
func (s *Store) Get(ctx context.Context, tenant, id string) (corpus.Record, error) {
	record, found, err := s.find(ctx, tenant, id, (*reader).record)
	if err == nil && !found {
		err = notFound(tenant, id)
	}
	return record, err
}

// find returns what read reads of the text of an id, if there is one.
func (s *Store) find(ctx context.Context, tenant, id string, read readOne) (corpus.Record, bool, error) {
	if err := s.enter(ctx); err != nil {
		return corpus.Record{}, false, err
	}
	defer s.leave()
	number, err := s.tenant(tenant)
	if err != nil || number == 0 {
		return corpus.Record{}, false, err
	}
	r, err := s.read()
	if err != nil {
		return corpus.Record{}, false, err
	}
	defer r.close()
	n, err := r.uint(newIDKey(number, id).key(), numberBytes)
	if err != nil || n == 0 {
		return corpus.Record{}, false, err
	}
	record, found, err := read(r, tenant, number, n)
	if err == nil && !found {
		err = fmt.Errorf("%w: no record of %q of tenant %q", ErrDamaged, id, tenant)
	}
	return record, found, err
}

// record returns the record of a number with its text: the record stored with the text
// or, if there is no text or the first edition wrote it, the head.
func (r *reader) record(tenant string, number uint32, n uint64) (corpus.Record, bool, error) {
	value, whole, err := r.get(wholeKey(number, n))
	found := whole
	if err == nil && !whole {
		value, found, err = r.get(recordKey(number, n))
	}
	if err != nil || !found {
		return corpus.Record{}, false, err
	}
	h, err := cutHead(value)
	if err == nil && h.apart() {
		err = errNoText
	}
	if err != nil {
		return corpus.Record{}, false, errOfRecord(err, n, tenant)
	}
	record := h.record(tenant, n)
	record.Text.Text = string(h.text)
	return record, true, nil
}

// head returns the record of a number without its text.
func (r *reader) head(tenant string, number uint32, n uint64) (corpus.Record, bool, error) {
	value, found, err := r.get(recordKey(number, n))
	if err != nil || !found {
		return corpus.Record{}, false, err
	}
	record, err := parseHead(value, tenant, n)
	return record, err == nil, err
}

// Records implements corpus.Store. It returns them in order of number, each
// once, as they were at one moment.
func (s *Store) Records(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	return s.known(ctx, tenant, numbers, (*reader).record)
}

// Heads implements corpus.Store. It returns them in order of number, each once, as
// they were at one moment. It reads no text, except those that the first edition
// wrote.
func (s *Store) Heads(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	return s.known(ctx, tenant, numbers, (*reader).head)
}

// A readOne reads the record of a number, or what of it is asked for, if it is there.
type readOne func(r *reader, tenant string, number uint32, n uint64) (corpus.Record, bool, error)

// known returns what read reads of these numbers.
func (s *Store) known(ctx context.Context, tenant string, numbers []uint64, read readOne) ([]corpus.Record, error) {
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
		record, found, err := read(r, tenant, number, n)
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

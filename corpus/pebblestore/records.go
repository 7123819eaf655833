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
func (s *Store) find(ctx context.Context, tenant, id string, read func(*reader, string, uint32, uint64) (corpus.Record, bool, error)) (corpus.Record, bool, error) {
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

// record returns the record of a number, with its text.
func (r *reader) record(tenant string, number uint32, n uint64) (corpus.Record, bool, error) {
	value, found, err := r.get(recordKey(number, n))
	if err != nil || !found {
		return corpus.Record{}, false, err
	}
	h, err := cutHead(value)
	if err != nil {
		return corpus.Record{}, false, errOfRecord(err, n, tenant)
	}
	record := h.record(tenant, n)
	if record.Text.Text = string(h.text); h.apart() {
		record.Text.Text, err = r.text(tenant, number, n)
	}
	return record, err == nil, err
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

// text returns the text of a record that has it apart.
func (r *reader) text(tenant string, number uint32, n uint64) (string, error) {
	value, found, err := r.get(textKey(number, n))
	if err == nil && !found {
		err = fmt.Errorf("%w: record %d of tenant %q has no text", ErrDamaged, n, tenant)
	}
	return string(value), err
}

// Records implements corpus.Store. It returns them in order of number, each
// once, as they were at one moment.
func (s *Store) Records(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	return s.known(ctx, tenant, numbers, true)
}

// Heads implements corpus.Store. It returns them in order of number, each once, as
// they were at one moment. It reads no text, but for those that a store of the first
// edition wrote.
func (s *Store) Heads(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	return s.known(ctx, tenant, numbers, false)
}

// known returns the records of these numbers that are there, with their texts or
// without.
func (s *Store) known(ctx context.Context, tenant string, numbers []uint64, texts bool) ([]corpus.Record, error) {
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
	records, apart, err := r.heads(ctx, tenant, number, numbers, texts)
	if err != nil || !texts {
		return records, err
	}
	// After the heads, so that both are read in the order in which they are stored.
	for k, i := range apart {
		if k%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if records[i].Text.Text, err = r.text(tenant, number, records[i].Number); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// heads returns the records of these numbers, in order, and the indexes of those
// whose text is apart. The others have theirs if texts is set.
func (r *reader) heads(ctx context.Context, tenant string, number uint32, numbers []uint64, texts bool) (records []corpus.Record, apart []int, err error) {
	numbers = slices.Compact(slices.Sorted(slices.Values(numbers)))
	records = make([]corpus.Record, 0, len(numbers))
	for i, n := range numbers {
		if i%64 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if n > maxNumber {
			break
		}
		value, found, err := r.get(recordKey(number, n))
		if err != nil {
			return nil, nil, err
		}
		if !found {
			continue
		}
		h, err := cutHead(value)
		if err != nil {
			return nil, nil, errOfRecord(err, n, tenant)
		}
		record := h.record(tenant, n)
		if h.apart() {
			apart = append(apart, len(records))
		} else if texts {
			record.Text.Text = string(h.text)
		}
		records = append(records, record)
	}
	return records, apart, nil
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

package pebblestore

import (
	"cmp"
	"context"
	"encoding/binary"
	"iter"

	"github.com/cockroachdb/pebble/v2"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// stalePage is how many records Stale looks for before it gives the store free
// and returns them.
const stalePage = 256

// Stale implements corpus.Store. Between records it holds no lock of the store, so
// the loop may take its time. A record is read right before it is returned.
func (s *Store) Stale(ctx context.Context, scheme string) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		for from := new(place); from != nil; {
			page, next, err := s.stalePlaces(ctx, scheme, *from)
			if err != nil {
				yield(corpus.Record{}, err)
				return
			}
			for _, p := range page {
				record, found, err := s.recordAt(ctx, p)
				if err != nil {
					yield(corpus.Record{}, err)
					return
				}
				if found && !yield(record, nil) {
					return
				}
			}
			from = next
		}
	}
}

// staleScan is how many records Stale passes at most while it holds the store.
const staleScan = 1 << 14

// stalePlaces returns the next records from one on that have no list of the
// scheme, and from where to go on, nil at the end. Records and lists are in one
// order, so it walks them side by side.
func (s *Store) stalePlaces(ctx context.Context, scheme string, from place) (page []place, next *place, err error) {
	if err := s.enter(ctx); err != nil {
		return nil, nil, err
	}
	defer s.leave()
	records, lists, err := s.recordsAndLists(scheme, from)
	if err != nil || records == nil {
		return nil, nil, err
	}
	defer records.close()
	defer lists.close()
	listed := lists.it.First()
	passed := 0
	for ok := records.it.First(); ok; ok = records.it.Next() {
		at := parseRecordKey(records.it.Key())
		if passed++; passed > staleScan || len(page) == stalePage {
			return page, &at, nil
		}
		for listed && parseListKey(lists.it.Key()).before(at) {
			listed = lists.it.Next()
		}
		if !listed || parseListKey(lists.it.Key()) != at {
			page = append(page, at)
		}
	}
	return page, nil, engineError("stale", cmp.Or(records.it.Error(), lists.it.Error()))
}

// recordsAndLists returns readers of the records and of the scheme's lists from
// a place on, as they are at one moment, or nothing if no record is stale.
func (s *Store) recordsAndLists(scheme string, from place) (records, lists *reader, err error) {
	s.schemes.RLock()
	defer s.schemes.RUnlock()
	r, err := s.read()
	if err != nil {
		return nil, nil, err
	}
	defer r.close()
	number := s.schemes.numbers[scheme] // 0, which none has, if it is unknown
	all, err := r.count(keyCountAll)
	if err != nil {
		return nil, nil, err
	}
	have, err := r.count(schemeCountKey(number))
	if err != nil || all == have {
		return nil, nil, err
	}
	if records, err = r.clone(recordKey(from.tenant, from.number), []byte{kindRecord + 1}); err != nil {
		return nil, nil, err
	}
	if lists, err = r.clone(listKey(number, from.tenant, from.number), keyOf(kindList, number+1)); err != nil {
		records.close()
		return nil, nil, err
	}
	return records, lists, nil
}

// clone returns a reader of the same moment, of the keys from low up to high.
func (r *reader) clone(low, high []byte) (*reader, error) {
	it, err := r.it.Clone(pebble.CloneOptions{IterOptions: &pebble.IterOptions{LowerBound: low, UpperBound: high}})
	if err != nil {
		return nil, engineError("read", err)
	}
	return &reader{r.s, it}, nil
}

func (s *Store) recordAt(ctx context.Context, p place) (corpus.Record, bool, error) {
	if err := s.enter(ctx); err != nil {
		return corpus.Record{}, false, err
	}
	defer s.leave()
	name, err := s.tenantName(p.tenant)
	if err != nil {
		return corpus.Record{}, false, err
	}
	r, err := s.read()
	if err != nil {
		return corpus.Record{}, false, err
	}
	defer r.close()
	return r.record(name, p.tenant, p.number)
}

// A place is where a record is.
type place struct {
	tenant uint32
	number uint64
}

func (p place) before(o place) bool {
	return p.tenant < o.tenant || p.tenant == o.tenant && p.number < o.number
}

func parseRecordKey(key []byte) place {
	return place{binary.BigEndian.Uint32(key[1:]), uint40(key[5:])}
}
func parseListKey(key []byte) place { return place{binary.BigEndian.Uint32(key[5:]), uint40(key[9:])} }

package pebblestore

import (
	"context"
	"iter"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// listBytes is about how many bytes of ids List holds at a time, and listScan how many
// records it passes at most while it holds the store.
const (
	listBytes = 8 << 20
	listScan  = 1 << 14
)

// List implements corpus.Store. It yields the texts that are there at their turn, each
// once. Between records it holds no lock of the store, so the loop may take its time.
//
// Before the first, and after every 8 MiB of ids, it goes through all records of the
// tenant, without their texts, for the ids that are next: keys hold no ids (see the
// package comment), and so the store has no order of them.
func (s *Store) List(ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		for more := true; more; {
			var ids []string
			var err error
			ids, more, err = s.nextIDs(ctx, tenant, after)
			for _, id := range ids {
				var r corpus.Record
				var found bool
				if r, found, err = s.find(ctx, tenant, id, (*reader).head); err != nil {
					break
				}
				if found && !yield(r, nil) {
					return
				}
				after = id
			}
			if err != nil {
				yield(corpus.Record{}, err)
				return
			}
		}
	}
}

// nextIDs returns the first ids after one, in order, and whether there may be more.
func (s *Store) nextIDs(ctx context.Context, tenant, after string) ([]string, bool, error) {
	least := leastIDs{after: after, most: listBytes}
	for from := new(uint64); from != nil; {
		next, err := s.scanIDs(ctx, tenant, *from, &least)
		if err != nil {
			return nil, false, err
		}
		from = next
	}
	least.cut()
	return least.ids, least.full, nil
}

// scanIDs adds the ids of the records from a number on, and returns from which to go
// on, nil at the end. A text that is replaced between two scans has a higher number
// then, so that it is met, perhaps twice.
func (s *Store) scanIDs(ctx context.Context, tenant string, from uint64, least *leastIDs) (next *uint64, err error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.leave()
	number, err := s.tenant(tenant)
	if err != nil || number == 0 {
		return nil, err
	}
	r, err := s.readIn(recordKey(number, from), after(keyOf(kindRecord, number)))
	if err != nil {
		return nil, err
	}
	defer r.close()
	passed := 0
	for ok := r.it.First(); ok; ok = r.it.Next() {
		at := parseRecordKey(r.it.Key())
		if passed++; passed > listScan {
			return &at.number, nil
		}
		value, err := r.it.ValueAndErr()
		if err != nil {
			return nil, engineError("list", err)
		}
		h, err := cutHead(value)
		if err != nil {
			return nil, errOfRecord(err, at.number, tenant)
		}
		least.add(h.id)
	}
	return nil, engineError("list", r.it.Error())
}

// leastIDs keep the least ids above one, or of all, that were added, about most bytes of
// them, and for a moment twice as many.
type leastIDs struct {
	after   string
	all     bool
	most    int
	ids     []string
	bytes   int
	full    bool   // ids were left out, all of them above ceiling
	ceiling string // if full
}

const stringBytes = 16 // of a string beside what it holds

func (l *leastIDs) add(id []byte) {
	if string(id) <= l.after && !l.all || l.full && string(id) > l.ceiling {
		return
	}
	l.ids = append(l.ids, string(id))
	if l.bytes += stringBytes + len(id); l.bytes > 2*l.most {
		l.cut()
	}
}

// cut puts the ids in order, each once, and leaves out the greatest beyond most.
func (l *leastIDs) cut() {
	slices.Sort(l.ids)
	l.ids = slices.Compact(l.ids)
	l.bytes = 0
	for i, id := range l.ids {
		if l.bytes += stringBytes + len(id); l.bytes > l.most && i > 0 {
			l.bytes -= stringBytes + len(id)
			clear(l.ids[i:])
			l.ids, l.full, l.ceiling = l.ids[:i], true, l.ids[i-1]
			return
		}
	}
}

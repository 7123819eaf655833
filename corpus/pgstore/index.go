package pgstore

import (
	"context"
	"iter"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// stalePage is how many records, with their texts, Stale reads at a time.
const stalePage = 64

const stale = record + `
	WHERE t.number > $1 AND NOT EXISTS (
		SELECT FROM palimpsest.schemes s WHERE s.name = $2 AND (s.scheme = t.scheme
		OR EXISTS (SELECT FROM palimpsest.indexed i WHERE i.number = t.number AND i.scheme = s.scheme)))
	ORDER BY t.number LIMIT $3`

// Stale returns the records without postings of a scheme, in order of Number;
// see [corpus.Store]. It reads a page at a time and holds no connection between
// pages.
func (s *Store) Stale(ctx context.Context, scheme string) iter.Seq2[corpus.Record, error] {
	return inPages(stalePage, func(last corpus.Record) ([]corpus.Record, error) {
		return s.stale(ctx, scheme, last.Number)
	})
}

func (s *Store) stale(ctx context.Context, scheme string, last uint64) ([]corpus.Record, error) {
	if s.closed.Load() {
		return nil, errClosed()
	}
	var records []corpus.Record
	err := s.read(ctx, func(t *tx) {
		t.queue(stale, int64(last), scheme, stalePage).Query(collect(&records))
	})
	return records, s.explain(err)
}

// Index adds postings of a scheme to texts, in one transaction; see
// [corpus.Store]. A text that already has postings of the scheme keeps them. If two
// entries are for one text, the first counts.
func (s *Store) Index(ctx context.Context, scheme string, entries []corpus.Entry) error {
	if s.closed.Load() {
		return errClosed()
	}
	if err := checkScheme(scheme); err != nil {
		return err
	}
	items, err := s.indexItems(ctx, entries)
	if err != nil {
		return s.explain(err)
	}
	return s.current(ctx, func(c *catalog) error {
		id, ok := c.schemes[scheme]
		if !ok {
			err := s.change(ctx, func(t *tx, c *catalog) error {
				_, err := s.makeScheme(ctx, t, c, scheme)
				return err
			})
			if err != nil {
				return err
			}
			return errMoved
		}
		return s.write(ctx, shared, func(t *tx) error { return s.index(ctx, t, c, id, items) })
	})
}

// indexItems returns an item for each number, made of the first entry that has it.
func (s *Store) indexItems(ctx context.Context, entries []corpus.Entry) (map[int64]item, error) {
	items := make(map[int64]item, len(entries))
	for i := range entries {
		e := &entries[i]
		if err := checkPostings(e); err != nil {
			return nil, err
		}
		tenant, err := s.tenant(ctx, e.Tenant)
		if err != nil {
			return nil, err
		}
		if _, twice := items[int64(e.Number)]; !twice && tenant != 0 && e.Number <= maxNumber {
			items[int64(e.Number)] = item{Entry: e, number: int64(e.Number), tenant: tenant}
		}
	}
	return items, nil
}

func (s *Store) index(ctx context.Context, t *tx, c *catalog, scheme int, items map[int64]item) error {
	numbers := make([]int64, 0, len(items))
	for n := range items {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	s.queueCheck(t, c)
	var found []int64
	var there []item
	// While they are locked, the texts are neither replaced nor removed before the
	// commit.
	t.queue("SELECT number, tenant, win FROM palimpsest.texts WHERE number = ANY($1) ORDER BY tenant, id FOR UPDATE", numbers).
		Query(func(rows pgx.Rows) error {
			var number int64
			var tenant, win int
			_, err := pgx.ForEachRow(rows, []any{&number, &tenant, &win}, func() error {
				if it := items[number]; it.tenant == tenant {
					it.win = win
					found, there = append(found, number), append(there, it)
				}
				return nil
			})
			return err
		})
	if err := t.send(ctx); err != nil {
		return err
	}
	if len(found) == 0 {
		return nil
	}
	// This is a later statement so that it sees what others indexed before they
	// released the locks.
	var added []int64
	t.queue(`INSERT INTO palimpsest.indexed SELECT number, $2 FROM palimpsest.texts WHERE number = ANY($1) AND scheme <> $2
		ON CONFLICT DO NOTHING RETURNING number`, found, scheme).Query(appendNumbers(&added))
	if err := t.send(ctx); err != nil {
		return err
	}
	slices.Sort(added)
	there = slices.DeleteFunc(there, func(it item) bool {
		_, ok := slices.BinarySearch(added, it.number)
		return !ok
	})
	if postings(there) < bulk {
		queuePostings(t, scheme, there)
		return nil
	}
	return s.copyPostings(ctx, t, scheme, there)
}

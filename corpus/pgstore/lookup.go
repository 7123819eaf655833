package pgstore

import (
	"context"
	"fmt"
	"math"

	"github.com/jackc/pgx/v5"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// lookup is the statement of Lookup for the table of a scheme. It reads up to
// limit+1 places of a feature, in order of number. If a feature has limit+1 places,
// it sends only the first ones.
const lookup = `SELECT f.i, p.n > $2::bigint,
		CASE WHEN p.n > $2::bigint THEN p.numbers[:$3::int] ELSE p.numbers END,
		CASE WHEN p.n > $2::bigint THEN p.positions[:$3::int] ELSE p.positions END, false
	FROM unnest($1::bigint[]) WITH ORDINALITY AS f(key, i)
	CROSS JOIN LATERAL (
		SELECT count(*) AS n, array_agg(number) AS numbers, array_agg(position) AS positions
		FROM (SELECT number, position FROM palimpsest.%s WHERE key = f.key ORDER BY number LIMIT $2::bigint + 1) AS places
	) AS p
	WHERE p.n > 0`

// pinOrder keeps the planner from reading all places of a feature to sort them,
// although the index has them in order.
const pinOrder = `SELECT set_config('enable_sort', 'off', true)`

// Lookup finds the places of features; see [corpus.Store]. It is one statement,
// which goes by index through every window and reads at most limit+1 places of a
// feature. The places arrive as they are read; only those of one feature are in
// memory at a time. The connection is in use while visit runs.
func (s *Store) Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
	return s.lookup(ctx, scheme, tenant, features, limit, func(t *tx, table string, keys []int64) *pgx.QueuedQuery {
		return t.queue(fmt.Sprintf(lookup, table), keys, min(limit, math.MaxInt32), min(limit, corpus.Oldest))
	}, func(i int, places []corpus.Place, more, _ bool) { visit(i, places, more) })
}

// lookup visits what a statement finds, which queue queues for a table of postings and for
// the keys of features. Unread is the last column.
func (s *Store) lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, queue func(t *tx, table string, keys []int64) *pgx.QueuedQuery, visit func(i int, places []corpus.Place, more, unread bool)) error {
	return s.current(ctx, func(c *catalog) error {
		scheme, err := s.adopted(ctx, c, scheme)
		if err != nil {
			return err
		}
		owner, err := s.tenant(ctx, tenant)
		if err != nil || owner == 0 || limit <= 0 || len(features) == 0 {
			return err
		}
		keys, index := keys(owner, features)
		return s.read(ctx, func(t *tx) {
			s.queueCheck(t, c)
			t.queue(pinOrder)
			queue(t, postingsTable(scheme), keys).Query(func(rows pgx.Rows) error { return visitRows(rows, index, visit) })
		})
	})
}

// keys returns the keys of features and their indexes in features. It leaves out
// numbers with more bits than a feature has, as no posting has them.
func keys(tenant int, features []uint64) ([]int64, []int) {
	keys := make([]int64, 0, len(features))
	index := make([]int, 0, len(features))
	for i, f := range features {
		if f < 1<<corpus.FeatureBits {
			keys, index = append(keys, key(tenant, f)), append(index, i)
		}
	}
	return keys, index
}

func visitRows(rows pgx.Rows, index []int, visit func(i int, places []corpus.Place, more, unread bool)) error {
	var i int
	var more, unread bool
	var numbers []int64
	var positions []int32
	var places []corpus.Place
	_, err := pgx.ForEachRow(rows, []any{&i, &more, &numbers, &positions, &unread}, func() error {
		places = places[:0]
		for j, n := range numbers {
			places = append(places, corpus.Place{Number: uint64(n), Position: uint32(positions[j])})
		}
		visit(index[i-1], places, more, unread)
		return nil
	})
	return err
}

package pgstore

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// lookup is the statement of Lookup for the table of a scheme. Of a feature that
// is too common it reads limit+1 places and sends none.
const lookup = `SELECT f.i, p.numbers, p.positions
	FROM unnest($1::bigint[]) WITH ORDINALITY AS f(key, i)
	CROSS JOIN LATERAL (
		SELECT count(*) AS n, array_agg(number) AS numbers, array_agg(position) AS positions
		FROM (SELECT number, position FROM palimpsest.%s WHERE key = f.key LIMIT $2::bigint + 1) AS places
	) AS p
	WHERE p.n BETWEEN 1 AND $2::bigint`

// Lookup finds the places of features; see [corpus.Store]. It is one statement,
// which goes by index through every window; places come as they are read, those
// of one feature in memory at a time. The connection is in use while visit runs.
func (s *Store) Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(int, []corpus.Place)) error {
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
			t.queue(fmt.Sprintf(lookup, postingsTable(scheme)), keys, min(limit, math.MaxInt32)).
				Query(func(rows pgx.Rows) error { return visitRows(rows, index, visit) })
		})
	})
}

// keys returns the keys of features and the indexes that these have in features.
// More bits than a feature has are in no posting.
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

func visitRows(rows pgx.Rows, index []int, visit func(int, []corpus.Place)) error {
	var i int
	var numbers []int64
	var positions []int32
	var places []corpus.Place
	_, err := pgx.ForEachRow(rows, []any{&i, &numbers, &positions}, func() error {
		places = places[:0]
		for j, n := range numbers {
			places = append(places, corpus.Place{Number: uint64(n), Position: uint32(positions[j])})
		}
		slices.SortFunc(places, func(a, b corpus.Place) int { return cmp.Compare(a.Number, b.Number) })
		visit(index[i-1], places)
		return nil
	})
	return err
}

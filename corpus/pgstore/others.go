package pgstore

import (
	"context"
	"fmt"
	"math"

	"github.com/jackc/pgx/v5"

	"github.com/palimpsest-go/palimpsest/corpus"
)

var _ corpus.OthersStore = (*Store)(nil)

// mostPassed is how many places of a feature a look-up passes over at least, before it says
// that there may be more behind them.
const mostPassed = 1 << 16

// lookupOthers is the statement of LookupOthers for the table of a scheme: that of Lookup
// without the texts of an owner. $4 and $5 are the author and the group, "" for none, and $6
// is how many places of a feature it reads at most. If it has read that many and found no
// more than limit, it looks whether there is a further one.
//
// The question whose a text is must be a subquery with a value: of a NOT EXISTS the planner
// would make a join, which it may begin with the texts.
const lookupOthers = `SELECT f.i, m.more,
		CASE WHEN m.more THEN p.numbers[:$3::int] ELSE p.numbers END,
		CASE WHEN m.more THEN p.positions[:$3::int] ELSE p.positions END
	FROM unnest($1::bigint[]) WITH ORDINALITY AS f(key, i)
	CROSS JOIN LATERAL (
		SELECT count(*) AS n, array_agg(number) AS numbers, array_agg(position) AS positions
		FROM (
			SELECT number, position
			FROM (SELECT number, position FROM palimpsest.%[1]s WHERE key = f.key ORDER BY number LIMIT $6::bigint) AS read
			WHERE (SELECT $4::text <> '' AND t.author = $4::text OR $5::text <> '' AND t.revision = $5::text
				FROM palimpsest.texts t WHERE t.number = read.number) IS NOT TRUE
			LIMIT $2::bigint + 1
		) AS places
	) AS p
	CROSS JOIN LATERAL (
		SELECT p.n > $2::bigint OR (SELECT true FROM palimpsest.%[1]s WHERE key = f.key ORDER BY number LIMIT 1 OFFSET $6::bigint) IS NOT NULL AS more
	) AS m
	WHERE p.n > 0 OR m.more`

// LookupOthers finds the places of features in texts of others; see [corpus.OthersStore]. It
// is one statement, like Lookup. For each place that it reads, the server looks by index
// whose the text is. It reads 65,536 places of a feature besides those that it returns, or
// over four times limit where that is more.
func (s *Store) LookupOthers(ctx context.Context, scheme, tenant string, own corpus.Owner, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
	if !nameable(own.Author) { // no text has it
		own.Author = ""
	}
	if !nameable(own.Group) {
		own.Group = ""
	}
	if own == (corpus.Owner{}) {
		return s.Lookup(ctx, scheme, tenant, features, limit, visit)
	}
	limit = min(limit, math.MaxInt32)
	most := max(mostPassed, 4*int64(limit)) + int64(limit)
	return s.lookup(ctx, scheme, tenant, features, limit, visit, func(t *tx, table string, keys []int64) *pgx.QueuedQuery {
		return t.queue(fmt.Sprintf(lookupOthers, table), keys, limit, min(limit, corpus.Oldest), own.Author, own.Group, most)
	})
}

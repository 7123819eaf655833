package pgstore

import (
	"context"
	"fmt"
	"math"

	"github.com/jackc/pgx/v5"

	"github.com/palimpsest-go/palimpsest/corpus"
)

var _ corpus.OthersStore = (*Store)(nil)

// leastPassed is how many places of a feature a look-up passes over before it asks, once for
// all features, which of the texts are own.
const leastPassed = 1 << 10

// owns says in SQL whether the text t is of the owner: $4 is an author and $5 a group, or
// "" for none.
const owns = `($4::text <> '' AND t.author = $4::text OR $5::text <> '' AND t.revision = $5::text)`

// The statements of LookupOthers for the table of a scheme. Each reads up to $6 places of a
// feature, in order of number, until it has found $2+1 in texts of others, and returns as
// the last column whether it has found fewer and left places unread: it reads one place more,
// which it then finds. The first statement looks for each place whose the text is. It is
// fast if there are few places, or if most are in texts of others. The second does so once
// for each text, even if the text has all features, as a copy has, and reads places from the
// index alone.
//
// Whose a text is must be a subquery with a value in the first: of a NOT EXISTS the planner
// would make a join, which it may begin with the texts.
const (
	othersByPlace = found + `
			SELECT number, position, at
			FROM (
				SELECT number, position, row_number() OVER (ORDER BY number) AS at
				FROM (SELECT number, position FROM palimpsest.%[1]s WHERE key = f.key ORDER BY number LIMIT $6::bigint + 1) AS first
			) AS read
			WHERE at > $6::bigint OR (SELECT ` + owns + ` FROM palimpsest.texts t WHERE t.number = read.number) IS NOT TRUE
			LIMIT $2::bigint + 1
		) AS places
	) AS p`
	othersByText = `WITH own AS MATERIALIZED (
		SELECT t.number
		FROM (
			SELECT DISTINCT first.number FROM unnest($1::bigint[]) AS f(key)
			CROSS JOIN LATERAL (SELECT number FROM palimpsest.%[1]s WHERE key = f.key ORDER BY number LIMIT $6::bigint) AS first
		) AS read JOIN palimpsest.texts t ON t.number = read.number WHERE ` + owns + `
	) ` + found + `
			SELECT number, at, (SELECT position FROM palimpsest.%[1]s AS posting WHERE posting.key = f.key AND posting.number = read.number LIMIT 1) AS position
			FROM (
				SELECT number, row_number() OVER (ORDER BY number) AS at
				FROM (SELECT number FROM palimpsest.%[1]s WHERE key = f.key ORDER BY number LIMIT $6::bigint + 1) AS first
			) AS read
			WHERE at > $6::bigint OR number NOT IN (SELECT number FROM own)
			LIMIT $2::bigint + 1
		) AS places
	) AS p`

	// found is how both begin: with what they return of the places of a feature, which
	// follow.
	found = `SELECT f.i, p.n > $2::bigint, CASE WHEN p.n > $2::bigint THEN p.numbers[:$3::int] ELSE p.numbers END,
		CASE WHEN p.n > $2::bigint THEN p.positions[:$3::int] ELSE p.positions END, p.unread
	FROM unnest($1::bigint[]) WITH ORDINALITY AS f(key, i)
	CROSS JOIN LATERAL (
		SELECT count(*) FILTER (WHERE at <= $6::bigint) AS n, array_agg(number) FILTER (WHERE at <= $6::bigint) AS numbers,
			array_agg(position) FILTER (WHERE at <= $6::bigint) AS positions, coalesce(bool_or(at > $6::bigint), false) AS unread
		FROM (`
)

// LookupOthers finds the places of features in texts of others; see [corpus.OthersStore]. It
// is one statement, like Lookup, and for each place that it reads the server looks by index
// whose the text is. If a feature is in more than 1,024 own texts, a second statement looks
// once for each text. It passes over as many places of a feature as every [corpus.OthersStore]
// must, four times limit: so an author's copies cost nobody more than that, however many they
// are. With 64,000 copies by one author, a check by that author took 1.0 s of the server's
// processor time, and one by another 0.2 s. With Lookup alone both took 0.7 s, and that by the
// author found nothing.
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
	var deep []int // indexes of features with own texts beyond what the first statement reads
	take := func(i int, places []corpus.Place, more, unread bool) {
		switch {
		case unread:
			deep = append(deep, i)
		case len(places) > 0:
			visit(i, places, more)
		}
	}
	if err := s.others(ctx, scheme, tenant, own, features, limit, othersByPlace, leastPassed+int64(limit), take); err != nil || len(deep) == 0 {
		return err
	}
	left := make([]uint64, len(deep))
	for n, i := range deep {
		left[n] = features[i]
	}
	return s.others(ctx, scheme, tenant, own, left, limit, othersByText, max(leastPassed, 4*int64(limit))+int64(limit), func(n int, places []corpus.Place, more, unread bool) {
		if unread {
			places = places[:min(len(places), corpus.Oldest)]
		}
		if len(places) > 0 || unread {
			visit(deep[n], places, more || unread)
		}
	})
}

// others runs one of the statements, and calls visit for each feature with what it returns.
func (s *Store) others(ctx context.Context, scheme, tenant string, own corpus.Owner, features []uint64, limit int, statement string, most int64, visit func(i int, places []corpus.Place, more, unread bool)) error {
	return s.lookup(ctx, scheme, tenant, features, limit, func(t *tx, table string, keys []int64) *pgx.QueuedQuery {
		return t.queue(fmt.Sprintf(statement, table), keys, limit, min(limit, corpus.Oldest), own.Author, own.Group, most)
	}, visit)
}

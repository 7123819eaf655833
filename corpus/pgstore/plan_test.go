package pgstore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// plan returns how the server would run a statement within a transaction of the
// store's.
func plan(t *testing.T, s *Store, sql string, args ...any) string {
	t.Helper()
	ctx := context.Background()
	tx, err := s.pool.Begin(ctx)
	require.NoError(t, err)
	defer func() { require.NoError(t, tx.Rollback(ctx)) }()
	_, err = tx.Exec(ctx, pin)
	require.NoError(t, err)
	rows, err := tx.Query(ctx, "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) "+s.sql(sql), args...)
	require.NoError(t, err)
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		require.NoError(t, rows.Scan(&line))
		lines = append(lines, line)
	}
	require.NoError(t, rows.Err())
	return strings.Join(lines, "\n")
}

// Each statement that meets large tables goes by index: on tables whose
// statistics are those of empty ones, just loaded, and with statistics.
func TestPlans(t *testing.T) {
	ctx := context.Background()
	const windows = 4
	s := newStore(t, Settings{})
	// Windows, and the plans of this pool's connections, from when they are empty.
	put := func(n, from int) []corpus.Entry {
		rng := rand.New(rand.NewPCG(uint64(from), 0))
		var es []corpus.Entry
		for i := range n {
			e := made(rng, fmt.Sprint(from+i))
			if w := i % windows; w > 0 {
				e.Expires = time.Unix(0, 0).Add(time.Duration(w) * defaultWindow)
			}
			es = append(es, e)
		}
		require.NoError(t, s.Put(ctx, "s", es))
		return es
	}
	put(windows, 0)
	// As when autovacuum has not come by.
	leaves := query[[]string](t, s, `SELECT array_agg(quote_ident($1) || '.' || quote_ident(relname)) FROM pg_class
		WHERE relnamespace = quote_ident($1)::regnamespace AND relkind = 'r'`, s.settings.Schema)
	for _, leaf := range leaves {
		_, err := s.pool.Exec(ctx, "ALTER TABLE "+leaf+" SET (autovacuum_enabled = false)")
		require.NoError(t, err)
		_, err = s.pool.Exec(ctx, "ANALYZE "+leaf)
		require.NoError(t, err)
	}
	es := put(1200, 100)
	var features []uint64
	for _, e := range es[:40] {
		features = append(features, e.Postings[5].Feature, e.Postings[0].Feature)
	}
	tenant, err := s.tenant(ctx, "")
	require.NoError(t, err)
	keys, _ := keys(tenant, features)
	numbers := query[[]int64](t, s, "SELECT array_agg(number) FROM (SELECT number FROM palimpsest.texts ORDER BY id LIMIT 10) x")

	check := func(t *testing.T) {
		p := plan(t, s, fmt.Sprintf(lookup, "postings_1"), keys, 1000)
		t.Log(p)
		assert.Equal(t, windows, strings.Count(p, "_key_idx on postings_1_w"), "an index scan for each window")
		for name, p := range map[string]string{
			"Lookup":   p,
			"Records":  plan(t, s, record+" WHERE t.number = ANY($1) AND t.tenant = $2", numbers, tenant),
			"Get":      plan(t, s, record+" WHERE t.tenant = $1 AND t.id = $2", tenant, "100"),
			"postings": plan(t, s, "DELETE FROM palimpsest.postings_1 WHERE number = ANY($1)", numbers[:1]),
			"bodies":   plan(t, s, "DELETE FROM palimpsest.bodies WHERE number = ANY($1)", numbers[:1]),
			"Stale":    plan(t, s, stale, int64(0), "u", stalePage),
			"Expire":   plan(t, s, expired, time.Unix(1e9, 0), 10),
		} {
			// The tables of tenants and schemes are of one page.
			for line := range strings.Lines(p) {
				if strings.Contains(line, "Seq Scan") && !strings.Contains(line, " on tenants") && !strings.Contains(line, " on schemes") {
					t.Errorf("%s:\n%s", name, p)
				}
			}
			assert.NotContains(t, p, "Bitmap", name)
			assert.NotContains(t, p, "Hash Join", name)
		}
	}
	t.Run("loaded", check)
	for _, leaf := range leaves {
		_, err := s.pool.Exec(ctx, "VACUUM ANALYZE "+leaf)
		require.NoError(t, err)
	}
	t.Run("analysed", check)
}

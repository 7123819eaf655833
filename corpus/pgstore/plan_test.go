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
	pins := 1
	if strings.Contains(sql, "SELECT f.i") { // Lookup
		pins = 2
	}
	ctx := context.Background()
	tx, err := s.pool.Begin(ctx)
	require.NoError(t, err)
	defer func() { require.NoError(t, tx.Rollback(ctx)) }()
	for _, settings := range []string{pin, pinOrder}[:pins] {
		_, err = tx.Exec(ctx, settings)
		require.NoError(t, err)
	}
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
	const windows, common = 4, 1 << 35 // a feature that all texts have
	s := newStore(t, Settings{})
	// Windows, and the plans of this pool's connections, from when they are empty.
	put := func(n, from int) []corpus.Entry {
		rng := rand.New(rand.NewPCG(uint64(from), 0))
		var es []corpus.Entry
		for i := range n {
			e := made(rng, fmt.Sprint(from+i))
			e.Postings = append(e.Postings, corpus.Posting{Feature: common})
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
		var n int
		p := plan(t, s, fmt.Sprintf(lookup, "postings_1"), keys, 1000, 32)
		t.Log(p)
		assert.Equal(t, windows, strings.Count(p, "_key_number_idx on postings_1_w"), "an index scan for each window")
		assert.Contains(t, p, "Merge Append")
		// If a feature is in all texts, it reads the first ones, and one more of each
		// window.
		p2 := plan(t, s, fmt.Sprintf(lookup, "postings_1"), []int64{key(tenant, common)}, 10, 10)
		read := 0
		for line := range strings.Lines(p2) {
			if _, after, ok := strings.Cut(line, "_key_number_idx on postings_1_w"); ok {
				_, err := fmt.Sscanf(after[strings.Index(after, "rows="):], "rows=%d", &n)
				require.NoError(t, err, line)
				read += n
			}
		}
		assert.LessOrEqual(t, read, 11+windows, p2)
		assert.GreaterOrEqual(t, read, 11, p2)
		for name, p := range map[string]string{
			"Lookup":   p,
			"Others":   plan(t, s, fmt.Sprintf(othersByPlace, "postings_1"), keys, 1000, 32, "a", "g", 1<<16),
			"Texts":    plan(t, s, fmt.Sprintf(othersByText, "postings_1"), keys, 1000, 32, "a", "g", 1<<16),
			"Records":  plan(t, s, record+" WHERE t.number = ANY($1) AND t.tenant = $2", numbers, tenant),
			"Heads":    plan(t, s, head+" WHERE t.number = ANY($1) AND t.tenant = $2", numbers, tenant),
			"List":     plan(t, s, list, "", "1", listPage),
			"Notes":    plan(t, s, notes, "", "", true, notePage, noteBytes),
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
			if name == "Heads" || name == "List" {
				assert.NotContains(t, p, "bodies", name)
			}
			if name == "List" || name == "Notes" || name == "Lookup" || name == "Others" || name == "Texts" {
				assert.NotContains(t, p, "Sort (", name)
			}
		}
	}
	t.Run("loaded", check)
	for _, leaf := range leaves {
		_, err := s.pool.Exec(ctx, "VACUUM ANALYZE "+leaf)
		require.NoError(t, err)
	}
	t.Run("analysed", check)
}

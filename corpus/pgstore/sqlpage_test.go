package pgstore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/minhash/batch"
)

// A pile is texts of docs/SQL.md in a schema of their own.
type pile struct {
	conn     *pgx.Conn
	settings batch.Settings
	texts    []batch.Text
}

// newPile returns a pile in whose schema no table is yet.
func newPile(t *testing.T, s batch.Settings, texts []batch.Text) pile {
	t.Helper()
	schema := pgx.Identifier{newSchema(t)}.Sanitize()
	conn, err := pgx.Connect(t.Context(), url(t))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, conn.Close(context.Background())) })
	_, err = conn.Exec(t.Context(), "CREATE SCHEMA "+schema+"; SET search_path = "+schema)
	require.NoError(t, err)
	return pile{conn, s, texts}
}

// query runs the statements of the page. After those that make the first tables, the
// tables are filled and the bucket is set.
func (p pile) query(t *testing.T, bucket int) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "SQL.md"))
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?ms)^```sql\n(.*?)^```$").FindAllSubmatch(page, -1)
	require.Greater(t, len(blocks), 5)
	for i, b := range blocks {
		_, err := p.conn.Exec(t.Context(), string(b[1]))
		require.NoError(t, err, "%s", b[1])
		if i == 0 {
			p.fill(t)
			_, err := p.conn.Exec(t.Context(), fmt.Sprintf("UPDATE settings SET bucket = %d, leaders = least(leaders, %d)", bucket, bucket))
			require.NoError(t, err)
		}
	}
}

// fill writes the rows of the texts.
func (p pile) fill(t *testing.T) {
	t.Helper()
	signer, err := minhash.New(p.settings.Config)
	require.NoError(t, err)
	banding, err := minhash.Plan(128, 0.8, 0.999)
	require.NoError(t, err)
	var texts, bands [][]any
	for _, x := range p.texts {
		set := minhash.Ascending(x.Set)
		hashes := make([]int64, len(set))
		for i, h := range set {
			hashes[i] = int64(h)
		}
		texts = append(texts, []any{x.ID, int64(^x.Order), hashes})
		if len(set) == 0 {
			continue
		}
		for band, key := range banding.AppendKeys(nil, signer.Sign(nil, set)) {
			bands = append(bands, []any{x.ID, band, int64(key)})
		}
	}
	_, err = p.conn.CopyFrom(t.Context(), pgx.Identifier{"texts"}, []string{"id", "words", "shingles"}, pgx.CopyFromRows(texts))
	require.NoError(t, err)
	_, err = p.conn.CopyFrom(t.Context(), pgx.Identifier{"bands"}, []string{"id", "band", "key"}, pgx.CopyFromRows(bands))
	require.NoError(t, err)
}

// results returns the table results.
func (p pile) results(t *testing.T) map[string]batch.Result {
	t.Helper()
	rows, err := p.conn.Query(t.Context(), "SELECT id, cluster, keep, of, similarity FROM results")
	require.NoError(t, err)
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[batch.Result])
	require.NoError(t, err)
	byID := make(map[string]batch.Result)
	for _, r := range all {
		require.NotContains(t, byID, r.ID)
		byID[r.ID] = r
	}
	return byID
}

// count returns the number that a query gives.
func (p pile) count(t *testing.T, sql string) (n int64) {
	t.Helper()
	require.NoError(t, p.conn.QueryRow(t.Context(), sql).Scan(&n))
	return n
}

// stages returns what package batch makes of the texts.
func (p pile) stages(t *testing.T) (map[string]batch.Result, batch.Report) {
	t.Helper()
	ctx, dir := t.Context(), t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	signed, pairs, verified := []string{file("signed")}, []string{file("pairs")}, []string{file("verified")}
	_, err := batch.Sign(ctx, p.settings, "", func(yield func(batch.Text, error) bool) {
		for _, x := range p.texts {
			if !yield(x, nil) {
				return
			}
		}
	}, signed[0])
	require.NoError(t, err)
	_, err = batch.Pairs(ctx, p.settings, batch.Shard{}, signed, pairs[0])
	require.NoError(t, err)
	_, err = batch.Verify(ctx, p.settings, batch.Shard{}, signed, pairs, verified[0])
	require.NoError(t, err)
	report, err := batch.Components(ctx, p.settings, signed, verified, file("result"))
	require.NoError(t, err)
	byID := make(map[string]batch.Result)
	for r, err := range batch.Results(signed, file("result")) {
		require.NoError(t, err)
		byID[r.ID] = r
	}
	return byID, report
}

// piled returns n sets, a third of them made from an earlier one, some equal to one, some
// empty.
func piled(r *rand.Rand, n int) []batch.Text {
	texts := make([]batch.Text, n)
	for i := range texts {
		x := batch.Text{ID: fmt.Sprintf("t%d", i*7919%10_007), Order: ^uint64(100 + r.IntN(5))}
		switch p := r.Float64(); {
		case i > 0 && p < 0.35:
			rate := float64(r.IntN(4)) * 0.05
			for _, h := range texts[r.IntN(i)].Set {
				if r.Float64() < rate {
					h = r.Uint64()
				}
				x.Set = append(x.Set, h)
			}
		case p < 0.37:
		default:
			for range 30 + r.IntN(60) {
				x.Set = append(x.Set, r.Uint64())
			}
		}
		texts[i] = x
	}
	return texts
}

// TestSQLPage runs the statements of docs/SQL.md and compares with package batch. The go
// command does not see that the page changed, which is in another module: use -count=1.
func TestSQLPage(t *testing.T) {
	n := 1500
	if testing.Short() {
		n = 400
	}
	p := newPile(t, batch.Settings{}, piled(rand.New(rand.NewPCG(1, 16)), n))
	want, report := p.stages(t)
	p.query(t, 1000)
	require.Equal(t, want, p.results(t))
	require.Equal(t, report.Pairs, p.count(t, "SELECT count(*) FROM pairs"))
	require.Greater(t, report.Pairs, int64(n/10))
	require.Zero(t, p.count(t, "SELECT count(*) FROM hot"))
	require.Less(t, p.count(t, "SELECT count(DISTINCT cluster) FROM results"), report.Kept, "clusters in which two are kept")
}

// TestSQLPageHot: of hot keys only some pairs are looked at, as the page says, while
// package batch finds all. What is found is true; here the clusters are the same.
func TestSQLPageHot(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 16))
	var texts []batch.Text
	for i := range 150 {
		x := batch.Text{ID: fmt.Sprintf("f%03d", i), Order: ^uint64(200)}
		for h := range uint64(200) {
			x.Set = append(x.Set, h*0x9e3779b97f4a7c15)
		}
		for range 5 {
			x.Set = append(x.Set, r.Uint64())
		}
		texts = append(texts, x)
	}
	p := newPile(t, batch.Settings{}, texts)
	want, report := p.stages(t)
	require.Zero(t, report.Passed)
	require.EqualValues(t, 150*149/2, report.Pairs)
	p.query(t, 20)
	require.Equal(t, want, p.results(t))
	found := p.count(t, "SELECT count(*) FROM pairs")
	require.Less(t, found, report.Pairs)
	require.Zero(t, p.count(t, "SELECT count(*) FROM pairs, settings WHERE similarity < threshold"))
	require.Positive(t, p.count(t, "SELECT count(*) FROM hot"))
	// What is missing was passed over, in each of the keys that a pair has in common.
	require.GreaterOrEqual(t, p.count(t, "SELECT sum(passed)::bigint FROM hot"), report.Pairs-found)
}

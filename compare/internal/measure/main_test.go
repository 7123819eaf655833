package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/internal/features"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

const source = `The ferry leaves the harbour at noon and comes back in the evening. Nobody in the village can remember
a day on which it stayed. The miller sends his flour with it, the doctor her letters, and the children wave from the
bank until it is behind the island. In a hard winter the water freezes, and then they walk across.`

// exchanged returns the source with words exchanged for others.
func exchanged(words ...string) string { return strings.NewReplacer(words...).Replace(source) }

// made returns pairs of several labels, all with enough words to be aligned.
func made() []pair {
	gold := [][4]int{{4, 9, 4, 8}, {1, 2, 1, 2}}
	return []pair{
		{ID: "same", Label: "identical", Source: source, Suspect: source},
		{ID: "spun", Label: "spun", Kind: "plain", Maker: "by hand", Source: source, Dictionary: "hand", Noise: "none", Language: "en", Gold: &gold,
			Suspect: exchanged("ferry", "boat", "harbour", "port", "village", "hamlet", "sends", "ships", "children", "kids", "hard", "severe", "winter", "wintertime")},
		{ID: "typos", Label: "near-duplicate", Kind: "typos", Source: source, Suspect: exchanged("harbour", "harbuor", "village", "vilage")},
		{ID: "other", Label: "unrelated", Kind: "neighbours", Group: "g", Source: source,
			Suspect: strings.Repeat("A recipe for bread wants flour, salt, yeast, some hours of patience and an oven that is hot enough. ", 4)},
		{ID: "empty", Label: "unrelated", Source: source, Suspect: ""},
	}
}

func all(pairs []pair) iter.Seq2[pair, error] {
	return func(yield func(pair, error) bool) {
		for _, p := range pairs {
			if !yield(p, nil) {
				return
			}
		}
	}
}

func collect(t *testing.T, in iter.Seq2[features.Row, error]) (rows []features.Row) {
	t.Helper()
	for r, err := range in {
		require.NoError(t, err)
		rows = append(rows, r)
	}
	return rows
}

func TestMeasure(t *testing.T) {
	rows := collect(t, measured(all(made()), nil))
	ids := make(map[string]features.Row)
	for _, r := range rows {
		ids[r.ID] = r
		require.Len(t, r.Signals, int(verdict.Signals), r.ID)
	}
	require.NotContains(t, ids, "same", "identical texts have no signals")
	spun, typos, other := ids["spun"], ids["typos"], ids["other"]
	require.Equal(t, 2, spun.Exchanges)
	require.Equal(t, -1, typos.Exchanges, "nobody counted them")
	require.True(t, spun.Related)
	require.Equal(t, []string{"spun", "plain", "by hand", "hand", "none", "en"}, []string{spun.Label, spun.Kind, spun.Maker, spun.Dictionary, spun.Noise, spun.Language})
	require.Equal(t, "g", other.Group)
	require.InDelta(t, len(strings.Fields(source)), spun.Words, 0)
	require.Greater(t, spun.Signals[verdict.Decisions], typos.Signals[verdict.Decisions], "slips are no exchanges")
	require.Greater(t, typos.Signals[verdict.Honest], spun.Signals[verdict.Honest])
	require.Greater(t, typos.Signals[verdict.AllEqual], other.Signals[verdict.AllEqual])
}

// TestWithout: a spun pair whose dictionary has a lexicon of its own is measured by both,
// an honest pair never.
func TestWithout(t *testing.T) {
	english, err := lexicon.English()
	require.NoError(t, err)
	pairs := made()
	pairs[2].Dictionary = "hand"
	variants := make(map[string][]string)
	for _, r := range collect(t, measured(all(pairs), map[string]*lexicon.Lexicon{"hand": english})) {
		variants[r.ID] = append(variants[r.ID], r.Variant)
	}
	require.Equal(t, []string{"", "without"}, variants["spun"])
	require.Equal(t, []string{""}, variants["typos"])
}

// TestOrder: rows come in the order of the pairs, whatever goroutine was ready first.
func TestOrder(t *testing.T) {
	var pairs []pair
	for i := range 60 {
		p := made()[1+i%3]
		p.ID = fmt.Sprintf("%03d", i)
		if i%5 == 0 { // takes longer than what follows it
			p.Source, p.Suspect = strings.Repeat(p.Source+" ", 6), strings.Repeat(p.Suspect+" ", 6)
		}
		pairs = append(pairs, p)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one := collect(t, measured(all(pairs), nil))
	require.Len(t, one, len(pairs))
	require.True(t, slices.IsSortedFunc(one, func(a, b features.Row) int { return strings.Compare(a.ID, b.ID) }))
	runtime.GOMAXPROCS(5)
	require.Equal(t, one, collect(t, measured(all(pairs), nil)))
}

// TestStop: whoever has seen enough rows stops, and so do all goroutines.
func TestStop(t *testing.T) {
	before := runtime.NumGoroutine()
	var pairs []pair
	for range 40 {
		pairs = append(pairs, made()[1:4]...)
	}
	n := 0
	for range measured(all(pairs), nil) {
		if n++; n == 3 {
			break
		}
	}
	for range 10_000 { // one that has said its last may be counted for a moment yet
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	require.LessOrEqual(t, runtime.NumGoroutine(), before)
}

// TestErrors: the first error ends the rows. Those before it were yielded.
func TestErrors(t *testing.T) {
	bad := errors.New("no pair")
	n := 0
	for r, err := range measured(func(yield func(pair, error) bool) {
		if yield(made()[1], nil) {
			yield(pair{}, bad)
		}
	}, nil) {
		if n++; n == 1 {
			require.NoError(t, err)
			require.Equal(t, "spun", r.ID)
			continue
		}
		require.ErrorIs(t, err, bad)
	}
	require.Equal(t, 2, n)
}

func TestPairs(t *testing.T) {
	dir := t.TempDir()
	plain, zipped, broken := filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "b.jsonl.gz"), filepath.Join(dir, "c.jsonl")
	require.NoError(t, os.WriteFile(plain, []byte(`{"id":"1","label":"spun","source":"a","suspect":"b","gold":[[0,1,0,1]]}`+"\n"+`{"id":"2"}`+"\n"), 0o666))
	f, err := os.Create(zipped)
	require.NoError(t, err)
	z := gzip.NewWriter(f)
	fmt.Fprintln(z, `{"id":"3","dictionary":"moby","noise":"cuts"}`)
	require.NoError(t, errors.Join(z.Close(), f.Close()))
	require.NoError(t, os.WriteFile(broken, []byte(`{"id":"4"}`+"\n{\n"), 0o666))

	var ids []string
	for p, err := range pairs([]string{plain, zipped}) {
		require.NoError(t, err)
		ids = append(ids, p.ID)
		if p.ID == "1" {
			require.Equal(t, [][4]int{{0, 1, 0, 1}}, *p.Gold)
		}
		if p.ID == "3" {
			require.Equal(t, []string{"moby", "cuts"}, []string{p.Dictionary, p.Noise})
		}
	}
	require.Equal(t, []string{"1", "2", "3"}, ids)

	var last error
	for _, err := range pairs([]string{broken, plain}) {
		last = err
	}
	require.ErrorContains(t, last, broken+": line 2")
	for _, err := range pairs([]string{filepath.Join(dir, "none")}) {
		require.ErrorIs(t, err, os.ErrNotExist)
	}
}

// TestRun: the same pairs give the same bytes.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "pairs.jsonl")
	require.NoError(t, os.WriteFile(in, fmt.Appendf(nil, `{"id":"x","label":"near-duplicate","source":%q,"suspect":%q}`+"\n", source, exchanged("ferry", "ferries")), 0o666))
	var tables [2][]byte
	for i := range tables {
		out := filepath.Join(dir, fmt.Sprint("table", i))
		require.NoError(t, run(out, []string{in}, nil))
		var err error
		tables[i], err = os.ReadFile(out)
		require.NoError(t, err)
	}
	require.Equal(t, tables[0], tables[1])
	f, err := os.Open(filepath.Join(dir, "table0"))
	require.NoError(t, err)
	defer f.Close()
	for r, err := range features.Read(f) {
		require.NoError(t, err)
		require.Equal(t, "x", r.ID)
	}
}

package beam

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/minhash/batch"
	"github.com/palimpsest-go/palimpsest/shingle"
)

func TestMain(m *testing.M) {
	// Prism waits for a worker in a loop that does not sleep. On two threads two of these
	// keep the worker from its turn: tests took forty times as long.
	runtime.GOMAXPROCS(max(8, runtime.GOMAXPROCS(0)))
	ptest.MainWithDefault(m, "prism")
}

func init() {
	beam.RegisterFunction(keyed)
	beam.RegisterType(reflect.TypeFor[*gatherFn]())
	beam.RegisterType(reflect.TypeFor[text]())
}

// A text is an input of a test.
type text struct{ ID, Text string }

func keyed(t text) (string, string) { return t.ID, t.Text }

// A gathered is what a run gave. Prism runs in this process, so that workers reach it.
type gathered struct {
	mu       sync.Mutex
	pairs    map[[2]string]float64
	clusters map[string]Cluster
	skipped  []Skipped
	twice    []any // pairs and texts that came twice
}

var (
	runsMu sync.Mutex
	runs   []*gathered
)

// gatherFn puts elements into a run.
type gatherFn struct{ Run int }

func (fn *gatherFn) ProcessElement(x beam.X) {
	runsMu.Lock()
	g := runs[fn.Run]
	runsMu.Unlock()
	g.mu.Lock()
	defer g.mu.Unlock()
	switch x := any(x).(type) {
	case Pair:
		key := [2]string{x.A, x.B}
		if _, ok := g.pairs[key]; ok {
			g.twice = append(g.twice, x)
		}
		g.pairs[key] = x.Similarity
	case Cluster:
		if _, ok := g.clusters[x.ID]; ok {
			g.twice = append(g.twice, x)
		}
		g.clusters[x.ID] = x
	case Skipped:
		g.skipped = append(g.skipped, x)
	default:
		panic(fmt.Sprintf("%T", x))
	}
}

// run runs the pipeline over texts on prism.
func run(t testing.TB, s Settings, texts []text) (*gathered, error) {
	t.Helper()
	g := &gathered{pairs: make(map[[2]string]float64), clusters: make(map[string]Cluster)}
	runsMu.Lock()
	fn := &gatherFn{len(runs)}
	runs = append(runs, g)
	runsMu.Unlock()
	p, root := beam.NewPipelineWithRoot()
	results, err := Dedup(root, s, beam.ParDo(root, keyed, beam.CreateList(root, texts)))
	require.NoError(t, err)
	beam.ParDo0(root, fn, results.Pairs)
	beam.ParDo0(root, fn, results.Clusters)
	beam.ParDo0(root, fn, results.Skipped)
	err = ptest.Run(p)
	require.Empty(t, g.twice)
	return g, err
}

// setOf returns the set of a text and the number of its words, by way of package shingle.
func setOf(s Settings, t string) (set []uint64, words int) {
	for f := range (shingle.Shingler{Size: s.Words, Language: shingle.None}).Features(t) {
		set = append(set, f.Hash)
	}
	for range shingle.Words(t, shingle.None) {
		words++
	}
	return minhash.Ascending(set), words
}

// stages returns what package batch makes of the texts.
func stages(t testing.TB, s Settings, texts []text) (map[string]Cluster, batch.Report) {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	name := func(stage string) string { return filepath.Join(dir, stage) }
	b := batch.Settings{Config: s.Config, Banding: s.Banding, Threshold: s.Threshold, Memory: s.Memory, Bucket: s.Bucket, Pairs: s.Pairs}
	s, err := s.withDefaults()
	require.NoError(t, err)
	input := func(yield func(batch.Text, error) bool) {
		for _, x := range texts {
			set, words := setOf(s, x.Text)
			if !yield(batch.Text{ID: x.ID, Order: ^uint64(words), Set: set}, nil) {
				return
			}
		}
	}
	signed := []string{name("signed")}
	_, err = batch.Sign(ctx, b, "", input, signed[0])
	require.NoError(t, err)
	_, err = batch.Pairs(ctx, b, batch.Shard{}, signed, name("pairs"))
	require.NoError(t, err)
	_, err = batch.Verify(ctx, b, batch.Shard{}, signed, []string{name("pairs")}, name("verified"))
	require.NoError(t, err)
	report, err := batch.Components(ctx, b, signed, []string{name("verified")}, name("result"))
	require.NoError(t, err)
	clusters := make(map[string]Cluster)
	for r, err := range batch.Results(signed, name("result")) {
		require.NoError(t, err)
		clusters[r.ID] = Cluster(r)
	}
	return clusters, report
}

// made returns n texts, 30 in a hundred of them made from an earlier one: by a few other
// words, or none. Some have fewer words than a shingle, or none.
func made(r *rand.Rand, n int) []text {
	words := make([]string, 2000)
	for i := range words {
		for range 2 + r.IntN(3) {
			words[i] += string("bdfglmnprstvz"[r.IntN(13)]) + string("aeiou"[r.IntN(5)])
		}
	}
	texts := make([]text, n)
	bodies := make([][]string, n)
	for i := range texts {
		var body []string
		switch x := r.Float64(); {
		case i > 0 && x < 0.3:
			body = append(body, bodies[r.IntN(i)]...)
			for range min(r.IntN(4), len(body)) {
				body[r.IntN(len(body))] = words[r.IntN(len(words))]
			}
		case x < 0.33:
			for range r.IntN(3) {
				body = append(body, words[r.IntN(10)])
			}
		default:
			for range 40 + r.IntN(60) {
				body = append(body, words[r.IntN(len(words))])
			}
		}
		bodies[i] = body
		texts[i] = text{fmt.Sprintf("t%05d", (i*7919)%100_000), strings.Join(body, " ")}
	}
	return texts
}

// short returns a number of texts: less of them with -short.
func short(all, few int) int {
	if testing.Short() {
		return few
	}
	return all
}

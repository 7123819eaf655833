package pgstore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/storetest"
)

// cpu returns the processor time that this process and the server used.
func cpu(b *testing.B, s *Store) (client, server time.Duration) {
	_, client = processTime(b, "self")
	first, _ := processTime(b, strconv.Itoa(query[int](b, s, "SELECT pg_backend_pid()")))
	all, err := os.ReadDir("/proc")
	require.NoError(b, err)
	for _, p := range all {
		if parent, used := processTime(b, p.Name()); parent == first || p.Name() == first {
			server += used
		}
	}
	return client, server
}

// processTime returns the parent of a process and the time that it and its
// children that have ended used, nothing if there is no such process.
func processTime(b *testing.B, pid string) (parent string, used time.Duration) {
	stat, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return "", 0
	}
	f := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	for _, field := range f[11:15] {
		ticks, err := strconv.Atoi(field)
		require.NoError(b, err)
		used += time.Duration(ticks) * (time.Second / 100)
	}
	return f[1], used
}

// measure reports what a run cost for each of n units.
func measure(b *testing.B, s *Store, unit string, n int, do func()) {
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		b.Skip("needs /proc")
	}
	c0, s0 := cpu(b, s)
	b.ResetTimer()
	do()
	b.StopTimer()
	c1, s1 := cpu(b, s)
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), unit+"s/s")
	b.ReportMetric(float64((c1-c0).Microseconds())/float64(n), "client-µs/"+unit)
	b.ReportMetric(float64((s1-s0).Microseconds())/float64(n), "server-µs/"+unit)
}

func entries(seed uint64, n int) []corpus.Entry {
	rng := rand.New(rand.NewPCG(seed, 0))
	out := make([]corpus.Entry, n)
	for i := range out {
		out[i] = made(rng, fmt.Sprintf("text-%d-%d", seed, i))
	}
	return out
}

func BenchmarkCorpus(b *testing.B) {
	storetest.Benchmark(b, func(b *testing.B) corpus.Store {
		s, err := Open(b.Context(), newPool(b, 40), Settings{Schema: newSchema(b)})
		require.NoError(b, err)
		return s
	})
}

func BenchmarkPut(b *testing.B) {
	for _, writers := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			s := newStore(b, Settings{})
			es := entries(1, b.N)
			var next atomic.Int64
			measure(b, s, "text", b.N, func() {
				var wg sync.WaitGroup
				for range writers {
					wg.Go(func() {
						for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
							if err := s.Put(context.Background(), "s", es[i-1:i]); err != nil {
								b.Error(err)
							}
						}
					})
				}
				wg.Wait()
			})
		})
	}
}

// Batches at which the two ways of Put are held against each other, and large
// ones.
func BenchmarkPutBatch(b *testing.B) {
	for _, size := range []int{10, 50, 100, 200, 500, 1000} {
		b.Run(fmt.Sprintf("texts=%d", size), func(b *testing.B) {
			s := newStore(b, Settings{})
			es := entries(1, b.N*size)
			measure(b, s, "text", b.N*size, func() {
				for i := range b.N {
					require.NoError(b, s.Put(context.Background(), "s", es[i*size:(i+1)*size]))
				}
			})
		})
	}
}

// The store is of 100,000 texts, loaded by batches of 1,000; its size and the
// time of the load are printed. Of 700 features 30 % are in it.
func BenchmarkLookup(b *testing.B) {
	n := 100_000
	if testing.Short() {
		n = 2_000
	}
	for _, windows := range []int{1, 12} {
		s := newStore(b, Settings{MaxWindows: 12})
		loaded := load(b, s, n, windows)
		rng := rand.New(rand.NewPCG(3, 0))
		b.Run(fmt.Sprintf("windows=%d", windows), func(b *testing.B) {
			places := 0
			measure(b, s, "lookup", b.N, func() {
				for range b.N {
					features := make([]uint64, 700)
					for i := range features {
						features[i] = rng.Uint64N(1 << corpus.FeatureBits)
						if i%10 < 3 {
							features[i] = loaded[rng.IntN(len(loaded))]
						}
					}
					require.NoError(b, s.Lookup(context.Background(), "s", "", features, 1000, func(_ int, p []corpus.Place, _ bool) { places += len(p) }))
				}
			})
			b.ReportMetric(float64(places)/float64(b.N), "places/lookup")
		})
	}
}

// load puts n texts whose expiry falls in so many windows, and returns some of
// their features.
func load(b *testing.B, s *Store, n, windows int) []uint64 {
	var features []uint64
	var took time.Duration
	for batch := range n / 1000 {
		es := entries(uint64(batch), 1000)
		for i := range es {
			if w := i % windows; w > 0 {
				es[i].Expires = time.Unix(0, 0).Add(time.Duration(w) * defaultWindow)
			}
		}
		start := time.Now()
		require.NoError(b, s.Put(context.Background(), "s", es))
		took += time.Since(start)
		for i := range 10 {
			for _, p := range es[i].Postings {
				features = append(features, p.Feature)
			}
		}
	}
	size := func(pattern string) int64 {
		return query[int64](b, s, `SELECT coalesce(sum(pg_table_size(c.oid)), 0)::bigint FROM pg_class c WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) AND relkind IN ('r', 'i') AND relname ~ $2`, s.settings.Schema, pattern) / int64(n)
	}
	b.Logf("%d texts in %v; bytes a text: texts %d, their indexes %d; bodies %d, index %d; postings %d, index by key %d, by number %d", n, took,
		size("^texts$"), size("^texts_.*"), size(`^bodies_w\d+$`), size("^bodies_.*_idx"), size(`^postings_\d+_w\d+$`), size("^postings.*key_number_idx"), size(`^postings_\d+_w\d+_number_idx`))
	return features
}

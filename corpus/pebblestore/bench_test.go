package pebblestore_test

import (
	"fmt"
	"os"
	"sync/atomic"
	"testing"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/palimpsest-go/palimpsest/corpus/storetest"
	"github.com/stretchr/testify/require"
)

// perCPU reports how many of a kind are done in a second of processor time,
// the engine's own goroutines included.
func perCPU(b *testing.B, n int, what string, do func()) {
	before := cpu(b)
	do()
	b.ReportMetric(float64(n)/(cpu(b)-before).Seconds(), what+"/cpu-s")
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), what+"/s")
}

func opened(b *testing.B) *pebblestore.Store {
	s := open(b, b.TempDir(), pebblestore.Settings{Reserve: 1 << 30})
	require.NoError(b, s.Adopt(b.Context(), scheme))
	b.Cleanup(func() { require.NoError(b, s.Close()) })
	return s
}

func BenchmarkCorpus(b *testing.B) {
	storetest.Benchmark(b, func(b *testing.B) corpus.Store {
		return open(b, b.TempDir(), pebblestore.Settings{Reserve: 1 << 30})
	})
}

// Texts of 2 KB with 140 postings, 1,000 a call.
func BenchmarkPutBatch(b *testing.B) {
	s, m := opened(b), newMaker(1)
	batches := make([][]corpus.Entry, b.N)
	for i := range batches {
		batches[i] = m.entries(1000*i, 1000, 2000)
	}
	b.ResetTimer()
	perCPU(b, 1000*b.N, "texts", func() {
		for _, es := range batches {
			require.NoError(b, s.Put(b.Context(), scheme, es))
		}
	})
}

// The same one a call, by 32 goroutines.
func BenchmarkPutSingle(b *testing.B) {
	s, m := opened(b), newMaker(1)
	entries := m.entries(0, b.N, 2000)
	b.SetParallelism(16)
	var next atomic.Int64
	b.ResetTimer()
	perCPU(b, b.N, "texts", func() {
		b.RunParallel(func(p *testing.PB) {
			for p.Next() {
				i := next.Add(1) - 1
				if err := s.Put(b.Context(), scheme, entries[i:i+1]); err != nil {
					b.Error(err)
				}
			}
		})
	})
}

// 700 features, limit 1,000, among 20,000 texts.
func BenchmarkLookup(b *testing.B) {
	s, m := opened(b), newMaker(1)
	for i := range 20 {
		require.NoError(b, s.Put(b.Context(), scheme, m.entries(1000*i, 1000, 0)))
	}
	require.NoError(b, s.Compact(b.Context()))
	for _, present := range []float64{0, .3, 1} {
		b.Run(fmt.Sprintf("present=%.0f%%", 100*present), func(b *testing.B) {
			var queries [][]uint64
			for range 50 {
				var fs []uint64
				for range 700 {
					f := m.feature()
					if m.Float64() < present {
						f = m.pool[m.zipf.Uint64()]
					}
					fs = append(fs, f)
				}
				queries = append(queries, fs)
			}
			places := 0
			b.ResetTimer()
			perCPU(b, b.N, "lookups", func() {
				for i := range b.N {
					err := s.Lookup(b.Context(), scheme, "news", queries[i%len(queries)], 1000, func(_ int, p []corpus.Place, _ bool) { places += len(p) })
					require.NoError(b, err)
				}
			})
			b.ReportMetric(float64(places)/float64(b.N), "places/op")
		})
	}
}

// The bytes on disk for each text, texts themselves excluded, after compaction.
func BenchmarkSize(b *testing.B) {
	for range b.N {
		dir, m := b.TempDir(), newMaker(1)
		s := open(b, dir, pebblestore.Settings{})
		require.NoError(b, s.Adopt(b.Context(), scheme))
		const n = 20_000
		for i := 0; i < n; i += 1000 {
			require.NoError(b, s.Put(b.Context(), scheme, m.entries(i, 1000, 0)))
		}
		require.NoError(b, s.Compact(b.Context()))
		size := int64(0)
		files, err := os.ReadDir(dir)
		require.NoError(b, err)
		for _, f := range files {
			info, err := f.Info()
			require.NoError(b, err)
			size += info.Size()
		}
		b.ReportMetric(float64(size)/n, "B/text")
		require.NoError(b, s.Close())
	}
}

package pebblestore_test

import (
	"context"
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

// What a Check reads of 60 and of 1,000 of 20,000 texts of 2 KB, with the whole store
// in the cache and with a 25th of it.
func BenchmarkRecords(b *testing.B) {
	for _, cache := range []int64{256 << 20, 2 << 20} {
		s := open(b, b.TempDir(), pebblestore.Settings{Cache: cache, Reserve: 1 << 30})
		require.NoError(b, s.Adopt(b.Context(), scheme))
		b.Cleanup(func() { require.NoError(b, s.Close()) })
		m := newMaker(1)
		for i := range 20 {
			require.NoError(b, s.Put(b.Context(), scheme, m.entries(1000*i, 1000, 2000)))
		}
		require.NoError(b, s.Compact(b.Context()))
		for _, n := range []int{60, 1000} {
			for what, read := range reads(s) {
				b.Run(fmt.Sprintf("%s/n=%d/cache=%d", what, n, cache>>20), func(b *testing.B) {
					numbers := make([]uint64, n)
					perCPU(b, b.N, "calls", func() {
						for range b.N {
							for i := range numbers {
								numbers[i] = 1 + m.Uint64N(20_000)
							}
							records, err := read(b.Context(), "news", numbers)
							require.NoError(b, err)
							require.Greater(b, len(records), n/2)
						}
					})
				})
			}
		}
	}
}

type readRecords = func(context.Context, string, []uint64) ([]corpus.Record, error)

func reads(s *pebblestore.Store) map[string]readRecords {
	return map[string]readRecords{"Records": s.Records, "Heads": s.Heads}
}

// Listing 20,000 of as many texts, and the first 100.
func BenchmarkList(b *testing.B) {
	s, m := opened(b), newMaker(1)
	for i := range 20 {
		require.NoError(b, s.Put(b.Context(), scheme, m.entries(1000*i, 1000, 2000)))
	}
	require.NoError(b, s.Compact(b.Context()))
	for _, n := range []int{100, 20_000} {
		b.Run(fmt.Sprint("n=", n), func(b *testing.B) {
			for range b.N {
				listed := 0
				for _, err := range s.List(b.Context(), "news", "") {
					require.NoError(b, err)
					if listed++; listed == n {
						break
					}
				}
				require.Equal(b, n, listed)
			}
		})
	}
}

// The bytes on disk for each text after compaction, of texts without a byte and of
// texts of 2 KB.
func BenchmarkSize(b *testing.B) {
	for _, bytes := range []int{0, 2000} {
		b.Run(fmt.Sprint("bytes=", bytes), func(b *testing.B) {
			for range b.N {
				b.ReportMetric(bytesPerText(b, bytes), "B/text")
			}
		})
	}
}

func bytesPerText(b *testing.B, bytes int) float64 {
	dir, m := b.TempDir(), newMaker(1)
	s := open(b, dir, pebblestore.Settings{})
	require.NoError(b, s.Adopt(b.Context(), scheme))
	const n = 20_000
	for i := 0; i < n; i += 1000 {
		require.NoError(b, s.Put(b.Context(), scheme, m.entries(i, 1000, bytes)))
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
	require.NoError(b, s.Close())
	return float64(size) / n
}

// 20,000 texts of 2 KB with 140 postings.
func BenchmarkVerify(b *testing.B) {
	s, m := opened(b), newMaker(1)
	for i := range 20 {
		require.NoError(b, s.Put(b.Context(), scheme, m.entries(1000*i, 1000, 2000)))
	}
	b.ResetTimer()
	perCPU(b, 20_000*b.N, "texts", func() {
		for range b.N {
			for p, err := range s.Verify(b.Context(), nil) {
				require.NoError(b, err)
				require.NoError(b, p)
			}
		}
	})
}

// The same copied: linked, on one file system.
func BenchmarkBackup(b *testing.B) {
	s, m := opened(b), newMaker(1)
	for i := range 20 {
		require.NoError(b, s.Put(b.Context(), scheme, m.entries(1000*i, 1000, 2000)))
	}
	dir := b.TempDir()
	b.ResetTimer()
	for i := range b.N {
		require.NoError(b, s.Backup(b.Context(), fmt.Sprintf("%s/%d", dir, i)))
	}
}

package minhash

import (
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
	"testing"

	"github.com/bits-and-blooms/bloom/v3"
)

// The names are key=value, for benchstat -col.

func BenchmarkSign(b *testing.B) {
	for _, slots := range []int{128, 256, 512} {
		for _, n := range []int{10, 100, 300, 1000, 10_000} {
			b.Run(fmt.Sprintf("slots=%d/n=%d", slots, n), func(b *testing.B) {
				// Many sets, so that branches are not learnt by heart.
				r := seeded(1)
				sets := make([][]uint64, min(2000, 1_000_000/n))
				for i := range sets {
					sets[i] = randomSet(r, n)
				}
				s, err := New(Config{Slots: slots})
				if err != nil {
					b.Fatal(err)
				}
				var sig Signature
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					sig = s.Sign(sig, sets[i%len(sets)])
					i++
				}
			})
		}
	}
}

func BenchmarkSimilarity(b *testing.B) {
	r := seeded(2)
	for _, slots := range []int{128, 512} {
		s, err := New(Config{Slots: slots})
		if err != nil {
			b.Fatal(err)
		}
		x, y := pairOf(r, 300, 200)
		sig, other := s.Sign(nil, x), s.Sign(nil, y)
		b.Run(fmt.Sprintf("slots=%d/bits=32", slots), func(b *testing.B) {
			for b.Loop() {
				sig.Similarity(other)
			}
		})
		for _, bits := range []int{1, 2, 4, 8} {
			c, _ := sig.Compact(bits)
			d, _ := other.Compact(bits)
			b.Run(fmt.Sprintf("slots=%d/bits=%d", slots, bits), func(b *testing.B) {
				for b.Loop() {
					c.Similarity(d)
				}
			})
		}
	}
	x, y := pairOf(r, 300, 260)
	x, y = Ascending(x), Ascending(y)
	b.Run("exact/n=300", func(b *testing.B) {
		for b.Loop() {
			Jaccard(x, y)
		}
	})
}

func BenchmarkAscending(b *testing.B) {
	sets := corpus(seeded(3), 1000)
	var w scratch
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		w.ascending(sets[i%len(sets)])
		i++
	}
}

const benchTexts = 20_000

type signed struct {
	signatures []Signature
	sets       [][]uint64
	ids        []string
}

func signCorpus(b *testing.B, s Settings) signed {
	var c signed
	c.sets = corpus(seeded(4), benchTexts)
	signer, err := New(s.Config)
	if err != nil {
		b.Fatal(err)
	}
	for i, set := range c.sets {
		c.signatures = append(c.signatures, signer.Sign(nil, set))
		c.sets[i] = Ascending(set)
		c.ids = append(c.ids, name(i))
	}
	return c
}

func perText(b *testing.B, texts int) {
	b.ReportMetric(float64(texts*b.N)/b.Elapsed().Seconds(), "texts/s")
}

var bandings = []Banding{{9, 13}, {16, 8}, {21, 6}}

// BenchmarkInsert puts 20,000 signatures into an index, ids and copies of the
// signatures included.
func BenchmarkInsert(b *testing.B) {
	for _, banding := range bandings {
		s := Settings{Banding: banding}
		c := signCorpus(b, s)
		for _, grow := range []bool{true, false} {
			b.Run(fmt.Sprintf("banding=%v/grow=%t", banding, grow), func(b *testing.B) {
				for b.Loop() {
					x := newIndex(b, s)
					if grow {
						x.Grow(benchTexts)
					}
					for i, sig := range c.signatures {
						if err := x.AddSignature(c.ids[i], sig, len(c.sets[i])); err != nil {
							b.Fatal(err)
						}
					}
				}
				perText(b, benchTexts)
			})
		}
	}
}

// BenchmarkAdd signs and sorts too.
func BenchmarkAdd(b *testing.B) {
	for _, keep := range []bool{false, true} {
		s := Settings{Banding: Banding{16, 8}, Sets: keep}
		sets := corpus(seeded(4), benchTexts)
		c := signCorpus(b, s)
		b.Run(fmt.Sprintf("sets=%t", keep), func(b *testing.B) {
			for b.Loop() {
				x := newIndex(b, s)
				for i, set := range sets {
					if err := x.Add(c.ids[i], set); err != nil {
						b.Fatal(err)
					}
				}
			}
			perText(b, benchTexts)
		})
	}
}

// BenchmarkQuery queries an index of 20,000 texts by each of them in turn.
// verified: all matches of at least 0.8, exact; set: signing included;
// estimated: whatever shares a band.
func BenchmarkQuery(b *testing.B) {
	for _, banding := range bandings {
		s := Settings{Banding: banding, Sets: true}
		c := signCorpus(b, s)
		x := newIndex(b, s)
		y := newIndex(b, Settings{Banding: banding})
		for i, set := range c.sets {
			if err := x.Add(c.ids[i], set); err != nil {
				b.Fatal(err)
			}
			if err := y.Add(c.ids[i], set); err != nil {
				b.Fatal(err)
			}
		}
		v, ctx := x.View(), context.Background()
		for _, kind := range []string{"verified", "set", "estimated", "bands"} {
			b.Run(fmt.Sprintf("banding=%v/kind=%s", banding, kind), func(b *testing.B) {
				var matches []Match
				var texts []uint32
				var err error
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					at := i * 7919 % benchTexts
					switch kind {
					case "verified":
						matches, err = v.QueryID(ctx, c.ids[at], Search{Floor: .8})
					case "set":
						matches, err = v.Query(ctx, c.sets[at], Search{Floor: .8})
					case "estimated":
						matches, err = y.View().QuerySignature(ctx, c.signatures[at], len(c.sets[at]), Search{})
					case "bands":
						texts = v.candidates(texts[:0], c.signatures[at])
					}
					if err != nil {
						b.Fatal(err)
					}
					i++
				}
				_ = matches
				perText(b, 1)
			})
		}
	}
}

func BenchmarkClusters(b *testing.B) {
	s := Settings{Banding: Banding{16, 8}, Sets: true}
	x := newIndex(b, s)
	fill(b, x, corpus(seeded(4), benchTexts))
	for b.Loop() {
		if _, err := x.View().Clusters(context.Background(), .8, nil); err != nil {
			b.Fatal(err)
		}
	}
	perText(b, benchTexts)
}

// BenchmarkMemory reports live heap a text, and what of it the tables take:
// heads and chains of bands and of ids.
func BenchmarkMemory(b *testing.B) {
	for _, texts := range []int{20_000, 33_000, 65_000} {
		for _, keep := range []bool{false, true} {
			s := Settings{Banding: Banding{16, 8}, Sets: keep}
			b.Run(fmt.Sprintf("banding=16x8/sets=%t/texts=%d", keep, texts), func(b *testing.B) {
				r := seeded(5)
				for b.Loop() {
					before := live()
					x := newIndex(b, s)
					for i := range texts {
						if err := x.Add(name(i), randomSet(r, 300)); err != nil {
							b.Fatal(err)
						}
					}
					x.scratch.Get() // drop
					b.ReportMetric(float64(live()-before)/float64(texts), "B/text")
					b.ReportMetric(float64(x.table.Load().bytes())/float64(texts), "tables-B/text")
				}
			})
		}
	}
}

func live() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkSeen adds 20,000 signatures to a filter, in our way and in that of
// the Bloom filter library: a filter for each band, keys hashed by it.
func BenchmarkSeen(b *testing.B) {
	c := signCorpus(b, Settings{})
	for _, rate := range []float64{.001, .00016} {
		s := SeenSettings{Banding: Banding{16, 8}, Capacity: benchTexts, Rate: rate}
		b.Run(fmt.Sprintf("impl=seen/rate=%v", rate), func(b *testing.B) {
			for b.Loop() {
				f, err := NewSeen(s)
				if err != nil {
					b.Fatal(err)
				}
				for _, sig := range c.signatures {
					if _, err := f.AddSignature(sig); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(f.filter.Cap())/8/benchTexts, "B/text")
			}
			perText(b, benchTexts)
		})
		b.Run(fmt.Sprintf("impl=bloom/rate=%v", rate), func(b *testing.B) {
			for b.Loop() {
				filters := make([]*bloom.BloomFilter, 16)
				for i := range filters {
					filters[i] = bloom.NewWithEstimates(benchTexts, rate/16)
				}
				var key [8]byte
				for _, sig := range c.signatures {
					for band, f := range filters {
						binary.LittleEndian.PutUint64(key[:], s.Banding.key(sig, band))
						f.TestAndAdd(key[:])
					}
				}
			}
			perText(b, benchTexts)
		})
	}
}

// BenchmarkParallel signs, adds and queries on as many goroutines as -cpu says.
func BenchmarkParallel(b *testing.B) {
	s := Settings{Banding: Banding{16, 8}, Sets: true}
	c := signCorpus(b, s)
	x := newIndex(b, s)
	x.Grow(benchTexts)
	for i, set := range c.sets {
		if err := x.Add(c.ids[i], set); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("op=sign", func(b *testing.B) {
		b.RunParallel(func(p *testing.PB) {
			var sig Signature
			for i := 0; p.Next(); i++ {
				sig = x.Signer().Sign(sig, c.sets[i%benchTexts])
			}
		})
	})
	b.Run("op=query", func(b *testing.B) {
		b.RunParallel(func(p *testing.PB) {
			for i := 0; p.Next(); i++ {
				if _, err := x.QueryID(context.Background(), c.ids[i*7919%benchTexts], Search{Floor: .8}); err != nil {
					b.Error(err)
				}
			}
		})
	})
	b.Run("op=replace", func(b *testing.B) {
		b.RunParallel(func(p *testing.PB) {
			for i := 0; p.Next(); i++ {
				if err := x.Replace(c.ids[i*7919%benchTexts], c.sets[i*7919%benchTexts]); err != nil {
					b.Error(err)
				}
			}
		})
	})
}

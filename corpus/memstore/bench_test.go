package memstore

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// BenchmarkLookup looks up what a text of 300 words has: 700 features, a third of
// which are in the store.
func BenchmarkLookup(b *testing.B) {
	ctx := b.Context()
	m := new(Store)
	require.NoError(b, m.Adopt(ctx, "s"))
	rng := rand.New(rand.NewPCG(1, 1))
	const texts, each = 30000, 180
	for i := range texts {
		e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: fmt.Sprint(i)}}}
		for j := range uint64(each) {
			e.Postings = append(e.Postings, corpus.Posting{
				Feature:  (uint64(i)*each + j) * golden >> (64 - corpus.FeatureBits),
				Position: uint32(j),
			})
		}
		slices.SortFunc(e.Postings, func(a, b corpus.Posting) int { return cmp.Compare(a.Feature, b.Feature) })
		require.NoError(b, m.Put(ctx, "s", []corpus.Entry{e}))
	}
	x := m.tenants[""].indexes["s"]
	b.ReportMetric(float64(len(x.segments)), "segments")
	suspects := make([][]uint64, 64)
	for i := range suspects {
		for j := range 700 {
			n := rng.Uint64N(texts * each)
			if j%3 > 0 {
				n += texts * each
			}
			suspects[i] = append(suspects[i], n*golden>>(64-corpus.FeatureBits))
		}
	}
	n := 0
	for b.Loop() {
		require.NoError(b, m.Lookup(ctx, "s", "", suspects[n%len(suspects)], 1000, func(int, []corpus.Place, bool) {}))
		n++
	}
}

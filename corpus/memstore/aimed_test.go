package memstore

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// TestAimed: nobody who knows the code can choose features so that look-ups read more
// bytes than they do for random features: not with 100,000 features of the same high
// bits, by which blocks of segments would be chosen, nor with such of the same low bits.
//
// The factor of an index is drawn at random, and some bring features in a row together:
// of 600 stores 15 had to read more than twice what they do for random features, one
// eight times. So the test takes the median of eleven stores, which is that much once in
// millions.
func TestAimed(t *testing.T) {
	const features, stores = 100_000, 11
	const prefix = uint64(0xabcde) << 20
	median := func(feature func(i uint64) uint64) float64 {
		var all []float64
		for range stores {
			all = append(all, bytesScanned(t, features, feature))
		}
		slices.Sort(all)
		return all[stores/2]
	}
	const seed = 12
	rng := rand.New(rand.NewPCG(seed, 1))
	random := median(func(uint64) uint64 { return rng.Uint64N(1 << corpus.FeatureBits) })
	t.Logf("seed %d, random features: %.1f bytes for each that is looked up", seed, random)
	for _, kind := range []struct {
		name    string
		feature func(i uint64) uint64
	}{
		{"in a row", func(i uint64) uint64 { return prefix + i }},
		{"of the same 20 high bits, ten apart", func(i uint64) uint64 { return prefix + 10*i }},
		{"of the same 14 high bits, 257 apart", func(i uint64) uint64 { return prefix&^(1<<26-1) + 257*i }},
		{"of the same 23 low bits", func(i uint64) uint64 { return i<<23 + 5 }},
	} {
		aimed := median(kind.feature)
		t.Logf("features %s: %.1f bytes", kind.name, aimed)
		assert.Less(t, aimed, 2*random, "features %s", kind.name)
	}
}

// bytesScanned returns how many bytes a look-up of a feature has to read, on average, of
// a new store that holds n features in one segment.
func bytesScanned(t *testing.T, n uint64, feature func(i uint64) uint64) float64 {
	t.Helper()
	ctx := t.Context()
	m := new(Store)
	require.NoError(t, m.Adopt(ctx, "s"))
	features := make([]uint64, n)
	for i := range features {
		features[i] = feature(uint64(i))
	}
	slices.Sort(features)
	features = slices.Compact(features)
	var entries []corpus.Entry
	for part := range slices.Chunk(features, 100) {
		e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: fmt.Sprint(len(entries))}}}
		for i, f := range part {
			e.Postings = append(e.Postings, corpus.Posting{Feature: f, Position: uint32(i)})
		}
		entries = append(entries, e)
	}
	require.NoError(t, m.Put(ctx, "s", entries))
	require.NoError(t, m.Compact(ctx))
	data := m.tenants[""]
	x := &data.indexes["s"].postingIndex
	require.Len(t, x.segments, 1)
	l := batchLookup{index: x, limit: 10, tenant: data}
	read, looked, found := 0, 0, 0
	for i := 0; i < len(features); i += 97 {
		l.visit(features[i:i+1], func(int, []corpus.Place, bool) { found++ })
		read += int(l.ranges[0].end - l.ranges[0].start)
		looked++
	}
	require.Equal(t, looked, found)
	return float64(read) / float64(looked)
}

package memstore

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// TestAimed: nobody who knows the code can choose features so that look-ups read more
// bytes than they do for random features: not with 100,000 features of the same high
// bits, by which blocks of segments are chosen, nor with such of the same low bits.
//
// The factor of an index is random, so that the least of features in a row may be
// close together in one store of a hundred. The test takes the median of eleven stores.
func TestAimed(t *testing.T) {
	const features, stores = 100_000, 11
	rng := rand.New(rand.NewPCG(12, 1))
	high := uint64(0xabcdef) << 16 & (1<<corpus.FeatureBits - 1)
	kinds := map[string]func(i uint64) uint64{
		"in a row":             func(i uint64) uint64 { return high + i },
		"of 20 equal bits":     func(i uint64) uint64 { return high&^(1<<20-1) + i*10 },
		"of 17 high bits":      func(i uint64) uint64 { return i << (corpus.FeatureBits - 17) },
		"at every 257th place": func(i uint64) uint64 { return high&^(1<<26-1) + i*257 },
	}
	median := func(feature func(i uint64) uint64) float64 {
		var all []float64
		for range stores {
			all = append(all, bytesScanned(t, features, feature))
		}
		slices.Sort(all)
		return all[stores/2]
	}
	random := median(func(uint64) uint64 { return rng.Uint64N(1 << corpus.FeatureBits) })
	t.Logf("random features: %.1f bytes for each that is looked up", random)
	for name, feature := range kinds {
		aimed := median(feature)
		t.Logf("features %s: %.1f bytes", name, aimed)
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
	l := batchLookup{index: x, limit: 10, alive: data.alive}
	read, looked, found := 0, 0, 0
	for i := 0; i < len(features); i += 97 {
		l.visit(features[i:i+1], func(int, []corpus.Place, bool) { found++ })
		read += int(l.ranges[0].end - l.ranges[0].start)
		looked++
	}
	require.Equal(t, looked, found)
	return float64(read) / float64(looked)
}

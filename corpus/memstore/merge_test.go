package memstore

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// golden spreads numbers over all features.
const golden = 0x9e3779b97f4a7c15

// TestMerges: the store gives the same answers when postings have become
// segments, and forgets what was removed.
func TestMerges(t *testing.T) {
	ctx := t.Context()
	m := new(Store)
	require.NoError(t, m.Adopt(ctx, "s"))
	const texts, each = 9000, 300 // 2.7 million postings: twenty hash tables
	entry := func(i int) corpus.Entry {
		e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: fmt.Sprint(i)}}}
		for j := range uint64(each) {
			feature := (uint64(i)*each + j) * golden >> (64 - corpus.FeatureBits)
			if j%10 == 0 {
				feature = j // all have it
			}
			e.Postings = append(e.Postings, corpus.Posting{Feature: feature, Position: uint32(j)})
		}
		slices.SortFunc(e.Postings, func(a, b corpus.Posting) int { return cmp.Compare(a.Feature, b.Feature) })
		return e
	}
	for i := range texts {
		require.NoError(t, m.Put(ctx, "s", []corpus.Entry{entry(i)}))
		held := m.tenants[""].indexes["s"].segments
		require.False(t, slices.ContainsFunc(held[len(held):cap(held)], func(s *segment) bool { return s != nil }), "merged segments stay in memory")
	}
	x := m.tenants[""].indexes["s"]
	require.Positive(t, len(x.segments))
	require.Less(t, len(x.segments), fanIn+1)
	for i := 0; i < texts; i += 3 {
		require.NoError(t, m.Delete(ctx, "", fmt.Sprint(i)))
	}
	verify := func() {
		for i := 0; i < texts; i += 17 {
			seen := 0
			for _, p := range entry(i).Postings[100:103] {
				require.NoError(t, m.Lookup(ctx, "s", "", []uint64{p.Feature}, 10, func(_ int, places []corpus.Place, more bool) {
					for _, at := range places {
						if at == (corpus.Place{Number: uint64(i + 1), Position: p.Position}) {
							seen++
						}
					}
				}))
			}
			require.Equal(t, i%3 == 0, seen == 0, "text %d", i)
			require.True(t, seen == 0 || seen == 3)
		}
		require.NoError(t, m.Lookup(ctx, "s", "", []uint64{10}, texts, func(_ int, places []corpus.Place, more bool) {
			require.Len(t, places, texts-texts/3)
		}))
	}
	verify()
	require.NoError(t, m.Compact(ctx))
	verify()
	require.Len(t, x.segments, 1)
	require.LessOrEqual(t, x.segments[0].n, (texts-texts/3)*each)
	require.Empty(t, x.table.entries)
}

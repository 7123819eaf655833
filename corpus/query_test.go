package corpus

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestProbes(t *testing.T) {
	s, err := Settings{}.withDefaults()
	require.NoError(t, err)
	r := newReader(s)
	r.read(knownText)
	q := r.query(nil)
	probes := q.probes
	features, starts := distinct(probes)
	require.True(t, slices.IsSorted(features))
	require.Len(t, slices.Compact(slices.Clone(features)), len(features))
	for i, f := range features {
		for _, p := range probes[starts[i]:starts[i+1]] {
			require.Equal(t, f, p.feature)
		}
	}
	has := func(p Posting) bool {
		return slices.Contains(q.bands, p.Feature) || slices.ContainsFunc(probes, func(x probe) bool { return x.feature == p.Feature && x.position == p.Position })
	}
	postings := r.postings()
	require.NotEmpty(t, postings)
	for i, p := range postings {
		require.True(t, has(p), "posting %d is looked up", i)
		require.Less(t, p.Feature, uint64(1)<<FeatureBits)
		if i > 0 {
			require.Less(t, postings[i-1].Feature, p.Feature)
		}
	}
}

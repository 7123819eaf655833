package corpus

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRadix holds both sorts by radix against sorts by comparison: of features of
// all lengths, many of them equal, with numbers in order and in none.
func TestRadix(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	for range 200 {
		n := r.IntN(400)
		entries, postings := make([]entry, n), make([]Posting, n)
		features := make([]uint64, n/2+1)
		for i := range features {
			features[i] = r.Uint64N(1<<FeatureBits) >> r.IntN(FeatureBits)
		}
		inOrder := r.IntN(2) == 0
		for i := range entries {
			entries[i] = entry{features[r.IntN(len(features))], uint32(i / 2), uint32(i)}
			if !inOrder {
				entries[i].number = r.Uint32() >> r.IntN(32)
			}
			postings[i] = Posting{entries[i].feature, uint32(i)}
		}
		wantEntries, wantPostings := slices.Clone(entries), slices.Clone(postings)
		slices.SortStableFunc(wantEntries, func(a, b entry) int {
			return cmp.Or(cmp.Compare(a.feature, b.feature), cmp.Compare(a.number, b.number))
		})
		slices.SortStableFunc(wantPostings, func(a, b Posting) int { return cmp.Compare(a.Feature, b.Feature) })

		require.Equal(t, wantEntries, sortEntries(entries))
		sorted, spare := sortPostings(postings, make([]Posting, r.IntN(n+1)))
		require.Equal(t, wantPostings, sorted)
		again, _ := sortPostings(sorted, spare)
		require.Equal(t, wantPostings, again)
	}
}

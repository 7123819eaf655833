package prepare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// randomText returns n words of few, with marks between them.
func randomText(r *rand.Rand, n int) string {
	words := []string{"the", "of", "to", "not", "bridge", "river", "rose", "closing", "closed", "Harlow", "12", "state", "states"}
	marks := []string{" ", " ", " ", ", ", ". ", "-"}
	var b strings.Builder
	for range n {
		b.WriteString(words[r.IntN(len(words))] + marks[r.IntN(len(marks))])
	}
	return b.String()
}

// TestSeedsAreFeatures compares runs and masks with the features that package
// shingle makes: they have the same words, and the same of them are equal.
func TestSeedsAreFeatures(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 11))
		words := New(randomText(r, r.IntN(60)), shingle.English).Words
		for family, shingler := range map[int]shingle.Shingler{
			SeedRuns:  {Family: shingle.Shingles, Size: RunSize},
			SeedMasks: {Family: shingle.Masked, Size: MaskSize},
		} {
			want := slices.Collect(shingler.Join(slices.Values(words)))
			if len(words) < RunSize {
				want = nil // one short shingle of the whole text: not a run
			}
			got := seedsOf(words)[family]
			require.Len(t, got, len(want), "seed=%d family=%d", seed, family)
			for i := range want {
				require.Equal(t, [2]int{want[i].First, want[i].End}, [2]int{int(got[i].First), int(got[i].End)}, "seed=%d family=%d", seed, family)
				for j := range i {
					require.Equal(t, want[i].Hash == want[j].Hash, got[i].Hash == got[j].Hash, "seed=%d family=%d", seed, family)
				}
			}
		}
	}
}

// TestSeedTable compares counts and matches with a search through all pairs.
func TestSeedTable(t *testing.T) {
	for n := range uint64(200) {
		r := rand.New(rand.NewPCG(n, 12))
		some := func() []Seed {
			seeds := make([]Seed, r.IntN(80))
			for i := range seeds {
				seeds[i].Hash = r.Uint64N(30) << r.IntN(3)
			}
			return seeds
		}
		own, others, limit := some(), some(), 1+r.Int32N(6)
		count := func(in []Seed, hash uint64) (k int32) {
			for _, s := range in {
				if s.Hash == hash {
					k++
				}
			}
			return k
		}
		table := newSeedTable(own)
		square := 0
		for _, s := range own {
			square += int(count(own, s.Hash)) // n times n for each hash
		}
		require.Equal(t, square, table.Square(), "seed=%d", n)
		var want, got []string
		for i, s := range others {
			require.Equal(t, count(own, s.Hash), table.Count(s.Hash), "seed=%d", n)
			for j := range own {
				if own[j].Hash == s.Hash && count(own, s.Hash) <= limit && count(others, s.Hash) <= limit {
					want = append(want, fmt.Sprint(j, i))
				}
			}
		}
		table.Matches(others, limit, func(j, i int) { got = append(got, fmt.Sprint(j, i)) })
		require.Equal(t, want, got, "seed=%d", n)
	}
}

// TestSeedHashes: the hashes that are made of the ones before are those of the words and
// marks of each seed.
func TestSeedHashes(t *testing.T) {
	text := New(testtext.NewWriter(1).Text(300)+" In 1999 and of the 12 to the 13.", shingle.English)
	require.NotEmpty(t, text.Seeds[SeedMasks])
	for _, s := range text.Seeds[SeedRuns] {
		require.Equal(t, PhraseHash(text.Words[s.First:s.End]), s.Hash)
	}
	for _, s := range text.Seeds[SeedMasks] {
		var h uint64
		marks, inMask := 0, false
		for _, w := range text.Words[s.First:s.End] {
			switch {
			case Fixed(w.Class):
				h, marks = h*PhraseMultiplier+w.Hash, marks+1
			case !inMask:
				h, marks = h*PhraseMultiplier+0x2a2a2a2a2a2a2a2a, marks+1
			}
			inMask = !Fixed(w.Class)
		}
		require.Equal(t, MaskSize, marks)
		require.Equal(t, h, s.Hash)
	}
}

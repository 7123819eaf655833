package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// TestSeedsAreFeatures compares runs and masks with the features that package
// shingle makes: they have the same words, and the same of them are equal.
func TestSeedsAreFeatures(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 11))
		words := newText(randomText(r, r.IntN(60)), shingle.English).words
		for family, shingler := range map[int]shingle.Shingler{
			seedRuns:  {Family: shingle.Shingles, Size: runSize},
			seedMasks: {Family: shingle.Masked, Size: maskSize},
		} {
			want := slices.Collect(shingler.Join(slices.Values(words)))
			if len(words) < runSize {
				want = nil // one short shingle of the whole text: not a run
			}
			got := seedsOf(words)[family]
			require.Len(t, got, len(want), "seed=%d family=%d", seed, family)
			for i := range want {
				require.Equal(t, [2]int{want[i].First, want[i].End}, [2]int{int(got[i].first), int(got[i].end)}, "seed=%d family=%d", seed, family)
				for j := range i {
					require.Equal(t, want[i].Hash == want[j].Hash, got[i].hash == got[j].hash, "seed=%d family=%d", seed, family)
				}
			}
		}
	}
}

// TestSeedTable compares counts and matches with a search through all pairs.
func TestSeedTable(t *testing.T) {
	for n := range uint64(200) {
		r := rand.New(rand.NewPCG(n, 12))
		some := func() []seed {
			seeds := make([]seed, r.IntN(80))
			for i := range seeds {
				seeds[i].hash = r.Uint64N(30) << r.IntN(3)
			}
			return seeds
		}
		own, others, limit := some(), some(), 1+r.Int32N(6)
		count := func(in []seed, hash uint64) (k int32) {
			for _, s := range in {
				if s.hash == hash {
					k++
				}
			}
			return k
		}
		table := newSeedTable(own)
		square := 0
		for _, s := range own {
			square += int(count(own, s.hash)) // n times n for each hash
		}
		require.Equal(t, square, table.square(), "seed=%d", n)
		var want, got []string
		for i, s := range others {
			require.Equal(t, count(own, s.hash), table.count(s.hash), "seed=%d", n)
			for j := range own {
				if own[j].hash == s.hash && count(own, s.hash) <= limit && count(others, s.hash) <= limit {
					want = append(want, fmt.Sprint(j, i))
				}
			}
		}
		table.matches(others, limit, func(j, i int) { got = append(got, fmt.Sprint(j, i)) })
		require.Equal(t, want, got, "seed=%d", n)
	}
}

func TestExchangeSet(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 13))
	set, numbers := newExchangeSet(), make(map[exchange]int32)
	for range 2000 {
		x := exchange{r.Uint64N(40), r.Uint64N(40)}
		want, known := numbers[x]
		require.Equal(t, known, set.has(x))
		if !known {
			want = int32(len(numbers))
			numbers[x] = want
		}
		got, isNew := set.add(x)
		require.Equal(t, want, got)
		require.Equal(t, !known, isNew)
	}
}

// TestOfferLeast checks that an offer never promises more than it keeps.
func TestOfferLeast(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 14))
		p := english(randomText(r, 12), randomText(r, 12))
		lex, err := Comparer{}.lexiconFor(shingle.English)
		require.NoError(t, err)
		p.lex = lex
		f := filler{costs: costs{pair: p}}
		for i := range int32(8) {
			for j := range int32(8) {
				for _, mv := range moves {
					m, n := int32(mv.m), int32(mv.n)
					o := f.offer(i, m, j, n)
					require.LessOrEqual(t, o.least(), f.settle(o, i, m, j, n))
					require.LessOrEqual(t, f.settle(o, i, m, j, n), o.less(0))
				}
			}
		}
	}
}

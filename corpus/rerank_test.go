package corpus

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRerank: a suspect of two halves, one known in many versions.
func TestRerank(t *testing.T) {
	half := func(number uint64, from uint32, n int) retrieved {
		k := retrieved{candidate: candidate{number: number}}
		for i := range uint32(n) {
			k.hits = append(k.hits, hit{number: number, position: from + 8*i, weight: 1})
		}
		k.score = float32(n - 1)
		return k
	}
	var near []retrieved
	for i := range uint64(20) {
		near = append(near, half(i+1, 0, 30))
	}
	near = append(near, half(50, 240, 8), half(51, 0, 3))
	choose := func(near []retrieved, rest []candidate, n int) ([]retrieved, bool) {
		chosen, capped, err := rerank(t.Context(), near, rest, n, 1)
		require.NoError(t, err)
		return chosen, capped
	}
	chosen, capped := choose(near, nil, 5)
	assert.True(t, capped)
	var numbers []uint64
	for _, k := range chosen {
		numbers = append(numbers, k.number)
	}
	assert.Equal(t, []uint64{1, 50, 2, 3, 4}, numbers, "the other half comes second")
	chosen, capped = choose(near, nil, 100)
	assert.False(t, capped)
	assert.Len(t, chosen, 21, "what only repeats a part of the others by chance is not compared")
	repeats, other := half(51, 0, 3).candidate, half(52, 480, 3).candidate
	_, capped = choose(near, []candidate{repeats}, 100)
	assert.False(t, capped, "it would not have been compared")
	_, capped = choose(near, []candidate{repeats, other}, 100)
	assert.True(t, capped, "it would have been")
}

// rerankSlowly is rerank as its comment has it, round by round.
func rerankSlowly(near []retrieved, n int, least float32) (chosen []retrieved, capped bool) {
	explained := unexplained(near, nil)
	for {
		best, most := -1, least
		for i, c := range near {
			if s := c.left(explained); s > most {
				best, most = i, s
			}
		}
		if best < 0 || len(chosen) == n {
			return chosen, best >= 0 && most > likely*least
		}
		for _, h := range near[best].hits {
			explained[h.position/8] = true
		}
		chosen = append(chosen, near[best])
		near = slices.Delete(near, best, best+1)
	}
}

// TestRerankLaws: what is not looked at again makes no difference.
func TestRerankLaws(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 2))
		near := make([]retrieved, rng.IntN(60))
		for i := range near {
			k := retrieved{candidate: candidate{number: uint64(i), score: rng.Float32() * 20}}
			from := rng.Uint32N(600)
			for range rng.IntN(20) {
				k.hits = append(k.hits, hit{position: from + rng.Uint32N(100), weight: rng.Float32()})
			}
			near[i] = k
		}
		slices.SortFunc(near, func(a, b retrieved) int { return cmp.Compare(b.score, a.score) })
		n := 1 + rng.IntN(30)
		want, wantCapped := rerankSlowly(slices.Clone(near), n, 1)
		got, capped, err := rerank(t.Context(), near, nil, n, 1)
		require.NoError(t, err)
		require.Equal(t, want, got, "seed %d", seed)
		require.Equal(t, wantCapped, capped, "seed %d", seed)
	}
}

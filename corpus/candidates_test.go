package corpus

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestNeighbours: the hits that are dropped early make no difference.
func TestNeighbours(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		hits := make([]hit, rng.IntN(3000))
		for i := range hits {
			hits[i] = hit{
				number:   rng.Uint64N(300),
				diagonal: int32(rng.IntN(4000) - 2000),
				position: rng.Uint32N(1000),
				weight:   rng.Float32(),
			}
		}
		want, err := passages(t.Context(), byNumber(hits))
		require.NoError(t, err)
		kept := neighbours(slices.Clone(hits))
		require.LessOrEqual(t, len(kept), len(hits))
		got, err := passages(t.Context(), byNumber(kept))
		require.NoError(t, err)
		require.Len(t, got, len(want), "seed %d", seed)
		for i := range want {
			require.Equal(t, want[i].number, got[i].number, "seed %d", seed)
			require.Equal(t, want[i].score, got[i].score, "seed %d", seed)
		}
	}
}

func TestNeighboursDrop(t *testing.T) {
	hits := make([]hit, 10000) // one for each text
	for i := range hits {
		hits[i] = hit{number: uint64(i), diagonal: 7, weight: 1}
	}
	assert.Less(t, len(neighbours(hits)), 2000)
}

func TestWorth(t *testing.T) {
	one := hit{weight: 1}
	assert.Zero(t, worth([]hit{one}))
	apartBy := func(d uint32, n int) (hits []hit) {
		for i := range uint32(n) {
			hits = append(hits, hit{weight: 1, position: i * d})
		}
		return hits
	}
	assert.Equal(t, float32(4), worth(apartBy(apart, 5)))
	assert.Equal(t, float32(4), worth(apartBy(positionGap, 5)))
	assert.Zero(t, worth(apartBy(positionGap+1, 5)), "each is a passage of its own")
	assert.Equal(t, float32(2), worth(append(apartBy(apart, 2), hit{weight: 1, position: 200}, hit{weight: 1, position: 210})), "two passages")
	assert.InDelta(t, 4./apart, worth(apartBy(1, 5)), 1e-6, "the same words again and again")
	assert.Zero(t, worth(apartBy(0, 5)))
	var again []hit // one place of the other text
	for i := range uint32(4) {
		again = append(again, hit{weight: 1, position: 6 * i, diagonal: int32(6 * i)})
	}
	assert.Zero(t, worth(again))
	assert.Equal(t, float32(1), worth(append(again, hit{weight: 1, position: 30, diagonal: 20})), "and one behind it")
}

// TestWorthOrder: what hits are worth does not depend on their order.
func TestWorthOrder(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 3))
		hits := make([]hit, rng.IntN(30))
		for i, position := range rng.Perm(200)[:len(hits)] {
			hits[i] = hit{position: uint32(position), diagonal: int32(rng.IntN(diagonalSpan)), weight: rng.Float32()}
		}
		want := worth(slices.Clone(hits))
		rng.Shuffle(len(hits), func(i, j int) { hits[i], hits[j] = hits[j], hits[i] })
		require.Equal(t, want, worth(hits), "seed %d", seed)
	}
}

func TestSameDiagonal(t *testing.T) {
	at := func(d int32) hit { return hit{number: 1, diagonal: d} }
	assert.True(t, sameDiagonal(at(0), at(0), at(diagonalGap)))
	assert.False(t, sameDiagonal(at(0), at(0), at(diagonalGap+1)))
	assert.True(t, sameDiagonal(at(0), at(diagonalSpan-1), at(diagonalSpan)))
	assert.False(t, sameDiagonal(at(0), at(diagonalSpan), at(diagonalSpan+1)))
	found, err := passages(t.Context(), []hit{{number: 1, weight: 1}, {number: 2, weight: 1, position: 9}})
	require.NoError(t, err)
	assert.Empty(t, found, "hits of two texts")
}

func TestWithWholes(t *testing.T) {
	found := withWholes([]candidate{{number: 1, score: 2}, {number: 2, score: 1}},
		map[uint64]agreement{2: {10, true}, 3: {7, false}, 4: {1, false}, 5: {4, false}, 6: {3, false}}, 0.9)
	var numbers []uint64
	var scores []float32
	for _, c := range found {
		numbers, scores = append(numbers, c.number), append(scores, c.score)
	}
	assert.Equal(t, []uint64{2, 1, 3, 5}, numbers)
	assert.InDeltaSlice(t, []float32{4, 2, 2, 1}, scores, 1e-6)
}

// TestWeightiest: of two features at one word the weightier one counts, in whatever order the
// store visits them.
func TestWeightiest(t *testing.T) {
	for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		all := []hit{{number: 1, weight: 0.25}, {number: 1, weight: 0.75}, {number: 1, position: apart, weight: 1}}
		found, err := passages(t.Context(), []hit{all[order[0]], all[order[1]], all[order[2]]})
		require.NoError(t, err)
		require.Len(t, found, 1)
		require.Equal(t, float32(0.75), found[0].score, "%v", order) // the best one is for chance
	}
}

// TestSearchEnds: what takes long of a search ends when its context does.
func TestSearchEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	hits := []hit{{number: 1, weight: 1}, {number: 1, weight: 1, position: 9}}
	_, err := passages(ctx, byNumber(hits))
	require.ErrorIs(t, err, context.Canceled)
	_, _, err = rerank(ctx, []retrieved{{candidate: candidate{number: 1, score: 5, hits: hits}}}, nil, 10, 1)
	require.ErrorIs(t, err, context.Canceled)
}

package corpus

import (
	"cmp"
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
		want, err := passages(t.Context(), slices.Clone(hits))
		require.NoError(t, err)
		kept := neighbours(slices.Clone(hits))
		require.LessOrEqual(t, len(kept), len(hits))
		got, err := passages(t.Context(), kept)
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

// TestCommon: a feature of more than Common texts is passed over, and the suspect's
// own text is none of them.
func TestCommon(t *testing.T) {
	ctx := t.Context()
	store := NewStore()
	c, err := New(ctx, store, Settings{Common: 3})
	require.NoError(t, err)
	st, err := newState(Settings{Common: 3})
	require.NoError(t, err)
	probes := st.query(knownText).probes
	texts := func(own string) int {
		var number uint64
		if own != "" {
			r, err := store.Get(ctx, "", own)
			require.NoError(t, err)
			number = r.Number
		}
		hits, err := st.hits(ctx, store, "", probes, number, nil)
		require.NoError(t, err)
		found := make(map[uint64]bool)
		for _, h := range hits {
			found[h.number] = true
		}
		require.NotContains(t, found, number)
		return len(found)
	}
	require.NoError(t, c.Add(ctx, Text{ID: "other", Text: foreign(300)}))
	for _, id := range []string{"a", "b", "c"} {
		require.NoError(t, c.Add(ctx, Text{ID: id, Text: knownText}))
	}
	require.Equal(t, 3, texts(""))
	require.Equal(t, 3, texts("other"))
	require.Equal(t, 2, texts("a"))
	require.NoError(t, c.Add(ctx, Text{ID: "d", Text: knownText}))
	require.Equal(t, 0, texts(""))
	require.Equal(t, 0, texts("other"))
	require.Equal(t, 3, texts("d"))
}

func TestWeigh(t *testing.T) {
	assert.Equal(t, float32(1), weigh(1, 1000))
	assert.Greater(t, weigh(10, 1000), weigh(100, 1000))
	assert.Positive(t, weigh(1000, 1000))
	assert.Positive(t, weigh(1, 1))
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
	assert.Equal(t, float32(4), worth(apartBy(10*apart, 5)))
	assert.InDelta(t, 1, worth(apartBy(1, 5)), 1e-6, "the same words again and again")
	assert.Zero(t, worth(apartBy(0, 5)))
}

func TestSameDiagonal(t *testing.T) {
	at := func(d int32) hit { return hit{number: 1, diagonal: d} }
	assert.True(t, sameDiagonal(at(0), at(0), at(diagonalGap)))
	assert.False(t, sameDiagonal(at(0), at(0), at(diagonalGap+1)))
	assert.True(t, sameDiagonal(at(0), at(diagonalSpan-1), at(diagonalSpan)))
	assert.False(t, sameDiagonal(at(0), at(diagonalSpan), at(diagonalSpan+1)))
	assert.False(t, sameDiagonal(at(0), at(0), hit{number: 2}))
}

func TestWithWholes(t *testing.T) {
	found := withWholes([]candidate{{number: 1, score: 5}, {number: 2, score: 1}}, map[uint64]int{2: 8, 3: 3, 4: 1, 5: 2}, 1)
	var numbers []uint64
	var scores []float32
	for _, c := range found {
		numbers, scores = append(numbers, c.number), append(scores, c.score)
	}
	assert.Equal(t, []uint64{2, 1, 3}, numbers)
	assert.Equal(t, []float32{8, 5, 2}, scores)
}

// TestChoose: a suspect of two halves, one known in many versions.
func TestChoose(t *testing.T) {
	half := func(number uint64, from uint32, n int) known {
		k := known{candidate: candidate{number: number}}
		for i := range uint32(n) {
			k.hits = append(k.hits, hit{number: number, position: from + 8*i, weight: 1})
		}
		k.score = float32(n - 1)
		return k
	}
	var near []known
	for i := range uint64(20) {
		near = append(near, half(i+1, 0, 30))
	}
	near = append(near, half(50, 240, 8), half(51, 0, 3))
	choose := func(near []known, rest []candidate, n int) ([]known, bool) {
		chosen, capped, err := choose(t.Context(), near, rest, n, 1)
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

// chooseSlowly is choose as its comment has it, round by round.
func chooseSlowly(near []known, n int, least float32) (chosen []known, capped bool) {
	explained := unexplained(near, nil)
	for {
		best, most := -1, least
		for i, c := range near {
			if s := c.left(explained); s > most {
				best, most = i, s
			}
		}
		if best < 0 || len(chosen) == n {
			return chosen, best >= 0
		}
		for _, h := range near[best].hits {
			explained[h.position/8] = true
		}
		chosen = append(chosen, near[best])
		near = slices.Delete(near, best, best+1)
	}
}

// TestChooseLaws: what is not looked at again makes no difference.
func TestChooseLaws(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 2))
		near := make([]known, rng.IntN(60))
		for i := range near {
			k := known{candidate: candidate{number: uint64(i), score: rng.Float32() * 20}}
			from := rng.Uint32N(600)
			for range rng.IntN(20) {
				k.hits = append(k.hits, hit{position: from + rng.Uint32N(100), weight: rng.Float32()})
			}
			near[i] = k
		}
		slices.SortFunc(near, func(a, b known) int { return cmp.Compare(b.score, a.score) })
		n := 1 + rng.IntN(30)
		want, wantCapped := chooseSlowly(slices.Clone(near), n, 1)
		got, capped, err := choose(t.Context(), near, nil, n, 1)
		require.NoError(t, err)
		require.Equal(t, want, got, "seed %d", seed)
		require.Equal(t, wantCapped, capped, "seed %d", seed)
	}
}

// TestSearchEnds: what takes long of a search ends when its context does.
func TestSearchEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	hits := []hit{{number: 1, weight: 1}, {number: 1, weight: 1, position: 9}}
	_, err := passages(ctx, hits)
	require.ErrorIs(t, err, context.Canceled)
	_, _, err = choose(ctx, []known{{candidate: candidate{number: 1, score: 5, hits: hits}}}, nil, 10, 1)
	require.ErrorIs(t, err, context.Canceled)
}

// A crowd is a store of which every feature stands in as many texts as it may.
type crowd struct{ Store }

func (crowd) Lookup(_ context.Context, _, _ string, features []uint64, limit int, visit func(i int, places []Place)) error {
	places := make([]Place, limit)
	for i := range places {
		places[i].Number = uint64(i + 1)
	}
	for i := range features {
		visit(i, places)
	}
	return nil
}

// TestMaxHits: no search has more hits than it may, however long the suspect.
func TestMaxHits(t *testing.T) {
	st, err := newState(Settings{})
	require.NoError(t, err)
	room := make([]hit, 0, maxHits)
	for _, n := range []int{1000, 2 * maxHits / leastCommon} {
		probes := make([]probe, n)
		for i := range probes {
			probes[i] = probe{feature: uint64(i)}
		}
		hits, err := st.hits(t.Context(), crowd{}, "", probes, 0, room)
		require.NoError(t, err)
		require.Len(t, hits, min(maxHits, n*defaultCommon))
	}
}

func TestProbes(t *testing.T) {
	s, err := Settings{}.withDefaults()
	require.NoError(t, err)
	r := newReader(s)
	r.read(knownText)
	q := r.query()
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

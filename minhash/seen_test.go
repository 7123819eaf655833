package minhash

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func makeSeen(t testing.TB, s SeenSettings) *Seen {
	f, err := NewSeen(s)
	require.NoError(t, err)
	return f
}

// Recall of texts with an earlier one of J ≥ 0.8 is that of the bands; what is
// reported without an earlier one of J ≥ 0.3 is at most the rate, and at most 50
// bytes a text are taken.
func TestSeen(t *testing.T) {
	sets := corpus(seeded(14), 3000)
	f := makeSeen(t, SeenSettings{Banding: Banding{16, 8}, Capacity: len(sets)})
	assert.LessOrEqual(t, float64(f.filter.Cap())/8/float64(len(sets)), 50.)
	best := make([]float64, len(sets))
	for _, p := range naivePairs(sets, .01) {
		later := max(number(t, p.A), number(t, p.B))
		best[later] = max(best[later], p.Similarity)
	}
	var like, found, unlike, wrong float64
	for i, set := range sets {
		has := f.Has(set)
		seen, err := f.Add(set)
		require.NoError(t, err)
		assert.Equal(t, has, seen)
		assert.True(t, f.Has(set))
		switch {
		case best[i] >= .8:
			like++
			if seen {
				found++
			}
		case best[i] < .3:
			unlike++
			if seen {
				wrong++
			}
		}
	}
	t.Logf("recall %.4f of %v, false %v of %v, fill %.3f, rate %.6f", found/like, like, wrong, unlike, f.Fill(), f.Rate())
	assert.GreaterOrEqual(t, found/like, .98)
	assert.LessOrEqual(t, wrong/unlike, .005)
}

// number undoes name.
func number(t *testing.T, id string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(id, "text"))
	require.NoError(t, err)
	return n
}

// A full filter gives false alarms at the rate it was planned for: of 50,000
// texts at 0.01 between 440 and 560, 2.7 standard errors either side.
func TestSeenRateWhenFull(t *testing.T) {
	const capacity = 5000
	f := makeSeen(t, SeenSettings{Config: Config{Slots: 64}, Banding: Banding{16, 4}, Capacity: capacity, Rate: .01})
	r := seeded(15)
	var sig Signature
	sign := func() Signature {
		sig = f.signer.Sign(sig, randomSet(r, 20))
		return sig
	}
	assert.Zero(t, f.Fill())
	assert.Zero(t, f.Rate())
	for f.Fill() < 1 {
		_, err := f.AddSignature(sign())
		require.NoError(t, err)
	}
	assert.InDelta(t, .01, f.Rate(), .0005)
	var alarms int
	for range 50_000 {
		if seen, _ := f.AddSignature(sign()); seen {
			alarms++
		}
	}
	t.Logf("%d false alarms of 50,000", alarms)
	assert.InDelta(t, 500, alarms, 60)
}

// A filter does not decay silently: when it is full it says so, adds no more,
// and knows what it knew. Copies take no room.
func TestSeenIsFull(t *testing.T) {
	f := makeSeen(t, SeenSettings{Capacity: 10})
	for range 1000 {
		_, err := f.Add([]uint64{1, 2, 3})
		require.NoError(t, err)
	}
	assert.InDelta(t, .1, f.Fill(), 1e-9)
	for i := range uint64(9) {
		seen, err := f.Add([]uint64{100 + i})
		require.NoError(t, err)
		assert.False(t, seen)
	}
	assert.InDelta(t, 1, f.Fill(), 1e-9)
	before := f.filter.Copy()
	seen, err := f.Add([]uint64{999})
	assert.ErrorIs(t, err, ErrFull)
	assert.ErrorContains(t, err, "10 texts")
	assert.False(t, seen)
	assert.False(t, f.Has([]uint64{999}))
	seen, err = f.Add([]uint64{3, 2, 1})
	assert.NoError(t, err)
	assert.True(t, seen)
	assert.True(t, before.Equal(f.filter))
}

// Adding tests before it sets, once: a text is not seen because of itself.
func TestSeenTestsThenAdds(t *testing.T) {
	f := makeSeen(t, SeenSettings{Capacity: 100})
	for i := range uint64(100) {
		assert.False(t, f.Has([]uint64{i}))
		seen, err := f.Add([]uint64{i})
		require.NoError(t, err)
		assert.False(t, seen)
	}
	for range 3 { // empty sets are like nothing, and add nothing
		seen, err := f.Add(nil)
		require.NoError(t, err)
		assert.False(t, seen)
		assert.False(t, f.Has(nil))
	}
}

func TestSeenRefuses(t *testing.T) {
	for _, s := range []SeenSettings{
		{}, {Capacity: -1}, {Capacity: math.MaxInt}, {Capacity: min(1<<43, math.MaxInt)}, {Capacity: 1, Rate: 1}, {Capacity: 1, Rate: -.1},
		{Capacity: 1, Banding: Banding{200, 1}}, {Capacity: 1, Config: Config{Slots: -1}},
	} {
		_, err := NewSeen(s)
		assert.ErrorIs(t, err, ErrConfig, "%+v", s)
	}
	f := makeSeen(t, SeenSettings{Capacity: 1})
	_, err := f.AddSignature(make(Signature, 5))
	assert.ErrorIs(t, err, ErrMismatch)
	assert.Equal(t, SeenSettings{Config{Slots: 128}, Banding{18, 7}, 1, .001}, f.Settings())
}

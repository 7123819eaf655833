package minhash

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func isAny(err error, targets ...error) bool {
	for _, target := range targets {
		if errors.Is(err, target) {
			return true
		}
	}
	return false
}

// All values are there, at whatever place in a word: go-minhash drops one at
// each word's end.
func TestCompactKeepsEverySlot(t *testing.T) {
	r := seeded(1)
	for _, bits := range []int{1, 2, 4, 8} {
		for _, slots := range []int{1, 7, 8, 9, 31, 63, 64, 65, 100, 128, 512} {
			s, err := New(Config{Slots: slots, Seed: r.Uint64()})
			require.NoError(t, err)
			a, b := pairOf(r, 50, 30)
			x, y := s.Sign(nil, a), s.Sign(nil, b)
			p, err := x.Compact(bits)
			require.NoError(t, err)
			q, err := y.Compact(bits)
			require.NoError(t, err)
			equal := 0
			for i := range x {
				if reduce(x[i], bits) == reduce(y[i], bits) {
					equal++
				}
			}
			assert.Equal(t, Estimate{Equal: equal, Slots: slots, Bits: bits}, p.Estimate(q), "%d × %d", slots, bits)
			assert.Equal(t, 1., p.Similarity(p))
			assert.Equal(t, p.Similarity(q), q.Similarity(p))
			assert.Equal(t, [2]int{slots, bits}, [2]int{p.Slots(), p.Bits()})

			// Each single slot counts.
			for i := range x {
				z := append(Signature(nil), x...)
				for reduce(z[i], bits) == reduce(x[i], bits) {
					z[i] = r.Uint32() >> 1
				}
				c, err := z.Compact(bits)
				require.NoError(t, err)
				assert.Equal(t, slots-1, p.Estimate(c).Equal, "slot %d", i)
			}
		}
	}
}

// Disjoint sets are of similarity 0 on average, not 0.25 as in go-minhash at one
// bit. 4,000 pairs, 3.3 standard errors: 1 in 1,000. The root mean square error
// is at most the theory's, with as many of its own to spare.
func TestCompactIsUnbiased(t *testing.T) {
	const slots = 128
	pairs := unlessRace(4000, 1000)
	for _, bits := range []int{1, 2, 4, 8} {
		for _, j := range []float64{0, .5, .9} {
			t.Run(fmt.Sprintf("bits=%d/j=%v", bits, j), func(t *testing.T) {
				var d deviation
				var theory float64
				signPairs(t, uint64(bits), slots, 300, pairs, func(int) float64 { return j }, func(j float64, a, b Signature) {
					x, _ := a.Compact(bits)
					y, _ := b.Compact(bits)
					d.add(x.Similarity(y) - j)
					c := math.Ldexp(1, -bits)
					p := c + (1-c)*j
					theory = p * (1 - p) / slots / (1 - c) / (1 - c)
				})
				t.Logf("bias %.5f, error %.4f, theory %.4f", d.bias(), d.rmse(), math.Sqrt(theory))
				assert.Less(t, math.Abs(d.bias()), 3.3*d.error())
				assert.Less(t, d.rmse(), (1+3.3/math.Sqrt(2*d.n))*math.Sqrt(theory))
			})
		}
	}
}

func TestCompactRefuses(t *testing.T) {
	for _, bits := range []int{-1, 0, 3, 5, 16, 32} {
		_, err := make(Signature, 8).Compact(bits)
		assert.ErrorIs(t, err, ErrConfig)
	}
	a, err := make(Signature, 8).Compact(2)
	require.NoError(t, err)
	b, err := make(Signature, 8).Compact(4)
	require.NoError(t, err)
	assert.Panics(t, func() { a.Similarity(b) })
	_, err = make(Signature, maxSlots+1).Compact(2)
	assert.ErrorIs(t, err, ErrConfig)
	_, err = Compact{}.MarshalBinary()
	assert.ErrorIs(t, err, ErrConfig)
}

func TestCompactOfTheEmptySet(t *testing.T) {
	s, err := New(Config{})
	require.NoError(t, err)
	none, err := s.Sign(nil, nil).Compact(4)
	require.NoError(t, err)
	some, err := s.Sign(nil, []uint64{1}).Compact(4)
	require.NoError(t, err)
	assert.True(t, none.Empty())
	assert.False(t, some.Empty())
	assert.Zero(t, none.Similarity(none))
	assert.Zero(t, none.Similarity(some))
	assert.Zero(t, some.Similarity(none))
	assert.Equal(t, Estimate{}, some.Estimate(none), "certain")
}

func TestCompactBinary(t *testing.T) {
	for _, bits := range []int{1, 2, 4, 8} {
		s, err := New(Config{Slots: 13})
		require.NoError(t, err)
		for _, set := range [][]uint64{nil, {1, 2, 3}} {
			c, err := s.Sign(nil, set).Compact(bits)
			require.NoError(t, err)
			b, err := c.MarshalBinary()
			require.NoError(t, err)
			checkBinary(t, b, c, func(b []byte) (Compact, error) {
				got := Compact{slots: 9}
				err := got.UnmarshalBinary(b)
				if err != nil {
					assert.Equal(t, Compact{slots: 9}, got, "changed by an error")
				}
				return got, err
			})
		}
	}
	// Well-formed frames with contents that are not.
	for _, body := range []string{
		"\x08\x00\x00\x03", // three bits
		"\xff\xff\xff\x01", // too many slots
		"\x08\x00\x00\x01", // no word
		"\x00\x00\x00\x01", // no slots, not empty
		"\x08\x00\x00\x81\x00\x00\x00\x00\x00\x00\x00\x00", // a word of nothing
		"\x08\x00\x00\x01\xff\xff\x00\x00\x00\x00\x00\x00", // more than eight bits
	} {
		b := appendCheck([]byte(compactMagic+body), 0)
		assert.ErrorIs(t, new(Compact).UnmarshalBinary(b), ErrFormat, "%q", body)
	}
}

func FuzzCompactUnmarshalBinary(f *testing.F) {
	c, _ := Signature{1, 2, 3}.Compact(8)
	b, _ := c.MarshalBinary()
	f.Add(b)
	f.Add(b[:9])
	f.Fuzz(func(t *testing.T, b []byte) {
		var c Compact
		if err := c.UnmarshalBinary(b); err != nil {
			require.True(t, isAny(err, ErrFormat, ErrVersion), "%v", err)
			require.Equal(t, Compact{}, c)
			return
		}
		again, err := c.MarshalBinary()
		require.NoError(t, err)
		require.Equal(t, b, again)
		c.Similarity(c)
	})
}

package minhash

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func naiveShared(a, b []uint64) int {
	in := map[uint64]bool{}
	for _, x := range a {
		in[x] = true
	}
	n := 0
	for _, x := range b {
		if in[x] {
			n++
		}
	}
	return n
}

func TestAscending(t *testing.T) {
	r := seeded(1)
	for n := range 600 {
		set := randomSet(r, n)
		for i := range set {
			switch n % 4 {
			case 1: // small numbers, with repeats
				set[i] %= uint64(n)
			case 2: // all in one pile but few
				set[i] >>= uint(i % 3 * 30)
			case 3: // repeats
				set[i] = set[r.IntN(i+1)]
			}
		}
		want := slices.Compact(slices.Sorted(slices.Values(set)))
		var w scratch
		given := slices.Clone(set)
		require.Equal(t, append([]uint64{}, want...), append([]uint64{}, w.ascending(set)...))
		require.Equal(t, given, set, "changed")
		got := Ascending(set)
		require.Equal(t, append([]uint64{}, want...), append([]uint64{}, got...))
	}
	set := []uint64{1, 2, 9}
	assert.Same(t, &set[0], &Ascending(set)[0])
}

func TestJaccard(t *testing.T) {
	r := seeded(2)
	for range 2000 {
		a := Ascending(randomSet(r, 1+r.IntN(100)))
		b := Ascending(append(randomSet(r, r.IntN(1<<r.IntN(13))), a[:r.IntN(len(a)+1)]...))
		n := naiveShared(a, b)
		require.Equal(t, n, shared(a, b, 0))
		require.Equal(t, n, shared(b, a, 0))
		require.Equal(t, n, shared(a, b, n))
		require.Less(t, shared(a, b, n+1), n+1)
		require.Equal(t, float64(n)/float64(len(a)+len(b)-n), Jaccard(a, b))
	}
	assert.Zero(t, Jaccard(nil, nil))
	assert.Zero(t, Jaccard([]uint64{1}, nil))
	assert.Equal(t, 1., Jaccard([]uint64{1}, []uint64{1}))
}

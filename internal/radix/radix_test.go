package radix

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// sortSlowly is Sort by comparison.
func sortSlowly[K Unsigned](items []Item[K, int]) []Item[K, int] {
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, func(a, b Item[K, int]) int { return cmp.Compare(a.Key, b.Key) })
	return sorted
}

// checkSort holds Sort and both lengths of digits against sortSlowly. Values are
// places before sorting, so that an order that is not stable shows.
func checkSort[K Unsigned](t *testing.T, keys []K) {
	items := make([]Item[K, int], len(keys))
	var all K
	for i, k := range keys {
		items[i] = Item[K, int]{k, i}
		all |= k
	}
	want := sortSlowly(items)
	short, _ := sortDigits[[1 << 8]int32](slices.Clone(items), slices.Clone(items), all)
	require.Equal(t, want, short)
	long, _ := sortDigits[[1 << 11]int32](slices.Clone(items), slices.Clone(items), all)
	require.Equal(t, want, long)

	sorted, other := Sort(items, make([]Item[K, int], len(items)/2))
	require.Equal(t, want, sorted)
	require.Len(t, other, len(items))
	again, spare := Sort(sorted, other)
	require.Equal(t, want, again)
	if len(items) > 0 {
		require.ElementsMatch(t, []*Item[K, int]{&sorted[0], &other[0]}, []*Item[K, int]{&again[0], &spare[0]},
			"the second call takes the room of the first")
	}
}

// TestSort sorts keys of all widths, many of them equal, and some with digits that
// are zero in all keys.
func TestSort(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	for range 300 {
		n := r.IntN(3000) >> r.IntN(12)
		kinds := make([]uint64, n/2+1)
		mask := r.Uint64() | r.Uint64()
		if r.IntN(3) == 0 {
			mask = 0xff0000ff000000ff // digits of both lengths are empty in the middle
		}
		for i := range kinds {
			kinds[i] = r.Uint64() & mask >> r.IntN(65)
		}
		wide, narrow := make([]uint64, n), make([]uint32, n)
		for i := range n {
			wide[i] = kinds[r.IntN(len(kinds))]
			narrow[i] = uint32(wide[i])
		}
		checkSort(t, wide)
		checkSort(t, narrow)
	}
}

func FuzzSort(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("keys are taken from this text, eight bytes and four bytes at a time"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var wide []uint64
		for b := data; len(b) >= 8; b = b[8:] {
			wide = append(wide, binary.LittleEndian.Uint64(b))
		}
		checkSort(t, wide)
		var narrow []uint32
		for b := data; len(b) >= 4; b = b[4:] {
			narrow = append(narrow, binary.LittleEndian.Uint32(b))
		}
		checkSort(t, narrow)
	})
}

// BenchmarkSort sorts what its callers have: segments of two texts by the place of a
// word, the postings of a text by features of 40 bits, and those of many texts.
func BenchmarkSort(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct{ n, bits int }{{200, 10}, {2000, 14}, {200, 40}, {100_000, 40}} {
		items := make([]Item[uint64, uint32], c.n)
		for i := range items {
			items[i].Key = r.Uint64N(1 << c.bits)
		}
		mixed, spare := slices.Clone(items), slices.Clone(items)
		b.Run(fmt.Sprintf("n=%d/bits=%d", c.n, c.bits), func(b *testing.B) {
			for b.Loop() {
				copy(mixed, items)
				Sort(mixed, spare)
			}
		})
	}
}

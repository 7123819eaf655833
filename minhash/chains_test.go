package minhash

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// hashesOf makes hashes. Many are the same, or next to each other, or at an end of
// their range.
func hashesOf(r *rand.Rand, n, chains int) [][]uint64 {
	hashes := make([][]uint64, n)
	for i := range hashes {
		hashes[i] = make([]uint64, chains)
		for j := range hashes[i] {
			h := r.Uint64()
			switch r.IntN(8) {
			case 0:
				h = uint64(r.IntN(3) - 1)
			case 1:
				h = hashes[r.IntN(i+1)][j] + uint64(r.IntN(3))
			case 2:
				h &= 3 << 62
			}
			hashes[i][j] = h
		}
	}
	return hashes
}

// Tables that grew are those into which all was linked by its hashes, to the
// bit: also where a chunk is not full, and where the last bit of a tag goes.
func TestChainsGrowWithoutHashes(t *testing.T) {
	r := seeded(30)
	for _, n := range []int{0, 1, 63, 64, 65, 500, 1000} {
		for _, number := range []uint32{1<<10 - 1, 1<<20 - 1, 1<<28 - 1, 1<<29 - 1} {
			t.Run(fmt.Sprintf("n=%d/number=%#x", n, number), func(t *testing.T) {
				hashes := hashesOf(r, n, 3)
				grown := sizedChains(3, 1024, 704, number)
				for i, h := range hashes {
					grown.link(uint32(i), h)
				}
				for times := 1; times <= 3; times++ {
					grown = grown.doubled(n)
					linked := sizedChains(3, 1024<<times, 704<<times, (number+1)<<times-1)
					for i, h := range hashes {
						linked.link(uint32(i), h)
					}
					require.Equal(t, linked.number, grown.number)
					require.Equal(t, linked.heads, grown.heads)
					require.Equal(t, linked.next, grown.next)
					require.Equal(t, linked.room, grown.room)
				}
			})
		}
	}
}

// The greatest tables have no tags: nothing is passed over, and all is found.
func TestChainsWithoutTags(t *testing.T) {
	hashes := hashesOf(seeded(31), 300, 2)
	c := sizedChains(2, 320, 220, 1<<31-1)
	for i, h := range hashes {
		c.link(uint32(i), h)
	}
	c = c.doubled(len(hashes))
	require.Equal(t, uint32(1<<32-1), c.number)
	for i, h := range hashes {
		for chain, hash := range h {
			entry, tag := c.first(chain, hash)
			for entry != 0 && c.numberOf(entry) != uint32(i) {
				require.True(t, c.may(entry, tag))
				entry = c.follow(c.numberOf(entry), chain)
			}
			require.NotZero(t, entry, "number %d is not in chain %d", i, chain)
		}
	}
}

package lexicon

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFindBits compares findBits with a search through all forms, for hashes that are spread
// evenly and for others.
func TestFindBits(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 3))
		var r rarities
		for range rng.IntN(2000) {
			h := rng.Uint32()
			if seed%3 == 0 {
				h >>= rng.IntN(20)
			}
			r = append(r, h&^rarityMask|rng.Uint32N(rarityMask+1))
		}
		slices.Sort(r)
		r = slices.CompactFunc(r, func(v, w uint32) bool { return v&^rarityMask == w&^rarityMask })
		for range 200 {
			wanted := rng.Uint32() >> rng.IntN(20) &^ rarityMask
			if len(r) > 0 && rng.IntN(2) == 0 {
				wanted = r[rng.IntN(len(r))] &^ rarityMask
			}
			i := slices.IndexFunc(r, func(w uint32) bool { return w&^rarityMask == wanted })
			bits, ok := r.findBits(wanted)
			require.Equal(t, i >= 0, ok, "seed=%d", seed)
			if ok {
				require.Equal(t, float64(r[i]&rarityMask)/2, bits, "seed=%d", seed)
			}
		}
	}
}

// TestAmericanParts: forms are as if every part were looked for at every letter.
func TestAmericanParts(t *testing.T) {
	s := spellings()
	var pieces []string
	for line := range strings.Lines(spellingText) {
		if f := strings.Fields(line); len(f) == 2 && f[0] != "#" {
			pieces = append(pieces, f[0])
		}
	}
	require.Greater(t, len(pieces), 100)
	pieces = append(pieces, "un", "dis", "s", "ful", "ability", "ing", "é", "co", "our", "hon", "metr")
	rng := rand.New(rand.NewPCG(5, 3))
	for range 20000 {
		form := pieces[rng.IntN(len(pieces))]
		for range rng.IntN(3) {
			form += pieces[rng.IntN(len(pieces))]
		}
		if want := s.parts.Replace(form); !s.mayHavePart(form) {
			require.Equal(t, want, form)
		}
	}
	require.False(t, s.mayHavePart("house"))
	require.True(t, s.mayHavePart("discolour"))
}

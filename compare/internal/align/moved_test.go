package align

import (
	"math/rand/v2"
	"testing"

	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// TestAlike counts the words that two sentences share in a map, and turns the sentences.
func TestAlike(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	seen := map[bool]int{}
	for range 3000 {
		p := english(randomText(r, 1+r.IntN(maxSentence)), randomText(r, 1+r.IntN(maxSentence)))
		v, w := p.a.Words[:min(maxSentence, len(p.a.Words))], p.b.Words[:min(maxSentence, len(p.b.Words))]
		if r.IntN(2) == 0 { // as if most words had been exchanged
			for i := range w {
				if r.IntN(20) > 0 {
					w[i].Hash = uint64(i)
				}
			}
		}
		counts := map[uint64]int{}
		for _, x := range v {
			counts[x.Hash]++
		}
		var shared float32
		for _, x := range w {
			if counts[x.Hash]--; counts[x.Hash] >= 0 {
				if x.Class == shingle.Function {
					shared += weightFunction
				} else {
					shared += weightOther
				}
			}
		}
		longer, shorter := max(len(v), len(w)), min(len(v), len(w))
		want := longer <= maxTimes*shorter && shared >= leastShared*float32(longer)
		require.Equal(t, want, alike(v, w))
		require.Equal(t, want, alike(w, v))
		seen[want]++
	}
	require.Greater(t, min(seen[true], seen[false]), 300)
}

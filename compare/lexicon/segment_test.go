package lexicon

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// segmentSlowly returns what the best of all cuts costs.
func segmentSlowly(l *Lexicon, letters string, memo map[string]float64) float64 {
	if letters == "" {
		return 0
	}
	if c, ok := memo[letters]; ok {
		return c
	}
	best := -1.
	for k := 1; k <= min(len(letters), mostLetters); k++ {
		c := unknownWord + unknownLetter*float64(k)
		if bits, ok := l.runTogether(letters[:k]); ok && (k > 1 || letters[0] == 'a' || letters[0] == 'i') {
			c = bits
		}
		if c += segmentSlowly(l, letters[k:], memo); best < 0 || c < best {
			best = c
		}
	}
	memo[letters] = best
	return best
}

// TestSegment: the cut costs what the best of all cuts costs, and is one of the letters.
func TestSegment(t *testing.T) {
	l, err := English()
	require.NoError(t, err)
	words := strings.Fields("the council closed its harbour before we organised a second meeting in the theatre of colour")
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var letters strings.Builder
		for range 1 + r.IntN(9) {
			letters.WriteString(words[r.IntN(len(words))])
		}
		cut := l.Segment(letters.String())
		require.Equal(t, letters.String(), strings.ReplaceAll(cut, " ", ""))
		cost := 0.
		for word := range strings.FieldsSeq(cut) {
			bits, ok := l.runTogether(word)
			if !ok || len(word) == 1 && word != "a" && word != "i" {
				bits = unknownWord + unknownLetter*float64(len(word))
			}
			cost += bits
		}
		require.InDelta(t, segmentSlowly(l, letters.String(), make(map[string]float64)), cost, 1e-9, cut)
	}
	require.Equal(t, "the council organised the harbour", l.Segment("TheCouncilOrganisedTheHarbour"))
	require.Empty(t, l.Segment("xqzvkjwpqzxvkj"))
	require.Empty(t, l.Segment(""))
}

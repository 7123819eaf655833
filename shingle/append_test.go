package shingle

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAppendWords holds AppendWords against Words, on texts of which parts are
// for the cutter and parts are not, and on some that are longer than it takes at
// a time.
func TestAppendWords(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed=%d", seed)
	r := rand.New(rand.NewPCG(seed, 2))
	parts := strings.Split("the|The|don't|U.S.|3.5|1,000|a_b|_|x@y.org|www.a.b|—|“naïve”|é|漢字|cop|Ж|\u00ad|&eacute;|&|(in|end).|\n\n|\t|-|x-ray|'|Names|\xff", "|")
	for range 3000 {
		var b strings.Builder
		common := parts[:1+r.IntN(len(parts))]
		for range r.IntN(100) {
			b.WriteString(common[r.IntN(len(common))])
			b.WriteString(strings.Repeat(" ", r.IntN(3)))
		}
		text := b.String()
		if r.IntN(20) == 0 {
			text = strings.Repeat(text, 1+2*asciiBytes/(1+len(text)))
		}
		require.Equal(t, slices.Collect(Words(text, English)), AppendWords(nil, text, English), "%q", text)
	}
	word := strings.Repeat("abcdefg", asciiBytes)
	for _, text := range []string{word, "A " + word + " b", strings.Repeat("one two. ", asciiBytes), strings.Repeat("Ж cop ", 40) + strings.Repeat("cop ", 40)} {
		require.Equal(t, slices.Collect(Words(text, English)), AppendWords(nil, text, English))
	}
}

// TestAppendWordsOver writes over words of another text.
func TestAppendWordsOver(t *testing.T) {
	text := strings.Repeat("One of the ships sailed, and 3 stayed. ", 10)
	used := AppendWords(nil, strings.Repeat("x&#105;y https://a.b/c Ünder—\n\n", 100), None)
	got := AppendWords(used[:2], text, English)
	require.Equal(t, slices.Collect(Words(text, English)), got[2:])
}

package shingle

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// scannedWords returns the words of a text as the scanner finds them, which is what
// [Words] and [AppendWords] find in less time.
func scannedWords(text string, lang Language) (found []Word) {
	r := read(text)
	c := newClassifier(r.text, lang)
	scan(r.text, func(t *token) bool {
		var w Word
		t.folded = Fold(t.form)
		c.set(&w, t, hashWord(t.form))
		r.place(&w)
		found = append(found, w)
		return true
	})
	return found
}

// requireScanned checks that Words and AppendWords find the words that the scanner
// finds, and that Words ends where it is stopped.
func requireScanned(t *testing.T, text string, lang Language) {
	t.Helper()
	want := scannedWords(text, lang)
	require.Equal(t, want, slices.Collect(Words(text, lang)), "%+q", text)
	require.Equal(t, want, AppendWords(nil, text, lang), "%+q", text)
	for _, n := range []int{1, len(want) / 2} {
		var got []Word
		for w := range Words(text, lang) {
			got = append(got, w)
			if len(got) >= n {
				break
			}
		}
		if len(want) > 0 {
			require.Equal(t, want[:max(1, n)], got, "%+q", text)
		}
	}
}

// TestWalk holds Words and AppendWords against the scanner, on texts with parts for
// the cutter and parts that are not, and on some that are longer than it takes at
// a time.
func TestWalk(t *testing.T) {
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
		requireScanned(t, text, English)
	}
	word := strings.Repeat("abcdefg", asciiBytes)
	for _, text := range []string{word, "A " + word + " b", strings.Repeat("one two. ", asciiBytes), strings.Repeat("Ж cop ", 40) + strings.Repeat("cop ", 40)} {
		requireScanned(t, text, English)
	}
}

// TestAppendWordsOver writes over words of another text.
func TestAppendWordsOver(t *testing.T) {
	text := strings.Repeat("One of the ships sailed, and 3 stayed. ", 10)
	used := AppendWords(nil, strings.Repeat("x&#105;y https://a.b/c Ünder—\n\n", 100), None)
	got := AppendWords(used[:2], text, English)
	require.Equal(t, slices.Collect(Words(text, English)), got[2:])
}

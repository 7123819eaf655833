package prepare

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

const gluedText = "The old ferry left the landing before noon, and nobody on the quay had seen the captain since he sold the second boat. " +
	"It came back in the evening with three crates of lamps and a letter for the widow at the mill."

// TestUnglued checks which words are read in a text beside another.
func TestUnglued(t *testing.T) {
	other := New(gluedText, shingle.English)
	want := strings.Join(formsOf(other), " ")
	for name, glue := range map[string]func() string{
		"nothing":       func() string { return "" },
		"zero-width":    func() string { return "\u200b" },
		"Braille":       func() string { return "\u2800" },
		"low line":      func() string { return "_" },
		"stop":          func() string { return "." },
		"middle dot":    func() string { return "·" },
		"letters":       func() string { return string("jqxz"[rand.IntN(4)]) },
		"capital":       func() string { return "X" },
		"foreign":       func() string { return "ж" },
		"letter and ._": func() string { return "x_" },
	} {
		var b strings.Builder
		for i, w := range strings.Fields(gluedText) {
			if i > 0 {
				b.WriteString(glue())
			}
			b.WriteString(w)
		}
		text := New(b.String(), shingle.Guess(b.String()))
		got := text.Unglued(other)
		require.Equal(t, want, strings.Join(formsOf(got), " "), name)
		require.Equal(t, shingle.English, got.Language, name)
		require.Equal(t, len(got.Words), got.Total)
		last := 0
		for _, w := range got.Words {
			require.LessOrEqual(t, last, w.Start)
			shown := strings.ToLower(strings.ReplaceAll(b.String()[w.Start:w.End], "\u200b", ""))
			require.Equal(t, w.Form, shown, name)
			last = w.End
		}
	}
}

// TestGluedWords: a word that the other text lacks stays one, and long words that are
// not run together stay as they are.
func TestGluedWords(t *testing.T) {
	other := New(gluedText, shingle.English)
	changed := strings.ReplaceAll(strings.ReplaceAll(gluedText, "captain", "skipper"), " ", "")
	require.Contains(t, formsOf(New(changed, shingle.None).Unglued(other)), "skipper")
	for _, text := range []string{
		"Set the_old_ferry_left_the_landing to one, and nobody will see the difference.",
		"Donaudampfschifffahrtsgesellschaftskapitän oder nicht, es war ein altes Boot am Ufer.",
		"see https://example.org/theoldferryleftthelandingbeforenoonandnobodyonthequayhadseenthecaptain",
		"A verylongwordthatnobodyknowsandthatstandsinnotextatall is one word here.",
		gluedText,
	} {
		n := New(text, shingle.Guess(text))
		require.True(t, n == n.Unglued(other), text)
	}
}

func formsOf(t *Text) (forms []string) {
	for i := range t.Words {
		forms = append(forms, t.Words[i].Form)
	}
	return forms
}

// slowCut is the slow twin of plan: it tries every way to cut a form.
func slowCut(form string, words map[string]bool) int {
	if form == "" {
		return 0
	}
	best := 3 + slowCut(form[1:], words)
	for k := 1; k <= len(form); k++ {
		if words[form[:k]] {
			best = min(best, 1+slowCut(form[k:], words))
		}
	}
	return best
}

func TestCutPlan(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	word := func(n int) string {
		b := make([]byte, 1+r.IntN(n))
		for i := range b {
			b[i] = "abc"[r.IntN(3)]
		}
		return string(b)
	}
	for range 300 {
		known := make(map[string]bool)
		var words []shingle.Word
		for range r.IntN(6) {
			w := word(4)
			known[w] = true
			words = append(words, shingle.Word{Form: w})
		}
		c := newUngluer(words)
		form := word(12)
		c.plan(form)
		require.Equal(t, slowCut(form, known), int(c.cost[0]), "%s of %v", form, known)
	}
}

// TestUngluedHostile: words without end cost no more than their letters.
func TestUngluedHostile(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("theold", 50000), strings.Repeat("x", 300000), strings.Repeat("the_", 50000), strings.Repeat("тheold", 20000),
		strings.Repeat("\u200b", 100000) + "the", strings.Repeat("the\u200b", 50000),
	} {
		n := New(text, shingle.None)
		n.Unglued(New(gluedText, shingle.English))
	}
}

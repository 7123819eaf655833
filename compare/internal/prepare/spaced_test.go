package prepare

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// TestRespaced checks which words are read in a text beside another, those that
// were joined in brackets.
func TestRespaced(t *testing.T) {
	const other = "The military said: a pension service must not talk, not even can the police. О военный! USSR and NATO, us. To remit is R-E-M-I-T."
	tests := []struct{ name, text, want string }{
		{"spaces", "the m i l i t a r y said", "the [military] said"},
		{"capitals", "THE M I L I T A R Y", "the [military]"},
		{"no-break spaces", "m\u00a0i\u00a0l\u00a0i\u00a0t\u00a0a\u00a0r\u00a0y", "[military]"},
		{"as references", "m&nbsp;i&nbsp;l&nbsp;i&nbsp;t&nbsp;a&nbsp;r&nbsp;y", "[military]"},
		{"hyphens", "the p-o-l-i-c-e, said", "the [police] said"},
		{"stars", "p*o*l*i*c*e", "[police]"},
		{"lines", "p\no\nl\ni\nc\ne", "[police]"},
		{"stops", "the p.o.l.i.c.e.", "the [police]"},
		{"low lines", "the _p_o_l_i_c_e_", "the [police]"},
		{"middle dots", "the p·o·l·i·c·e", "the [police]"},
		{"hidden characters between", "p\u200b \u200bo \u200bl i c e", "[police]"},
		{"Cyrillic", "в о е н н ы й", "[военный]"},
		{"article before it", "was a m i l i t a r y man", "was a [military] man"},
		{"article behind it", "the m i l i t a r y a man", "the [military] a man"},
		{"two words", "p e n s i o n s e r v i c e", "[pension] [service]"},
		{"short words beside it", "m u s t   n o t   t a l k", "[must] [not] [talk]"},
		{"short words by stops", "n.o.t t.a.l.k", "[not] [talk]"},
		{"short words alone", "n o t, n.o.t", "n o t n.o.t"},
		{"no word of the other", "s h i p s m.i.l.k", "s h i p s m.i.l.k"},
		{"part of it", "x p o l i c e s", "x [police] s"},
		{"uneven", "p o-l i-c e", "p o l i c e"},
		{"wide gap inside", "p o l   i c e", "p o l i c e"},
		{"torn", "p o l \xff i c e", "p o l i c e"},
		{"invalid for a space", "p\xffo\xffl\xffi\xffc\xffe", "p o l i c e"},
		{"not letters each", "mi li ta ry", "mi li ta ry"},
		{"a list", "A B C D E", "a b c d e"},
		{"abbreviations", "U.S.S.R. and N A T O in the U.S.", "[ussr] and [nato] in the [us]"},
		{"in both", "spell R E M I T", "spell r e m i t"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b := New(other, shingle.English), New(tt.text, shingle.English)
			require.Same(t, a, a.Respaced(b))
			got := b.Respaced(a)
			var words []string
			for _, w := range got.Words {
				if w.Disguise&shingle.Spaced == 0 {
					words = append(words, w.Form)
					continue
				}
				words = append(words, "["+w.Form+"]")
				v := slices.IndexFunc(a.Words, func(v shingle.Word) bool { return v.Form == w.Form })
				require.Equal(t, a.Words[v].Hash, w.Hash)
				require.Equal(t, w.Form, letters(tt.text[w.Start:w.End]))
			}
			require.Equal(t, tt.want, strings.Join(words, " "))
			require.Equal(t, len(got.Words), got.Total)
			if !strings.Contains(tt.want, "[") {
				require.Same(t, b, got)
			}
		})
	}
}

// letters returns the letters that text stands for, in lower case.
func letters(text string) string {
	var b strings.Builder
	for _, r := range shingle.Runes(text) {
		if unicode.IsLetter(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// TestRespacedApart checks that the places of parts left out move with the words.
func TestRespacedApart(t *testing.T) {
	source := New("The police said that the military left.", shingle.English)
	const text = "The p o l i c e said: “the m i l i t a r y left us all here” and the m i l i t a r y left."
	suspect := New(text, shingle.English)
	suspect = suspect.Without(Quotations(suspect))
	got := suspect.Respaced(source)
	require.Equal(t, "the police said and the military left", strings.Join(wordForms(got.Words), " "))
	require.Equal(t, []int32{0, 8}, suspect.apart)
	require.Equal(t, []int32{0, 3}, got.apart)
	require.Equal(t, suspect.Excluded, got.Excluded)
	require.Equal(t, len(got.Words)+13, got.Total)
}

// wordForms returns the forms of words.
func wordForms(words []shingle.Word) (out []string) {
	for _, w := range words {
		out = append(out, w.Form)
	}
	return out
}

// TestSplit checks the words that letters are split into against all ways to
// split them.
func TestSplit(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed=%d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	checked := 0
	for range 3000 {
		var other, text strings.Builder
		for range rng.IntN(12) {
			for range 1 + rng.IntN(6) {
				other.WriteByte("ab"[rng.IntN(2)])
			}
			other.WriteByte(' ')
		}
		for range minSpaced + rng.IntN(10) {
			text.WriteString("ab"[rng.IntN(2):][:1] + []string{" ", " ", " ", " ", " ", "-"}[rng.IntN(6)])
		}
		a, b := New(other.String(), shingle.English), New(text.String(), shingle.English)
		known := map[string]bool{}
		for _, w := range a.Words {
			known[w.Form] = true
		}
		best, size := splitCost(b, known, 0), 0
		cost := int32(0)
		for _, w := range b.Respaced(a).Words {
			n := utf8.RuneCountInString(w.Form)
			switch size = max(size, n); {
			case known[w.Form]:
				cost++
			default:
				cost += 2
			}
		}
		if size >= minSpaced {
			checked++
			require.Equal(t, best, cost, "%q beside %q", text.String(), other.String())
		}
	}
	require.Greater(t, checked, 300)
}

// splitCost returns the cost of the best split of the letters from words[i] on.
func splitCost(t *Text, known map[string]bool, i int) int32 {
	if i == len(t.Words) {
		return 0
	}
	best := splitCost(t, known, i+1) + 2
	form := ""
	for k := i; k < len(t.Words); k++ {
		if k > i+1 {
			gap := t.Raw[t.Words[k-1].End:t.Words[k].Start]
			if gap != t.Raw[t.Words[k-2].End:t.Words[k-1].Start] {
				break
			}
		}
		if form += t.Words[k].Form; known[form] {
			best = min(best, 1+splitCost(t, known, k+1))
		}
	}
	return best
}

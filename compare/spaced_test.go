package compare

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
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
			a, b := prepared(t, other, tt.text)
			require.Same(t, a, a.respaced(b))
			got := b.respaced(a)
			var words []string
			for _, w := range got.words {
				if w.Disguise&shingle.Spaced == 0 {
					words = append(words, w.Form)
					continue
				}
				words = append(words, "["+w.Form+"]")
				v := slices.IndexFunc(a.words, func(v shingle.Word) bool { return v.Form == w.Form })
				require.Equal(t, a.words[v].Hash, w.Hash)
				require.Equal(t, w.Form, letters(tt.text[w.Start:w.End]))
			}
			require.Equal(t, tt.want, strings.Join(words, " "))
			require.Equal(t, len(got.words), got.Len())
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
	source, err := Comparer{}.Prepare("The police said that the military left.")
	require.NoError(t, err)
	const text = "The p o l i c e said: “the m i l i t a r y left us all here” and the m i l i t a r y left."
	suspect, err := Comparer{ExcludeQuotations: true}.Prepare(text)
	require.NoError(t, err)
	got := suspect.respaced(source)
	require.Equal(t, "the police said and the military left", strings.Join(wordForms(got.words), " "))
	require.Equal(t, []int32{0, 8}, suspect.apart)
	require.Equal(t, []int32{0, 3}, got.apart)
	require.Equal(t, suspect.excluded, got.excluded)
	require.Equal(t, len(got.words)+13, got.Len())
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
		a, b := prepared(t, other.String(), text.String())
		known := map[string]bool{}
		for _, w := range a.words {
			known[w.Form] = true
		}
		best, size := splitCost(b, known, 0), 0
		cost := int32(0)
		for _, w := range b.respaced(a).words {
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
	if i == len(t.words) {
		return 0
	}
	best := splitCost(t, known, i+1) + 2
	form := ""
	for k := i; k < len(t.words); k++ {
		if k > i+1 {
			gap := t.text[t.words[k-1].End:t.words[k].Start]
			if gap != t.text[t.words[k-2].End:t.words[k-1].Start] {
				break
			}
		}
		if form += t.words[k].Form; known[form] {
			best = min(best, 1+splitCost(t, known, k+1))
		}
	}
	return best
}

// apart returns text with sep between the letters of each word.
func apart(text, sep string) string {
	var b strings.Builder
	before := ' '
	for _, r := range text {
		if unicode.IsLetter(before) && unicode.IsLetter(r) {
			b.WriteString(sep)
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// escaped returns text with the characters that choose picks written as
// references.
func escaped(text string, choose func(rune) bool) string {
	var b strings.Builder
	for _, r := range text {
		if choose(r) {
			fmt.Fprintf(&b, []string{"&#%d;", "&#x%x;"}[r%2], r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// TestDisguisedWhole compares texts with themselves disguised from the first
// letter to the last.
func TestDisguisedWhole(t *testing.T) {
	files, err := filepath.Glob("../testdata/pairs/*news*.txtar")
	require.NoError(t, err)
	disguise := map[string]func(string) string{
		"entity letters":    func(s string) string { return escaped(s, unicode.IsLetter) },
		"entity characters": func(s string) string { return escaped(s, func(r rune) bool { return r != '\u0085' }) },
		"spaced-letters by spaces": func(s string) string {
			return apart(strings.ReplaceAll(s, " ", "   "), " ")
		},
		"spaced-letters by spaces alone": func(s string) string { return apart(s, " ") },
		"spaced-letters by stops":        func(s string) string { return apart(s, ".") },
		"spaced-letters by hyphens":      func(s string) string { return apart(s, "-") },
		"spaced-letters by low lines":    func(s string) string { return apart(s, "_") },
		"spaced-letters by thin spaces":  func(s string) string { return apart(s, "\u2009") },
	}
	compared := 0
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		require.NoError(t, err)
		source := string(archive.Files[0].Data)
		if strings.Contains(source, "&") || len(strings.Fields(source)) < minWords {
			continue
		}
		compared++
		for how, f := range disguise {
			suspect := f(source)
			kind, _, _ := strings.Cut(how, " ")
			checkReport(t, source, suspect)
			r, err := Texts(source, suspect)
			require.NoError(t, err)
			if r.Language == shingle.English {
				require.Equal(t, NearDuplicate, r.Verdict, "%s, %s", name, how)
			}
			require.True(t, r.Verdict.Reuse(), "%s, %s: %v", name, how, r.Verdict) // d'é-l-e-c-t-r-i-c-i-t-é stays in pieces
			listed := 0
			for _, d := range r.Disguises {
				if d.In == "suspect" && strings.Contains(d.Kind, kind) {
					listed += utf8.RuneCountInString(letters(suspect[d.Start:d.End]))
				}
			}
			require.Greater(t, listed, utf8.RuneCountInString(letters(source))/2, "%s, %s", name, how)
			if kind == "entity" {
				require.Equal(t, r.Source.Words, r.Suspect.Words)
				require.Empty(t, r.Substitutions)
				require.Empty(t, r.Edits)
			}
		}
	}
	require.Greater(t, compared, 8)
}

// TestSpacedBenign: an abbreviation needs no disguise to have stops.
func TestSpacedBenign(t *testing.T) {
	r, err := Texts("The USSR and the police of it.", "The U.S.S.R. and the p.o.l.i.c.e. of it.")
	require.NoError(t, err)
	require.Equal(t, []Disguise{
		{In: "suspect", Span: Span{4, 11}, Kind: "spaced-letters", Benign: true},
		{In: "suspect", Span: Span{21, 32}, Kind: "spaced-letters"},
	}, r.Disguises)
}

// TestQuotationEscaped: quotation marks may be references, and what stands hidden
// beside them too.
func TestQuotationEscaped(t *testing.T) {
	for text, want := range map[string]int{
		"He said: “we will not go to the sea today” and left.":                         1,
		"He said: &ldquo;we will not go to the sea today&rdquo; and left.":             1,
		"He said: &quot;we will not go to the sea today&#34; and left.":                1,
		"He said: &ldquo;we will not go to the sea today&rdquo;&#8203; and left.":      0,
		"He said: &#8203;&ldquo;we will not go to the sea today&rdquo; and left.":      0,
		"He said: &ldquo;\u200bwe will not go to the sea today&rdquo; and left.":       0,
		"He said: &ldquo;we will not go to the sea today\u200b&amp;rdquo; and left.":   0,
		"He said: &ldquo;we will not go to the sea today&amp;rdquo; and &shy;left.":    1,
		"He said: “we will not go to the sea today”\u200b":                             0,
		"He said: &ldquo;we will not go to the sea&NewLine;today&rdquo;&nbsp;and left": 1,
	} {
		text, err := Comparer{ExcludeQuotations: true}.Prepare(text)
		require.NoError(t, err)
		require.Len(t, text.excluded, want, text.text)
	}
}

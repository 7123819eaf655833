package compare

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

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

// TestDisguisedWhole compares texts with themselves disguised from the first
// letter to the last.
func TestDisguisedWhole(t *testing.T) {
	files, err := filepath.Glob("../testdata/pairs/*news*.txtar")
	require.NoError(t, err)
	disguise := map[string]func(string) string{
		"entity letters":    func(s string) string { return testtext.Escaped(s, unicode.IsLetter) },
		"entity characters": func(s string) string { return testtext.Escaped(s, func(r rune) bool { return r != '\u0085' }) },
		"spaced-letters by spaces": func(s string) string {
			return testtext.Apart(strings.ReplaceAll(s, " ", "   "), " ")
		},
		"spaced-letters by spaces alone": func(s string) string { return testtext.Apart(s, " ") },
		"spaced-letters by stops":        func(s string) string { return testtext.Apart(s, ".") },
		"spaced-letters by hyphens":      func(s string) string { return testtext.Apart(s, "-") },
		"spaced-letters by low lines":    func(s string) string { return testtext.Apart(s, "_") },
		"spaced-letters by thin spaces":  func(s string) string { return testtext.Apart(s, "\u2009") },
	}
	compared := 0
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		require.NoError(t, err)
		source := string(archive.Files[0].Data)
		if strings.Contains(source, "&") || len(strings.Fields(source)) < 40 {
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
		text += "\n\nNobody asked him why, and the boat stayed where it was." // less than half is quoted
		text, err := Comparer{ExcludeQuotations: true}.Prepare(text)
		require.NoError(t, err)
		require.Len(t, text.prepared.Excluded, want, text.prepared.Raw)
	}
}

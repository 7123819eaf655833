package compare

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	disguise "github.com/palimpsest-go/palimpsest/internal/synth/letters"
)

// letterEditor returns the editor of a list with a name.
func letterEditor(t *testing.T, list []disguise.Editor, name string) func(string, *rand.Rand) string {
	i := slices.IndexFunc(list, func(e disguise.Editor) bool { return e.Name == name })
	require.GreaterOrEqual(t, i, 0, name)
	return list[i].Edit
}

// turnedLines returns a text with each line backwards between two strings.
func turnedLines(text, before, after string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		c := []rune(line)
		slices.Reverse(c)
		lines[i] = before + string(c) + after
	}
	return strings.Join(lines, "\n")
}

// TestDisguisedInOneWay: a spun text stays spun, and a copy a copy, if the whole text is shown from
// right to left, has no spaces, or has signs for letters or all its words changed in one way; and
// the report says that the text was disguised.
func TestDisguisedInOneWay(t *testing.T) {
	source, suspect := spunPair(t)
	each := func(edit func(string, *rand.Rand) string) func(string) string {
		return func(text string) string { return everyWord(text, edit) }
	}
	for name, change := range map[string]func(string) string{
		"override":         func(s string) string { return turnedLines(s, "\u202e", "\u202c") },
		"open override":    func(s string) string { return turnedLines(s, "\u202e", "") },
		"element":          func(s string) string { return turnedLines(s, "<bdo dir=rtl>", "</bdo>") },
		"no spaces":        func(s string) string { return strings.ReplaceAll(s, " ", "") },
		"zero width":       func(s string) string { return strings.ReplaceAll(s, " ", "\u200b") },
		"full stops":       func(s string) string { return strings.ReplaceAll(s, " ", ".") },
		"signs":            each(letterEditor(t, disguise.Leet, "signs")),
		"currencies":       each(letterEditor(t, disguise.Leet, "currency")),
		"pictures":         each(letterEditor(t, disguise.FurtherLeet, "drawn")),
		"Arabic digits":    each(letterEditor(t, disguise.FurtherLookAlikes, "arabic-digits")),
		"syllabics":        each(letterEditor(t, disguise.Unreadable, "syllabics")),
		"a letter added":   each(letterEditor(t, disguise.Spelt, "letter-added")),
		"pig Latin":        each(letterEditor(t, disguise.Spelt, "pig-latin")),
		"words backwards":  each(letterEditor(t, disguise.Unreadable, "reversed")),
		"specks":           each(disguise.Speck),
		"lettered lines":   letteredLines,
		"numbers in words": each(letterEditor(t, disguise.Leet, "digits")),
	} {
		r, err := Texts(source, change(suspect))
		require.NoError(t, err)
		require.Equal(t, Spun, r.Verdict, "%s: %v", name, r.Probabilities)
		shown := len(r.Layout) > 0
		for _, d := range r.Disguises {
			shown = shown || !d.Benign
		}
		require.True(t, shown, name)
		r, err = Texts(source, change(source))
		require.NoError(t, err)
		require.Equal(t, NearDuplicate, r.Verdict, "%s: %v", name, r.Probabilities)
	}
}

// letteredLines puts letters before the lines of a text.
func letteredLines(text string) string {
	var b strings.Builder
	for i, word := range strings.Fields(text) {
		if i%7 == 0 {
			b.WriteString("\n" + string(rune('A'+i/7%26)) + ":")
		}
		b.WriteString(" " + word)
	}
	return b.String()
}

// TestShownOrder: places in a line that is shown from right to left are in it, and rise.
func TestShownOrder(t *testing.T) {
	source, suspect := spunPair(t)
	text := turnedLines(suspect, "\u202e", "\u202c")
	checkReport(t, source, text)
	r, err := Texts(source, text)
	require.NoError(t, err)
	require.NotEmpty(t, r.Substitutions)
	plain, err := Texts(source, suspect)
	require.NoError(t, err)
	require.Equal(t, len(plain.Substitutions), len(r.Substitutions))
	for i, s := range r.Substitutions { // in the same line as in the plain text
		require.Equal(t, strings.Count(suspect[:plain.Substitutions[i].Suspect.Start], "\n"), strings.Count(text[:s.Suspect.Start], "\n"))
	}
}

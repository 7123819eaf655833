package corpus_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// TestOtherLanguage: a spun passage is found behind a long text in another language, where all
// of it is masked by the function words of that language.
func TestOtherLanguage(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("../testdata/pairs", "news-spun-medium.txtar"))
	require.NoError(t, err)
	const french = "Le conseil de la ville s’est réuni jeudi pour parler du marché, et la plupart des habitants sont venus pour dire ce qu’ils pensent de la place et de ses arbres. "
	c, err := corpus.New(t.Context(), new(memstore.Store), corpus.Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(t.Context(), corpus.Text{ID: "source", Text: string(a.Files[0].Data)}, corpus.Text{ID: "other", Text: strings.Repeat("Nothing of it is in this one. ", 20)}))
	answer, err := c.Check(t.Context(), corpus.Text{Text: strings.Repeat(french, 60) + "\n\n" + string(a.Files[1].Data)})
	require.NoError(t, err)
	require.Len(t, answer.Matches, 1)
	require.Equal(t, "source", answer.Matches[0].Source.ID)
	require.Equal(t, compare.Spun, answer.Verdict)
}

// TestDisguisedQuery: a spun text is found if all of it was disguised in a way that leaves no
// feature of it, as its plain text.
func TestDisguisedQuery(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("../testdata/pairs", "news-spun-medium.txtar"))
	require.NoError(t, err)
	source, suspect := string(a.Files[0].Data), string(a.Files[1].Data)
	c, err := corpus.New(t.Context(), new(memstore.Store), corpus.Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(t.Context(), corpus.Text{ID: "source", Text: source}, corpus.Text{ID: "other", Text: strings.Repeat("Nothing of it is in this one. ", 20)}))
	backwards := func(s string) string {
		runes := []rune(s)
		slices.Reverse(runes)
		return string(runes)
	}
	lines := func(before, after string) string {
		var b strings.Builder
		for line := range strings.SplitSeq(suspect, "\n") {
			b.WriteString(before + backwards(line) + after + "\n")
		}
		return b.String()
	}
	words := func(change func(string) string) string {
		var b strings.Builder
		for word := range strings.FieldsSeq(suspect) {
			b.WriteString(change(word) + " ")
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"override":      lines("\u202e", "\u202c"),
		"open override": lines("\u202e", ""),
		"reference":     lines("&#8238;", "&#8236;"),
		"style":         lines(`<span style="direction: rtl; unicode-bidi: bidi-override">`, "</span>"),
		"no spaces":     strings.ReplaceAll(suspect, " ", ""),
		"backwards":     words(func(w string) string { return backwards(strings.Trim(w, ".,")) }),
		"letters added": words(func(w string) string { return strings.Trim(w, ".,") + "uq" }),
		"pictures":      words(strings.NewReplacer("n", `|\|`, "m", `|\/|`, "h", "|-|", "d", "|)", "u", "|_|").Replace),
	} {
		answer, err := c.Check(t.Context(), corpus.Text{Text: text})
		require.NoError(t, err)
		require.Len(t, answer.Matches, 1, name)
		require.Equal(t, compare.Spun, answer.Verdict, name)
	}
}

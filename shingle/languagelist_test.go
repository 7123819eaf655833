package shingle

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDocumentsNameLanguages: what people read names the languages of the table,
// in its order.
func TestDocumentsNameLanguages(t *testing.T) {
	var names []string
	for _, l := range Languages() {
		names = append(names, l.Name())
	}
	last := len(names) - 1
	want := strings.Join(names[:last], ", ") + " and " + names[last]
	for _, name := range []string{"README.md", "CHANGELOG.md"} {
		text, err := os.ReadFile("../" + name)
		require.NoError(t, err)
		if !strings.Contains(strings.Join(strings.Fields(string(text)), " "), want) {
			t.Errorf("%s does not name the languages as the table does: write %q there", name, want)
		}
	}
}

// TestRows: each language has all that a row holds, no two share a code, and no
// row is left out of the table.
func TestRows(t *testing.T) {
	lists, err := filepath.Glob("functionwords/??.txt")
	require.NoError(t, err)
	require.Len(t, lists, len(Languages()), "a list has no row in the table languages in language.go")
	require.Equal(t, len(Languages())+2, len(LanguageCodes()))
	for i, l := range Languages() {
		require.Regexp(t, `^[a-z]{2}$`, l.String())
		require.Equal(t, l.String(), LanguageCodes()[i+1])
		parsed, err := ParseLanguage(l.String())
		require.NoError(t, err)
		require.Equal(t, l, parsed)
		require.NotEmpty(t, l.Name())
		require.GreaterOrEqual(t, len(wordsOf(l.row.list)), 150, l)
		require.NotNil(t, l.row.stem, l)
		require.NotEmpty(t, l.row.stemmer, l)
		require.NotEmpty(t, l.row.sayings+l.row.sayingsAtHome, l)
		for _, name := range []string{"language_" + l.String() + ".go", "functionwords/" + l.String() + ".txt"} {
			_, err := os.Stat(name)
			require.NoError(t, err)
		}
	}
}

// TestWordsOfRowsAreForms: what rows list must be normal forms, or no word of a
// text could ever be one of them.
func TestWordsOfRowsAreForms(t *testing.T) {
	for _, l := range Languages() {
		require.NoError(t, checkForms("sayings", wordsOf(l.row.sayings+" "+l.row.sayingsAtHome)), l)
		if l.row.stop != nil {
			continue // the lists of Snowball have fragments that no text has
		}
		require.NoError(t, checkForms("function words", wordsOf(l.row.list)), l)
	}
}

func TestIsSaying(t *testing.T) {
	for l, words := range map[Language]string{
		English: "said according writes", French: "selon déclaré", Spanish: "dijo según", Russian: "сказала словам",
		Swedish: "sade enligt", Norwegian: "sier fortalte", Hungarian: "szerint mondta",
	} {
		for _, word := range strings.Fields(words) {
			require.True(t, l.IsSaying(word), "%s: %s", l, word)
			require.True(t, IsSaying(word), word)
		}
	}
	for l, words := range map[Language]string{
		German: "sagte laut", Italian: "disse secondo", Portuguese: "disse segundo", Dutch: "zei volgens", Danish: "sagde udtaler",
	} {
		for _, word := range strings.Fields(words) {
			require.True(t, l.IsSaying(word), "%s: %s", l, word)
			require.False(t, IsSaying(word), word)
		}
	}
	for _, l := range append(Languages(), Auto, None) {
		require.False(t, l.IsSaying("harbour"), l)
	}
	require.False(t, Spanish.IsSaying("segundo"))
	require.False(t, None.IsSaying("said"))
}

// TestStemsOfFurtherLanguages: inflected forms share a stem, and function words are
// their own.
func TestStemsOfFurtherLanguages(t *testing.T) {
	for _, c := range []struct {
		l              Language
		same, function string
	}{
		{German, "häuser häusern haus; kinder kindern kind", "der die das und nicht ausser würde"},
		{Italian, "libri libro; l'uomo dell'uomo uomo; cantavano cantava", "il dell'altro è c'è un'altra non che"},
		{Portuguese, "livros livro; cantavam cantava", "o não à pelos você são"},
		{Dutch, "boeken boek; kinderen kinder", "de het een zo'n niet ervan"},
		{Danish, "husene huset hus; bøgerne bøger", "og af ikke nogle hvilken"},
	} {
		for group := range strings.SplitSeq(c.same, "; ") {
			words := strings.Fields(group)
			for _, w := range words[1:] {
				require.Equal(t, c.l.Stem(words[0]), c.l.Stem(w), "%s: %s", c.l, w)
			}
		}
		for word := range strings.FieldsSeq(c.function) {
			require.True(t, c.l.IsFunctionWord(word), "%s: %s", c.l, word)
			require.Equal(t, word, c.l.Stem(word))
		}
	}
}

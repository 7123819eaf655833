package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

func TestLanguage(t *testing.T) {
	for _, code := range shingle.LanguageCodes() {
		lang, err := Language(strings.ToUpper(code))
		require.NoError(t, err)
		require.Equal(t, code, lang.String())
	}
	_, err := Language("xx")
	require.ErrorContains(t, err, `-lang "xx": the languages are auto, en, `)
	require.ErrorContains(t, err, " and none")
}

// TestUsagesNameLanguages: the usage texts, which the commands' own tests hold to
// their package comments, name all languages.
func TestUsagesNameLanguages(t *testing.T) {
	codes := shingle.LanguageCodes()
	last := len(codes) - 1
	want := "auto (default), " + strings.Join(codes[1:last], ", ") + " or " + codes[last]
	for _, name := range []string{"compare", "moderate", "score"} {
		source, err := os.ReadFile(filepath.Join("..", "..", name, "settings.go"))
		require.NoError(t, err)
		if !strings.Contains(strings.Join(strings.Fields(string(source)), " "), want) {
			t.Errorf("the usage of %s does not name the languages as shingle does: write %q in its settings.go", name, want)
		}
	}
}

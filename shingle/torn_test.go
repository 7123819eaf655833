package shingle

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// TestTornBy: marks tear words where they stand in word after word, and nowhere else.
func TestTornBy(t *testing.T) {
	const text = "The council of the market town voted against lower fees for traders after lengthy debate about winter weather"
	for _, mark := range []string{"'", "’", "\"", ":", "*", "/", "|", "~~", "****", "\\", "\u2011", "·", "•", ".", "{}", "^"} {
		var words []string
		for w := range strings.FieldsSeq(text) {
			if len(w) > 4 {
				w = w[:2] + mark + w[2:]
			}
			words = append(words, w)
		}
		torn := strings.Join(words, " ") + "."
		if mark == "{}" {
			require.Empty(t, tearsOf(torn), "two marks")
			continue
		}
		require.Equal(t, string([]rune(mark)[:1]), tearsOf(torn), mark)
		var forms []string
		for c := range Candidates(torn) {
			forms = append(forms, c.Form)
			require.True(t, strings.HasPrefix(torn[c.Start:], c.Form[:2]) || c.Form[0] == 'c', torn[c.Start:c.End])
		}
		for _, want := range []string{"council", "market", "voted", "weather"} {
			require.Contains(t, forms, want, mark)
		}
	}
	require.Empty(t, tearsOf(text))
	require.Empty(t, tearsOf(strings.Repeat("l'eau d'un puits, la place du marché et la vieille église qu'il n'a pas vues, ", 9)), "elisions")
	require.Empty(t, tearsOf(strings.Repeat("I don't think they'd e-mail U.S. firms, ", 9)))
}

// TestTornHonest: of the texts of testdata/pairs those alone have a mark in every eighth
// word that are full of tags of BBCode, or have a comma for each space.
func TestTornHonest(t *testing.T) {
	files, err := filepath.Glob("../testdata/pairs/*.txtar")
	require.NoError(t, err)
	require.Greater(t, len(files), 90)
	var torn []string
	for _, name := range files {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, f := range txtar.Parse(b).Files {
			if f.Name == "source" || f.Name == "suspect" {
				if r := read(string(f.Data)); tearsOf(r.text) != "" {
					torn = append(torn, strings.TrimSuffix(filepath.Base(name), ".txtar")+" "+f.Name+" "+tearsOf(r.text))
				}
			}
		}
	}
	slices.Sort(torn)
	require.Equal(t, []string{"forum-spun-bbcode suspect ]", "notice-near-duplicate-glued suspect ,"}, torn)
}

// tearsOf returns the marks that tear the words of a text.
func tearsOf(text string) string {
	torn, _ := tornBy(text)
	return torn
}

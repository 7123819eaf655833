package shingle

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestMarks: each mark is one that lookup can find.
func TestMarks(t *testing.T) {
	m := loadMarks()
	for what, table := range map[string]map[string]uint64{"ending": m.endings, "beginning": m.beginnings, "letters": m.insides} {
		require.NotEmpty(t, table)
		for mark := range table {
			require.NotEmpty(t, mark, what)
			require.LessOrEqual(t, len(mark), maxMark, "%s %s", what, mark)
			require.Equal(t, strings.Trim(mark, "-"), mark, what)
		}
	}
	for word := range m.words {
		require.NoError(t, checkForms("marks", []string{word}))
	}
	seen := make(map[int]bool)
	for bit, code := range loadMarkers().codes {
		for _, table := range []map[string]uint64{m.endings, m.beginnings, m.insides} {
			for _, set := range table {
				seen[bit] = seen[bit] || set>>bit&1 == 1
			}
		}
		switch code {
		case "af", "ca", "gl":
			require.True(t, seen[bit], code)
		}
	}
	require.Len(t, seen, len(loadMarkers().codes))
}

func TestMarksLookup(t *testing.T) {
	codes := loadMarkers().codes
	for _, c := range []struct{ word, has, lacks string }{
		{"informasjon", "no", "da"}, {"mulighed", "da", "no"}, {"mulighet", "no", "da"}, {"hjælp", "da", "no"},
		{"bruges", "da", "no"}, {"kjøp", "no", "da"}, {"información", "es", "pt"}, {"información", "gl", "pt"},
		{"informação", "pt", "gl"}, {"informação", "pt", "es"}, {"informació", "ca", "es"},
	} {
		set := loadMarks().lookup(c.word)
		require.Equal(t, uint64(1), set>>slices.Index(codes, c.has)&1, "%s: %s", c.word, c.has)
		require.Zero(t, set>>slices.Index(codes, c.lacks)&1, "%s: %s", c.word, c.lacks)
	}
	for _, word := range []string{"", "q", "-"} {
		require.Zero(t, loadMarks().lookup(word))
	}
}

// TestRelativesWithoutFunctionWordsOfTheirOwn: texts whose function words are all
// Their other words distinguish Norwegian and Danish.
func TestRelativesWithoutFunctionWordsOfTheirOwn(t *testing.T) {
	const danish = `Det er muligt at vælge en anden værdi for det første billede, hvis den findes i listen og ikke er tom.`
	const norwegian = `Det er mulig å velge en annen verdi for det første bildet, hvis det finnes i listen og ikke er tomt.`
	require.Equal(t, Danish, Guess(danish))
	require.Equal(t, Norwegian, Guess(norwegian))
	require.Equal(t, None, Guess(`Det er det og det er ikke det, men hvis det var det, kan det være at den og den vil.`),
		"nothing speaks for one of the two")
}

package lexicon

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// requireBothWays checks what a function says of pairs of words with a slash
// between them, either way round, and that it does not in French.
func requireBothWays(t *testing.T, says func(lang shingle.Language, source, suspect []string) bool, want map[string]bool) {
	for pair, want := range want {
		v, w, _ := strings.Cut(pair, "/")
		source, suspect := strings.Fields(v), strings.Fields(w)
		assert.Equal(t, want, says(shingle.English, source, suspect), pair)
		assert.Equal(t, want, says(shingle.English, suspect, source), pair)
		assert.False(t, says(shingle.French, source, suspect), pair)
	}
	assert.False(t, says(shingle.English, nil, []string{"two"}))
}

func TestFigures(t *testing.T) {
	requireBothWays(t, Figures, map[string]bool{
		"three/five": true, "nine/eight": true, "third/fourth": true, "twelve/13": true, "1,200/two thousand": true,
		"twenty one/thirty two": true, "january/february": true, "june/jul": true, "monday/fri": true, "three/3": true,
		"may/might": false, "may/monday": false, "three/several": false, "second/moment": false, "five six/seven": false,
		"library/archive": false, "and/or": false, "a/one": false, "dozen/many": false,
	})
}

// TestFiguresOfLanguages asks for figures in languages whose sets list them.
func TestFiguresOfLanguages(t *testing.T) {
	for pair, want := range map[string][2]bool{ // two figures, the same number
		"de drei/fünf": {true, false}, "de drei/3": {false, true}, "de 3/vier": {true, false}, "de märz/juni": {true, false},
		"de dritte/vierten": {true, false}, "de ein/eine": {false, false}, "de mai/montag": {false, false}, "de sieben/beben": {false, false},
		"fr mars/avril": {true, false}, "fr sept/8": {true, false}, "fr un/une": {false, false}, "fr dix huit/18": {false, true},
		"fr lundi/jeudi": {true, false}, "fr mars/lundi": {false, false}, "ru марта/апреля": {true, false}, "ru пять/5": {false, true},
		"es tercero/cuarto": {true, false}, "hu március/április": {true, false}, "pt segunda/terça": {true, false},
		"sv tio/10": {false, true}, "sv tio/tio": {true, false}, "da halvtreds/50": {false, true}, "it trenta/40": {true, false},
	} {
		code, sides, _ := strings.Cut(pair, " ")
		lang, err := shingle.ParseLanguage(code)
		require.NoError(t, err)
		v, w, _ := strings.Cut(sides, "/")
		source, suspect := strings.Fields(v), strings.Fields(w)
		assert.Equal(t, want[0], Figures(lang, source, suspect), pair)
		assert.Equal(t, want[0], Figures(lang, suspect, source), pair)
		assert.Equal(t, want[1], Closed(lang, source, suspect) == Numeral, pair)
		assert.Equal(t, want[1], Closed(lang, suspect, source) == Numeral, pair)
	}
}

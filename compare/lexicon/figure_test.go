package lexicon

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// requireBothWays checks what a function says of pairs of words with a slash
// between them, either way round, and that it knows English only.
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

func TestSameElsewhere(t *testing.T) {
	requireBothWays(t, SameElsewhere, map[string]bool{
		"lift/elevator": true, "lorries/trucks": true, "zebra crossing/crosswalk": true, "aubergine/eggplant": true,
		"lift/elevators": false, "lift/truck": false, "lift/raise": false, "colour/color": false, "crossing/crosswalk": false,
	})
}

package lexicon

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palimpsest-go/palimpsest/shingle"
)

func TestFigures(t *testing.T) {
	for pair, want := range map[string]bool{
		"three/five": true, "nine/eight": true, "third/fourth": true, "twelve/13": true, "1,200/two thousand": true,
		"twenty one/thirty two": true, "january/february": true, "june/jul": true, "monday/fri": true, "three/3": true,
		"may/might": false, "may/monday": false, "three/several": false, "second/moment": false, "five six/seven": false,
		"library/archive": false, "and/or": false, "a/one": false, "dozen/many": false,
	} {
		v, w, _ := strings.Cut(pair, "/")
		source, suspect := strings.Fields(v), strings.Fields(w)
		assert.Equal(t, want, Figures(shingle.English, source, suspect), pair)
		assert.Equal(t, want, Figures(shingle.English, suspect, source), pair)
		assert.False(t, Figures(shingle.French, source, suspect), pair)
	}
	assert.False(t, Figures(shingle.English, nil, []string{"two"}))
}

func TestSameElsewhere(t *testing.T) {
	for pair, want := range map[string]bool{
		"lift/elevator": true, "lorries/trucks": true, "zebra crossing/crosswalk": true, "aubergine/eggplant": true,
		"lift/elevators": false, "lift/truck": false, "lift/raise": false, "colour/color": false, "crossing/crosswalk": false,
	} {
		v, w, _ := strings.Cut(pair, "/")
		source, suspect := strings.Fields(v), strings.Fields(w)
		assert.Equal(t, want, SameElsewhere(shingle.English, source, suspect), pair)
		assert.Equal(t, want, SameElsewhere(shingle.English, suspect, source), pair)
		assert.False(t, SameElsewhere(shingle.None, source, suspect), pair)
	}
	assert.False(t, SameElsewhere(shingle.English, nil, []string{"lift"}))
}

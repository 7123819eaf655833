package lexicon

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

func TestSameElsewhere(t *testing.T) {
	requireBothWays(t, SameElsewhere, map[string]bool{
		"lift/elevator": true, "lorries/trucks": true, "zebra crossing/crosswalk": true, "aubergine/eggplant": true,
		"lift/elevators": false, "lift/truck": false, "lift/raise": false, "colour/color": false, "crossing/crosswalk": false,
	})
}

func TestSameElsewhereInOtherLanguages(t *testing.T) {
	for pair, want := range map[string]bool{
		"pt autocarros/ônibus": true, "pt pequeno almoço/café da manhã": true, "pt comboio/ônibus": false, "pt trem/trens": false,
		"es ordenadores/computadoras": true, "es coche/auto": true, "es coche/ordenador": false, "es patatas/papa": true,
		"fr courriel/e mail": true, "fr souper/dîner": true, "fr souper/déjeuner": false, "fr voiture/camion": false,
		"de krankenhaus/spital": true, "de sahne/rahm": true, "de sahne/quark": false, "de kartoffeln/erdäpfel": false,
		"nl magnetron/microgolfoven": true, "ru лифт/подъёмник": false, "hu villamos/busz": false,
	} {
		code, sides, _ := strings.Cut(pair, " ")
		lang, err := shingle.ParseLanguage(code)
		require.NoError(t, err)
		v, w, _ := strings.Cut(sides, "/")
		assert.Equal(t, want, SameElsewhere(lang, strings.Fields(v), strings.Fields(w)), pair)
		assert.Equal(t, want, SameElsewhere(lang, strings.Fields(w), strings.Fields(v)), pair)
	}
	for _, code := range []string{"pt", "es", "fr", "de", "nl"} {
		lang, err := shingle.ParseLanguage(code)
		require.NoError(t, err)
		assert.Greater(t, len(*regionalLists.of(lang)), 50, code)
	}
}

func TestParseRegional(t *testing.T) {
	for text, want := range map[string]string{
		"lift = elevator\nlift": "line 2", "haus = - = heim": "0 words", "one two three four five six seven = x": "7 words", "haus = häuser\n": "one word",
	} {
		_, err := parseRegional(text, shingle.German)
		require.ErrorIs(t, err, errList, text)
		require.ErrorContains(t, err, want, text)
	}
}

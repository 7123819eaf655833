package lexicon

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// listed are the languages that have lists.
var listed = []shingle.Language{"en", "fr", "es", "ru", "sv", "no", "hu", "de", "it", "pt", "nl", "da"}

func TestListsOfAllLanguages(t *testing.T) {
	for _, lang := range listed {
		names := make(map[string]bool)
		for _, s := range Sets(lang) {
			names[s.Name] = true
			assert.Greater(t, len(s.Members), 1, "%s %s", lang, s.Name)
		}
		for _, want := range []string{"colour", "season", "month", "weekday", "compass", "number", "ordinal", "metal", "planet", "time of day", "size"} {
			assert.True(t, names[want], "%s has no %s", lang, want)
		}
		persons := Persons(lang)
		assert.Equal(t, "pronoun", persons[0].Name, lang)
		assert.Greater(t, len(persons), 10, lang)
		f := fillerLists.of(lang)
		assert.GreaterOrEqual(t, len(f.phrases), 70, lang)
	}
	entries, err := listFiles.ReadDir("closed/set")
	require.NoError(t, err)
	assert.Len(t, entries, len(listed))
}

func TestSiblings(t *testing.T) {
	for _, c := range []struct {
		lang    shingle.Language
		a, b    string
		set     string
		sibling bool
	}{
		{"en", "red", "blue", "colour", true},
		{"en", "Spring", "Autumn", "season", true},
		{"en", "gold", "silver", "colour", true}, // the first set
		{"en", "iron", "copper", "metal", true},
		{"en", "mercury", "venus", "planet", true},
		{"en", "oak", "elm", "tree", true},
		{"en", "lion", "tigers", "wild animal", true},
		{"en", "Mondays", "Fridays", "weekday", true},
		{"en", "jan", "December", "month", true},
		{"en", "extra large", "small", "size", true},
		{"en", "south-east", "north", "compass", true},
		{"en", "fire", "air", "ancient element", true},
		{"en", "grey", "gray", "", false},
		{"en", "grey", "grey", "", false},
		{"en", "Jan", "January", "", false},
		{"en", "red", "monday", "", false},
		{"en", "upper", "outer", "", false}, // two sets of one name
		{"en", "red", "crimson", "", false}, // a shade
		{"en", "red", "Pink", "", false},
		{"en", "house", "red", "", false},
		{"en", "", "red", "", false},
		{"fr", "rouges", "bleues", "colour", true},
		{"fr", "été", "hiver", "season", true},
		{"es", "rojas", "azules", "colour", true},
		{"ru", "красного", "синего", "colour", true},
		{"ru", "июня", "мая", "month", true},
		{"sv", "rött", "gröna", "colour", true},
		{"no", "i går", "i morgen", "day relative to now", true},
		{"hu", "hétfőn", "kedden", "weekday", true},
		{"de", "rote", "blauer", "colour", true},
		{"it", "lunedì", "martedì", "weekday", true},
		{"pt", "segunda-feira", "terça-feira", "weekday", true},
		{"nl", "zuidoosten", "noorden", "compass", true},
		{"da", "forår", "efterår", "season", true},
		{"xx", "red", "blue", "", false},
		{"../../closed/set/en", "red", "blue", "", false},
		{shingle.None, "red", "blue", "", false},
	} {
		set, ok := Siblings(c.lang, forms(c.a), forms(c.b))
		assert.Equal(t, c.set, set, "%s: %s, %s", c.lang, c.a, c.b)
		assert.Equal(t, c.sibling, ok, "%s: %s, %s", c.lang, c.a, c.b)
	}
	assert.Equal(t, []string{"colour", "flower"}, SetsWith("en", "roses"))
	assert.Equal(t, []string{"metal", "planet", "element"}, SetsWith("en", "mercury"))
	assert.Empty(t, SetsWith("en", "house"))
	assert.Empty(t, SetsWith("en"))
	assert.Nil(t, Sets("xx"))
}

// TestSetsAreTheCallers: what a caller changes changes nothing here.
func TestSetsAreTheCallers(t *testing.T) {
	Sets("en")[0].Members[0][0] = "changed"
	assert.Equal(t, "red", Sets("en")[0].Members[0][0])
}

func TestPerson(t *testing.T) {
	for _, c := range []struct {
		lang shingle.Language
		a, b string
		want bool
	}{
		{"en", "he", "she", true},
		{"en", "he", "they", true},
		{"en", "I", "he", true},
		{"en", "his", "her", true},
		{"en", "their", "his or her", true},
		{"en", "him", "her", true},
		{"en", "he's", "she's", true},
		{"en", "I am", "he is", true},
		{"en", "am", "is", true},
		{"en", "mothers", "fathers", true},
		{"en", "king", "queen", true},
		{"en", "Actor", "actress", true},
		{"en", "chairman", "chairperson", true},
		{"en", "policemen", "police officers", true}, // irregular
		{"en", "policeman", "police officer", true},
		{"en", "man", "person", true},
		{"en", "mom", "mum", false},
		{"en", "he", "his", false},
		{"en", "man", "house", false},
		{"fr", "il", "elle", true},
		{"fr", "son", "leur", true},
		{"es", "él", "ella", true},
		{"ru", "он", "она", true},
		{"ru", "его", "её", true},
		{"sv", "han", "hen", true},
		{"no", "hans", "hennes", true},
		{"hu", "ő", "ők", true},
		{"de", "er", "sie", true},
		{"it", "lui", "lei", true},
		{"pt", "ele", "ela", true},
		{"nl", "hij", "ze", true},
		{"da", "ham", "hende", true},
		{"xx", "he", "she", false},
	} {
		assert.Equal(t, c.want, Person(c.lang, forms(c.a), forms(c.b)), "%s: %s, %s", c.lang, c.a, c.b)
		assert.Equal(t, c.want, Person(c.lang, forms(c.b), forms(c.a)), "%s: %s, %s", c.lang, c.b, c.a)
	}
}

func TestFiller(t *testing.T) {
	for _, c := range []struct {
		lang shingle.Language
		text string
		want int
	}{
		{"en", "Furthermore, the committee", 1},
		{"en", "it is worth noting that prices", 5},
		{"en", "It's important to note that prices", 5},
		{"en", "it is worth", 0},
		{"en", "in addition to this the", 4},
		{"en", "in addition the", 2},
		{"en", "in London", 0},
		{"en", "as a matter of fact", 5},
		{"en", "in today's world", 3},
		{"en", "of course", 2},
		{"en", "committee", 0},
		{"en", "", 0},
		{"fr", "il convient de noter que les prix", 5},
		{"fr", "d'ailleurs", 1},
		{"es", "sin embargo, los", 2},
		{"ru", "следует отметить, что цены", 3},
		{"sv", "å andra sidan", 3},
		{"no", "det er verdt å merke seg at", 7},
		{"hu", "természetesen", 1},
		{"de", "darüber hinaus", 2},
		{"it", "in altre parole", 3},
		{"pt", "no entanto", 2},
		{"nl", "met andere woorden", 3},
		{"da", "det vil sige", 3},
		{"xx", "furthermore", 0},
	} {
		assert.Equal(t, c.want, Filler(c.lang, forms(c.text)), "%s: %s", c.lang, c.text)
	}
}

func TestListErrors(t *testing.T) {
	for text, want := range map[string]string{
		"red, blue":                  "line 1: no name",
		"[a]\nred, blue,\n[b]\nx, y": "line 3: the set before goes on",
		"[a]\nred, , blue":           `line 2: " " has 0 words`,
		"[a]\nred, blue = red":       `line 2: "red" twice in a set`,
		"[a]\na b c d e f g, x":      `has 7 words`,
	} {
		_, err := parseSets(text, "en")
		assert.ErrorIs(t, err, errList)
		assert.ErrorContains(t, err, want)
	}
	for text, want := range map[string]string{
		"# x\n\nwell\nWell":                  "line 4",
		"!!":                                 "line 1",
		strings.Repeat("word ", maxFiller+1): "has 8 words",
	} {
		_, err := parseFillers(text, "en")
		assert.ErrorIs(t, err, errList)
		assert.ErrorContains(t, err, want)
	}
}

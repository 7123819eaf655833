package lexicon

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// listed are the languages that have lists.
var listed = shingle.Languages()

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
		{shingle.English, "red", "blue", "colour", true},
		{shingle.English, "Spring", "Autumn", "season", true},
		{shingle.English, "gold", "silver", "colour", true}, // the first set
		{shingle.English, "iron", "copper", "metal", true},
		{shingle.English, "mercury", "venus", "planet", true},
		{shingle.English, "oak", "elm", "tree", true},
		{shingle.English, "lion", "tigers", "wild animal", true},
		{shingle.English, "Mondays", "Fridays", "weekday", true},
		{shingle.English, "jan", "December", "month", true},
		{shingle.English, "extra large", "small", "size", true},
		{shingle.English, "south-east", "north", "compass", true},
		{shingle.English, "fire", "air", "ancient element", true},
		{shingle.English, "grey", "gray", "", false},
		{shingle.English, "grey", "grey", "", false},
		{shingle.English, "Jan", "January", "", false},
		{shingle.English, "red", "monday", "", false},
		{shingle.English, "upper", "outer", "", false}, // two sets of one name
		{shingle.English, "red", "crimson", "", false}, // a shade
		{shingle.English, "red", "Pink", "", false},
		{shingle.English, "house", "red", "", false},
		{shingle.English, "", "red", "", false},
		{shingle.French, "rouges", "bleues", "colour", true},
		{shingle.French, "été", "hiver", "season", true},
		{shingle.Spanish, "rojas", "azules", "colour", true},
		{shingle.Russian, "красного", "синего", "colour", true},
		{shingle.Russian, "июня", "мая", "month", true},
		{shingle.Swedish, "rött", "gröna", "colour", true},
		{shingle.Norwegian, "i går", "i morgen", "day relative to now", true},
		{shingle.Hungarian, "hétfőn", "kedden", "weekday", true},
		{shingle.German, "rote", "blauer", "colour", true},
		{shingle.Italian, "lunedì", "martedì", "weekday", true},
		{shingle.Portuguese, "segunda-feira", "terça-feira", "weekday", true},
		{shingle.Dutch, "zuidoosten", "noorden", "compass", true},
		{shingle.Danish, "forår", "efterår", "season", true},
		{shingle.None, "red", "blue", "", false},
		{shingle.None, "red", "blue", "", false},
	} {
		set, ok := Siblings(c.lang, forms(c.a), forms(c.b))
		assert.Equal(t, c.set, set, "%s: %s, %s", c.lang, c.a, c.b)
		assert.Equal(t, c.sibling, ok, "%s: %s, %s", c.lang, c.a, c.b)
	}
	assert.Equal(t, []string{"colour", "flower"}, SetsWith(shingle.English, "roses"))
	assert.Equal(t, []string{"metal", "planet", "element"}, SetsWith(shingle.English, "mercury"))
	assert.Empty(t, SetsWith(shingle.English, "house"))
	assert.Empty(t, SetsWith(shingle.English))
	assert.Nil(t, Sets(shingle.None))
}

// TestSiblingsInOtherLanguages has pairs of different members, in the forms of running
// text, and pairs of words that mean nearly the same, which are no siblings.
func TestSiblingsInOtherLanguages(t *testing.T) {
	for _, c := range []struct {
		lang      shingle.Language
		apart, as string // pairs, with bars between them
	}{
		{shingle.German,
			"Äpfel Birnen|Kartoffeln Möhren|Hunde Katzen|Regen Schnee|Bäcker Schneider|Küche Schlafzimmer|Geige Klavier|kochen backen|heiß kalter|gewinnen verliert|Spanien Italien|Bremen Dresden|Dienstag Freitag|Handball Tennis|Eiche Birke|Hosen Schuhe|Ohren Nase|Halbfinale Viertelfinale",
			"Auto Wagen|Orange Apfelsine|Möhre Karotte|Arzt Doktor|Metzger Fleischer|Kuchen Torte|Großmutter Oma|Samstag Sonnabend|Bücherei Bibliothek|Geige Violine|Sofa Couch|fallen sinken|Schloss Burg|Haus Wohnung|Klinik Krankenhaus"},
		{shingle.Dutch,
			"appels peren|aardappelen wortels|honden katten|regen sneeuw|bakker slager|keuken slaapkamer|viool piano|koken bakken|koude hete|winnen verliest|Spanje Italië|Breda Zwolle|muizen wolven|handbal tennis|eiken berken|broeken schoenen|ogen neus|bossen meren",
			"auto wagen|dokter arts|wortel peen|vlakte veld|huis woning|oma grootmoeder|luchthaven vliegveld|fiets rijwiel|stadhuis raadhuis|dalen zakken|leraar docent|vallei dal|mist nevel|film bioscoop|lente voorjaar"},
		{shingle.Swedish,
			"äpplen päron|morötter lökar|hundar katten|regnet snön|bagare smed|köket sovrum|fiolen piano|koka baka|kallt varmt|vinner förlorade|Spanien Italien|Lund Kalmar|möss vargar|handboll tennis|ekar björkar|byxor skor|ögon näsan|båten tåget",
			"sill strömming|läkare doktor|mamma mor|fiol violin|sjukhus lasarett|flod älv|kastrull gryta|snuva förkylning|hus stuga|seger vinst|falla sjunka|matte matematik|biograf bio|lärare professor|skärm bildskärm"},
		{shingle.Danish,
			"æbler pærer|gulerødder løg|hunde katten|regnen sneen|bager smed|køkkenet soveværelse|violinen klaver|koge bage|koldt varmt|vinder taber|Spanien Italien|Odense Kolding|hænder fødder|håndbold tennis|ege birk|bukser skoene|øjne næsen|båden toget",
			"læge doktor|mor moder|banegård station|sygehus hospital|komfur ovn|fjernsyn tv|cancer kræft|klaver violinist|hus bolig|efterret dessert|falde synke|bil vogn|skuespil teaterstykke|altan balkon|udgift omkostning"},
	} {
		for pairs, want := range map[string]bool{c.apart: true, c.as: false} {
			for pair := range strings.SplitSeq(pairs, "|") {
				a, b, found := strings.Cut(pair, " ")
				require.True(t, found, pair)
				_, ok := Siblings(c.lang, forms(a), forms(b))
				assert.Equal(t, want, ok, "%s: %s", c.lang, pair)
				_, ok = Siblings(c.lang, forms(b), forms(a))
				assert.Equal(t, want, ok, "%s: %s, turned round", c.lang, pair)
			}
		}
	}
}

// TestSetsAreTheCallers: what a caller changes changes nothing here.
func TestSetsAreTheCallers(t *testing.T) {
	Sets(shingle.English)[0].Members[0][0] = "changed"
	assert.Equal(t, "red", Sets(shingle.English)[0].Members[0][0])
}

func TestPerson(t *testing.T) {
	for _, c := range []struct {
		lang shingle.Language
		a, b string
		want bool
	}{
		{shingle.English, "he", "she", true},
		{shingle.English, "he", "they", true},
		{shingle.English, "I", "he", true},
		{shingle.English, "his", "her", true},
		{shingle.English, "their", "his or her", true},
		{shingle.English, "him", "her", true},
		{shingle.English, "he's", "she's", true},
		{shingle.English, "I am", "he is", true},
		{shingle.English, "am", "is", true},
		{shingle.English, "mothers", "fathers", true},
		{shingle.English, "king", "queen", true},
		{shingle.English, "Actor", "actress", true},
		{shingle.English, "chairman", "chairperson", true},
		{shingle.English, "policemen", "police officers", true}, // irregular
		{shingle.English, "policeman", "police officer", true},
		{shingle.English, "man", "person", true},
		{shingle.English, "mom", "mum", false},
		{shingle.English, "he", "his", false},
		{shingle.English, "man", "house", false},
		{shingle.French, "il", "elle", true},
		{shingle.French, "son", "leur", true},
		{shingle.Spanish, "él", "ella", true},
		{shingle.Russian, "он", "она", true},
		{shingle.Russian, "его", "её", true},
		{shingle.Swedish, "han", "hen", true},
		{shingle.Norwegian, "hans", "hennes", true},
		{shingle.Hungarian, "ő", "ők", true},
		{shingle.German, "er", "sie", true},
		{shingle.Italian, "lui", "lei", true},
		{shingle.Portuguese, "ele", "ela", true},
		{shingle.Dutch, "hij", "ze", true},
		{shingle.Danish, "ham", "hende", true},
		{shingle.None, "he", "she", false},
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
		{shingle.English, "Furthermore, the committee", 1},
		{shingle.English, "it is worth noting that prices", 5},
		{shingle.English, "It's important to note that prices", 5},
		{shingle.English, "it is worth", 0},
		{shingle.English, "in addition to this the", 4},
		{shingle.English, "in addition the", 2},
		{shingle.English, "in London", 0},
		{shingle.English, "as a matter of fact", 5},
		{shingle.English, "in today's world", 3},
		{shingle.English, "of course", 2},
		{shingle.English, "committee", 0},
		{shingle.English, "", 0},
		{shingle.French, "il convient de noter que les prix", 5},
		{shingle.French, "d'ailleurs", 1},
		{shingle.Spanish, "sin embargo, los", 2},
		{shingle.Russian, "следует отметить, что цены", 3},
		{shingle.Swedish, "å andra sidan", 3},
		{shingle.Norwegian, "det er verdt å merke seg at", 7},
		{shingle.Hungarian, "természetesen", 1},
		{shingle.German, "darüber hinaus", 2},
		{shingle.Italian, "in altre parole", 3},
		{shingle.Portuguese, "no entanto", 2},
		{shingle.Dutch, "met andere woorden", 3},
		{shingle.Danish, "det vil sige", 3},
		{shingle.None, "furthermore", 0},
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
		_, err := parseSets(text, shingle.English)
		assert.ErrorIs(t, err, errList)
		assert.ErrorContains(t, err, want)
	}
	for text, want := range map[string]string{
		"# x\n\nwell\nWell":                  "line 4",
		"!!":                                 "line 1",
		strings.Repeat("word ", maxFiller+1): "has 8 words",
	} {
		_, err := parseFillers(text, shingle.English)
		assert.ErrorIs(t, err, errList)
		assert.ErrorContains(t, err, want)
	}
}

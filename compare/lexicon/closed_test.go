package lexicon

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

func TestClosed(t *testing.T) {
	for _, c := range []struct {
		v, w string
		want Class
	}{
		{"don't", "do not", Contraction},
		{"they’re", "they are", Contraction},
		{"she'd", "she would", Contraction},
		{"the government's", "the government is", Contraction},
		{"can't", "cannot", Contraction},
		{"won't", "will not", Contraction},
		{"let's", "let us", Contraction},
		{"it's they're", "it is they are", Contraction},
		{"they're", "they have", NoClass},
		{"government's", "of government", NoClass},

		{"two", "2", Numeral},
		{"twenty-one", "21", Numeral},
		{"a hundred", "100", Numeral},
		{"two hundred and five", "205", Numeral},
		{"1,000", "one thousand", Numeral},
		{"3 million", "3,000,000", Numeral},
		{"first", "1st", Numeral},
		{"twenty first", "21st", Numeral},
		{"a dozen", "twelve", Numeral},
		{"1,000", "1000", Numeral},
		{"1,5", "15", NoClass},
		{"1000,000", "1000000", NoClass},
		{"999 trillion trillion", "5", NoClass},
		{"two", "3", NoClass},
		{"first", "1", NoClass},
		{"five six", "11", NoClass},
		{"two", "2nd", NoClass},
		{"2", "3", NoClass},

		{"centre", "center", Spelling},
		{"organised", "organized", Spelling},
		{"labour party", "labor party", Spelling},
		{"travelling", "traveling", Spelling},
		{"web site", "website", Spelling},
		{"four", "for", NoClass},
		{"rise", "rize", NoClass},

		{"more than", "greater than", Comparison},
		{"at least", "no less than", Comparison},
		{"may", "might", Modal},
		{"have to", "must", Modal},
		{"in", "within", Connective},
		{"because of", "due to", Connective},
		{"however", "nevertheless", Connective},
		{"many", "a lot of", Quantifier},
		{"someone", "somebody", Pronoun},
		{"each other", "one another", Pronoun},

		{"U.S.", "United States", Abbreviation},
		{"the US", "the United States", NoClass}, // the words in common belong to neither side
		{"Dr.", "doctor", Abbreviation},
		{"km", "kilometres", Unit},
		{"5km", "5 kilometres", Unit},
		{"five kilometers", "5 km", Unit},
		{"3.5kg", "3.5 kilograms", Unit},
		{"pct", "percent", Unit},
		{"per cent", "percent", Spelling},
		{"5km", "6 kilometres", NoClass},
		{"5km", "5 miles", NoClass},
		{"meter", "meters", NoClass}, // inflected

		{"in", "in", NoClass},
		{"big", "large", NoClass}, // a thesaurus knows
		{"", "", NoClass},
		{"", "in", NoClass},
		{"a b c d e f g", "in", NoClass},
	} {
		v, w := forms(c.v), forms(c.w)
		assert.Equal(t, c.want, Closed(shingle.English, v, w), "%q, %q", c.v, c.w)
		assert.Equal(t, c.want, Closed(shingle.English, w, v), "%q, %q", c.w, c.v)
		assert.Equal(t, NoClass, Closed(shingle.French, v, w), "%q, %q", c.v, c.w)
	}
	assert.Equal(t, NoClass, Closed(shingle.English, []string{"a", ""}, []string{"per"}))
}

// TestClosedText checks the table: it can be read, no line says the same thing
// twice, and every class has members.
func TestClosedText(t *testing.T) {
	g, err := parseGroups(closedEnglishText)
	require.NoError(t, err)
	classes := make(map[Class]int)
	for _, c := range g.classes {
		classes[c]++
	}
	for _, c := range []Class{Contraction, Comparison, Modal, Connective, Quantifier, Pronoun, Abbreviation, Unit} {
		assert.GreaterOrEqual(t, classes[c], 15, c.String())
	}
	members := make([]int, len(g.classes))
	for phrase, in := range g.of {
		assert.LessOrEqual(t, len(strings.Fields(phrase)), maxClosed, phrase)
		for _, n := range in {
			members[n]++
		}
	}
	for n, m := range members {
		assert.Greater(t, m, 1, "group %d, a %s", n, g.classes[n])
	}
}

func TestParseGroupsErrors(t *testing.T) {
	for text, want := range map[string]string{
		"a = b":             "line 1: no class",
		"# x\n[nothing]":    "line 2: class [nothing]",
		"[none]":            "line 1: class [none]",
		"[modal]\n\na = !!": "line 3: \"!!\" has no words",
	} {
		_, err := parseGroups(text)
		assert.EqualError(t, err, want)
	}
}

func TestClassNames(t *testing.T) {
	assert.Equal(t, "none", NoClass.String())
	assert.Equal(t, "unit", Unit.String())
	assert.Equal(t, "invalid", Class(99).String())
}

func TestProperSense(t *testing.T) {
	for form, want := range map[string]Proper{
		"may": Month, "march": Month, "sept": Month, "august": Month,
		"sunday": Weekday, "sun": Weekday, "wed": Weekday,
		"bill": NamePart, "rose": NamePart, "red": NamePart, "cross": NamePart, "bank": NamePart, "street": NamePart,
		"mark": NamePart, "grace": NamePart, "brown": NamePart, "king": NamePart, "north": NamePart,
		"Bill": NotProper, "might": NotProper, "jimmy": NotProper, "quickly": NotProper, "": NotProper,
	} {
		assert.Equal(t, want, ProperSense(form), form)
	}
	assert.Equal(t, []string{"none", "month", "weekday", "name part", "invalid"},
		[]string{NotProper.String(), Month.String(), Weekday.String(), NamePart.String(), Proper(9).String()})
}

// TestProperText checks that what stands in the table are normal forms.
func TestProperText(t *testing.T) {
	senses, err := parseProper(properText)
	require.NoError(t, err)
	assert.Greater(t, len(senses), 500)
	for form := range senses {
		assert.Equal(t, []string{form}, forms(form))
	}
	_, err = parseProper("[month]\nmay\n[day]\nsun")
	assert.EqualError(t, err, "line 4: no sense")
}

// TestNumerals writes numbers out and reads them.
func TestNumerals(t *testing.T) {
	for _, n := range []uint64{0, 1, 9, 10, 11, 19, 20, 21, 99, 100, 101, 110, 111, 999, 1000, 1001, 1100, 12_345, 100_000, 999_999,
		1_000_000, 1_000_001, 7_654_321, 2_000_000_000, 3_000_000_000_000} {
		for m := n; m < n+50; m++ {
			got, ok := readNumber(strings.Fields(written(m)))
			require.True(t, ok, written(m))
			require.Equal(t, number{value: m}, got, written(m))
		}
	}
}

// written writes a number out, with and where English people put it.
func written(n uint64) string {
	for word, value := range cardinals {
		if value == n && word != "dozen" && word != "score" && word != "fourty" {
			return word
		}
	}
	if n < 100 {
		return written(n-n%10) + " " + written(n%10)
	}
	for _, m := range []string{"trillion", "billion", "million", "thousand", "hundred"} {
		value := multipliers[m]
		if n < value {
			continue
		}
		s := written(n/value) + " " + m
		switch rest := n % value; {
		case rest == 0:
			return s
		case rest < 100:
			return s + " and " + written(rest)
		default:
			return s + " " + written(rest)
		}
	}
	return ""
}

// FuzzClosed checks that no words make Closed fail, that order does not matter,
// and that words which are equal are never of a class.
func FuzzClosed(f *testing.F) {
	f.Add("5km", "five kilometres")
	f.Add("two hundred and five", "205")
	f.Add("they'd've", "they would have")
	f.Add("999999999999999 trillion trillion", "'s n't a a")
	f.Fuzz(func(t *testing.T, v, w string) {
		a, b := forms(v), forms(w)
		require.Equal(t, Closed(shingle.English, a, b), Closed(shingle.English, b, a))
		require.Equal(t, NoClass, Closed(shingle.English, a, a))
	})
}

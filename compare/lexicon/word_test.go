package lexicon

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// TestWord holds what is known of a word against what is asked for by itself, at the
// first call and from the cache.
func TestWord(t *testing.T) {
	l, err := English()
	require.NoError(t, err)
	long := strings.Repeat("long", 9)
	for _, form := range strings.Fields("house colour colours happily brought went organised roses an i don't 12 5km café x") {
		for _, form := range []string{form, form + long} {
			for range 2 {
				w := l.Word(form)
				assert.Equal(t, keyOf(shingle.English, []string{form}), w.Key, form)
				assert.Equal(t, shingle.English.Stem(form), w.Stem, form)
				bits, ok := l.Rarity(form)
				assert.Equal(t, bits, w.Rarity, form)
				assert.Equal(t, ok, w.Rated, form)
				w.Rarity, w.Rated = 0, false
				assert.Equal(t, WordOf(shingle.English, form), w, form)
			}
		}
	}
}

// TestOpen holds the words of no list against everything that lists have: nothing
// relates them, and of the words that something relates none is open.
func TestOpen(t *testing.T) {
	open := strings.Fields("kettle kettles abandon abandoned gathering organise colour web café")
	for _, lang := range []shingle.Language{shingle.English, shingle.Spanish, shingle.Danish} {
		listed := listedIn(lang)
		some := open
		for i := 0; i < len(listed); i += len(listed)/12 + 1 {
			some = append(some, listed[i], listed[i]+"s")
		}
		n := 0
		for _, v := range some {
			isOpen := WordOf(lang, v).Open
			for _, w := range listed {
				if listRelates(lang, v, w) {
					require.False(t, isOpen, "%s: %s, %s", lang, v, w)
				}
			}
			if isOpen {
				n++
			}
		}
		assert.GreaterOrEqual(t, n, len(open)-2, lang)
	}
	for _, form := range strings.Fields("she june red two 2nd 5km lift may dozen jan bill ounces don't kettle's roses") {
		assert.False(t, WordOf(shingle.English, form).Open, form)
	}
}

// listedIn returns the forms and phrases of the lists of a language.
func listedIn(lang shingle.Language) (all []string) {
	for _, s := range []*sets{personLists.of(lang), setLists.of(lang)} {
		for _, row := range s.rows {
			for _, ways := range row.Members {
				all = append(all, ways...)
			}
		}
	}
	if lang == shingle.English {
		for phrase := range closedEnglish().of {
			all = append(all, phrase)
		}
		for form := range properSenses() {
			all = append(all, form)
		}
		all = append(all, "2", "3rd", "10", "5km", "5 kilometres", "would not")
	}
	slices.Sort(all)
	return all
}

// listRelates reports whether a list relates two phrases.
func listRelates(lang shingle.Language, v, w string) bool {
	a, b := strings.Fields(v), strings.Fields(w)
	_, siblings := Siblings(lang, a, b)
	class := Closed(lang, a, b)
	return siblings || class != NoClass && class != Spelling || SameElsewhere(lang, a, b) || Person(lang, a, b) || Figures(lang, a, b)
}

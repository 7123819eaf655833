package lexicon_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

func TestEnglishContrasts(t *testing.T) {
	l := english(t)
	for _, p := range []string{
		"red, blue", "spring, autumn", "gold, silver", "light, heavy", "oak, elm", "lion, tiger", "king, queen",
		"mercury, venus", "iron, copper", "he, she", "summer, winter", "eagle, falcon", "violin, cello",
		"diamond, emerald", "north, south", "Monday, Tuesday", "lower, upper", "cherry, plum", "Paris, London",
		"rose, tulip", "senior, junior", "hot, cold", "mother, father", "May, June", "seven, eight", "cats, dogs",
		"coffee, tea", "doctors, lawyers", "France, Spain", "river, lake", "open, closed", "first, second",
		"extra large, small", "hydrogen, oxygen", "alpha, beta", "gemini, taurus", "dollars, euros",
	} {
		a, b, _ := strings.Cut(p, ", ")
		r := l.Relation(key(l, a), key(l, b))
		assert.True(t, r.Contrast, p)
		assert.Equal(t, "contrast", r.String(), p)
		assert.Less(t, r.Tier, lexicon.Strong, p)
		assert.Equal(t, r, l.Relation(key(l, b), key(l, a)), p)
		assert.Equal(t, r.Tier, l.Tier(key(l, a), key(l, b)), p)
	}
	for _, p := range probes {
		r := l.Relation(key(l, p.a), key(l, p.b))
		assert.Equal(t, p.want, r.Tier, "%s, %s", p.a, p.b)
		if p.want == lexicon.Strong || p.want == lexicon.Weak {
			assert.False(t, r.Contrast, "%s, %s", p.a, p.b)
		}
	}
	for _, p := range []string{"grey, gray", "autumn, fall", "car, automobile", "pie, tart", "jail, prison", "street, road", "cottage, cabin", "method, technique", "shop, store", "dog, poodle", "red, pink", "red, crimson"} {
		a, b, _ := strings.Cut(p, ", ")
		assert.False(t, l.Relation(key(l, a), key(l, b)).Contrast, p)
	}
	assert.Equal(t, lexicon.Relation{}, l.Relation(0, key(l, "red")))
	assert.Equal(t, lexicon.Relation{}, l.Relation(key(l, "red"), key(l, "reds")))
}

// TestEnglishSets counts how many pairs of the hand-written sets are contrasts, and
// how many of those that a thesaurus relates. The bounds are a little below what was
// counted: 82 % and 53 %, of related pairs 91 % and 66 %.
func TestEnglishSets(t *testing.T) {
	text, err := os.ReadFile("testdata/sets.txt")
	require.NoError(t, err)
	chosen, heldOut, ok := strings.Cut(string(text), "# Written after that")
	require.True(t, ok)
	heldOut = heldOut[strings.Index(heldOut, "\n\n"):]
	for _, c := range []struct {
		sets         string
		all, related float64 // the least shares
	}{{chosen, 0.81, 0.90}, {heldOut, 0.53, 0.65}} {
		l := english(t)
		all, contrasts, related, both := 0, 0, 0, 0
		for line := range strings.Lines(c.sets) {
			_, set, ok := strings.Cut(line, ": ")
			if !ok || line[0] == '#' {
				continue
			}
			words := strings.Fields(set)
			for i, a := range words {
				for _, b := range words[:i] {
					r := l.Relation(l.Key(a), l.Key(b))
					all++
					if r.Contrast {
						contrasts++
					}
					if r.Tier != lexicon.None {
						related++
						if r.Contrast {
							both++
						}
					}
				}
			}
		}
		t.Logf("%d of %d pairs contrast, %d of %d related ones", contrasts, all, both, related)
		assert.GreaterOrEqual(t, float64(contrasts), c.all*float64(all))
		assert.GreaterOrEqual(t, float64(both), c.related*float64(related))
	}
}

// TestEnglishRarity holds pairs whose first word is the commoner one, as everybody
// would say.
func TestEnglishRarity(t *testing.T) {
	l := english(t)
	for _, p := range []string{
		"the, of", "use, utilize", "buy, purchase", "house, dwelling", "dwelling, abode", "big, gargantuan",
		"help, ameliorate", "show, evince", "end, culmination", "start, commence", "said, averred", "about, circa",
		"money, lucre", "children, progeny", "water, aqua", "colour, hue",
	} {
		a, b, _ := strings.Cut(p, ", ")
		x, ok := l.Rarity(a)
		assert.True(t, ok, a)
		y, ok := l.Rarity(b)
		assert.True(t, ok, b)
		assert.LessOrEqual(t, x, y, p)
		assert.Greater(t, x, 0.0)
		assert.LessOrEqual(t, y, 31.5)
	}
	british, _ := l.Rarity("neighbour")
	american, _ := l.Rarity("neighbor")
	assert.Equal(t, american, british)
	for _, form := range []string{"", "xyzzyq", "big house", "Мир"} {
		_, ok := l.Rarity(form)
		assert.False(t, ok, form)
	}
	_, ok := new(lexicon.Lexicon).Rarity("house")
	assert.False(t, ok)
}

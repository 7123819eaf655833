package lexicon

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// users returns a dictionary of somebody's own.
func users(t *testing.T, list string, lang shingle.Language) *Lexicon {
	l, err := ReadPairs(strings.NewReader(list), lang)
	require.NoError(t, err)
	return l
}

func TestComplete(t *testing.T) {
	english, err := English()
	require.NoError(t, err)
	own := users(t, "red = blue\nfrobnicate = utilize\nbig != large\n", shingle.English)
	l, err := own.Complete()
	require.NoError(t, err)
	relation := func(a, b string) string { return l.Relation(l.Key(a), l.Key(b)).String() }
	assert.Equal(t, "strong", relation("frobnicate", "utilise"))
	assert.Equal(t, "strong", relation("car", "automobile"), "what the built-in lexicon knows")
	assert.Equal(t, "contrast", relation("oak", "elm"))
	assert.Equal(t, "strong", relation("red", "blue"), "the user's word counts")
	assert.Equal(t, "strong", relation("big", "large"), "strong outranks a contrast")
	bits, ok := l.Rarity("house")
	want, _ := english.Rarity("house")
	assert.True(t, ok)
	assert.Equal(t, want, bits)
	assert.NotEqual(t, english.Version(), l.Version())

	again, err := own.Complete()
	require.NoError(t, err)
	assert.Same(t, l, again, "made once")
	twice, err := l.Complete()
	require.NoError(t, err)
	assert.Same(t, l, twice, "it contains the built-in one")
	same, err := english.Complete()
	require.NoError(t, err)
	assert.Same(t, english, same)

	alone := own.Alone()
	same, err = alone.Complete()
	require.NoError(t, err)
	assert.Same(t, alone, same)
	assert.Equal(t, own.Version(), alone.Version())

	french := users(t, "voiture = auto", shingle.French)
	same, err = french.Complete()
	require.NoError(t, err)
	assert.Same(t, french, same, "there is nothing to add")
	same, err = new(Lexicon).Complete()
	require.NoError(t, err)
	assert.Empty(t, same.tables)
}

// TestWithOrder: what two lexica say together of a pair does not depend on which is
// laid over which.
func TestWithOrder(t *testing.T) {
	tiers := []Relation{{}, {Weak, false}, {Medium, false}, {Strong, false}, {None, true}, {Weak, true}, {Medium, true}}
	made := func(r Relation) *Lexicon {
		b := NewBuilder(shingle.English)
		b.Add(Weak, b.Key("other"), b.Key("words"))
		b.Add(r.Tier, b.Key("hot"), b.Key("cold"))
		if r.Contrast {
			b.Contrast(b.Key("hot"), b.Key("cold"))
		}
		return b.Lexicon()
	}
	for _, r := range tiers {
		for _, s := range tiers {
			l, m := made(r).With(made(s)), made(s).With(made(r))
			got := l.Relation(l.Key("hot"), l.Key("cold"))
			tier := max(r.Tier, s.Tier)
			assert.Equal(t, Relation{tier, tier < Strong && (r.Contrast || s.Contrast)}, got)
			assert.Equal(t, got, m.Relation(m.Key("hot"), m.Key("cold")))
		}
	}
}

func TestBuiltIn(t *testing.T) {
	l, err := BuiltIn(shingle.English)
	require.NoError(t, err)
	assert.Positive(t, l.Pairs(Strong))
	l, err = BuiltIn(shingle.Swedish)
	require.NoError(t, err)
	assert.True(t, l.empty())
	assert.Equal(t, shingle.Swedish, l.Language())
}

package lexicon

import (
	"bytes"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// TestRelation compares the filters with the exact pairs of the builder, before and
// after a file.
func TestRelation(t *testing.T) {
	b := NewBuilder(shingle.English)
	keys := related(b, 300, 2000, 3)
	pick := rand.New(rand.NewPCG(3, 3))
	for range 1500 {
		b.Contrast(keys[pick.IntN(len(keys))], keys[pick.IntN(len(keys))])
	}
	l := b.Lexicon()
	again, err := Read(bytesOf(t, l))
	require.NoError(t, err)
	accidents := 0
	for i, x := range keys {
		for _, y := range keys[:i] {
			want, got := b.Relation(x, y), l.Relation(x, y)
			if got != want {
				accidents++
				require.GreaterOrEqual(t, got.Tier, want.Tier)
				require.True(t, got.Tier == Strong || got.Contrast || !want.Contrast)
			}
			require.Equal(t, got, again.Relation(x, y))
			require.Equal(t, got, l.Relation(y, x))
			require.Equal(t, l.Tier(x, y), got.Tier)
			require.False(t, got.Contrast && got.Tier == Strong)
		}
	}
	assert.Less(t, accidents, len(keys)*len(keys)/2/100)
	assert.Positive(t, l.Contrasts())
	assert.LessOrEqual(t, l.Contrasts(), 1500)
}

func TestContrastRules(t *testing.T) {
	b := NewBuilder(shingle.English)
	hot, cold := b.Key("hot"), b.Key("cold")
	b.Contrast(hot, hot)
	b.Contrast(0, cold)
	assert.Zero(t, b.Lexicon().Contrasts())
	b.Contrast(hot, cold)
	b.Contrast(cold, hot)
	b.Add(Medium, hot, cold)
	l := b.Lexicon()
	assert.Equal(t, 1, l.Contrasts())
	assert.Equal(t, Relation{Medium, true}, l.Relation(hot, cold))
	b.Add(Strong, hot, cold)
	l = b.Lexicon()
	assert.Equal(t, Relation{Strong, false}, l.Relation(hot, cold))
	assert.Zero(t, l.Contrasts())
	assert.Equal(t, "strong", Relation{Tier: Strong}.String())
	assert.Equal(t, "none", Relation{}.String())
}

func TestDeclaredContrasts(t *testing.T) {
	l, err := ReadPairs(strings.NewReader("hot != cold\nup\t!= down\nbig = large\n"), shingle.English)
	require.NoError(t, err)
	assert.Equal(t, "contrast", l.Relation(l.Key("hot"), l.Key("colder")).String())
	assert.Equal(t, "strong", l.Relation(l.Key("up"), l.Key("down")).String(), "a tab counts first")
	assert.Equal(t, "strong", l.Relation(l.Key("big"), l.Key("large")).String())
	_, err = ReadPairs(strings.NewReader("a != b != c"), shingle.English)
	assert.ErrorIs(t, err, ErrSyntax)

	l, err = ReadMyThes(strings.NewReader("UTF-8\nhot|2\n(adj)|warm (similar term)|cold (antonym)\n(antonym)|icy\n"), shingle.English)
	require.NoError(t, err)
	assert.Equal(t, Relation{None, true}, l.Relation(l.Key("hot"), l.Key("cold")))
	assert.Equal(t, Relation{None, true}, l.Relation(l.Key("hot"), l.Key("icy")))
	assert.Equal(t, Relation{Medium, false}, l.Relation(l.Key("hot"), l.Key("warm")))
}

// TestRarities compares the packed table with a map.
func TestRarities(t *testing.T) {
	pick := rand.New(rand.NewPCG(5, 5))
	b := NewBuilder(shingle.French)
	want := make(map[string]float64)
	for i := range 3000 {
		form := strings.Repeat("a", i%7) + string(rune('a'+i%26)) + string(rune('а'+i/100))
		want[form] = 40*pick.Float64() - 4
		b.Rarity(form, want[form])
	}
	b.Rarity("", 3)
	b.Rarity("nan", math.NaN())
	l := b.Lexicon()
	var file bytes.Buffer
	_, err := l.WriteTo(&file)
	require.NoError(t, err)
	again, err := Read(&file)
	require.NoError(t, err)
	assert.Equal(t, len(want), l.Forms())
	for form, bits := range want {
		got, ok := l.Rarity(form)
		require.True(t, ok)
		require.InDelta(t, min(max(bits, 0), 31.5), got, 0.25)
		same, _ := again.Rarity(form)
		require.Equal(t, got, same)
	}
	_, ok := l.Rarity("nan")
	assert.False(t, ok)
	_, ok = l.Rarity("")
	assert.False(t, ok)

	first, second := NewBuilder(shingle.French), NewBuilder(shingle.French)
	first.Rarity("un", 3)
	second.Rarity("un", 9)
	for order, want := range map[*Lexicon]float64{
		first.Lexicon().With(second.Lexicon()): 3,
		second.Lexicon().With(first.Lexicon()): 9,
	} {
		got, _ := order.Rarity("un")
		assert.Equal(t, want, got)
	}
}

package lexicon

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// related adds pairs of made-up words, some in each tier, to a builder, in an
// order that follows from the seed. It returns the keys of the words.
func related(b *Builder, words, pairs int, seed uint64) []Key {
	keys := make([]Key, words)
	for i := range keys {
		keys[i] = b.Key(fmt.Sprintf("w%d", i))
	}
	pick := rand.New(rand.NewPCG(7, 7))
	type pair struct {
		t    Tier
		x, y Key
	}
	list := make([]pair, pairs)
	for i := range list {
		list[i] = pair{Tier(1 + pick.IntN(3)), keys[pick.IntN(words)], keys[pick.IntN(words)]}
	}
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	for _, p := range list {
		b.Add(p.t, p.x, p.y)
	}
	return keys
}

// TestFilter compares a lexicon with the pairs it was made of, all that there
// could be. A pair is never taken for a weaker one, and for a stronger one no
// more often than the rates of the filters say.
func TestFilter(t *testing.T) {
	b := NewBuilder(shingle.None)
	keys := related(b, 1200, 10_000, 1)
	l := b.Lexicon()
	var asked, accidents [tiers]int // by what a pair really is; by what it was taken for
	for i, x := range keys {
		for _, y := range keys[:i] {
			want, got := b.Tier(x, y), l.Tier(x, y)
			require.GreaterOrEqual(t, got, want)
			require.Equal(t, got, l.Tier(y, x))
			asked[want]++
			if got > want {
				accidents[got]++
			}
		}
	}
	for tier := Weak; tier <= Strong; tier++ {
		assert.Equal(t, asked[tier], l.Pairs(tier))
		most := rates[tier] * float64(asked[None])
		assert.InDelta(t, most, float64(accidents[tier]), 0.1*most+5*math.Sqrt(most), tier.String())
	}
}

func TestBuilderOrder(t *testing.T) {
	x, y := NewBuilder(shingle.English), NewBuilder(shingle.English)
	related(x, 1000, 5000, 1)
	related(y, 1000, 5000, 2)
	assert.Equal(t, file(t, x.Lexicon()), file(t, y.Lexicon()))
}

func TestBuilderAdd(t *testing.T) {
	b := NewBuilder(shingle.English)
	big, large, huge := b.Key("big"), b.Key("large"), b.Key("huge")
	b.Add(Weak, big, large)
	b.Add(Strong, large, big)
	b.Add(Medium, big, large)
	b.Add(Strong, big, big)
	b.Add(Strong, big, 0)
	b.Add(None, big, huge)
	b.Add(Strong+1, big, huge)
	l := b.Lexicon()
	assert.Equal(t, Strong, l.Tier(big, large))
	assert.Equal(t, None, l.Tier(big, huge))
	assert.Equal(t, None, l.Tier(big, big))
	assert.Equal(t, None, l.Tier(big, 0))
	assert.Equal(t, None, l.Tier(0, 0))
	assert.Equal(t, 1, l.Pairs(Strong))
	assert.Equal(t, 0, l.Pairs(Weak))
}

func TestKey(t *testing.T) {
	l := NewBuilder(shingle.English).Lexicon()
	for _, same := range [][2][]string{
		{{"walk"}, {"walked"}},
		{{"bring"}, {"brought"}},
		{{"colour"}, {"colors"}},
		{{"organise"}, {"organized"}},
		{{"traveller"}, {"travelers"}},
		{{"hang", "around"}, {"hung", "around"}},
		{{"government"}, {"government's"}},
	} {
		assert.Equal(t, l.Key(same[0]...), l.Key(same[1]...), "%q", same)
	}
	seen := make(map[Key][]string)
	for _, words := range [][]string{
		{"a"}, {"a", "b"}, {"b", "a"}, {"ab"}, {"a", "b", "c"}, {"ab", "c"}, {"a", "bc"}, {"abc"}, {"walk"}, {"мир"}, {"2"}, {"\xff"},
	} {
		k := l.Key(words...)
		assert.NotZero(t, k)
		assert.NotContains(t, seen, k, "%q", words)
		seen[k] = words
	}
	for _, none := range [][]string{nil, {""}, {"a", ""}, {"a", "b", "c", "d"}} {
		assert.Zero(t, l.Key(none...), "%q", none)
	}
	assert.NotEqual(t, NewBuilder(shingle.Swedish).Key("hästarna"), l.Key("hästarna"))
}

func TestWith(t *testing.T) {
	x, y := NewBuilder(shingle.English), NewBuilder(shingle.English)
	keys := related(x, 500, 3000, 1)
	pick := rand.New(rand.NewPCG(3, 3))
	for range 3000 {
		y.Add(Tier(1+pick.IntN(3)), keys[pick.IntN(500)], keys[pick.IntN(500)])
	}
	y.Key("another")
	a, b := x.Lexicon(Source{Name: "one", Version: "1"}), y.Lexicon(Source{Name: "two"})
	both, turned := a.With(b), b.With(a)
	for i, v := range keys {
		for _, w := range keys[:i] {
			want := max(a.Tier(v, w), b.Tier(v, w))
			require.Equal(t, want, both.Tier(v, w))
			require.Equal(t, want, turned.Tier(v, w))
		}
	}
	assert.Regexp(t, `^en-2/one-1/two/[0-9a-f]{8}$`, both.Version())
	assert.Equal(t, a.Pairs(Weak)+b.Pairs(Weak), both.Pairs(Weak))

	again, err := Read(bytesOf(t, both))
	require.NoError(t, err)
	assert.Equal(t, both.Version(), again.Version())
	assert.Equal(t, both.Tier(keys[1], keys[2]), again.Tier(keys[1], keys[2]))
}

func TestWithNothing(t *testing.T) {
	b := NewBuilder(shingle.English)
	b.Add(Strong, b.Key("big"), b.Key("large"))
	l := b.Lexicon()
	french := NewBuilder(shingle.French)
	assert.Same(t, l, l.With(nil))
	assert.Same(t, l, l.With(&Lexicon{}))
	assert.Same(t, l, l.With(french.Lexicon()))
	assert.Same(t, l, new(Lexicon).With(l))
	french.Add(Strong, french.Key("grand"), french.Key("gros"))
	assert.Panics(t, func() { l.With(french.Lexicon()) })
}

func TestZeroLexicon(t *testing.T) {
	var l Lexicon
	assert.Equal(t, shingle.None, l.Language())
	assert.Equal(t, None, l.Tier(l.Key("big"), l.Key("large")))
	again, err := Read(bytesOf(t, &l))
	require.NoError(t, err)
	assert.Equal(t, shingle.None, again.Language())
}

func TestTierNames(t *testing.T) {
	assert.Equal(t, []string{"none", "weak", "medium", "strong", "invalid"},
		[]string{None.String(), Weak.String(), Medium.String(), Strong.String(), Tier(9).String()})
	for tier := Weak; tier <= Strong; tier++ {
		assert.Greater(t, tier.LogRatio(), (tier - 1).LogRatio())
	}
	assert.Negative(t, None.LogRatio())
	assert.Zero(t, Tier(9).LogRatio())
}

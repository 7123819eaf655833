package corpus

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

const (
	harbour = "The old harbour master wrote down every ship that came in with the evening tide. He kept his books in a cupboard " +
		"behind the stove, and nobody was allowed to touch them. When the council wanted to know how many barrels of herring had been " +
		"landed in a bad winter, he took a lamp, went to the cupboard and gave them the number before they had finished the question."
	// With another word for every second content word, and for many function words.
	smoothed = "An ancient harbour warden wrote up each ship which came in on the evening flood. He kept all books inside a closet " +
		"behind that stove, and no one was allowed to handle those. When a council wished to know how many casks of herring were being " +
		"unloaded in some harsh winter, he took one lantern, went towards a cupboard and told them this number before he had ended that question."
	garden = "Our neighbour grows beans along the fence. She waters them before breakfast and counts the flowers. Snails come out at " +
		"night, so she walks round with a torch and throws what she finds over the wall into the lane, where the blackbirds wait. She says that " +
		"the beans taste of nothing else, and that people who buy theirs in a shop have never eaten one."
	phrase = " When the council wanted to know how many barrels there were, "
)

// between returns a text between words that have nothing in common with others.
func between(text string, seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 17))
	words := func(n int) string {
		var b strings.Builder
		for range n {
			for range 3 {
				b.WriteByte("bdfgklmnprstvz"[rng.IntN(14)])
				b.WriteByte("aeiou"[rng.IntN(5)])
			}
			b.WriteByte(' ')
		}
		return b.String()
	}
	return words(80) + text + " " + words(80)
}

// hitsOf returns the words that two texts share at nearly one place as hits.
func hitsOf(suspect, source string) (hits []hit) {
	a, b := appendTokens(nil, suspect, shingle.English), appendTokens(nil, source, shingle.English)
	for i := range a {
		for j := range b {
			if a[i] == b[j] && !a[i].function {
				hits = append(hits, hit{number: 1, diagonal: int32(i - j), position: uint32(i), weight: 1})
			}
		}
	}
	return hits
}

// TestResembles: a passage is recognised after content and function words were
// exchanged, a phrase alone is not.
func TestResembles(t *testing.T) {
	suspect := between(smoothed, 1)
	assert.True(t, newLikeness(suspect, shingle.English).resembles(candidate{hits: hitsOf(suspect, harbour)}, harbour))
	suspect = between(phrase+garden, 2)
	hits := hitsOf(suspect, harbour)
	require.NotEmpty(t, bestPassages(hits), "the phrase is a passage with hits")
	assert.False(t, newLikeness(suspect, shingle.English).resembles(candidate{hits: hits}, harbour))
	assert.False(t, newLikeness(suspect, shingle.English).resembles(candidate{}, harbour))
}

// TestReachesLaw: an alignment within a band reaches what the same alignment reaches
// that is computed word by word of both texts.
func TestReachesLaw(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 3))
		text := func() []token {
			tokens := make([]token, 5+rng.IntN(40))
			for i := range tokens {
				h := rng.Uint64N(12)
				tokens[i] = token{h, h%3 == 0}
			}
			return tokens
		}
		l := likeness{suspect: text(), source: text()}
		b := band{low: rng.IntN(20) - 15, width: 1 + rng.IntN(20), from: rng.IntN(5), to: len(l.suspect) - rng.IntN(4)}
		for _, s := range scorings {
			s.least = 150 // so that as much as there are words is enough
			assert.Equal(t, bestSlowly(l.suspect, l.source, b, s) >= int32(len(l.suspect)), l.reaches(b, s), "seed %d", seed)
		}
	}
}

// bestSlowly returns the score of the best alignment within a band. The words before
// the first of the source, and after its last, differ from all others.
func bestSlowly(suspect, source []token, b band, s scoring) (best int32) {
	type place struct{ i, j int }
	scores := make(map[place]int32)
	in := func(i, j int) bool { return i >= b.from && i-j >= b.low && i-j < b.low+b.width }
	for i := b.from; i < b.to; i++ {
		for j := i - b.low - b.width + 1; j <= i-b.low; j++ {
			x := s.other
			if j >= 0 && j < len(source) {
				x = s.of(suspect[i], source[j])
			}
			x += scores[place{i - 1, j - 1}]
			if in(i-1, j) {
				x = max(x, scores[place{i - 1, j}]+s.leftOut)
			}
			if in(i, j-1) {
				x = max(x, scores[place{i, j - 1}]+s.leftOut)
			}
			scores[place{i, j}] = max(0, x)
			best = max(best, x)
		}
	}
	return best
}

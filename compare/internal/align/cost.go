package align

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Costs of the steps between segments. An exchange of one word for one is cheaper
// than a deletion and an insertion; an exchange for several words is cheaper than
// an exchange and an insertion.
const (
	costSubstitute = 0.9  // a content word for another
	costMore       = 0.45 // for each further word on the longer side
	costPhrase     = 0.1  // one word for several: rarer than one for one
	costFunctions  = 1.0  // a function word for another
	costMixed      = 1.5  // a function word for a content word
	costNumbers    = 1.0  // a number for another
	costNumberWord = 1.3  // a number for a word
	costVariant    = 0.2  // a word for a variant of it, by its letters
	costLearned    = 0.3  // an exchange that this pair of texts makes repeatedly
	costIndel      = 0.9  // an inserted or deleted word
	costIndelFunc  = 0.7  // an inserted or deleted function word

	// Endings and punctuation. Programs that exchange words carry inflection
	// over and leave punctuation alone.
	gainEnding     = 0.1  // both words end alike
	gainBreak      = 0.15 // the same kind of break before both
	costBreak      = 0.15 // different breaks before them
	costSentence   = 0.5  // the beginning of a sentence for the middle of one
	costInnerBreak = 1.0  // a comma inside a phrase
	gainJoined     = 0.2  // a hyphen inside a phrase

	// MaxPhrase bounds the longer side of an exchange, in words.
	MaxPhrase = 4

	never = 1e6

	// leastStep is the least cost of any step: a gain.
	leastStep = costVariant - gainEnding - gainBreak
)

// gainRelated is what is subtracted from the cost of an exchange if the lexicon
// relates the words.
var gainRelated = [...]float32{lexicon.None: 0, lexicon.Weak: 0.1, lexicon.Medium: 0.2, lexicon.Strong: 0.3}

// costs prices the steps of an alignment of a pair.
type costs struct {
	*pair
	learned *ExchangeSet // nil if nothing is
	sides   [2]*side     // of a and b; nil until they are needed
}

// look makes the sides.
func (c *costs) look() {
	if c.sides[0] == nil {
		c.sides = [2]*side{newSide(c.a), newSide(c.b)}
	}
}

// An offer is the cost of a step in parts. The lexicon is asked last about its
// words, because that costs most, and only if its answer could make the step a part
// of the cheapest way.
type offer struct {
	cost            float32
	endings, breaks float32
	asks            bool // the lexicon may know the words, and make the cost less
}

// less returns the cost minus the gain of a relation.
func (o offer) less(gain float32) float32 { return o.cost - gain + o.endings + o.breaks }

// least returns the least that the step may cost.
func (o offer) least() float32 {
	if o.asks {
		return o.less(gainRelated[lexicon.Strong])
	}
	return o.less(0)
}

// tier returns how the lexicon relates a[i:i+m] and b[j:j+n], and None for a tier below
// least.
func (c *costs) tier(least lexicon.Tier, i, m, j, n int32) lexicon.Tier {
	if c.lex == nil || m == 0 || n == 0 {
		return lexicon.None
	}
	return c.lex.AtLeast(least, c.sides[0].key(c.a, c.lex, i, m), c.sides[1].key(c.b, c.lex, j, n))
}

// settle returns the final cost of the step that was offered for a[i:i+m], b[j:j+n].
func (c *costs) settle(o offer, i, m, j, n int32) float32 {
	if o.asks {
		return o.less(gainRelated[c.tier(lexicon.Weak, i, m, j, n)])
	}
	return o.less(0)
}

// settleFor is settle for a caller that has no use for a step unless enough(cost): it does
// not ask for relations that are too weak for that.
func (c *costs) settleFor(o offer, i, m, j, n int32, enough func(cost float32) bool) float32 {
	if !o.asks {
		return o.less(0)
	}
	least := lexicon.Strong
	for least > lexicon.Weak && enough(o.less(gainRelated[least-1])) {
		least--
	}
	return o.less(gainRelated[c.tier(least, i, m, j, n)])
}

// substitute returns the cost of a[i:i+m] for b[j:j+n], see exchanged.
func (c *costs) substitute(i, m, j, n int32) float32 {
	return c.settle(c.exchanged(i, m, j, n), i, m, j, n)
}

// exchanged offers a[i:i+m] for b[j:j+n]; m or n is 1. The cost is never if both
// sides have the same word at one end.
func (c *costs) exchanged(i, m, j, n int32) offer {
	c.look()
	if c.same(i+m-1, j+n-1) {
		return offer{cost: never}
	}
	return c.unlike(i, m, j, n)
}

// same is equal for the words of the sides.
func (c *costs) same(i, j int32) bool {
	return c.sides[0].words[i].hash == c.sides[1].words[j].hash && c.equal(i, j)
}

// unlike is exchanged for words of which the last ones are not equal.
func (c *costs) unlike(i, m, j, n int32) offer {
	v, w := &c.sides[0].words[i], &c.sides[1].words[j]
	if m+n > 2 && (c.same(i, j) || c.a.TornIn(i, m) || c.b.TornIn(j, n)) {
		return offer{cost: never}
	}
	o := offer{breaks: c.breaks(v.brk, w.brk)}
	switch {
	case c.learned != nil && c.learned.has(c.exchangeOf(i, m, j, n)):
		o.cost = costLearned
	case m == 1 && n == 1:
		o.cost = substituteClass(v.class, w.class)
		switch {
		case o.cost == costSubstitute && (v.first == w.first || v.last == w.last) && Variant(c.a.Words[i].Form, c.b.Words[j].Form),
			v.first == 'a' && w.first == 'a' && article(c.a.Words[i].Form, c.b.Words[j].Form):
			o.cost = costVariant
		case o.cost == costSubstitute:
			o.asks = true
		}
		o.endings = endings(v.ending, w.ending)
	case m > 1:
		o.cost, o.asks = c.phrase(1, j, 0, i, m), m <= prepare.MaxKey
	default:
		o.cost, o.asks = c.phrase(0, i, 1, j, n), n <= prepare.MaxKey
	}
	return o
}

// substituteClass returns the cost of one word for another by their classes.
func substituteClass(v, w shingle.Class) float32 {
	switch {
	case v == shingle.Number && w == shingle.Number:
		return costNumbers
	case v == shingle.Number || w == shingle.Number:
		return costNumberWord
	case v == shingle.Function && w == shingle.Function:
		return costFunctions
	case v == shingle.Function || w == shingle.Function:
		return costMixed
	}
	return costSubstitute
}

// phrase returns the cost of word i of one side for the n words from word j of the other
// on, without that of the break before them.
func (c *costs) phrase(of int, i int32, other int, j, n int32) float32 {
	short, phrase := c.sides[of].words[i:i+2], c.sides[other].words[j:j+n+1]
	if short[1].letters-short[0].letters == phrase[n].letters-phrase[0].letters && c.joins(of, i, j, n) {
		return costVariant
	}
	ending := short[0].ending
	return phraseCost(&short[0], &phrase[0], n) + min(endings(ending, phrase[0].ending), endings(ending, phrase[n-1].ending))
}

// joins reports whether the n words from word j on of one side, written together, are word
// i of the other, the side of.
func (c *costs) joins(of int, i, j, n int32) bool {
	if of == 0 {
		return Joins(c.a.Words[i].Form, c.b.Words[j:j+n])
	}
	return Joins(c.b.Words[i].Form, c.a.Words[j:j+n])
}

// Joins reports whether the words of phrase, written together, are word.
func Joins(word string, phrase []shingle.Word) bool {
	for _, w := range phrase {
		if !strings.HasPrefix(word, w.Form) {
			return false
		}
		word = word[len(w.Form):]
	}
	return word == ""
}

// indel returns the cost of a word of a class that is in one text only.
func indel(c shingle.Class) float32 {
	if c == shingle.Function {
		return costIndelFunc
	}
	return costIndel
}

// breaks returns how the breaks before two words count for or against their
// correspondence.
func (c *costs) breaks(v, w shingle.Break) float32 {
	switch {
	case v == w || v >= shingle.Sentence && w >= shingle.Sentence:
		if v >= shingle.Clause {
			return -gainBreak
		}
		return 0
	case v >= shingle.Sentence || w >= shingle.Sentence:
		return costSentence
	case v >= shingle.Clause || w >= shingle.Clause:
		return costBreak
	}
	return 0
}

// Variant reports whether two forms are likely forms of one word, by their
// letters: they begin alike and differ in a short ending, differ in a letter or
// two, or one abbreviates the other.
func Variant(v, w string) bool {
	if len(v) > len(w) {
		v, w = w, v
	}
	if abbreviates(v, w) {
		return true
	}
	if len(v) < 4 || len(w)-len(v) > 3 {
		return false
	}
	head := 0
	for head < len(v) && v[head] == w[head] {
		head++
	}
	tail := 0
	for tail < len(v)-head && v[len(v)-1-tail] == w[len(w)-1-tail] {
		tail++
	}
	left := len(w) - head - tail                   // letters of the longer form without a counterpart
	oneLetter := left == 1 && head > 0 && tail > 0 // grey, gray
	return oneLetter || left <= 2 && head+tail >= 4 || head >= 5 && left <= 3
}

// article reports whether two forms are the English article before a consonant
// and before a vowel, in either order.
func article(v, w string) bool { return v == "a" && w == "an" || v == "an" && w == "a" }

// abbreviates reports whether v is w with vowels and more left out: ct for
// cent, dlrs for dollars.
func abbreviates(v, w string) bool {
	if len(v) < 2 || len(v) >= len(w) || v[0] != w[0] || v[len(v)-1] != w[len(w)-1] || strings.ContainsAny(v, "aeiouy") {
		return false
	}
	for i := 0; i < len(w) && v != ""; i++ {
		if v[0] == w[i] {
			v = v[1:]
		}
	}
	return v == ""
}

// LikeEndings reports whether the endings of two words agree, or show nothing.
func LikeEndings(v, w uint8) bool { return endings(v, w) <= 0 }

// endings returns how the endings of two words count for or against an exchange.
func endings(v, w uint8) float32 {
	switch {
	case v != w:
		return gainEnding / 2
	case v != prepare.NoEnding:
		return -gainEnding
	}
	return 0
}

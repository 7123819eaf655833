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

// tier returns how the lexicon relates a[i:i+m] and b[j:j+n].
func (p *pair) tier(i, m, j, n int32) lexicon.Tier {
	if p.lex == nil || m == 0 || n == 0 {
		return lexicon.None
	}
	return p.lex.Tier(p.a.Key(p.lex, i, m), p.b.Key(p.lex, j, n))
}

// settle returns the final cost of the step that was offered for a[i:i+m], b[j:j+n].
func (c *costs) settle(o offer, i, m, j, n int32) float32 {
	if o.asks {
		return o.less(gainRelated[c.tier(i, m, j, n)])
	}
	return o.less(0)
}

// substitute returns the cost of a[i:i+m] for b[j:j+n], see exchanged.
func (c *costs) substitute(i, m, j, n int32) float32 {
	return c.settle(c.exchanged(i, m, j, n), i, m, j, n)
}

// exchanged offers a[i:i+m] for b[j:j+n]; m or n is 1. The cost is never if both
// sides have the same word at one end.
func (c *costs) exchanged(i, m, j, n int32) offer {
	v, w := &c.a.Words[i], &c.b.Words[j]
	if c.equal(i, j) || c.equal(i+m-1, j+n-1) || c.a.TornIn(i, m) || c.b.TornIn(j, n) {
		return offer{cost: never}
	}
	o := offer{breaks: c.breaks(v.Break, w.Break)}
	switch {
	case c.learned != nil && c.learned.has(c.exchangeOf(i, m, j, n)):
		o.cost = costLearned
	case m == 1 && n == 1:
		o.cost = substituteClass(v.Class, w.Class)
		switch {
		case o.cost == costSubstitute && Variant(v.Form, w.Form) || article(v.Form, w.Form):
			o.cost = costVariant
		case o.cost == costSubstitute:
			o.asks = true
		}
		o.endings = endings(c.a.Endings[i], c.b.Endings[j])
	case m > 1:
		o.cost, o.asks = c.phrase(c.b, j, c.a, i, m), m <= prepare.MaxKey
	default:
		o.cost, o.asks = c.phrase(c.a, i, c.b, j, n), n <= prepare.MaxKey
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

// phrase returns the cost of the word s.words[i] for the n words from t.Words[j]
// on, without that of the break before them.
func (c *costs) phrase(s *prepare.Text, i int32, t *prepare.Text, j, n int32) float32 {
	short, phrase := &s.Words[i], t.Words[j:j+n]
	cost := float32(costSubstitute)
	switch short.Class {
	case shingle.Function:
		cost = costFunctions
	case shingle.Number:
		cost = costNumberWord
	}
	cost += costPhrase + costMore*float32(len(phrase)-1)
	letters := 0
	for k := range phrase {
		w := &phrase[k]
		letters += len(w.Form)
		if k == 0 {
			continue
		}
		switch {
		case w.Break >= shingle.Clause:
			cost += costInnerBreak
		case w.Break == shingle.Joined:
			cost -= gainJoined
		}
	}
	if letters == len(short.Form) && Joins(short.Form, phrase) {
		return costVariant
	}
	return cost + min(endings(s.Endings[i], t.Endings[j]), endings(s.Endings[i], t.Endings[j+n-1]))
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

// indel returns the cost of a word that is in one text only.
func indel(w *shingle.Word) float32 {
	if w.Class == shingle.Function {
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

package compare

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Costs of the steps between segments. An exchange of one word for one is
// cheaper than taking it out and putting the other in; an exchange for several
// words is cheaper than an exchange and an insertion.
const (
	costSubstitute = 0.9  // a content word for another
	costMore       = 0.45 // for each further word on the longer side
	costFunctions  = 1.0  // a function word for another
	costMixed      = 1.5  // a function word for a content word
	costNumbers    = 1.0  // a number for another
	costNumberWord = 1.3  // a number for a word
	costVariant    = 0.2  // a word for a variant of it, by its letters
	costLearned    = 0.3  // an exchange that this pair of texts makes again and again
	costIndel      = 0.9  // a word put in or taken out
	costIndelFunc  = 0.7  // a function word put in or taken out

	// Endings and punctuation. Programs that exchange words carry inflection
	// over and leave punctuation alone.
	gainEnding     = 0.1  // both words end alike
	gainBreak      = 0.15 // the same kind of break before both
	costBreak      = 0.15 // different breaks before them
	costSentence   = 0.5  // the beginning of a sentence for the middle of one
	costInnerBreak = 1.0  // a comma inside a phrase
	gainJoined     = 0.2  // a hyphen inside a phrase

	// maxPhrase bounds the longer side of an exchange, in words.
	maxPhrase = 4

	never = 1e6
)

// costs prices the steps of an alignment of a pair.
type costs struct {
	*pair
	learned map[exchange]int32 // how often the first pass found each
}

// An exchange identifies a substitution by the words on its sides.
type exchange struct{ a, b uint64 }

// exchangeOf returns the exchange of a[i:i+m] for b[j:j+n].
func (p *pair) exchangeOf(i, m, j, n int32) exchange {
	return exchange{phraseHash(p.a.words[i : i+m]), phraseHash(p.b.words[j : j+n])}
}

func phraseHash(words []shingle.Word) uint64 {
	var h uint64
	for _, w := range words {
		h = h*0xd6e8feb86659fd93 + w.Hash
	}
	return h
}

// substitute returns the cost of a[i:i+m] for b[j:j+n], where m or n is 1. It
// is never where a word at an end of one side is also at that end of the other.
func (c *costs) substitute(i, m, j, n int32) float32 {
	v, w := &c.a.words[i], &c.b.words[j]
	if c.equal(i, j) || c.equal(i+m-1, j+n-1) {
		return never
	}
	if len(c.learned) > 0 && c.learned[c.exchangeOf(i, m, j, n)] > 1 {
		return costLearned + c.breaks(v.Break, w.Break)
	}
	var cost float32
	if m == 1 && n == 1 {
		cost = substituteClass(v.Class, w.Class)
		if cost == costSubstitute && variant(v.Form, w.Form) {
			cost = costVariant
		}
		return cost + endings(v.Form, w.Form) + c.breaks(v.Break, w.Break)
	}
	short, phrase := v, c.b.words[j:j+n]
	if m > 1 {
		short, phrase = w, c.a.words[i:i+m]
	}
	return c.phrase(short, phrase) + c.breaks(v.Break, w.Break)
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

// phrase returns the cost of one word for several, but for the break before
// them.
func (c *costs) phrase(short *shingle.Word, phrase []shingle.Word) float32 {
	cost := float32(costSubstitute)
	switch short.Class {
	case shingle.Function:
		cost = costFunctions
	case shingle.Number:
		cost = costNumberWord
	}
	cost += costMore * float32(len(phrase)-1)
	letters := 0
	for k, w := range phrase {
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
	if letters == len(short.Form) && joins(short.Form, phrase) {
		return costVariant
	}
	first, last := phrase[0].Form, phrase[len(phrase)-1].Form
	return cost + min(endings(short.Form, first), endings(short.Form, last))
}

// joins reports whether the words of phrase, written together, are word.
func joins(word string, phrase []shingle.Word) bool {
	for _, w := range phrase {
		if !strings.HasPrefix(word, w.Form) {
			return false
		}
		word = word[len(w.Form):]
	}
	return word == ""
}

// indel returns the cost of a word that stands in one text only.
func indel(w *shingle.Word) float32 {
	if w.Class == shingle.Function {
		return costIndelFunc
	}
	return costIndel
}

// breaks returns what the breaks before two words say of whether they
// correspond.
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

// variant reports whether two forms are likely forms of one word, by their
// letters: they begin alike and differ in a short ending, differ in a letter or
// two, or one abbreviates the other.
func variant(v, w string) bool {
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
	left := len(w) - head - tail                   // letters of the longer form that have no pair
	oneLetter := left == 1 && head > 0 && tail > 0 // grey, gray
	return oneLetter || left <= 2 && head+tail >= 4 || head >= 5 && left <= 3
}

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

// englishEndings are inflections that tell word classes apart, longest first.
var commonEndings = [...]string{"ing", "est", "ed", "ly", "er", "es", "s"}

// endings returns what the endings of two words say of whether one stands for
// the other.
func endings(v, w string) float32 {
	for _, e := range commonEndings {
		x, y := strings.HasSuffix(v, e), strings.HasSuffix(w, e)
		if x && y {
			return -gainEnding
		}
		if x || y {
			return gainEnding / 2
		}
	}
	return 0
}

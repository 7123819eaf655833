package align

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A sideWord is what the costs of steps depend on in a word. It takes a quarter of the
// memory of the word, and every word of a gap is looked at with every other.
type sideWord struct {
	hash    uint64
	letters int32 // bytes of the forms of all words before it
	class   shingle.Class
	brk     shingle.Break
	ending  uint8
	inner   uint8 // what is before each of the next words, see innerBreaks
	first   byte  // of the form
	last    byte
}

// A side is a text of a pair, as the costs of steps need it.
type side struct {
	words []sideWord                        // and one more, at the end
	keys  [prepare.MaxKey - 1][]lexicon.Key // of the two and three words from each one on; 0 until first used
}

// Kinds of breaks inside a phrase, in two bits each.
const (
	innerPlain = iota
	innerBreak
	innerJoined
	innerBits = 2
)

// newSide returns the side of a text.
func newSide(t *prepare.Text) *side {
	words := make([]sideWord, len(t.Words)+1)
	letters, inner := int32(0), uint8(0)
	for i := range t.Words {
		w := &t.Words[i]
		s := &words[i]
		*s = sideWord{hash: w.Hash, letters: letters, class: w.Class, brk: w.Break, ending: t.Endings[i]}
		if n := len(w.Form); n > 0 {
			s.first, s.last = w.Form[0], w.Form[n-1]
			letters += int32(n)
		}
	}
	words[len(t.Words)].letters = letters
	for i := len(t.Words) - 1; i >= 0; i-- {
		words[i].inner = inner & (1<<(innerBits*(MaxPhrase-1)) - 1)
		kind := uint8(innerPlain)
		switch b := words[i].brk; {
		case b >= shingle.Clause:
			kind = innerBreak
		case b == shingle.Joined:
			kind = innerJoined
		}
		inner = inner<<innerBits | kind
	}
	return &side{words: words}
}

// key returns the lexicon's key of words i to i+n of the side's text.
func (s *side) key(t *prepare.Text, lex *lexicon.Lexicon, i, n int32) lexicon.Key {
	if n < 2 || n > prepare.MaxKey {
		return t.Key(lex, i, n)
	}
	keys := &s.keys[n-2]
	if *keys == nil {
		*keys = make([]lexicon.Key, len(s.words))
	}
	if (*keys)[i] == 0 {
		(*keys)[i] = t.Key(lex, i, n)
	}
	return (*keys)[i]
}

// shortKinds are the costs of a word for a phrase by the kind of the word, see shortKind.
var shortKinds = [...]float32{costSubstitute, costFunctions, costNumberWord}

// shortKind returns the kind of a word that a phrase stands for.
func shortKind(c shingle.Class) int {
	switch c {
	case shingle.Function:
		return 1
	case shingle.Number:
		return 2
	}
	return 0
}

// phraseCosts holds what a phrase for a word costs without endings and the break before
// them, by the kind of the word, the number of words of the phrase less two, and the breaks
// inside it.
var phraseCosts = func() (costs [len(shortKinds)][MaxPhrase - 1][1 << (innerBits * (MaxPhrase - 1))]float32) {
	for kind, short := range shortKinds {
		for n := range MaxPhrase - 1 {
			for inner := range 1 << (innerBits * (n + 1)) {
				cost := short
				cost += costPhrase + costMore*float32(n+1)
				for k := range n + 1 {
					switch inner >> (innerBits * k) & (1<<innerBits - 1) {
					case innerBreak:
						cost += costInnerBreak
					case innerJoined:
						cost -= gainJoined
					}
				}
				costs[kind][n][inner] = cost
			}
		}
	}
	return costs
}()

// phraseCost returns the entry of phraseCosts for a word and the n words from first on.
func phraseCost(short, first *sideWord, n int32) float32 {
	return phraseCosts[shortKind(short.class)][n-2][first.inner&(1<<(innerBits*(n-1))-1)]
}

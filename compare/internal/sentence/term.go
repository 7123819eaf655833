package sentence

import (
	"math"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Bits to which the rarity of words is limited, see [lexicon.Lexicon.Rarity]. A word that
// the lexicon lacks gets the most. Results hardly depend on them.
const (
	leastRarity = 8
	mostRarity  = 20
)

// unit is the number of parts of a weight of 1. Weights are whole numbers, so that
// sums of them are the same in any order and on every machine.
const unit = 1 << 16

// A term is a word in any of its forms.
type term struct {
	key    lexicon.Key // of its stem; 0 if the lexicon relates nothing to it
	rarity float64     // in bits
	weight int64       // in parts of unit
	in     [2]int32    // sentences of source and suspect that have it
}

// A vocabulary makes terms of words. Stems are made once for each different word,
// because one costs a microsecond.
type vocabulary struct {
	lex   *lexicon.Lexicon // nil if none is used
	words map[uint64]known // by hash of the word
	keys  map[lexicon.Key]int32
	stems map[string]int32 // used if no lexicon has keys
	terms []term

	steps int // sentences that terms pointed to, plus pairs of words looked up: time is linear in it
}

// known is the term of a word, and whether the lexicon was used for the word.
type known struct {
	term  int32
	asked bool
}

func newVocabulary(lex *lexicon.Lexicon, size int) *vocabulary {
	return &vocabulary{lex: lex, words: make(map[uint64]known, size), keys: make(map[lexicon.Key]int32), stems: make(map[string]int32)}
}

// read returns the term of Words[i] of a text. Names and numbers get the greatest rarity
// and no relations, unless an ordinary word has the same stem. A term does not depend on
// the order in which its words are read.
func (v *vocabulary) read(t *prepare.Text, i int32) int32 {
	w := &t.Words[i]
	k, ok := v.words[w.Hash]
	if !ok {
		k.term = v.term(t, i)
		v.words[w.Hash] = k
	}
	if v.lex == nil || k.asked || w.Class != shingle.Content {
		return k.term
	}
	k.asked = true
	v.words[w.Hash] = k
	x := &v.terms[k.term]
	word := v.lex.Word(w.Form) // which is cached, while a rarity by itself is not
	if word.Rated {
		x.rarity = min(x.rarity, max(word.Rarity, leastRarity))
	}
	if word.Rated || v.lex.Forms() == 0 { // a lexicon with counts does not relate words without counts
		x.key = t.Key(v.lex, i, 1)
	}
	return k.term
}

// term returns the term of the stem of Words[i], and makes it if there is none.
func (v *vocabulary) term(t *prepare.Text, i int32) (id int32) {
	var ok bool
	next := int32(len(v.terms))
	if v.lex != nil {
		key := t.Key(v.lex, i, 1)
		if id, ok = v.keys[key]; !ok {
			v.keys[key], id = next, next
		}
	} else {
		stem := t.Language.Stem(t.Words[i].Form)
		if id, ok = v.stems[stem]; !ok {
			v.stems[stem], id = next, next
		}
	}
	if !ok {
		v.terms = append(v.terms, term{rarity: mostRarity})
	}
	return id
}

// weigh gives each term its weight, and each sentence the sum of them. A term weighs more
// the rarer it is, and the fewer sentences have it in the text where more have it.
func (v *vocabulary) weigh(texts *[2][]Sentence) {
	for side, all := range texts {
		for k := range all {
			for _, id := range all[k].terms {
				v.terms[id].in[side]++
			}
		}
	}
	n, m := float64(len(texts[0])), float64(len(texts[1]))
	for i := range v.terms {
		x := &v.terms[i]
		share := max(float64(x.in[0])/n, float64(x.in[1])/m)
		x.weight = int64(math.Round(unit * math.Log1p(1/share) * x.rarity / mostRarity))
	}
	for _, all := range texts {
		for k := range all {
			for _, id := range all[k].terms {
				all[k].mass += v.terms[id].weight
			}
		}
	}
}

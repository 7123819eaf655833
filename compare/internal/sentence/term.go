package sentence

import (
	"math"
	"slices"

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
	keys  map[lexicon.Key]int32
	stems map[string]int32 // used if no lexicon has keys
	terms []term
	steps int // sentences that terms pointed to, plus pairs of words looked up: time is linear in it
}

// newVocabulary returns a vocabulary for about size terms.
func newVocabulary(lex *lexicon.Lexicon, size int) *vocabulary {
	v := &vocabulary{lex: lex, terms: make([]term, 0, size)}
	if lex != nil {
		v.keys = make(map[lexicon.Key]int32, size)
	} else {
		v.stems = make(map[string]int32, size)
	}
	return v
}

// A reading says what the seeds of a text's words are, which are all words but function
// words, in order. Equal words are found by the chains of the text's table, so that only
// the first of them is looked up in the other text. With a map for the words of both texts,
// comparing texts of one vocabulary took 7 % more instructions.
type reading struct {
	text  *prepare.Text
	table *prepare.SeedTable
	first []int32 // by seed: the first seed of an equal word
	terms []int32 // by seed
	asked []bool  // by first seed: whether the lexicon was used for the word
}

// read returns the reading of a text. before is that of the other text, nil if there is
// none yet.
func (v *vocabulary) read(t *prepare.Text, before *reading) *reading {
	seeds := t.Seeds[prepare.SeedWords]
	r := &reading{t, t.Table(prepare.SeedWords), slices.Repeat([]int32{-1}, len(seeds)), make([]int32, len(seeds)), make([]bool, len(seeds))}
	for k := range seeds {
		if r.first[k] < 0 {
			at := int32(-1)
			if before != nil {
				at = before.table.First(seeds[k].Hash)
			}
			var id int32
			if at >= 0 {
				id, r.asked[k] = before.terms[at], before.asked[at]
			} else {
				id, r.asked[k] = v.term(t, seeds[k].First)
			}
			for j := int32(k); j >= 0; j = r.table.Next(j) {
				r.first[j], r.terms[j] = int32(k), id
			}
		}
		if first := r.first[k]; v.lex != nil && !r.asked[first] && t.Words[seeds[k].First].Class == shingle.Content {
			r.asked[first] = true
			v.ask(v.lex.Word(t.Words[seeds[k].First].Form), r.terms[k])
		}
	}
	return r
}

// ask gives a term what the lexicon says of its word Words[i]. Names and numbers, which are
// not asked for, get the greatest rarity and no relations, unless an ordinary word has the
// same stem. A term does not depend on the order in which its words are read.
func (v *vocabulary) ask(word lexicon.Word, id int32) {
	x := &v.terms[id]
	if word.Rated {
		x.rarity = min(x.rarity, max(word.Rarity, leastRarity))
	}
	if word.Rated || v.lex.Forms() == 0 { // a lexicon with counts does not relate words without counts
		x.key = word.Key
	}
}

// term returns the term of the stem of Words[i], and makes it if there is none. It also
// reports whether it asked the lexicon about the word, as it does for words that may be
// related to others: a key and a rarity are one look-up.
func (v *vocabulary) term(t *prepare.Text, i int32) (id int32, asked bool) {
	if v.lex == nil {
		return number(v, v.stems, t.Language.Stem(t.Words[i].Form)), false
	}
	if t.Words[i].Class != shingle.Content {
		return number(v, v.keys, t.Key(v.lex, i, 1)), false
	}
	word := v.lex.Word(t.Words[i].Form)
	id = number(v, v.keys, word.Key)
	v.ask(word, id)
	return id, true
}

// number returns the term with a key in a map of terms, and makes it if there is none.
func number[K comparable](v *vocabulary, terms map[K]int32, key K) int32 {
	id, ok := terms[key]
	if !ok {
		id = int32(len(v.terms))
		terms[key] = id
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

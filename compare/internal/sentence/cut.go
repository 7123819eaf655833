package sentence

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

const (
	// mostWords is how many words a sentence has at most. What goes on without a stop is
	// cut, so that comparing two sentences has a bound.
	mostWords = 48

	// leastTerms is how many terms a sentence has at least. What has fewer (a heading, an
	// exclamation) is taken together with what follows, or with the sentence before it at
	// the end of a text.
	leastTerms = 3
)

// A Sentence is the part Words[First:End] of a text with its terms: the different words
// that are no function words, forms of one word taken for one.
type Sentence struct {
	First, End int32

	terms []int32 // ascending
	mass  int64   // sum of their weights
}

// cut returns the sentences of a text, in order, with the terms that a reader makes of
// its words. Every word lies in one. It returns none of a text without terms.
func cut(t *prepare.Text, read func(t *prepare.Text, i int32) int32) []Sentence {
	var out []Sentence
	var terms []int32
	first := int32(0)
	for i := range int32(len(t.Words)) {
		if i > first && (i-first == mostWords || t.Words[i].Break >= shingle.Sentence && len(terms) >= leastTerms) {
			out, terms = appendSentence(out, first, i, terms), nil
			first = i
		}
		if t.Words[i].Class == shingle.Function {
			continue
		}
		if term := read(t, i); !slices.Contains(terms, term) {
			terms = append(terms, term)
		}
	}
	if int(first) < len(t.Words) {
		out = appendSentence(out, first, int32(len(t.Words)), terms)
	}
	if len(out) == 1 && len(out[0].terms) == 0 {
		return nil
	}
	return out
}

// appendSentence appends a sentence, or adds it to the last one if it has too few terms.
func appendSentence(all []Sentence, first, end int32, terms []int32) []Sentence {
	n := len(all)
	if len(terms) < leastTerms && n > 0 && end-all[n-1].First <= 2*mostWords {
		last := &all[n-1]
		last.End = end
		terms = append(last.terms, terms...)
		slices.Sort(terms)
		last.terms = slices.Compact(terms)
		return all
	}
	slices.Sort(terms)
	return append(all, Sentence{First: first, End: end, terms: terms})
}

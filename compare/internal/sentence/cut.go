package sentence

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

const (
	// mostWords is the most words of a sentence. A longer stretch without a stop is cut,
	// so that comparing two sentences has a bound.
	mostWords = 48

	// leastTerms is the least number of terms of a sentence. A stretch with fewer (a
	// heading, an exclamation) is joined to the next sentence, or to the one before it at
	// the end of a text.
	leastTerms = 3
)

// A Sentence is the part Words[First:End] of a text with its terms: the different words
// without function words; forms of one word count as one.
type Sentence struct {
	First, End int32

	terms []int32 // ascending
	mass  int64   // sum of their weights
}

// cut returns the sentences of a text, in order, with the terms that read makes of its
// words. Every word is in one sentence. A text without terms has no sentences.
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

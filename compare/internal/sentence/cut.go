package sentence

import (
	"slices"

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

// A cutter cuts a text into sentences.
type cutter struct {
	sentences []Sentence
	kept      []int32 // the terms of all sentences
	from      int     // where those of the last sentence begin
}

// cut returns the sentences of a text, in order. Every word is in one sentence. A text
// without terms has no sentences. terms is the number of all terms.
func (r *reading) cut(terms int) []Sentence {
	c := cutter{kept: make([]int32, 0, len(r.terms))}
	seen := make([]int32, terms) // by term: the last sentence with it, counted from 1
	words := r.text.Words
	sentence, seed, n := int32(1), 0, 0
	first := int32(0)
	for i := range int32(len(words)) {
		if i > first && (i-first == mostWords || words[i].Break >= shingle.Sentence && n >= leastTerms) {
			c.add(first, i, n)
			first, n = i, 0
			sentence++
		}
		if words[i].Class == shingle.Function {
			continue
		}
		if id := r.terms[seed]; seen[id] != sentence {
			seen[id] = sentence
			c.kept = append(c.kept, id)
			n++
		}
		seed++
	}
	if int(first) < len(words) {
		c.add(first, int32(len(words)), n)
	}
	if len(c.sentences) == 1 && len(c.sentences[0].terms) == 0 {
		return nil
	}
	return c.sentences
}

// add adds a sentence with the last n terms kept, or adds it to the last sentence if it has
// too few terms.
func (c *cutter) add(first, end int32, n int) {
	last := len(c.sentences) - 1
	if n < leastTerms && last >= 0 && end-c.sentences[last].First <= 2*mostWords {
		c.sentences[last].End = end
		c.kept = c.kept[:c.from+len(sorted(c.kept[c.from:]))]
	} else {
		last++
		c.from = len(c.kept) - n
		sorted(c.kept[c.from:])
		c.sentences = append(c.sentences, Sentence{First: first, End: end})
	}
	c.sentences[last].terms = c.kept[c.from:len(c.kept):len(c.kept)]
}

// sorted sorts terms and returns them without those that occur again.
func sorted(terms []int32) []int32 {
	slices.Sort(terms)
	return slices.Compact(terms)
}

package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

const (
	variantShare = 0.4 // of texts that are made from an earlier one
	minWords     = 200
	maxWords     = 400
)

// A corpus is made-up English prose of 300 words a text on average. Equal sizes
// and seeds make equal corpora.
type corpus struct {
	ascii []string
	curly []string // the same texts with curly quotes, dashes and accents
	// planted are pairs of a text and one that was made from it. Their intended
	// similarity is spread evenly from 0 to 1. [jaccard] gives the real one.
	planted [][2]int
}

func newCorpus(texts int, seed uint64) corpus {
	r := rand.New(rand.NewPCG(seed, 0))
	v := newVocabulary(r)
	var c corpus
	var docs [][]string
	var bases []int
	for i := range texts {
		if len(bases) > 0 && r.Float64() < variantShare {
			base := bases[r.IntN(len(bases))]
			docs = append(docs, v.rewrite(r, docs[base], r.Float64()))
			c.planted = append(c.planted, [2]int{base, i})
		} else {
			docs = append(docs, v.text(r, minWords+r.IntN(maxWords-minWords+1)))
			bases = append(bases, i)
		}
		layout := r.Uint64()
		c.ascii = append(c.ascii, typeset(docs[i], layout, strings.NewReplacer()))
		c.curly = append(c.curly, typeset(docs[i], layout, typography))
	}
	return c
}

// plantedIn returns the planted pairs among the first texts.
func (c corpus) plantedIn(texts int) [][2]int {
	n := 0
	for n < len(c.planted) && c.planted[n][1] < texts {
		n++
	}
	return c.planted[:n]
}

// text draws words, none twice in a row. Some repeat a word that the text has
// already, as texts keep to their subject.
func (v vocabulary) text(r *rand.Rand, n int) []string {
	doc := make([]string, 0, n)
	for len(doc) < n {
		w := v.word(r)
		if len(doc) > 0 && r.Float64() < echoShare {
			w = doc[r.IntN(len(doc))]
		}
		if len(doc) == 0 || doc[len(doc)-1] != w {
			doc = append(doc, w)
		}
	}
	return doc
}

// rewrite returns a text whose 3-shingles have a Jaccard similarity of about j
// with those of doc: every second time with edits all over it, and otherwise with
// one passage exchanged.
func (v vocabulary) rewrite(r *rand.Rand, doc []string, j float64) []string {
	kept := 2 * j / (1 + j) // of the shingles
	if r.IntN(2) == 0 {
		n := int(float64(len(doc)) * (1 - kept))
		from := r.IntN(len(doc) - n + 1)
		return slices.Concat(doc[:from], v.text(r, n), doc[from+n:])
	}
	rate := 1 - math.Cbrt(kept)
	var out []string
	for _, w := range doc {
		switch x := r.Float64() / rate; {
		case x < 0.70:
			out = append(out, v.word(r))
		case x < 0.85: // deleted
		case x < 1:
			out = append(out, w, v.word(r))
		default:
			out = append(out, w)
		}
	}
	return out
}

// typography holds a typesetter's replacements for ASCII. Accents fall on about one
// word in 120, and 3.6 % of words hold or touch a character beyond ASCII, as many
// as in the prose that words.go names when its quotes are curled.
var typography = strings.NewReplacer(
	"'", "’", " \"", " “", "\"", "”", " - ", " — ",
	"clea", "cléa", "flou", "flöu", "grai", "graî",
)

// typeset makes sentences and paragraphs of words.
func typeset(doc []string, layout uint64, typography *strings.Replacer) string {
	r := rand.New(rand.NewPCG(layout, 1))
	var b strings.Builder
	for i := 0; i < len(doc); {
		n := min(8+r.IntN(17), len(doc)-i)
		sentence := strings.ToUpper(doc[i][:1]) + doc[i][1:]
		for k, w := range doc[i+1 : i+n] {
			switch {
			case k == n-2 || r.IntN(12) > 0:
				sentence += " " + w
			case r.IntN(12) == 0:
				sentence += " - " + w
			default:
				sentence += ", " + w
			}
		}
		switch r.IntN(10) {
		case 0:
			sentence = `"` + sentence + `,"`
		case 1:
			sentence += "?"
		default:
			sentence += "."
		}
		if i += n; i < len(doc) && r.IntN(6) == 0 {
			b.WriteString(" " + sentence + "\n\n")
		} else {
			b.WriteString(" " + sentence)
		}
	}
	return strings.TrimLeft(typography.Replace(b.String()), " ")
}

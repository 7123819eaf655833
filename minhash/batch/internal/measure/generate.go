package main

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// A pile is generated texts, each made from its number alone, so that none is kept.
type pile struct {
	seed  uint64
	texts int
}

// planted is the share of texts that are made from an earlier one.
const planted = 0.3

// editRates are the shares of words that are changed in them. About half of the texts
// made at a rate of 0.02 have a similarity of 0.8 or more to their original, because an
// edit breaks five shingles.
var editRates = []float64{0, 0.002, 0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.05, 0.1}

const vocabularySize = 20_000

// vocabulary is made-up words, all different.
func vocabulary() []string {
	const first, second = "bdfgklmnprstvz", "aeiou"
	words := make([]string, vocabularySize)
	for i := range words {
		var b strings.Builder
		for n := i + len(first)*len(second); n > 0; n /= len(first) * len(second) {
			b.WriteByte(first[n%len(first)])
			b.WriteByte(second[n/len(first)%len(second)])
		}
		words[i] = b.String()
	}
	return words
}

// A generator makes texts of a pile.
type generator struct {
	pile
	words []string
	text  []byte
}

func newGenerator(p pile) *generator { return &generator{pile: p, words: vocabulary()} }

// random returns the source of a text, and its parent, or -1.
func (p pile) random(i int) (r *rand.Rand, parent int) {
	r = rand.New(rand.NewPCG(p.seed, uint64(i)))
	if i > 0 && r.Float64() < planted {
		return r, r.IntN(i)
	}
	return r, -1
}

// numbers returns the words of a text, by their places in the vocabulary. The original
// of a text may itself be made from another text, so there are chains and stars.
func (p pile) numbers(i int) []uint16 {
	r, parent := p.random(i)
	zipf := rand.NewZipf(r, 1.1, 50, vocabularySize-1)
	var text []uint16
	if parent < 0 {
		for range 100 + r.IntN(201) {
			text = append(text, uint16(zipf.Uint64()))
		}
		return text
	}
	rate := editRates[r.IntN(len(editRates))]
	for _, w := range p.numbers(parent) {
		switch x := r.Float64() / rate; {
		case x >= 1:
			text = append(text, w)
		case x < 0.6: // exchange
			text = append(text, uint16(zipf.Uint64()))
		case x < 0.8: // insert
			text = append(text, uint16(zipf.Uint64()), w)
		} // delete
	}
	return text
}

// make returns a text and the number of its words.
func (g *generator) make(i int) (text string, words int) {
	g.text = g.text[:0]
	numbers := g.numbers(i)
	for _, w := range numbers {
		g.text = append(append(g.text, g.words[w]...), ' ')
	}
	return string(g.text), len(numbers)
}

func id(i int) string { return "t" + strconv.Itoa(1_000_000_000 + i)[1:] }

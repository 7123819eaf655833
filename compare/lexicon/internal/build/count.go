package main

import (
	"maps"
	"math"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// counts say how often words occur in WordNet's definitions and examples (1.3
// million running words) and how often in the texts whose senses were tagged for
// WordNet. The former have rarer words, and the latter are fewer, so each tagged
// occurrence counts as tagWeight of the others.
type counts struct {
	of    map[string]float64 // by form
	lemma map[entry]float64  // all forms of a word
	all   float64
	keys  *lexicon.Lexicon
}

const (
	tagWeight = 4
	// lemmaWeight is the weight of each occurrence of any form of the word:
	// obfuscates is as rare as obfuscate, whether it occurs or not.
	lemmaWeight = 0.1
	// unseen is the count that is assumed for a word of the vocabulary that never
	// occurs.
	unseen = 0.5
	// leastSeen is how often a word that is not on the list must occur.
	leastSeen = 4
)

func newCounts() *counts {
	return &counts{
		of:    make(map[string]float64),
		lemma: make(map[entry]float64),
		keys:  lexicon.NewBuilder(shingle.English).Lexicon(), // only for its keys; it holds no words
	}
}

// gloss counts the words of the definition in a line of a data file.
func (c *counts) gloss(line string) {
	_, text, _ := strings.Cut(line, "|")
	for w := range shingle.Words(text, shingle.None) {
		c.add(w.Form, 1)
	}
}

// tagged counts a lemma.
func (c *counts) tagged(lemma string, times float64) {
	if !strings.Contains(lemma, "_") {
		c.add(lemma, tagWeight*times)
	}
}

func (c *counts) add(form string, times float64) {
	c.of[form] += times
	c.lemma[c.keys.Key(form)] += times
	c.all += times
}

// bits returns the rarity of a word, with all its forms taken together.
func (c *counts) bits(e entry) float64 { return -math.Log2(max(c.lemma[e], unseen) / c.all) }

// rarities gives a rarity to the forms on the vocabulary's list and to those that
// occur often enough.
func (c *counts) rarities(v *vocabulary) {
	forms := maps.Clone(v.forms)
	for form, times := range c.of {
		if times >= leastSeen {
			forms[form] = true
		}
	}
	for form := range forms {
		times := c.of[form] + lemmaWeight*c.lemma[c.keys.Key(form)]
		v.builder.Rarity(form, -math.Log2(max(times, unseen)/c.all))
	}
}

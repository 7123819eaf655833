package synth

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A cutter leaves words and sentences of a revision out, swaps words, and joins
// and splits sentences. Except in dropSentences, it leaves exchanged words alone.
type cutter struct{ revision }

// dropSentences leaves out every k-th spun sentence.
func (c cutter) dropSentences(k int) {
	n := 0
	for _, s := range c.sentences {
		if !c.inside(s.from) {
			continue
		}
		if n++; n%k == 0 {
			c.erase(s)
		}
	}
}

// dropWords leaves out a share of the words, but no exchanged ones.
func (c cutter) dropWords(share float64) {
	for i := range c.words {
		if c.inside(i) && c.kept(i) && !c.joined(i) && i > 0 && c.plainSpace(i) && c.r.Float64() < share {
			c.drop(i, i+1)
		}
	}
}

// jostle swaps a share of neighbouring words, but no exchanged ones.
func (c cutter) jostle(share float64) {
	for i := 0; i+1 < len(c.words); i++ {
		if c.inside(i) && c.kept(i) && c.kept(i+1) && c.plainSpace(i+1) && !c.joined(i) && !c.joined(i+1) && c.r.Float64() < share {
			a, b := c.word(i), c.word(i+1)
			c.set(i, b)
			c.set(i+1, a)
			i++
		}
	}
}

// splitSentences ends sentences at a share of the commas before the word for "and",
// and leaves that word out.
func (c cutter) splitSentences(share float64) int {
	n := 0
	for i := 1; i+1 < len(c.words); i++ {
		if len(c.lists.And) == 0 || c.words[i].Form != c.lists.And[0] || !c.inside(i) || !c.kept(i) || !c.kept(i+1) || !c.plainSpace(i+1) || c.words[i].Break != shingle.Clause {
			continue
		}
		if p := c.at(i, closing); p.text == "," && c.r.Float64() < share {
			p.text = "."
			c.drop(i, i+1)
			c.set(i+1, capitalised(c.word(i+1)))
			n++
		}
	}
	return n
}

// mergeSentences joins a share of the sentences to the sentence before, with a
// comma and the word for "and".
func (c cutter) mergeSentences(share float64) int {
	if len(c.lists.And) == 0 {
		return 0
	}
	n := 0
	for _, s := range c.sentences[min(1, len(c.sentences)):] {
		stop := c.at(s.from, closing)
		if stop.text != "." || !c.inside(s.from) || c.words[s.from].Break != shingle.Sentence || !c.kept(s.from) || !c.kept(s.from-1) || c.r.Float64() >= share {
			continue
		}
		stop.text = ","
		if c.r.IntN(3) == 0 {
			stop.text = ";"
		} else {
			c.insert(s.from, c.lists.And[0]+" ")
		}
		if c.function(s.from) || c.words[s.from].Class == shingle.Content && c.Language != "de" {
			c.set(s.from, lowered(c.word(s.from)))
		}
		n++
	}
	return n
}

// dropArticles leaves out a share of the articles.
func (c cutter) dropArticles(share float64) int {
	n := 0
	for i, w := range c.words {
		if i+1 < len(c.words) && slices.Contains(c.lists.Articles, w.Form) && !c.joined(i) && c.inside(i) && c.kept(i) && c.plainSpace(i+1) && c.r.Float64() < share {
			c.drop(i, i+1)
			n++
		}
	}
	return n
}

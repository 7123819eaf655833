// Package synth makes pairs of texts whose relation is known, to fit and test
// package compare on.
//
// Half of the pairs are spun: a machine exchanges words of an honest text by a
// dictionary, the way content spinners do. It looks keys up longest first, maps
// from the source side only, keeps capitals, mostly carries inflections over,
// and knows no sense from another. Rates, layouts and further habits vary; see
// [Spinning]. The exchanges are known to the byte.
//
// The other half is honest, and chosen to look spun: forms filled twice, figures
// and names changed, terms renamed, copy-edits, another country's spelling. None
// of it is made with a dictionary of synonyms, but for the short lists of terms
// and plain words that house styles have. People's own rewriting is not imitated:
// a machine that did it would be one more spinner.
//
// Everything follows from the seed, the texts and the dictionaries.
package synth

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

const (
	fewestWords = 60   // of a text to make a pair of
	mostWords   = 3000 // the rest says nothing more
	attempts    = 60   // at a kind before a text is filled in from a template
)

// A Generator makes pairs. It may be used by several goroutines.
type Generator struct {
	texts        []*Text
	dictionaries []*Dictionary
	functions    *Dictionary
	seed         uint64
	rounds       []honestKind // honest kinds, each as often as its weight
}

// NewGenerator returns a generator over texts and dictionaries. To the
// dictionaries it adds those of [Builtin]. Texts of fewer than 60 words or more
// than 3,000 are left out; where none are left, texts are filled in from
// templates.
func NewGenerator(seed uint64, texts []*Text, dictionaries []*Dictionary) *Generator {
	g := &Generator{seed: seed}
	for _, t := range texts {
		if n := t.Words(); n >= fewestWords && n <= mostWords {
			g.texts = append(g.texts, t)
		}
	}
	for _, d := range append(dictionaries[:len(dictionaries):len(dictionaries)], Builtin()...) {
		if d.Len() > 0 {
			g.dictionaries = append(g.dictionaries, d)
		}
		if d.Functions {
			g.functions = d
		}
	}
	if len(g.texts) == 0 {
		r := rand.New(rand.NewPCG(seed, 1<<63))
		for _, t := range templates() {
			for range 3 {
				g.texts = append(g.texts, NewText("template "+t.name, t.fill(r)))
			}
		}
	}
	for turn := 0; ; turn++ {
		n := len(g.rounds)
		for _, k := range honestKinds {
			if k.weight > turn {
				g.rounds = append(g.rounds, k)
			}
		}
		if len(g.rounds) == n {
			return g
		}
	}
}

// Pairs returns n pairs, spun and honest by turns and every kind as often as
// its weight. Pair i depends on the seed, the texts, the dictionaries and i.
func (g *Generator) Pairs(n int) iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		for i := range n {
			if !yield(g.Pair(i)) {
				return
			}
		}
	}
}

// Pair returns pair i, from 0 on.
func (g *Generator) Pair(i int) Pair {
	r := rand.New(rand.NewPCG(g.seed, uint64(i)))
	p, ok := g.attempt(i, r)
	if !ok { // no text lends itself to the kind
		p, _ = g.twoFillings(r)
		p.Label, p.Kind, p.Style = "template-or-update", "made-template", "made-template"
	}
	p.ID = fmt.Sprintf("made-%d-%06d", g.seed, i)
	return p
}

func (g *Generator) attempt(i int, r *rand.Rand) (Pair, bool) {
	k := i / 2
	for range attempts {
		if i%2 == 0 {
			style := spunStyles[k%len(spunStyles)]
			if p, ok := g.spun(style, Rates[k/len(spunStyles)%len(Rates)], r); ok {
				return p, true
			}
			continue
		}
		kind := g.rounds[k%len(g.rounds)]
		if p, ok := kind.make(g, r); ok {
			p.Label, p.Kind, p.Style = kind.label, kind.kind, kind.kind
			return p, true
		}
	}
	return Pair{}, false
}

// text draws a text; nil if there is none.
func (g *Generator) text(r *rand.Rand) *Text {
	if len(g.texts) == 0 {
		return nil
	}
	return g.texts[r.IntN(len(g.texts))]
}

// other draws a text that has nothing to do with t: no five words in a row and
// less than a tenth of the other words in common; nil if it finds none.
func (g *Generator) other(t *Text, r *rand.Rand) *Text {
	for range 20 {
		if u := g.text(r); u.Group != t.Group && strange(t, u) {
			return u
		}
	}
	return nil
}

// strange reports whether two texts have nothing to do with each other.
func strange(t, u *Text) bool {
	content, runs := make(map[uint64]bool), make(map[uint64]bool)
	each(t, func(w shingle.Word, run uint64) {
		runs[run] = true
		if w.Class != shingle.Function {
			content[w.Hash] = false
		}
	})
	shared, strange, all := 0, true, len(content)
	each(u, func(w shingle.Word, run uint64) {
		if runs[run] {
			strange = false
		}
		if w.Class == shingle.Function {
			return
		}
		if seen, ok := content[w.Hash]; !ok {
			all++
			content[w.Hash] = true
		} else if !seen {
			shared++
			content[w.Hash] = true
		}
	})
	return strange && 10*shared < all
}

// each calls f with each word from the fifth on and a hash of it and the four
// before it.
func each(t *Text, f func(w shingle.Word, run uint64)) {
	for i := 4; i < len(t.words); i++ {
		var run uint64
		for _, w := range t.words[i-4 : i+1] {
			run = run*0x9e3779b97f4a7c15 + w.Hash
		}
		f(t.words[i], run)
	}
}

// headline returns a new title: the first words of a sentence of another text,
// or what sites put over any.
func (g *Generator) headline(t *Text, r *rand.Rand) string {
	if u := g.other(t, r); u != nil && r.IntN(2) == 0 {
		s := u.sentences[r.IntN(len(u.sentences))]
		s.to = min(s.to, s.from+8)
		return strings.TrimRight(u.slice(s), ".,;: \n")
	}
	titles := []string{"What You Should Know Today", "Ten Things Nobody Told You", "The Full Report", "Here Is What Happened", "An Update From Our Desk", "Everything Explained In Five Minutes", "Why It Matters Now"}
	return titles[r.IntN(len(titles))]
}

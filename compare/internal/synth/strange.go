package synth

import (
	"math/rand/v2"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

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

// headline returns a new title: the first words of a sentence of another text, or a
// title that fits any text.
func (g *Generator) headline(t *Text, r *rand.Rand) string {
	if u := g.other(t, r); u != nil && r.IntN(2) == 0 {
		s := u.sentences[r.IntN(len(u.sentences))]
		s.to = min(s.to, s.from+8)
		return strings.TrimRight(excerpt(u, s), ".,;: \n")
	}
	if len(t.lists.Heads) > 0 && t.Language != "en" {
		return t.lists.Heads[r.IntN(len(t.lists.Heads))]
	}
	titles := []string{"What You Should Know Today", "Ten Things Nobody Told You", "The Full Report", "Here Is What Happened", "An Update From Our Desk", "Everything Explained In Five Minutes", "Why It Matters Now"}
	return titles[r.IntN(len(titles))]
}

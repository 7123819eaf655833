package verdict

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/sentence"
)

// mostlyEqual is the share of equal words of the shorter text from which its sentences
// are not aligned: passages say where they come from.
const mostlyEqual = 0.5

// leastCosine is how far the content words of texts agree at least for their sentences to
// be aligned. Texts that people said again had .11 and more.
const leastCosine = 0.05

// alignSentences aligns the sentences of texts whose passages were measured, where that
// says more than the passages do, and sets what their sentences show. It returns nil
// where they were not aligned.
func (m *Measures) alignSentences(c *change.Changes) *sentence.Alignment {
	shorter := min(len(c.Source.Words), len(c.Suspect.Words))
	equal := share(float64(m.All.Equal+sames(&m.All.steps)), shorter)
	switch {
	case shorter < align.MinWords || c.Source.Language != c.Suspect.Language || m.Likeness.Cosine < leastCosine:
		return nil // nothing can be said of them, or they have nothing in common
	case equal >= mostlyEqual || m.All.longest >= runningWords:
		return nil
	}
	al := sentence.Align(c.Source, c.Suspect, c.Lexicon)
	m.Sentences = al.Measures
	m.pairs = [3]int{0, len(al.Sentences[0]), len(al.Sentences[1])}
	for i := range al.Pairs {
		if al.Pairs[i].Plain() {
			m.pairs[0]++
		}
	}
	return al
}

// showSentences has the sentences that say the same be passages too where the verdict is
// that the texts were said again: a reader must see what it rests on. It reports for each
// passage whether it is one of these.
func (o *Outcome) showSentences(al *sentence.Alignment, m *Measures) (resaid []bool) {
	o.Coverage = Coverage{Round(m.Coverage.Source), Round(m.Coverage.Suspect)}
	if al == nil || o.Verdict != Paraphrase {
		return make([]bool, len(o.Changes.Passages))
	}
	more := al.Passages(o.Changes.Alignment)
	if len(more) == 0 {
		return make([]bool, len(o.Changes.Passages))
	}
	m.shown = true
	o.Changes, resaid = o.Changes.With(more)
	all, _ := coverage(o.Changes)
	o.Coverage = Coverage{Round(all.Source), Round(all.Suspect)}
	return resaid
}

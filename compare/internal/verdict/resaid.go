package verdict

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/sentence"
)

// mostlyEqual is the share of equal words in the shorter text at or above which
// sentences are not aligned: the passages then show where they come from.
const mostlyEqual = 0.5

// leastCosine is the least agreement of the texts' content words at which their sentences
// are aligned. Texts that people said again had .11 and more.
const leastCosine = 0.05

// alignSentences aligns the sentences of texts whose passages were measured, if that
// shows more than the passages do, and sets the measures of the sentences. It returns
// nil if it did not align them.
func (m *Measures) alignSentences(c *change.Changes) *sentence.Alignment {
	shorter := min(len(c.Source.Words), len(c.Suspect.Words))
	equal := share(float64(m.All.Equal+sames(&m.All.steps)), shorter)
	switch {
	case shorter < align.MinWords || c.Source.Language != c.Suspect.Language || m.Likeness.Cosine < leastCosine:
		return nil // no statement about them is possible, or they have nothing in common
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

// showSentences makes passages of the sentences that say the same if the verdict is that
// the texts were said again: a reader must see what it rests on. It reports for each
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

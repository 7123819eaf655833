// Package change says what was done to the words of a source in each step of an
// alignment: whether a word was spelt with other letters, masked, inflected,
// exchanged for a related one, or replaced as no person would replace it. Every
// substitution has a [Kind], from a closed list.
//
// It judges steps one by one. Package verdict judges what all of them together say
// about the texts.
package change

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Changes are the steps of an alignment with what was done in each.
type Changes struct {
	*align.Alignment
	Passages  []Passage // the passages of the alignment
	Exchanges []Finding // the different exchanges, in the order of their first step

	decisions map[[2]uint64]int32     // by the stems of both sides
	words     map[formOf]lexicon.Word // what is known about words that the lexicon is not for, see word
	sidesOf   exchanged               // the exchange that is looked at
}

// A Passage is a passage of the alignment: A to AEnd of the source and B to BEnd of
// the suspect, half-open, in words.
type Passage struct {
	Steps []Step

	A, AEnd int32
	B, BEnd int32
}

// A Step is a step of the alignment with what was done in it.
type Step struct {
	align.Step
	Exchange int32 // of a substitution: which of Exchanges it makes
	Kind     Kind  // of a substitution; Filler of an insertion that is one
	Symbol   bool  // a substitution of symbols, see prepare.Symbols
	Sentence bool  // an insertion or deletion of whole sentences
}

// Substituted reports whether words replace others in the step.
func (s *Step) Substituted() bool { return s.Op == align.Substitute }

// Same reports whether the words of the step are the same on both sides, at most
// with other letters or in another form.
func (s *Step) Same() bool { return s.Op == align.Equal || s.Substituted() && s.Kind.Same() }

// mostRoom is for how many exchanges room is made at once. In long texts most exchanges
// are made again.
const mostRoom = 512

// Of returns the changes of an alignment. Each different exchange is looked at
// once: a stem costs a microsecond. Time is linear in the steps.
func Of(al *align.Alignment) *Changes {
	size, exchanges := 0, 0
	for i := range al.Passages {
		size += len(al.Passages[i].Steps)
		for k := range al.Passages[i].Steps {
			if al.Passages[i].Steps[k].Op == align.Substitute {
				exchanges++
			}
		}
	}
	exchanges = min(exchanges, mostRoom)
	c := &Changes{
		Alignment: al, Passages: make([]Passage, len(al.Passages)),
		Exchanges: make([]Finding, 0, exchanges), decisions: make(map[[2]uint64]int32, exchanges),
	}
	all := make([]Step, 0, size)
	known := align.NewExchangeSet()
	for i := range al.Passages {
		p := &al.Passages[i]
		from := len(all)
		for k := range p.Steps {
			all = append(all, c.step(&p.Steps[k], known))
		}
		c.Passages[i] = Passage{all[from:len(all):len(all)], p.A, p.AEnd, p.B, p.BEnd}
	}
	c.findMasks()
	c.maskNumbers()
	return c
}

// step returns a step with what was done in it.
func (c *Changes) step(s *align.Step, known *align.ExchangeSet) Step {
	out := Step{Step: *s}
	switch s.Op {
	case align.Insert:
		out.Sentence = wholeSentences(c.Suspect, s.B, s.N)
		if c.filler(s.B, s.N) {
			out.Kind = Filler
		}
	case align.Delete:
		out.Sentence = wholeSentences(c.Source, s.A, s.M)
	case align.Substitute:
		k, isNew := known.Add(align.ExchangeOf(c.Source, c.Suspect, s))
		if isNew {
			c.Exchanges = append(c.Exchanges, c.find(s))
		}
		out.Exchange, out.Kind = k, c.Exchanges[k].Kind
		out.Symbol = prepare.Symbols(c.Source, s.A, s.M, c.Suspect, s.B, s.N)
		if c.impossible(&out) {
			out.Kind = Impossible
		}
	}
	return out
}

// With returns the changes with more passages, in which nothing is substituted, and
// reports for each passage whether it is one of these. They must not overlap the present
// ones in the suspect.
func (c *Changes) With(more []align.Passage) (all *Changes, added []bool) {
	out := *c
	out.Passages = make([]Passage, 0, len(c.Passages)+len(more))
	added = make([]bool, 0, cap(out.Passages))
	i := 0
	for k := range more {
		p := &more[k]
		for ; i < len(c.Passages) && c.Passages[i].B < p.B; i++ {
			out.Passages, added = append(out.Passages, c.Passages[i]), append(added, false)
		}
		steps := make([]Step, len(p.Steps))
		for j := range steps {
			steps[j] = c.step(&p.Steps[j], nil)
		}
		out.Passages, added = append(out.Passages, NewPassage(steps)), append(added, true)
	}
	for ; i < len(c.Passages); i++ {
		out.Passages, added = append(out.Passages, c.Passages[i]), append(added, false)
	}
	return &out, added
}

// leastSentence is how many words an insertion or deletion must have to be a
// sentence of its own.
const leastSentence = 4

// wholeSentences reports whether Words[i:i+n] begin where a sentence does and end
// where one does.
func wholeSentences(t *prepare.Text, i, n int32) bool {
	if n < leastSentence || t.Words[i].Break < shingle.Sentence {
		return false
	}
	return int(i+n) == len(t.Words) || t.Words[i+n].Break >= shingle.Sentence
}

// mostFiller bounds how many words are looked at for fillers.
const mostFiller = 12

// filler reports whether Words[i:i+n] of the suspect, which the source lacks,
// consist of discourse markers.
func (c *Changes) filler(i, n int32) bool {
	if n > mostFiller {
		return false
	}
	words := appendForms(make([]string, 0, mostFiller), c.Suspect.Words[i:i+n])
	for len(words) > 0 {
		k := lexicon.Filler(c.Suspect.Language, words)
		if k == 0 {
			return false
		}
		words = words[k:]
	}
	return true
}

// Decisions returns the number of different decisions behind the exchanges.
func (c *Changes) Decisions() int { return len(c.decisions) }

// Relation returns how the words of a substitution are known to be related. A mask is
// related to nothing, whatever its letters spell.
func (c *Changes) Relation(s *Step) Relation {
	f := &c.Exchanges[s.Exchange]
	switch {
	case s.Kind == Masked || s.Kind == Unreadable:
		return None
	case f.convention:
		return Strong
	case f.Related.Contrast:
		return Contrast
	}
	switch f.Related.Tier {
	case lexicon.Strong:
		return Strong
	case lexicon.Medium:
		return Medium
	case lexicon.Weak:
		return Weak
	}
	if c.Learned(&s.Step) {
		return Learned
	}
	return None
}

// NewPassage returns a passage of steps, at least one.
func NewPassage(steps []Step) Passage {
	first, last := &steps[0], &steps[len(steps)-1]
	return Passage{steps, first.A, last.A + last.M, first.B, last.B + last.N}
}

// Substitutions returns how many of the steps are substitutions.
func (p *Passage) Substitutions() (n int) {
	for i := range p.Steps {
		if p.Steps[i].Substituted() {
			n++
		}
	}
	return n
}

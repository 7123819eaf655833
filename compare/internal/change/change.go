// Package change says what was done to the words of a source in each step of an
// alignment: whether a word was spelt anew, exchanged for a related one, or
// replaced as no person would.
//
// It judges steps one by one. What all of them together say of the texts is the
// matter of package verdict.
package change

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/align"
)

// Changes are the steps of an alignment with what was done in each.
type Changes struct {
	*align.Alignment
	Passages  []Passage // those of the alignment
	Exchanges []Finding // the different exchanges, in the order of their first step
}

// A Passage is one of the alignment: A to AEnd of the source and B to BEnd of the
// suspect, half-open, in words.
type Passage struct {
	Steps []Step

	A, AEnd int32
	B, BEnd int32
}

// A Step is one of the alignment. What follows is known of a substitution only.
type Step struct {
	align.Step
	Exchange   int32 // which of Exchanges it makes
	Respelt    bool  // a word for a form or spelling of it
	Impossible bool  // no person makes it, see impossible
	Symbol     bool  // a side has a symbol
}

// Of returns the changes of an alignment. Each different exchange is looked at
// once: a stem costs a microsecond. Time is linear in the steps.
func Of(al *align.Alignment) *Changes {
	c := &Changes{Alignment: al, Passages: make([]Passage, len(al.Passages))}
	size := 0
	for i := range al.Passages {
		size += len(al.Passages[i].Steps)
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
	return c
}

// step returns a step with what was done in it.
func (c *Changes) step(s *align.Step, known *align.ExchangeSet) Step {
	out := Step{Step: *s}
	if s.Op != align.Substitute {
		return out
	}
	k, isNew := known.Add(align.ExchangeOf(c.Source, c.Suspect, s))
	if isNew {
		c.Exchanges = append(c.Exchanges, c.find(s))
	}
	out.Exchange, out.Respelt = k, c.Exchanges[k].respelt
	out.Symbol = c.Source.SymbolIn(s.A, s.M) || c.Suspect.SymbolIn(s.B, s.N)
	out.Impossible = c.impossible(&out)
	return out
}

// NewPassage returns a passage of steps, at least one.
func NewPassage(steps []Step) Passage {
	first, last := &steps[0], &steps[len(steps)-1]
	return Passage{steps, first.A, last.A + last.M, first.B, last.B + last.N}
}

// Substitutions returns how many of the steps are substitutions.
func (p *Passage) Substitutions() (n int) {
	for i := range p.Steps {
		if p.Steps[i].Op == align.Substitute {
			n++
		}
	}
	return n
}

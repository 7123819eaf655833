package compare

import (
	"fmt"
	"iter"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
)

// An Op says what a step of an alignment does with its words.
type Op uint8

const (
	Equal      = Op(align.Equal)      // the same words on both sides
	Substitute = Op(align.Substitute) // words of the suspect in place of words of the source
	Insert     = Op(align.Insert)     // words of the suspect only, inside a passage
	Delete     = Op(align.Delete)     // words of the source only, inside a passage
	Outside    = Delete + 1           // words of the suspect that are in no passage
)

var opNames = [...]string{
	Equal: "equal", Substitute: "substitute", Insert: "insert", Delete: "delete", Outside: "outside",
}

// String returns the name of the operation in lower case.
func (op Op) String() string {
	if int(op) < len(opNames) {
		return opNames[op]
	}
	return fmt.Sprintf("Op(%d)", uint8(op))
}

// A Step is one step of an alignment. Source and Suspect are spans of bytes, empty
// if the step has no words on that side. Passage is -1 for [Outside].
type Step struct {
	Op           Op
	Passage      int
	Source       Span
	Suspect      Span
	SourceWords  int
	SuspectWords int
}

// Steps returns an iterator over the alignment in the order of the suspect.
// Every word of the suspect that is not excluded is in exactly one step, and no
// step contains invalid bytes or an excluded part. A report read from JSON has no
// steps.
func (r *Report) Steps() iter.Seq[Step] {
	return func(yield func(Step) bool) {
		for _, s := range r.steps {
			if !yield(s) {
				return
			}
		}
	}
}

// stepsOf returns the steps of the whole suspect, without what was left out.
func stepsOf(c *change.Changes) []Step {
	size := 1
	for i := range c.Passages {
		size += len(c.Passages[i].Steps) + 1
	}
	w := stepWriter{Changes: c, out: make([]Step, 0, size)}
	next := int32(0) // word of the suspect
	for id := range c.Passages {
		p := &c.Passages[id]
		w.outside(next, p.B)
		for i := range p.Steps {
			w.add(id, p.Steps[i].Step)
		}
		next = p.BEnd
	}
	w.outside(next, int32(len(c.Suspect.Words)))
	return w.out
}

// A stepWriter collects the steps of a report.
type stepWriter struct {
	*change.Changes
	out []Step
}

// outside adds the words of the suspect that are in no passage.
func (w *stepWriter) outside(from, to int32) {
	if to > from {
		w.addAs(Outside, -1, align.Step{Op: align.Insert, B: from, N: to - from})
	}
}

// add adds a step of a passage.
func (w *stepWriter) add(passage int, s align.Step) { w.addAs(Op(s.Op), passage, s) }

// addAs adds a step, split at invalid bytes and excluded parts.
func (w *stepWriter) addAs(op Op, passage int, s align.Step) {
	if w.Source.Torn == nil && w.Suspect.Torn == nil {
		w.put(op, passage, &s)
		return
	}
	for s := range w.Whole(s) {
		w.put(op, passage, &s)
	}
}

func (w *stepWriter) put(op Op, passage int, s *align.Step) {
	w.out = append(w.out, Step{
		Op: op, Passage: passage,
		Source: span(w.Source, s.A, s.M), SourceWords: int(s.M),
		Suspect: span(w.Suspect, s.B, s.N), SuspectWords: int(s.N),
	})
}

// span returns the bytes of Words[i:i+n] of a text; for n = 0 the empty span where they
// would be.
func span(t *prepare.Text, i, n int32) Span { return Span(t.Span(i, n)) }

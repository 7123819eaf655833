package verdict

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/additive"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Fitted is a model, the signals that it reads, and the numbers of pairs it was
// fitted on: those for which the answer to its question is yes, and those for which
// it is no.
type Fitted struct {
	Columns []ID
	Model   additive.Model
	Yes, No int
}

// row returns the signals that the model reads, in the order of its columns.
func (f *Fitted) row(signals *Vector) []float64 {
	x := make([]float64, len(f.Columns))
	for i, id := range f.Columns {
		x[i] = signals[id]
	}
	return x
}

// probability returns the probability that the answer is yes. It is never nearer to 0
// or 1 than the sample supports: if n pairs all have the same answer, the next has it
// with probability (n+1)/(n+2), by Laplace's rule.
func (f *Fitted) probability(signals *Vector) float64 {
	p := f.Model.Predict(f.row(signals))
	return max(1/float64(f.No+2), min(p, float64(f.Yes+1)/float64(f.Yes+2)))
}

// within reports whether all signals are in the range of the sample.
func (f *Fitted) within(signals *Vector) bool {
	for i, id := range f.Columns {
		if x := signals[id]; len(f.Model.Curves[i].Knots) > 1 && !f.Model.Curves[i].Within(x) {
			return false
		}
	}
	return true
}

// contributions returns what each signal adds to the log-odds of yes, compared with
// the mean of the sample.
func (f *Fitted) contributions(signals *Vector) (adds Vector) {
	for i, id := range f.Columns {
		adds[id] = f.Model.Contribution(i, signals[id])
	}
	return adds
}

// A Question is what a model decides.
type Question int

const (
	SpunRelated Question = iota // words were exchanged by a program; a lexicon says which words are related
	SpunPlain                   // the same, where no lexicon speaks
	Reuse                       // for texts that are not spun: something was taken over
	Verbatim                    // for texts in which something was: word for word, not said again
	SameSubject                 // for texts in which nothing was: they are on one topic
	SaidAgain                   // for texts in which no words were taken over: sentences were said again in other words

	Questions = iota
)

// The model of sentences said again is fitted mostly on texts that a program made
// (package synth: re-said, halves, by-form), and depends on them: a model that saw no
// texts of one form gives most of these a probability of .5 to .9. A verdict that it
// decides is therefore not calibrated, see calibrated.

// QuestionNames names the questions in the model file.
var QuestionNames = [Questions]string{"spun-related", "spun-plain", "reuse", "verbatim", "same-subject", "said-again"}

// Direction returns how a signal bears on a question: 1 if it speaks for it, -1 if
// against it, 0 if the question does not use it.
func Direction(q Question, id ID) int {
	d := &Table[id].For
	switch q {
	case SpunRelated:
		return int(d.Spun)
	case SpunPlain:
		if slices.Contains(unrelatedOnly, id) {
			return 0
		}
		return int(d.Spun)
	case Reuse:
		return int(d.Reuse)
	case Verbatim:
		return int(d.Verbatim)
	case SameSubject:
		if id == Cosine || id == Order {
			return 1
		}
	case SaidAgain:
		return int(d.SaidAgain)
	}
	return 0
}

// unrelatedOnly are the signals that speak against a spinner if a lexicon does not
// relate words. Without a lexicon they are not used. Synonyms stay: a dictionary of
// the caller's own can only speak for a spinner.
var unrelatedOnly = []ID{Related, Balance, Rarer, Drift}

// Columns returns the signals that a question uses.
func Columns(q Question) (ids []ID) {
	for id := range ID(Signals) {
		if Direction(q, id) != 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// spun returns the question whether the texts of changes are spun.
func spun(c *change.Changes) Question {
	if c.Lexicon != nil && c.Source.Language == shingle.English && c.Suspect.Language == shingle.English {
		return SpunRelated
	}
	return SpunPlain
}

package score

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
)

// ErrMixed says that the reports of a sample are of more than one model.
var ErrMixed = errors.New("score: reports of different models")

// A checked text is a suspect with all that was said of its pairs.
type checkedText struct {
	probability  float64 // the greatest with which it could be flagged
	wanted, fine bool    // a label wants the verdict, or has it fine too
	sources      []string
}

// honest reports whether to flag the text is wrong.
func (t *checkedText) honest() bool { return !t.wanted && !t.fine }

// Texts returns forecasts of whole texts, in the order in which the suspects of the
// outcomes stand first: pairs with one suspect are one text, that was checked against
// several sources. A policy of package corpus flags a text if any match flags it, so that
// its probability is the greatest of those that a policy acts on: of the reports whose
// verdict is one of reuse. It comes true if any label of the text wants the verdict. A text
// for which the verdict is neither wanted nor wrong, see [Answer.Right], is left out, and
// so is a pair whose label is unknown. The error wraps [ErrBudget].
func (b Budget) Texts(outcomes []Outcome) ([]Forecast, error) {
	b, err := b.full()
	if err != nil {
		return nil, err
	}
	return forecastsOf(b.checked(outcomes)), nil
}

func forecastsOf(texts []*checkedText) (forecasts []Forecast) {
	for _, t := range texts {
		if t.wanted || t.honest() {
			forecasts = append(forecasts, Forecast{t.probability, t.wanted})
		}
	}
	return forecasts
}

// Guarantee returns what [Budget.Threshold] says of [Budget.Texts], with the model and the
// lexica that made the reports and the number of sources that honest texts were held
// against. The caller sets the Date. The error may also wrap [ErrMixed].
func (b Budget) Guarantee(outcomes []Outcome) (Guarantee, error) {
	b, err := b.full()
	if err != nil {
		return Guarantee{}, err
	}
	texts := b.checked(outcomes)
	g, err := b.Threshold(forecastsOf(texts))
	if err != nil {
		return Guarantee{}, err
	}
	if err := g.describe(outcomes); err != nil {
		return Guarantee{}, err
	}
	sources := make(map[string]bool)
	for _, t := range texts {
		if t.honest() {
			for _, s := range t.sources {
				sources[s] = true
			}
		}
	}
	g.Sources = len(sources)
	return g, nil
}

// checked gathers the outcomes of each suspect.
func (b Budget) checked(outcomes []Outcome) []*checkedText {
	texts := make(map[string]*checkedText)
	var order []*checkedText
	for i := range outcomes {
		o := &outcomes[i]
		a, err := ParseLabel(o.Pair.Label, o.Pair.Kind)
		if err != nil {
			continue
		}
		t := texts[o.Pair.Suspect]
		if t == nil {
			t = new(checkedText)
			texts[o.Pair.Suspect] = t
			order = append(order, t)
		}
		if o.Report.Verdict.Reuse() {
			t.probability = max(t.probability, o.Report.Probabilities[b.Verdict])
		}
		t.wanted = t.wanted || a.Wanted == b.Verdict
		t.fine = t.fine || a.Right(b.Verdict)
		t.sources = append(t.sources, cmp.Or(o.Pair.Group, o.Pair.Source))
	}
	return order
}

// describe sets what made the reports. Those that no model judged do not count: of texts
// that are identical or too short.
func (g *Guarantee) describe(outcomes []Outcome) error {
	lexica := make(map[string]bool)
	for i := range outcomes {
		r := outcomes[i].Report
		if r.Verdict == compare.Identical || r.Verdict == compare.Insufficient {
			continue
		}
		if p := r.Provenance; g.Model == "" || g.Model == p.Model {
			g.Model = p.Model
			lexica[p.Lexicon] = true
		} else {
			return fmt.Errorf("%w: %s and %s", ErrMixed, g.Model, p.Model)
		}
	}
	g.Lexica = slices.Sorted(maps.Keys(lexica))
	return nil
}

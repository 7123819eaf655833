package score

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
)

// ErrMixed says that the reports of a sample come from more than one model.
var ErrMixed = errors.New("score: reports of different models")

// A checkedText is a suspect with the outcomes of all its pairs.
type checkedText struct {
	probability  float64 // the greatest probability with which it could be flagged
	wanted, fine bool    // a label wants the verdict, or allows it
	sources      []string
}

// honest reports whether flagging the text is wrong.
func (t *checkedText) honest() bool { return !t.wanted && !t.fine }

// Texts returns forecasts for whole texts, in the order of the first outcome of each
// suspect: pairs with one suspect are one text that was checked against several sources. A
// policy of package corpus flags a text if any match flags it, so the probability of a text
// is the greatest of those that a policy acts on, which are those of reports whose verdict
// means reuse. The forecast is true if any label of the text wants the verdict. A text for
// which the verdict is neither wanted nor wrong, see [Answer.Right], is left out, and so is
// a pair with an unknown label. The error wraps [ErrBudget].
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

// Guarantee returns the result of [Budget.Threshold] for [Budget.Texts], with the model
// and the lexicons that made the reports and the number of sources with which honest texts
// were compared. The caller sets the Date. The error may also wrap [ErrMixed].
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

// describe sets what made the reports. Reports that no model judged do not count: those
// on texts that are identical or too short.
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

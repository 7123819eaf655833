package score

import (
	"cmp"
	"io"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
)

// A Forecast is a reported probability, 0 to 1, and the outcome.
type Forecast struct {
	Probability float64
	True        bool
}

// Forecasts returns the probability of verdict v for each pair, 0 if it has none,
// and whether the pair wants it.
func Forecasts(outcomes []Outcome, v compare.Verdict) []Forecast {
	var forecasts []Forecast
	for i := range outcomes {
		o := &outcomes[i]
		if a, err := ParseLabel(o.Pair.Label, o.Pair.Kind); err == nil {
			forecasts = append(forecasts, Forecast{o.Report.Probabilities[v], a.Wanted == v})
		}
	}
	return forecasts
}

// sorted returns forecasts in rising order, those that did not come true first.
func sorted(forecasts []Forecast) []Forecast {
	return slices.SortedFunc(slices.Values(forecasts), func(a, b Forecast) int {
		return cmp.Or(cmp.Compare(a.Probability, b.Probability), cmp.Compare(a.outcome(), b.outcome()))
	})
}

func (f Forecast) outcome() float64 {
	if f.True {
		return 1
	}
	return 0
}

// bins is how many groups forecasts are divided into.
const bins = 10

// A Calibration says how well probabilities match outcomes.
type Calibration struct {
	Base  Rate    // how many forecasts came true
	Brier float64 // mean squared difference of probability and outcome (Brier 1950), 0 (best) to 1
	Error float64 // expected calibration error: mean over Bins of |Mean - Observed|, by size
	Bins  []Bin   // in rising order
}

// A Bin is forecasts of similar probability.
type Bin struct {
	Low, High float64 // least and greatest probability
	Mean      float64
	Observed  Rate // how many came true
}

// Calibrate divides forecasts, in the order of their probability, into ten bins
// whose sizes differ by at most one. Equal probabilities stay together: an edge
// among them moves to their beginning, or to their end if the bin would otherwise
// be empty. So bins may differ more in size, or be fewer, and do not depend on the
// order of forecasts. Brier and Error are NaN if there are no forecasts.
func Calibrate(forecasts []Forecast) Calibration {
	all := sorted(forecasts)
	n := len(all)
	c := Calibration{Base: Rate{Of: n}}
	sum, apart := 0.0, 0.0
	from := 0
	for g := range bins {
		to := max(from, (g+1)*n/bins)
		to = edge(all, from, to)
		if from == to {
			continue
		}
		b := Bin{Low: all[from].Probability, High: all[to-1].Probability, Observed: Rate{Of: to - from}}
		told := 0.0
		for _, f := range all[from:to] {
			told += f.Probability
			sum += (f.Probability - f.outcome()) * (f.Probability - f.outcome())
			if f.True {
				b.Observed.Count++
			}
		}
		b.Mean = told / float64(to-from)
		apart += math.Abs(told - float64(b.Observed.Count))
		c.Base.Count += b.Observed.Count
		c.Bins = append(c.Bins, b)
		from = to
	}
	c.Brier, c.Error = sum/float64(n), apart/float64(n)
	return c
}

// edge returns the end of a bin of sorted forecasts that begins at from. It is to
// unless that would separate equal probabilities.
func edge(all []Forecast, from, to int) int {
	if to == from || to == len(all) || all[to].Probability != all[to-1].Probability {
		return to
	}
	first, last := to-1, to
	for first > from && all[first-1].Probability == all[to].Probability {
		first--
	}
	if first > from {
		return first
	}
	for last < len(all) && all[last].Probability == all[from].Probability {
		last++
	}
	return last
}

// BaseBrier returns the Brier score of always forecasting the base rate.
func (c Calibration) BaseBrier() float64 {
	b := c.Base.Value()
	return b * (1 - b)
}

// AtRecall returns the greatest threshold that flags at least the given share, 0 to
// 1, of the true forecasts, and the precision at that threshold. If nothing is
// true, the rate is 0 of 0 and the threshold is NaN.
func AtRecall(forecasts []Forecast, recall float64) (precision Rate, threshold float64) {
	all := sorted(forecasts)
	total := 0
	for _, f := range all {
		if f.True {
			total++
		}
	}
	if total == 0 {
		return Rate{}, math.NaN()
	}
	for i := len(all) - 1; i >= 0; i-- {
		precision.Of++
		if all[i].True {
			precision.Count++
		}
		if i > 0 && all[i-1].Probability == all[i].Probability {
			continue
		}
		if float64(precision.Count) >= recall*float64(total) {
			return precision, all[i].Probability
		}
	}
	return precision, all[0].Probability // recall is above 1
}

// WriteText writes the bins as a reliability table, and the scores below it.
func (c Calibration) WriteText(w io.Writer, heading string) error {
	t := newTable(heading)
	t.head("to", "mean", "observed", "95 %", "true", "pairs")
	for _, b := range c.Bins {
		t.row(decimals(b.Low))
		t.value(b.High)
		t.value(b.Mean)
		t.rate(b.Observed)
		t.count(b.Observed.Count)
		t.count(b.Observed.Of)
	}
	t.note("Brier score %.4f (base rate %.3f alone: %.4f), calibration error %.4f", c.Brier, c.Base.Value(), c.BaseBrier(), c.Error)
	return t.write(w)
}

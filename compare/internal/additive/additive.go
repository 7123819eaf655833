// Package additive fits and evaluates logistic models that add up one curve for
// each signal.
//
// A curve is piecewise linear between knots and flat beyond the first and the last,
// so that no value outside of the sample counts for more than the most extreme value
// in it. If a signal has a direction, its curve only rises or only falls: evidence
// for something cannot be evidence against it at another value, whatever the sample
// has. (Hastie and Tibshirani, Generalized Additive Models, 1990; sign constraints as
// in Slawski and Hein, 2013.)
//
// Products of signals, which the first edition had, were removed: they made single
// signals count in the wrong direction, and what they had learned did not hold for
// kinds of text outside of the sample.
package additive

import (
	"math"
	"slices"
)

// A Curve is what a signal adds to the log-odds.
type Curve struct {
	Knots []float64 // in rising order, at least two
	Rises []float64 // rise of the curve from each knot to the next
}

// At returns the height of the curve at x: 0 at the first knot and below.
func (c *Curve) At(x float64) (sum float64) {
	for k, rise := range c.Rises {
		from, to := c.Knots[k], c.Knots[k+1]
		switch {
		case x >= to:
			sum += rise
		case x > from:
			return sum + rise*(x-from)/(to-from)
		default:
			return sum
		}
	}
	return sum
}

// Within reports whether x lies between the first and the last knot.
func (c *Curve) Within(x float64) bool {
	return c.Knots[0] <= x && x <= c.Knots[len(c.Knots)-1]
}

// A Model gives the probability of a yes.
type Model struct {
	Bias   float64   // log-odds if all curves are 0
	Curves []Curve   // by column of the sample
	Means  []float64 // mean height of each curve in the sample
}

// LogOdds returns the log-odds for a row of signals, one for each curve.
func (m *Model) LogOdds(row []float64) float64 {
	sum := m.Bias
	for i := range m.Curves {
		sum += m.Curves[i].At(row[i])
	}
	return sum
}

// Predict returns the probability for a row of signals.
func (m *Model) Predict(row []float64) float64 { return Probability(m.LogOdds(row)) }

// Contribution returns what a signal of value x adds to the log-odds, compared with
// the mean of the sample.
func (m *Model) Contribution(i int, x float64) float64 { return m.Curves[i].At(x) - m.Means[i] }

// Probability returns 1/(1+exp(-odds)).
func Probability(odds float64) float64 { return 1 / (1 + math.Exp(-odds)) }

// Knots returns up to n knots for the values of a signal, none twice: the least and the
// greatest value, and quantiles between, those of both tails among them, where few
// values decide.
func Knots(values []float64, n int) []float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	if len(sorted) == 0 {
		return nil
	}
	least, most := sorted[0], sorted[len(sorted)-1]
	gap := (most - least) / float64(20*n)
	knots := []float64{least}
	for k := 1; k < n; k++ {
		share := float64(k) / float64(n)
		share = (1 - math.Cos(math.Pi*share)) / 2 // denser towards the tails
		q := sorted[int(share*float64(len(sorted)-1))]
		if q-knots[len(knots)-1] > gap && most-q > gap {
			knots = append(knots, q)
		}
	}
	if most > least {
		knots = append(knots, most)
	}
	return knots
}

// Package logistic fits and evaluates small multinomial logistic models.
package logistic

import "math"

// A Model gives a probability to each of several classes.
//
// A feature x enters as (x - Mean) / Scale, so that the weights of a class say
// how much one standard deviation of each feature moves its log-odds. Features
// beyond those that a model was fitted on count for nothing: they are new, and
// the model is about to be fitted again.
type Model struct {
	Mean, Scale []float64   // of each feature
	Bias        []float64   // of each class
	Weight      [][]float64 // Weight[class][feature]
}

// Predict returns the probability of each class, in a new slice.
func (m *Model) Predict(x []float64) []float64 {
	p := make([]float64, len(m.Bias))
	m.predict(m.scaled(x), p)
	return p
}

// Contribution returns what feature i of x adds to the log-odds of class k
// against the mean of the other classes.
func (m *Model) Contribution(x []float64, k, i int) float64 {
	if i >= len(m.Mean) {
		return 0
	}
	rest := 0.0
	for c := range m.Weight {
		if c != k {
			rest += m.Weight[c][i]
		}
	}
	rest /= float64(len(m.Weight) - 1)
	return (m.Weight[k][i] - rest) * (x[i] - m.Mean[i]) / m.Scale[i]
}

func (m *Model) scaled(x []float64) []float64 {
	z := make([]float64, min(len(x), len(m.Mean)))
	for i := range z {
		z[i] = (x[i] - m.Mean[i]) / m.Scale[i]
	}
	return z
}

// predict sets p to the probabilities for a scaled vector.
func (m *Model) predict(z, p []float64) {
	top := math.Inf(-1)
	for k, w := range m.Weight {
		s := m.Bias[k]
		for i, v := range z {
			s += w[i] * v
		}
		p[k] = s
		top = max(top, s)
	}
	sum := 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
}

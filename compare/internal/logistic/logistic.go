// Package logistic fits and evaluates small multinomial logistic models.
package logistic

import (
	"fmt"
	"math"
)

// A Model gives a probability to each of several classes.
//
// A feature x enters as (x - Mean) / Scale, so that the weights of a class say
// how much one standard deviation of each feature moves its log-odds.
//
// Products of features may enter too: what a share of changed words means
// depends on how many words there are. A feature that is more than maxDeviation
// standard deviations off counts as that many in a product.
type Model struct {
	Mean, Scale []float64   // of each feature
	Cross       [][2]int    // features whose products enter, after the features
	Bias        []float64   // of each class
	Weight      [][]float64 // Weight[class][feature], then the products
}

const maxDeviation = 3

// Predict returns the probability of each class, in a new slice. X must have
// exactly the features that the model was fitted on; anything else panics.
func (m *Model) Predict(x []float64) []float64 {
	p := make([]float64, len(m.Bias))
	m.predict(m.scaled(x), p)
	return p
}

// Contributions returns what each feature of x adds to the log-odds of class k
// against the mean of the other classes, in a new slice. What a product adds is
// shared by its two features.
func (m *Model) Contributions(x []float64, k int) []float64 {
	z := m.scaled(x)
	against := func(j int) float64 {
		rest := 0.0
		for c := range m.Weight {
			if c != k {
				rest += m.Weight[c][j]
			}
		}
		return m.Weight[k][j] - rest/float64(len(m.Weight)-1)
	}
	out := make([]float64, len(m.Mean))
	for i := range m.Mean {
		out[i] = against(i) * z[i]
	}
	for c, ij := range m.Cross {
		j := len(m.Mean) + c
		out[ij[0]] += 0.5 * against(j) * z[j]
		out[ij[1]] += 0.5 * against(j) * z[j]
	}
	return out
}

func (m *Model) scaled(x []float64) []float64 {
	n := len(m.Mean)
	if len(x) != n {
		panic(fmt.Sprintf("logistic: %d features, the model has %d", len(x), n))
	}
	z := make([]float64, n+len(m.Cross))
	for i := range x {
		z[i] = (x[i] - m.Mean[i]) / m.Scale[i]
	}
	bounded := func(i int) float64 { return max(-maxDeviation, min(maxDeviation, z[i])) }
	for c, ij := range m.Cross {
		z[n+c] = bounded(ij[0]) * bounded(ij[1])
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

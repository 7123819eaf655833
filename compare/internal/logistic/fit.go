package logistic

import "math"

// A Sample is a feature vector with the classes that would be right for it.
// Several may be: the label says only that it is one of them.
type Sample struct {
	X      []float64
	Class  []bool // Class[k] reports whether class k is right
	Weight float64
}

// Fit returns the model of the given number of classes, with the products of
// the features in cross, that maximises the likelihood of samples less
// penalty/2 times the squared weights (not the biases). It runs a fixed number
// of steps of Adam (Kingma and Ba 2015) over the whole sample and uses no
// randomness: equal samples give equal models. Time is O(steps · samples ·
// features · classes).
func Fit(samples []Sample, cross [][2]int, classes int, penalty float64) *Model {
	m := standardise(samples, cross, classes)
	n := len(m.Mean) + len(cross)
	z := make([][]float64, len(samples))
	total := 0.0
	for i, s := range samples {
		z[i] = m.scaled(s.X)
		total += s.Weight
	}
	a := newAdam(classes * (n + 1))
	grad := make([]float64, classes*(n+1))
	p := make([]float64, classes)
	const steps = 1500
	for t := 1; t <= steps; t++ {
		clear(grad)
		for i, s := range samples {
			m.predict(z[i], p)
			right := 0.0
			for k, ok := range s.Class {
				if ok {
					right += p[k]
				}
			}
			for k, ok := range s.Class {
				d := -p[k]
				if ok {
					d += p[k] / math.Max(right, 1e-300)
				}
				d *= s.Weight
				g := grad[k*(n+1):]
				for j, v := range z[i] {
					g[j] += d * v
				}
				g[n] += d
			}
		}
		rate := 0.05 * (1 - float64(t-1)/steps)
		for k := range classes {
			for j := range n + 1 {
				g := grad[k*(n+1)+j]
				if j < n {
					g -= penalty * m.Weight[k][j]
				}
				step := a.step(k*(n+1)+j, g/total, t) * rate
				if j < n {
					m.Weight[k][j] += step
				} else {
					m.Bias[k] += step
				}
			}
		}
	}
	return m
}

// standardise returns a model of zero weights scaled to the samples.
func standardise(samples []Sample, cross [][2]int, classes int) *Model {
	n := len(samples[0].X)
	m := &Model{Mean: make([]float64, n), Scale: make([]float64, n), Cross: cross, Bias: make([]float64, classes)}
	for range classes {
		m.Weight = append(m.Weight, make([]float64, n+len(cross)))
	}
	total := 0.0
	for _, s := range samples {
		total += s.Weight
		for j, v := range s.X {
			m.Mean[j] += s.Weight * v
		}
	}
	for j := range n {
		m.Mean[j] /= total
	}
	for _, s := range samples {
		for j, v := range s.X {
			m.Scale[j] += s.Weight * (v - m.Mean[j]) * (v - m.Mean[j])
		}
	}
	for j := range n {
		m.Scale[j] = math.Max(math.Sqrt(m.Scale[j]/total), 1e-6)
	}
	return m
}

// adam holds the running moments of a gradient.
type adam struct{ first, second []float64 }

func newAdam(n int) *adam { return &adam{make([]float64, n), make([]float64, n)} }

// step returns the direction for parameter i at time t, from 1 on.
func (a *adam) step(i int, g float64, t int) float64 {
	const b1, b2 = 0.9, 0.999
	a.first[i] = b1*a.first[i] + (1-b1)*g
	a.second[i] = b2*a.second[i] + (1-b2)*g*g
	m := a.first[i] / (1 - math.Pow(b1, float64(t)))
	v := a.second[i] / (1 - math.Pow(b2, float64(t)))
	return m / (math.Sqrt(v) + 1e-12)
}

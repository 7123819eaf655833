package logistic

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// planted draws samples from a model: vectors at random, the class of each by
// the probabilities that the model gives.
func planted(seed uint64, m *Model, n int) []Sample {
	r := rand.New(rand.NewPCG(seed, 0))
	var out []Sample
	for range n {
		s := Sample{Class: make([]bool, len(m.Bias)), Weight: 1}
		for j := range m.Mean {
			s.X = append(s.X, m.Mean[j]+m.Scale[j]*r.NormFloat64())
		}
		u := r.Float64()
		for k, p := range m.Predict(s.X) {
			if u -= p; u < 0 || k == len(s.Class)-1 {
				s.Class[k] = true
				break
			}
		}
		out = append(out, s)
	}
	return out
}

func model() *Model {
	return &Model{
		Mean: []float64{3, -1}, Scale: []float64{2, 0.5},
		Bias:   []float64{0.5, 0, -0.5},
		Weight: [][]float64{{1.5, 0}, {-1, 1}, {-0.5, -1}},
	}
}

func TestFitRecovers(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			want := model()
			got := Fit(planted(seed, want, 2000), nil, 3, 0.01)
			for i := range 20 {
				x := []float64{want.Mean[0] + float64(i%5-2)*want.Scale[0], want.Mean[1] + float64(i%4-2)*want.Scale[1]}
				p, q := want.Predict(x), got.Predict(x)
				for k := range p {
					require.InDelta(t, p[k], q[k], 0.1)
				}
			}
			// Only differences between classes are determined.
			for k := range want.Weight {
				for j := range want.Weight[k] {
					require.InDelta(t, want.Weight[k][j]-want.Weight[0][j], got.Weight[k][j]-got.Weight[0][j], 0.4)
				}
				require.InDelta(t, want.Bias[k]-want.Bias[0], got.Bias[k]-got.Bias[0], 0.3)
			}
		})
	}
}

// TestFitIsAtTheTop: where the penalised likelihood is greatest, what a weight
// gains is what it costs.
func TestFitIsAtTheTop(t *testing.T) {
	const penalty = 2
	samples := planted(5, model(), 300)
	m := Fit(samples, nil, 3, penalty)
	for k := range m.Weight {
		for j := range m.Mean {
			gain := 0.0
			for _, s := range samples {
				d := -m.Predict(s.X)[k]
				if s.Class[k] {
					d++
				}
				gain += d * m.scaled(s.X)[j]
			}
			require.InDelta(t, penalty*m.Weight[k][j], gain, 0.01)
		}
	}
}

func TestFitIsDeterministic(t *testing.T) {
	samples := planted(7, model(), 100)
	require.Equal(t, Fit(samples, nil, 3, 1), Fit(samples, nil, 3, 1))
}

// TestFitPenalty: the more a weight costs, the smaller it is.
func TestFitPenalty(t *testing.T) {
	samples := planted(8, model(), 200)
	size := func(m *Model) (sum float64) {
		for _, w := range m.Weight {
			for _, v := range w {
				sum += v * v
			}
		}
		return sum
	}
	require.Greater(t, size(Fit(samples, nil, 3, 0.1)), size(Fit(samples, nil, 3, 10)))
	require.Greater(t, size(Fit(samples, nil, 3, 10)), size(Fit(samples, nil, 3, 1000)))
}

// TestFitWeight: a sample of weight 2 counts as two of them.
func TestFitWeight(t *testing.T) {
	samples := planted(9, model(), 60)
	double := append(append([]Sample(nil), samples...), samples[:20]...)
	for i := range 20 {
		samples[i].Weight = 2
	}
	a, b := Fit(samples, nil, 3, 1), Fit(double, nil, 3, 1)
	for k := range a.Weight {
		require.InDeltaSlice(t, a.Weight[k], b.Weight[k], 1e-6)
	}
	require.InDeltaSlice(t, a.Bias, b.Bias, 1e-6)
}

// TestFitSeveralRight: a sample whose label leaves two classes open pulls away
// from the third alone, and one that leaves all open says nothing.
func TestFitSeveralRight(t *testing.T) {
	open := Sample{X: []float64{1}, Class: []bool{true, true, true}, Weight: 1}
	m := Fit([]Sample{open, {X: []float64{-1}, Class: open.Class, Weight: 1}}, nil, 3, 1)
	for _, p := range m.Predict([]float64{1}) {
		require.InDelta(t, 1.0/3, p, 1e-9)
	}
	either := Sample{X: []float64{1}, Class: []bool{true, true, false}, Weight: 1}
	third := Sample{X: []float64{-1}, Class: []bool{false, false, true}, Weight: 1}
	p := Fit([]Sample{either, third}, nil, 3, 0.01).Predict([]float64{1})
	require.InDelta(t, p[0], p[1], 1e-9)
	require.Less(t, p[2], 0.1)
}

// TestFitConstant: a feature that never varies does no harm.
func TestFitConstant(t *testing.T) {
	samples := []Sample{
		{X: []float64{5, 0}, Class: []bool{true, false}, Weight: 1},
		{X: []float64{5, 1}, Class: []bool{false, true}, Weight: 1},
	}
	for _, p := range Fit(samples, nil, 2, 1).Predict([]float64{5, 0.5}) {
		require.InDelta(t, 0.5, p, 1e-6)
	}
}

func TestPredict(t *testing.T) {
	m := model()
	p := m.Predict([]float64{1e6, -1e6}) // no overflow
	sum := 0.0
	for _, v := range p {
		require.False(t, math.IsNaN(v))
		sum += v
	}
	require.InDelta(t, 1, sum, 1e-12)

	p = m.Predict(m.Mean) // the biases alone
	require.InDelta(t, math.Exp(0.5), p[0]/p[1], 1e-12)
	require.InDelta(t, math.Exp(-0.5), p[2]/p[1], 1e-12)
}

// TestCross fits what no sum of the features tells: whether they agree.
func TestCross(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 0))
	var samples []Sample
	for range 400 {
		x := []float64{r.NormFloat64(), r.NormFloat64()}
		agree := x[0]*x[1] > 0
		samples = append(samples, Sample{X: x, Class: []bool{agree, !agree}, Weight: 1})
	}
	right := func(m *Model) (n int) {
		for _, s := range samples {
			if p := m.Predict(s.X); s.Class[0] == (p[0] > p[1]) {
				n++
			}
		}
		return n
	}
	require.Less(t, right(Fit(samples, nil, 2, 1)), 260)
	m := Fit(samples, [][2]int{{0, 1}}, 2, 1)
	require.Greater(t, right(m), 380)

	// What the features contribute is all there is.
	x := []float64{0.7, -1.2}
	p := m.Predict(x)
	sum := m.Bias[0] - m.Bias[1] + m.Contributions(x, 0)[0] + m.Contributions(x, 0)[1]
	require.InDelta(t, math.Log(p[0]/p[1]), sum, 1e-9)
}

func TestContributions(t *testing.T) {
	m := model()
	x := []float64{5, -1} // one deviation above the mean, and the mean
	require.InDelta(t, 1.5-(-1-0.5)/2, m.Contributions(x, 0)[0], 1e-12)
	require.InDelta(t, -1-(1.5-0.5)/2, m.Contributions(x, 1)[0], 1e-12)
	require.Zero(t, m.Contributions(x, 0)[1])
}

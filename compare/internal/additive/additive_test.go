package additive

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// sample draws rows whose log-odds are 3·min(x,1) − 2·y + 0·z − 0.5.
func sample(seed uint64, n int) *Sample {
	r := rand.New(rand.NewPCG(seed, 1))
	s := &Sample{}
	for range n {
		row := []float64{2 * r.Float64(), r.Float64(), r.NormFloat64()}
		s.Rows = append(s.Rows, row)
		s.True = append(s.True, r.Float64() < Probability(3*min(row[0], 1)-2*row[1]-0.5))
	}
	return s
}

// TestFit finds curves that were there before the sample was.
func TestFit(t *testing.T) {
	m := Fit(sample(1, 20_000), Settings{Directions: []int{1, -1, 0}, Knots: 8})
	at := func(c int, x float64) float64 { return m.Curves[c].At(x) }
	require.InDelta(t, 3, at(0, 1)-at(0, 0.02), 0.3)
	require.InDelta(t, 0, at(0, 1.98)-at(0, 1.02), 0.2)
	require.InDelta(t, -2, at(1, 0.98)-at(1, 0.02), 0.3)
	require.InDelta(t, 0, at(2, 1)-at(2, -1), 0.2)
	fresh := sample(2, 20_000)
	for bin := range 10 {
		n, hit, sum := 0, 0.0, 0.0
		for i, row := range fresh.Rows {
			if p := m.Predict(row); int(10*p) == bin {
				n++
				sum += p
				if fresh.True[i] {
					hit++
				}
			}
		}
		if n > 300 {
			require.InDelta(t, sum/float64(n), hit/float64(n), 4*math.Sqrt(0.25/float64(n)), "bin %d", bin)
		}
	}
}

// TestDirections: a curve never goes against its direction, even where the sample
// does.
func TestDirections(t *testing.T) {
	s := sample(3, 3000)
	m := Fit(s, Settings{Directions: []int{-1, 1, 1}})
	for c, d := range []float64{-1, 1, 1} {
		for _, rise := range m.Curves[c].Rises {
			require.GreaterOrEqual(t, d*rise, 0.0, "signal %d", c)
		}
	}
	require.Zero(t, m.Curves[0].At(2), "a signal that only speaks against its direction says nothing")
}

// TestFitIsLeast: no small change of a rise within its direction lowers the
// penalised loss.
func TestFitIsLeast(t *testing.T) {
	s := sample(4, 2000)
	set := Settings{Directions: []int{1, -1, 0}, Knots: 4, Penalty: 2}
	m := Fit(s, set)
	loss := func() (sum float64) {
		for i, row := range s.Rows {
			odds := m.LogOdds(row)
			if s.True[i] {
				odds = -odds
			}
			sum += math.Log1p(math.Exp(odds))
		}
		for _, c := range m.Curves {
			for _, rise := range c.Rises {
				sum += set.Penalty / 2 * rise * rise
			}
		}
		return sum
	}
	least := loss()
	for c := range m.Curves {
		for k := range m.Curves[c].Rises {
			for _, d := range []float64{-0.05, 0.05} {
				rise := m.Curves[c].Rises[k]
				if float64(set.Directions[c])*(rise+d) < 0 {
					continue
				}
				m.Curves[c].Rises[k] = rise + d
				require.GreaterOrEqual(t, loss(), least-1e-3, "signal %d, rise %d", c, k)
				m.Curves[c].Rises[k] = rise
			}
		}
	}
}

func TestCurve(t *testing.T) {
	c := Curve{Knots: []float64{1, 2, 4}, Rises: []float64{1, -4}}
	for x, want := range map[float64]float64{0: 0, 1: 0, 1.5: 0.5, 2: 1, 3: -1, 4: -3, 9: -3} {
		require.InDelta(t, want, c.At(x), 1e-12, "at %v", x)
	}
	require.False(t, c.Within(0.9))
	require.True(t, c.Within(4))
	require.Equal(t, []float64{3}, Knots([]float64{3, 3, 3}, 5))
	require.Nil(t, Knots(nil, 5))
}

func BenchmarkFit(b *testing.B) {
	s := sample(1, 30_000)
	for i, row := range s.Rows {
		r := rand.New(rand.NewPCG(uint64(i), 9))
		for range 57 {
			row = append(row, r.NormFloat64())
		}
		s.Rows[i] = row
	}
	set := Settings{Directions: make([]int, 60)}
	for b.Loop() {
		Fit(s, set)
	}
}

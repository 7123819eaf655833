package score

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// TestCalibrateByHand: 20 forecasts, two a bin, at 0.04, 0.06, 0.14, 0.16 …
// 0.96, of which the upper ten came true. Bin g has mean g/10 + 0.05. The error
// is the mean of 0.05, 0.15, 0.25, 0.35, 0.45 and as many again: 0.25. The mean
// square is that of 0.04, 0.06 … 0.46 in pairs: (g/10+0.05)² + 0.0001 for g to
// 4, hence (0.0025 + 0.0225 + 0.0625 + 0.1225 + 0.2025) / 5 + 0.0001 = 0.0826.
func TestCalibrateByHand(t *testing.T) {
	var forecasts []Forecast
	for g := range 10 {
		for _, p := range []float64{0.04, 0.06} {
			forecasts = append(forecasts, Forecast{float64(g)/10 + p, g >= 5})
		}
	}
	c := Calibrate(forecasts)
	require.Len(t, c.Bins, 10)
	for g, b := range c.Bins {
		require.InDelta(t, float64(g)/10+0.05, b.Mean, 1e-12)
		require.Equal(t, Rate{2 * (g / 5), 2}, b.Observed)
	}
	require.InDelta(t, 0.25, c.Error, 1e-12)
	require.InDelta(t, 0.0826, c.Brier, 1e-12)
	require.Equal(t, Rate{10, 20}, c.Base)
	require.Equal(t, 0.25, c.BaseBrier())
}

// TestCalibrateTies: equal probabilities share a bin. Of 0 eight times, 0.5
// eight times (half true) and 1 four times, the bins are just these three.
func TestCalibrateTies(t *testing.T) {
	var forecasts []Forecast
	for i := range 20 {
		forecasts = append(forecasts, Forecast{float64((i+0)/8) / 2, i >= 12})
	}
	c := Calibrate(forecasts)
	require.Equal(t, []Bin{
		{0, 0, 0, Rate{0, 8}}, {0.5, 0.5, 0.5, Rate{4, 8}}, {1, 1, 1, Rate{4, 4}},
	}, c.Bins)
	require.Zero(t, c.Error)
	require.InDelta(t, 0.1, c.Brier, 1e-15)
}

// TestCalibrateTwin holds the bins and scores against their definitions.
func TestCalibrateTwin(t *testing.T) {
	const seed = 4
	r := rand.New(rand.NewPCG(seed, 0))
	for range 300 {
		n, values := 1+r.IntN(60), 1+r.IntN(80)
		forecasts := make([]Forecast, n)
		brier := 0.0
		for i := range forecasts {
			f := Forecast{float64(r.IntN(values)) / float64(values), r.IntN(3) == 0}
			forecasts[i] = f
			brier += math.Pow(f.Probability-f.outcome(), 2) / float64(n)
		}
		c := Calibrate(forecasts)
		require.InDelta(t, brier, c.Brier, 1e-12, "seed %d", seed)
		require.LessOrEqual(t, len(c.Bins), 10)
		apart, size := 0.0, 0
		for i, b := range c.Bins {
			told, came, of := 0.0, 0, 0
			for _, f := range forecasts {
				if b.Low <= f.Probability && f.Probability <= b.High {
					told += f.Probability
					of++
					if f.True {
						came++
					}
				}
			}
			require.Equal(t, Rate{came, of}, b.Observed, "a bin holds all of its probabilities")
			require.InDelta(t, told/float64(of), b.Mean, 1e-12)
			require.True(t, i == 0 || c.Bins[i-1].High < b.Low)
			apart += math.Abs(told-float64(came)) / float64(n)
			size += of
		}
		require.Equal(t, n, size)
		require.InDelta(t, apart, c.Error, 1e-12)
	}
}

// TestCalibrateEqualMass: without ties, bins differ by one in size at most.
func TestCalibrateEqualMass(t *testing.T) {
	for n := 1; n < 70; n++ {
		var forecasts []Forecast
		for i := range n {
			forecasts = append(forecasts, Forecast{Probability: float64(i) / 100})
		}
		c := Calibrate(forecasts)
		require.Len(t, c.Bins, min(n, 10))
		for _, b := range c.Bins {
			require.InDelta(t, float64(n)/float64(min(n, 10)), b.Observed.Of, 0.999)
		}
	}
	require.True(t, math.IsNaN(Calibrate(nil).Brier))
}

func TestCalibratePerfect(t *testing.T) {
	c := Calibrate(Forecasts(perfect(), compare.Spun))
	require.Zero(t, c.Brier)
	require.Zero(t, c.Error)
	require.Equal(t, Rate{1, verdicts}, c.Base)
}

// TestAtRecall holds the threshold against all that there are.
func TestAtRecall(t *testing.T) {
	const seed = 5
	r := rand.New(rand.NewPCG(seed, 0))
	for range 300 {
		forecasts := []Forecast{{0.5, true}}
		for range r.IntN(40) {
			forecasts = append(forecasts, Forecast{float64(r.IntN(9)) / 8, r.IntN(2) == 0})
		}
		best, want := -1.0, Rate{}
		for _, at := range forecasts {
			var p, rec Rate
			for _, f := range forecasts {
				flagged := f.Probability >= at.Probability
				if flagged {
					p.Of++
				}
				if f.True {
					rec.Of++
				}
				if flagged && f.True {
					p.Count++
					rec.Count++
				}
			}
			if rec.Value() >= 0.95 && at.Probability > best {
				best, want = at.Probability, p
			}
		}
		got, threshold := AtRecall(forecasts, 0.95)
		require.Equal(t, best, threshold, "seed %d", seed)
		require.Equal(t, want, got)
	}
	none, threshold := AtRecall(nil, 0.95)
	require.Equal(t, Rate{}, none)
	require.True(t, math.IsNaN(threshold))
	require.True(t, slices.IsSortedFunc(sorted([]Forecast{{1, true}, {0, true}}), func(a, b Forecast) int { return cmp.Compare(a.Probability, b.Probability) }))
}

package score

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64 // 81 of 263, 15 of 148, 0 of 20 and 1 of 29: Newcombe, Statistics in Medicine 1998, table I
	}{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718},
		{0, 10, 0, 0.2775}, {10, 10, 0.7225, 1}, {5, 10, 0.2366, 0.7634}, {0, 0, 0, 1},
	} {
		i := Wilson(c.k, c.n)
		require.InDelta(t, c.low, i.Low, 5e-5, "%d of %d", c.k, c.n)
		require.InDelta(t, c.high, i.High, 5e-5, "%d of %d", c.k, c.n)
	}
}

// TestWilsonDefinition: the ends are the rates from which the seen one is just
// 1.96 standard errors away.
func TestWilsonDefinition(t *testing.T) {
	for n := 1; n <= 60; n++ {
		for k := 0; k <= n; k++ {
			i, seen := Wilson(k, n), float64(k)/float64(n)
			require.True(t, 0 <= i.Low && i.Low <= seen && seen <= i.High && i.High <= 1)
			for _, p := range []float64{i.Low, i.High} {
				require.InDelta(t, 1.959964*math.Sqrt(p*(1-p)/float64(n)), math.Abs(seen-p), 1e-9, "%d of %d", k, n)
			}
		}
	}
}

func TestF1(t *testing.T) {
	require.Equal(t, 1.0, Score{Rate{3, 3}, Rate{3, 3}}.F1())
	require.InDelta(t, 2.0*2/(4+8), Score{Rate{2, 4}, Rate{2, 8}}.F1(), 1e-15)
	require.Zero(t, Score{Rate{0, 3}, Rate{0, 2}}.F1())
	require.Zero(t, Score{Rate{0, 0}, Rate{0, 2}}.F1())
	require.True(t, math.IsNaN(Score{}.F1()))
}

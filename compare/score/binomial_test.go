package score

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// slowAtMost is the distribution function of the binomial by its definition, in whole
// numbers: the sum of C(n, i) aⁱ (b-a)ⁿ⁻ⁱ over bⁿ, for p = a/b.
func slowAtMost(k, n int, a, b int64) float64 {
	sum := new(big.Int)
	for i := 0; i <= k; i++ {
		term := new(big.Int).Binomial(int64(n), int64(i))
		term.Mul(term, new(big.Int).Exp(big.NewInt(a), big.NewInt(int64(i)), nil))
		term.Mul(term, new(big.Int).Exp(big.NewInt(b-a), big.NewInt(int64(n-i)), nil))
		sum.Add(sum, term)
	}
	x, _ := new(big.Rat).SetFrac(sum, new(big.Int).Exp(big.NewInt(b), big.NewInt(int64(n)), nil)).Float64()
	return x
}

func TestAtMost(t *testing.T) {
	for n := 1; n <= 25; n++ {
		for k := -1; k <= n+1; k++ {
			for _, a := range []int64{1, 3, 8, 15, 16} {
				want := 0.0
				if k >= 0 {
					want = slowAtMost(min(k, n), n, a, 16)
				}
				require.InEpsilon(t, 1+want, 1+atMost(k, n, float64(a)/16), 1e-13, "%d of %d at %d/16", k, n, a)
			}
		}
	}
	require.Equal(t, 1.0, atMost(2, 3, 0))
	require.Equal(t, 0.0, atMost(2, 3, 1))
	require.Equal(t, 1.0, atMost(0, 0, 0.5))
}

// TestAtMostTails: the error is small beside the tail itself, in samples of the size that
// budgets take, also where the tail is far off.
func TestAtMostTails(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for range 60 {
		n, a := 1000+r.IntN(4000), 1+r.Int64N(30)
		k := r.IntN(3*n*int(a)/1000 + 3)
		want := slowAtMost(k, n, a, 1000)
		got := atMost(k, n, float64(a)/1000)
		require.InEpsilon(t, want, got, 1e-8, "%d of %d at %d/1000", k, n, a)
		require.InDelta(t, 1-want, 1-got, 1e-8*(1-want)+1e-15)
	}
	// Where the terms at the mean would not be numbers any more.
	require.InEpsilon(t, 0.5, atMost(1e6, 2e6, 0.5), 1e-3)
	require.Zero(t, atMost(1, 1e6, 0.5))
	require.Equal(t, 1.0, atMost(1e6-1, 1e6, 0.5))
}

// TestAtMostMillion: the error stays below 1e-8 for a sample of a million, against terms
// of 200 bits, each made from the one before.
func TestAtMostMillion(t *testing.T) {
	const n, a, b = 1e6, 1, 1000 // p = a/b
	number := func(x, y int64) *big.Float {
		return new(big.Float).SetPrec(200).Quo(new(big.Float).SetPrec(200).SetInt64(x), new(big.Float).SetPrec(200).SetInt64(y))
	}
	term := number(1, 1)
	for range int(n) {
		term.Mul(term, number(b-a, b))
	}
	sum := number(0, 1)
	for k := range int64(1200) {
		sum.Add(sum, term)
		if want, _ := sum.Float64(); k >= 700 {
			got := atMost(int(k), n, 1./b)
			require.InEpsilon(t, want, got, 1e-8, "%d", k)
			above, _ := new(big.Float).Sub(number(1, 1), sum).Float64()
			require.InDelta(t, above, 1-got, 1e-8*above+1e-15, "%d", k)
		}
		term.Mul(term, number((n-k)*a, (k+1)*(b-a)))
	}
}

func TestClopperPearson(t *testing.T) {
	for _, c := range []struct {
		k, n int
		high float64 // 81 of 263, 15 of 148, 0 of 20 and 1 of 29: Newcombe, Statistics in Medicine 1998, table I, two-sided
	}{{81, 263, 0.3676}, {15, 148, 0.1617}, {0, 20, 0.1684}, {1, 29, 0.1776}} {
		require.InDelta(t, c.high, ClopperPearson(c.k, c.n, 0.975), 5e-5, "%d of %d", c.k, c.n)
	}
	for n := range 40 {
		require.Equal(t, 1.0, ClopperPearson(n, n, 0.9))
		for k := range n {
			for _, confidence := range []float64{0.5, 0.9, 0.95, 0.999} {
				high := ClopperPearson(k, n, confidence)
				require.InEpsilon(t, 1-confidence, atMost(k, n, high), 1e-9, "%d of %d", k, n)
				require.Less(t, float64(k)/float64(n)*(1-1e-15), high)
			}
		}
		if n > 0 {
			require.InEpsilon(t, -math.Expm1(math.Log(0.05)/float64(n)), ClopperPearson(0, n, 0.95), 1e-12)
		}
	}
}

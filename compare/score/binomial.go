package score

import "math"

// atMost returns the probability that at most k of n independent events, each of
// probability p, happen: the distribution function of the binomial. The error is below
// 1e-8 of the smaller tail for n up to a million. It takes time linear in the standard
// deviation, the root of n·p.
//
// The terms are summed from k on away from the mean, so that each is smaller than the one
// before, and a term that adds nothing ends the sum.
func atMost(k, n int, p float64) float64 {
	switch {
	case k < 0:
		return 0
	case k >= n || p <= 0:
		return 1
	case p >= 1:
		return 0
	}
	odds := p / (1 - p)
	if float64(k) <= float64(n)*p {
		term, sum := exactly(k, n, p), 0.0
		for i := k; i >= 0 && term > sum*0x1p-56; i-- {
			sum += term
			term *= float64(i) / (float64(n-i+1) * odds)
		}
		return min(1, sum)
	}
	term, sum := exactly(k+1, n, p), 0.0
	for i := k + 1; i <= n && term > sum*0x1p-56; i++ {
		sum += term
		term *= float64(n-i) * odds / float64(i+1)
	}
	return max(0, 1-sum)
}

// exactly returns the probability that exactly k of n independent events of probability
// p happen. 0 < p < 1.
func exactly(k, n int, p float64) float64 {
	gamma := func(x int) float64 {
		l, _ := math.Lgamma(float64(x) + 1)
		return l
	}
	return math.Exp(gamma(n) - gamma(k) - gamma(n-k) + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
}

// ClopperPearson returns the upper bound, 0 to 1, of a rate, given that k of n were seen,
// for a confidence above 0 and below 1. It is the greatest rate for which k or fewer are
// not less probable than 1 - confidence (C. J. Clopper, E. S. Pearson, The Use of
// Confidence or Fiducial Limits, Biometrika 1934, one-sided). It is exact: in at least
// that share of samples the rate is at or below it, however small they are. If n is 0
// nothing is known, and the bound is 1.
func ClopperPearson(k, n int, confidence float64) float64 {
	if k >= n {
		return 1
	}
	low, high := float64(k)/float64(n), 1.0
	for range 80 { // of halves, each a binary digit
		if middle := (low + high) / 2; atMost(k, n, middle) > 1-confidence {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

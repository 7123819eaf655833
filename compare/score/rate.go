package score

import "math"

// A Rate is a count out of a count.
type Rate struct {
	Count int
	Of    int
}

// Value returns the rate, 0 to 1. It is NaN if Of is 0.
func (r Rate) Value() float64 { return float64(r.Count) / float64(r.Of) }

// Interval returns the 95 % interval of the rate, as [Wilson] does.
func (r Rate) Interval() Interval { return Wilson(r.Count, r.Of) }

// An Interval contains a rate, 0 to 1, with a probability of 95 %.
type Interval struct {
	Low  float64
	High float64
}

// Wilson returns the 95 % interval of a rate, given that k of n were seen, without
// correction for continuity (E. B. Wilson, Probable Inference, the Law of
// Succession, and Statistical Inference, JASA 1927). Unlike the textbook interval
// it does not shrink to a point if k is 0 or n. If n is 0 nothing is known, and the
// interval is 0 to 1.
func Wilson(k, n int) Interval {
	if n == 0 {
		return Interval{0, 1}
	}
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	centre := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	i := Interval{max(0, (centre-half)/(1+z*z/m)), min(1, (centre+half)/(1+z*z/m))}
	// Rounding may leave the seen rate slightly outside of the ends.
	if k == 0 {
		i.Low = 0
	}
	if k == n {
		i.High = 1
	}
	return i
}

// A Score is how much of what was found is right, and how much of the truth was
// found.
type Score struct {
	Precision Rate
	Recall    Rate
}

// F1 returns the harmonic mean of precision and recall, 0 to 1. It is NaN if
// nothing was found and there was nothing to find.
func (s Score) F1() float64 {
	if s.Precision.Of == 0 && s.Recall.Of == 0 {
		return math.NaN()
	}
	if s.Precision.Of == 0 || s.Recall.Of == 0 {
		return 0
	}
	return harmonic(s.Precision.Value(), s.Recall.Value())
}

// add adds the counts of another score.
func (s *Score) add(t Score) {
	s.Precision.Count += t.Precision.Count
	s.Precision.Of += t.Precision.Of
	s.Recall.Count += t.Recall.Count
	s.Recall.Of += t.Recall.Of
}

// harmonic returns the harmonic mean, 0 if both are 0.
func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

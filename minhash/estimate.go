package minhash

import "math"

// An Estimate is an estimated Jaccard similarity with its error.
type Estimate struct {
	// Equal of Slots slots were equal.
	Equal, Slots int
	// Bits is the width of a slot of a [Compact] sketch; slots of different
	// elements are equal by chance once in 2^Bits. It is 0 for a [Signature].
	Bits int
}

// chance is the probability that two slots are equal although their elements are
// not.
func (e Estimate) chance() float64 {
	if e.Bits == 0 {
		return 0
	}
	return math.Ldexp(1, -e.Bits)
}

// share is the share of equal slots.
func (e Estimate) share() float64 {
	if e.Slots == 0 {
		return 0
	}
	return float64(e.Equal) / float64(e.Slots)
}

// Similarity returns the estimate, corrected for chance as Li and König do
// (b-Bit Minwise Hashing, WWW 2010): (share-c)/(1-c) with c = 2^-Bits. It is not
// clamped, so that averages stay unbiased: the estimate for sets with little in
// common may be below 0 if Bits is not 0. It is never above 1.
func (e Estimate) Similarity() float64 {
	if e.Equal == 0 && e.Bits == 0 || e.Slots == 0 {
		return 0
	}
	c := e.chance()
	return (e.share() - c) / (1 - c)
}

// StandardError returns an estimate of the standard error:
// sqrt(p(1-p)/Slots)/(1-2^-Bits), where p is the share of equal slots. The true
// error is smaller still for sets about as large as signatures.
func (e Estimate) StandardError() float64 {
	if e.Slots == 0 {
		return 0
	}
	p := e.share()
	return math.Sqrt(p*(1-p)/float64(e.Slots)) / (1 - e.chance())
}

// Interval returns bounds, 0 to 1, that contain the true similarity with a
// probability of about confidence, which is above 0 and below 1, such as 0.95. They
// are Wilson's score interval for a binomial share, corrected for chance; a
// sketch's share varies no more than that. At 128 slots the 95 % interval of a
// [Signature] is at most 0.17 wide, at 512 slots 0.09. That of a [Compact] sketch
// is wider, 0.34 and 0.17 at one bit a slot.
func (e Estimate) Interval(confidence float64) (low, high float64) {
	if e.Slots == 0 {
		return 0, 0
	}
	z := math.Sqrt2 * math.Erfinv(min(max(confidence, 0), 1))
	if math.IsInf(z, 1) {
		return 0, 1
	}
	n, p := float64(e.Slots), e.share()
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	c := e.chance()
	correct := func(p float64) float64 { return min(max((p-c)/(1-c), 0), 1) }
	return correct(middle - half), correct(middle + half)
}

// Containment converts the Jaccard similarity of two sets of a and b distinct
// elements into the share of each that the other contains, 0 to 1 (Broder, On the
// resemblance and containment of documents, 1997).
func Containment(similarity float64, a, b int) (aInB, bInA float64) {
	if a <= 0 || b <= 0 || similarity <= 0 {
		return 0, 0
	}
	shared := similarity * (float64(a) + float64(b)) / (1 + similarity)
	return min(shared/float64(a), 1), min(shared/float64(b), 1)
}

// similarityAt is the Jaccard similarity of a set of a elements and one of b
// that contains the given share of the first.
func similarityAt(containment float64, a, b int) float64 {
	shared := containment * float64(a)
	union := float64(a) + float64(b) - shared
	if union <= 0 {
		return 0
	}
	return min(shared/union, 1)
}

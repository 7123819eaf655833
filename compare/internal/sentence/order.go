package sentence

import "math"

const (
	// nearScore and nearLead are the least score and lead of a pair that counts in order;
	// nearScore alone is for runs.
	nearScore = 0.35
	nearLead  = 0.1

	// plainScore is the least score of a pair that is shown to people: in the paraphrases
	// of testdata, every other pair with less is wrong, such as a heading beside a
	// sentence with one of its words. leastCommon is the least number of its common terms.
	plainScore  = 0.38
	leastCommon = 3
)

// near reports whether the two sentences are as likely as not to belong together.
func (p *Pair) near() bool {
	return p.Score >= nearScore && p.Lead >= nearLead && p.Common >= leastCommon
}

// Plain reports whether the two sentences clearly belong together.
func (p *Pair) Plain() bool { return p.near() && p.Score >= plainScore }

// order returns how many standard deviations the order of near pairs differs from
// chance: Kendall's tau divided by its deviation. It is 0 for fewer than two. Time is
// n log n in their number.
func order(pairs []Pair) float64 {
	var at []int32
	for i := range pairs {
		if pairs[i].near() {
			at = append(at, pairs[i].Source)
		}
	}
	n := float64(len(at))
	if len(at) < 2 {
		return 0
	}
	turned := float64(inversions(at, make([]int32, len(at))))
	return (n*(n-1)/2 - 2*turned) / math.Sqrt(n*(n-1)*(2*n+5)/18)
}

// inversions sorts distinct places and returns how many pairs of them were in
// falling order, by merging halves.
func inversions(a, room []int32) (n int) {
	if len(a) < 2 {
		return 0
	}
	half := len(a) / 2
	n = inversions(a[:half], room) + inversions(a[half:], room)
	left, right := append(room[:0], a[:half]...), a[half:]
	for k := range a {
		switch {
		case len(left) == 0:
			return n
		case len(right) == 0 || left[0] < right[0]:
			a[k], left = left[0], left[1:]
		default:
			a[k], right = right[0], right[1:]
			n += len(left)
		}
	}
	return n
}

package sentence

import "math"

const (
	// plainScore, plainLead and plainCommon are what a pair has at least that is shown to
	// people and counts in order.
	plainScore  = 0.35
	plainLead   = 0.1
	plainCommon = 3
)

// Plain reports whether the two sentences plainly belong together.
func (p *Pair) Plain() bool {
	return p.Score >= plainScore && p.Lead >= plainLead && p.Common >= plainCommon
}

// order returns how many standard deviations the order of plain pairs is off from what
// chance gives: Kendall's tau by its deviation. It is 0 for fewer than two. Time is
// n log n in their number.
func order(pairs []Pair) float64 {
	var at []int32
	for i := range pairs {
		if pairs[i].Plain() {
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

// inversions sorts places, no two equal, and returns how many pairs of them stood in
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

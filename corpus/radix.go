package corpus

import (
	"cmp"
	"slices"
)

// sortEntries returns the entries in order of feature and number, in the same
// slice or in another. It sorts by radix, eleven bits at a time, which takes a
// fifth of the time of comparisons.
func sortEntries(entries []entry) []entry {
	byNumber := func(a, b entry) int { return cmp.Compare(a.number, b.number) }
	if !slices.IsSortedFunc(entries, byNumber) {
		slices.SortStableFunc(entries, byNumber)
	}
	const digit = 11
	from, to := entries, make([]entry, len(entries))
	for shift := 0; shift < FeatureBits; shift += digit {
		var starts [1<<digit + 1]int
		for _, e := range from {
			starts[e.feature>>shift&(1<<digit-1)+1]++
		}
		for i := range starts[1:] {
			starts[i+1] += starts[i]
		}
		for _, e := range from {
			d := e.feature >> shift & (1<<digit - 1)
			to[starts[d]] = e
			starts[d]++
		}
		from, to = to, from
	}
	return from
}

// sortPostings returns the postings in order of feature, those of one feature in
// the order they had, and a slice to call it with again: of two it is given, one
// is the result and one the other. It sorts by radix, eight bits at a time: the
// 200 postings of a text take a little more than half the time of comparisons.
func sortPostings(postings, spare []Posting) (sorted, other []Posting) {
	const digit = 8
	from, to := postings, slices.Grow(spare[:0], len(postings))[:len(postings)]
	for shift := 0; shift < FeatureBits; shift += digit {
		var starts [1<<digit + 1]int32
		for i := range from {
			starts[from[i].Feature>>shift&(1<<digit-1)+1]++
		}
		for i := range starts[1:] {
			starts[i+1] += starts[i]
		}
		for i := range from {
			d := from[i].Feature >> shift & (1<<digit - 1)
			to[starts[d]] = from[i]
			starts[d]++
		}
		from, to = to, from
	}
	return from, to
}

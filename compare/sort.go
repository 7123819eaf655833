package compare

import (
	"cmp"
	"slices"
)

// sortSegments sorts segments by a key. It is a radix sort, least digit first:
// sorting by comparison was 20 % of comparing spun texts of 1000 to 64,000 words,
// this is 4 %.
func sortSegments(segs []segment, key func(segment) uint64) {
	if len(segs) < 64 {
		slices.SortStableFunc(segs, func(s, t segment) int { return cmp.Compare(key(s), key(t)) })
		return
	}
	var all uint64
	for _, s := range segs {
		all |= key(s)
	}
	from, to := segs, make([]segment, len(segs))
	const digit = 11
	for shift := 0; all>>shift != 0; shift += digit {
		var end [1 << digit]int32
		for _, s := range from {
			end[key(s)>>shift&(1<<digit-1)]++
		}
		sum := int32(0)
		for d, n := range end {
			end[d] = sum
			sum += n
		}
		for _, s := range from {
			d := key(s) >> shift & (1<<digit - 1)
			to[end[d]] = s
			end[d]++
		}
		from, to = to, from
	}
	if &from[0] != &segs[0] {
		copy(segs, from)
	}
}

package align

import (
	"cmp"
	"slices"
)

// minPiece is the least weight of a part of a chain that is separated by a part of
// another chain.
const minPiece = 3

// choose gives every word of the suspect to one chain at most, the best one
// first, and returns the parts of chains that remain, in the order of the
// suspect. A chain is cut where another is inside one of its gaps: there a sentence
// was moved.
func (al *aligner) choose(chains []chain) [][]segment {
	_, suspect := al.texts()
	used := make([]bool, len(suspect.Words))
	var all []owned
	for id, c := range chains {
		free := al.unused(c.segs, used)
		if al.weigh(free) < minChain {
			continue
		}
		for _, s := range free {
			mark(used[al.on(s) : al.on(s)+s.N])
			all = append(all, owned{s, id})
		}
	}
	slices.SortFunc(all, func(s, t owned) int { return cmp.Compare(al.on(s.segment), al.on(t.segment)) })
	// Parts that are too small to be separate are dropped first: they must not cut
	// the chain around them.
	keep := make([]owned, 0, len(all))
	for _, part := range parts(all) {
		if al.weigh(segmentsOf(part)) >= minPiece {
			keep = append(keep, part...)
		}
	}
	var pieces [][]segment
	for _, part := range parts(keep) {
		pieces = append(pieces, segmentsOf(part))
	}
	return pieces
}

// mark sets all of a list of words.
func mark(words []bool) {
	for i := range words {
		words[i] = true
	}
}

// owned is a segment that was given to a chain.
type owned struct {
	segment
	chain int
}

// parts cuts a list of segments where the chain changes, and where a chain has
// lost so much in between that its gap is no longer one.
func parts(all []owned) (parts [][]owned) {
	for from, to := 0, 0; from < len(all); from = to {
		for to = from + 1; to < len(all) && all[to].chain == all[from].chain; to++ {
			s, t := all[to-1], all[to]
			if max(t.A-s.endA(), t.B-s.endB()) > 2*maxGap {
				break
			}
		}
		parts = append(parts, all[from:to])
	}
	return parts
}

func segmentsOf(part []owned) []segment {
	segs := make([]segment, len(part))
	for i, s := range part {
		segs[i] = s.segment
	}
	return segs
}

// weigh returns the weight of all segments.
func (p *pair) weigh(segs []segment) (w float32) {
	for _, s := range segs {
		w += p.weight(s)
	}
	return w
}

// unused returns the parts of the segments on unused words of the suspect.
func (al *aligner) unused(segs []segment, used []bool) []segment {
	free := make([]segment, 0, len(segs))
	for _, s := range segs {
		from := int32(0)
		for k := int32(0); k <= s.N; k++ {
			if k < s.N && !used[al.on(s)+k] {
				continue
			}
			if k > from {
				free = append(free, segment{s.A + from, s.B + from, k - from})
			}
			from = k + 1
		}
	}
	return free
}

package align

import (
	"slices"
)

// minMove is the least number of missing words that are searched for elsewhere.
const minMove = 3

// splitMoves cuts passages where they lack words of the source that another passage
// has: these words were not deleted but moved. It returns the segments of the
// parts, and whether any passage was cut. (Words that the suspect has in addition
// are never in two passages.)
func (al *aligner) splitMoves() (pieces [][]segment, cut bool) {
	source, _ := al.texts()
	al.taken = make([]bool, len(source.Words))
	for _, p := range al.passages {
		for i := range p.Steps {
			if s := al.sided(&p.Steps[i]); s.Op == Equal {
				mark(al.taken[s.A : s.A+s.M])
			}
		}
	}
	if !slices.ContainsFunc(al.passages, al.lacksMoved) {
		return nil, false
	}
	for _, p := range al.passages {
		var piece []segment
		for i := range p.Steps {
			s := &p.Steps[i]
			t := al.sided(s)
			switch {
			case s.Op == Equal:
				if n := len(piece); n > 0 && max(s.A-piece[n-1].endA(), s.B-piece[n-1].endB()) > 2*maxGap {
					// An extension led here. Its way is found again, because a gap
					// this wide is not filled.
					pieces = append(pieces, piece)
					piece = nil
				}
				piece = append(piece, segment{s.A, s.B, s.M})
			case t.Op == Delete && len(piece) > 0 && al.moved(t.A, t.M):
				pieces = append(pieces, piece)
				piece, cut = nil, true
			}
		}
		if len(piece) > 0 {
			pieces = append(pieces, piece)
		}
	}
	return pieces, cut
}

// lacksMoved reports whether a passage must be cut: after equal words it lacks
// words that another passage has.
func (al *aligner) lacksMoved(p Passage) bool {
	begun := false
	for i := range p.Steps {
		t := al.sided(&p.Steps[i])
		begun = begun || t.Op == Equal
		if t.Op == Delete && begun && al.moved(t.A, t.M) {
			return true
		}
	}
	return false
}

// moved reports whether most of n words of the source, which a passage lacks, are
// in another passage.
func (al *aligner) moved(i, n int32) bool {
	if n < minMove || al.taken == nil {
		return false
	}
	elsewhere := int32(0)
	for _, taken := range al.taken[i : i+n] {
		if taken {
			elsewhere++
		}
	}
	return 2*elsewhere >= n
}

// sided returns a step with the source on side A.
func (al *aligner) sided(s *Step) Step {
	if al.flipped {
		return s.turned()
	}
	return *s
}

package align

import (
	"context"
	"slices"
)

// fill makes passages of pieces: it extends each at its ends, fills its
// gaps, and joins neighbours that have come close.
func (al *aligner) fill(ctx context.Context, pieces [][]segment, f *filler) error {
	al.passages = al.passages[:0]
	count := 0
	for i, segs := range pieces {
		// The words of the suspect are free from the end of the previous passage to
		// the first segment of the next piece; all words of the source are free.
		lowA, lowB, highA, highB := int32(0), int32(0), int32(len(al.a.Words)), int32(len(al.b.Words))
		low, high := &lowB, &highB
		if al.flipped {
			low, high = &lowA, &highA
		}
		if n := len(al.passages); n > 0 {
			_, *low = al.sides(al.passages[n-1].AEnd, al.passages[n-1].BEnd)
		}
		if i+1 < len(pieces) {
			*high = al.on(pieces[i+1][0])
		}
		first, last := segs[0], segs[len(segs)-1]
		steps := slices.Grow(f.back(first.A, lowA, first.B, lowB), 2*len(segs)) // most gaps are one step
		for k, s := range segs {
			if count++; count%256 == 1 && ctx.Err() != nil {
				return ctx.Err()
			}
			if k > 0 {
				t := segs[k-1]
				steps = f.between(t.endA(), s.A-t.endA(), t.endB(), s.B-t.endB(), steps)
			}
			steps = append(steps, Step{Op: Equal, A: s.A, M: s.N, B: s.B, N: s.N})
		}
		steps = append(steps, f.ahead(last.endA(), highA, last.endB(), highB)...)
		al.add(newPassage(joinSteps(steps)), f)
	}
	return nil
}

// newPassage makes a passage of steps, at least one.
func newPassage(steps []Step) Passage {
	first, last := steps[0], steps[len(steps)-1]
	return Passage{Steps: steps, A: first.A, AEnd: last.A + last.M, B: first.B, BEnd: last.B + last.N}
}

// joinSteps joins neighbouring steps of one kind. Exchanges stay apart.
func joinSteps(steps []Step) []Step {
	out := steps[:0]
	for _, s := range steps {
		if n := len(out); n > 0 && out[n-1].Op == s.Op && s.Op != Substitute {
			out[n-1].M += s.M
			out[n-1].N += s.N
			continue
		}
		out = append(out, s)
	}
	return out
}

// add adds a passage, or joins it to the last one if little is between them in
// either text.
func (al *aligner) add(p Passage, f *filler) {
	if n := len(al.passages); n > 0 {
		q := &al.passages[n-1]
		da, db := p.A-q.AEnd, p.B-q.BEnd
		from, _ := al.sides(q.AEnd, q.BEnd)
		lack, _ := al.sides(da, db)
		if min(da, db) >= 0 && max(da, db) <= maxGap && !al.moved(from, lack) {
			seam := len(q.Steps) - 1 // what is before has been joined
			steps := append(f.between(q.AEnd, da, q.BEnd, db, q.Steps), p.Steps...)
			*q = newPassage(steps[:seam+len(joinSteps(steps[seam:]))])
			return
		}
	}
	al.passages = append(al.passages, p)
}

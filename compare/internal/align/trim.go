package align

// maxLoss is how far the score of a passage may fall below its best before it is
// cut there: about ten words without anything in common.
const maxLoss = 4

// maxIndelLoss bounds what one insertion or deletion costs, however long: it
// says little about the words around it.
const maxIndelLoss = 2

// trim cuts passages where the texts diverge: chance agreement of a few function
// words may extend a chain into unrelated text. What remains are the stretches
// whose score, summed from their beginning, never falls by more than maxLoss,
// extended as chains are.
func (al *aligner) trim(f *filler) {
	var out []Passage
	for _, p := range al.passages {
		var sum, peak float32
		from, to := 0, 0 // the stretch up to its best end
		emit := func(limit int) {
			// A stretch that would not be kept as a passage must not keep the next
			// one from being extended back over it.
			if to > from && al.equalWeight(newPassage(p.Steps[from:to])) >= minPassageMoved {
				out = append(out, al.regrown(p, from, to, limit, out, f))
			}
		}
		for i, s := range p.Steps {
			sum += f.stepGain(s)
			switch {
			case sum > peak:
				peak, to = sum, i+1
			case sum < 0 || sum < peak-maxLoss:
				emit(i + 1)
				sum, peak, from, to = 0, 0, i+1, i+1
			}
		}
		emit(len(p.Steps))
	}
	al.passages = out
}

// regrown returns the passage of p.Steps[from:to], extended within p, forwards to
// the step limit and back to the last passage of before.
func (al *aligner) regrown(p Passage, from, to, limit int, before []Passage, f *filler) Passage {
	if from == 0 && to == len(p.Steps) {
		return p
	}
	q := newPassage(p.Steps[from:to])
	lowA, lowB := p.A, p.B
	if n := len(before); n > 0 && before[n-1].A >= p.A && before[n-1].B >= p.B && before[n-1].AEnd <= q.A && before[n-1].BEnd <= q.B {
		lowA, lowB = before[n-1].AEnd, before[n-1].BEnd
	}
	end := newPassage(p.Steps[:limit])
	steps := f.back(q.A, lowA, q.B, lowB)
	steps = append(steps, q.Steps...)
	steps = append(steps, f.ahead(q.AEnd, end.AEnd, q.BEnd, end.BEnd)...)
	return newPassage(joinSteps(steps))
}

// stepGain returns what a step adds to the score of a passage.
func (f *filler) stepGain(s Step) float32 {
	switch s.Op {
	case Equal:
		return f.weight(segment{s.A, s.B, s.M})
	case Insert, Delete:
		return -min(costIndel*float32(s.M+s.N), maxIndelLoss)
	}
	return gainSubstitute - f.substitute(s.A, s.M, s.B, s.N)
}

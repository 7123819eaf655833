package compare

// maxLoss is how far the score of a passage may fall below its best before it
// is cut there: about ten words that have nothing in common.
const maxLoss = 4

// maxIndelLoss bounds what one insertion or deletion costs, however long: it
// says little about the words around it.
const maxIndelLoss = 2

// trim cuts passages where the texts part: chance agreement of a few function
// words may lead a chain on into unrelated text. What remains are the stretches
// whose score, summed from their beginning, never falls by more than maxLoss,
// extended as chains are.
func (al *alignment) trim(f *filler) {
	var out []passage
	for _, p := range al.passages {
		var sum, peak float32
		from, to := 0, 0 // the stretch up to its best end
		emit := func(limit int) {
			// What would not stand as a passage must not keep the next stretch
			// from being extended back to where it is.
			if to > from && al.worth(newPassage(p.steps[from:to])) >= minPassageMoved {
				out = append(out, al.regrown(p, from, to, limit, out, f))
			}
		}
		for i, s := range p.steps {
			sum += f.stepGain(s)
			switch {
			case sum > peak:
				peak, to = sum, i+1
			case sum < 0 || sum < peak-maxLoss:
				emit(i + 1)
				sum, peak, from, to = 0, 0, i+1, i+1
			}
		}
		emit(len(p.steps))
	}
	al.passages = out
}

// regrown returns the passage of p.steps[from:to], extended within p, up to
// its step limit and back to the passage that before ends with.
func (al *alignment) regrown(p passage, from, to, limit int, before []passage, f *filler) passage {
	if from == 0 && to == len(p.steps) {
		return p
	}
	q := newPassage(p.steps[from:to])
	lowA, lowB := p.a, p.b
	if n := len(before); n > 0 && before[n-1].a >= p.a && before[n-1].b >= p.b && before[n-1].aEnd <= q.a && before[n-1].bEnd <= q.b {
		lowA, lowB = before[n-1].aEnd, before[n-1].bEnd
	}
	end := newPassage(p.steps[:limit])
	steps := f.back(q.a, lowA, q.b, lowB)
	steps = append(steps, q.steps...)
	steps = append(steps, f.ahead(q.aEnd, end.aEnd, q.bEnd, end.bEnd)...)
	return newPassage(joinSteps(steps))
}

// stepGain returns what a step adds to the score of a passage.
func (f *filler) stepGain(s step) float32 {
	switch s.op {
	case Equal:
		return f.weight(segment{s.A, s.B, s.M})
	case Insert, Delete:
		return -min(costIndel*float32(s.M+s.N), maxIndelLoss)
	}
	return gainSubstitute - f.substitute(s.A, s.M, s.B, s.N)
}

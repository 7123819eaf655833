package compare

import "github.com/palimpsest-go/palimpsest/shingle"

// What a step adds to the score of a stretch. The rates balance where one word
// in thirty is exchanged: below that, copy-editing is as likely an explanation.
const (
	scoreExchange = 1     // a content word for another, or for a phrase
	scoreEqual    = -0.03 // an equal word
	scoreIndel    = -0.3  // a word put in or taken out
	scoreNumber   = -1    // a number changed
	scoreSeam     = -0.5  // from one passage to the next
)

// densest returns the stretch of the passages in which words were exchanged
// most, as passages, in the order of the suspect: all of them where all was
// spun, a part where a part was. It is the maximal-scoring run of steps
// (Bentley, Programming Pearls, 1984). It is empty if nothing was exchanged.
func (al *alignment) densest(passages []passage) []passage {
	var best, score float64
	var from, to, start [2]int // passage and step
	for i, p := range passages {
		if score += scoreSeam; score <= 0 {
			score, start = 0, [2]int{i, 0}
		}
		for k := range p.steps {
			if score <= 0 {
				score, start = 0, [2]int{i, k}
			}
			if score += al.stretchScore(&p.steps[k]); score > best {
				best, from, to = score, start, [2]int{i, k + 1}
			}
		}
	}
	if best == 0 {
		return nil
	}
	var out []passage
	for i := from[0]; i <= to[0]; i++ {
		steps := passages[i].steps
		if i == to[0] {
			steps = steps[:to[1]]
		}
		if i == from[0] {
			steps = steps[from[1]:]
		}
		if len(steps) > 0 {
			out = append(out, newPassage(steps))
		}
	}
	return out
}

// stretchScore returns the score of a step.
func (al *alignment) stretchScore(s *step) float64 {
	switch s.op {
	case Equal:
		return scoreEqual * float64(s.M)
	case Insert, Delete:
		return scoreIndel * float64(s.M+s.N)
	}
	v, w := al.a.words[s.A].Class, al.b.words[s.B].Class
	if al.flipped {
		v, w = w, v
	}
	switch {
	case v == shingle.Number || w == shingle.Number || al.exchanges[s.exchange].figure:
		return scoreNumber
	case s.symbol || v == shingle.Function || s.respelt || v == shingle.Name && !s.impossible:
		return 0
	}
	return scoreExchange
}

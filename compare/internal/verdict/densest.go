package verdict

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// What a step adds to the score of a stretch. The rates balance where one word
// in thirty is exchanged: below that, copy-editing is as likely an explanation.
const (
	scoreExchange = 1     // a content word for another, or for a phrase
	scoreEqual    = -0.03 // an equal word
	scoreIndel    = -0.3  // a word put in or taken out
	scoreNumber   = -1    // a number changed
	scoreSeam     = -0.5  // from one passage to the next
)

// stretch returns the stretch of the passages in which words were exchanged
// most, as passages, in the order of the suspect: all of them where all was
// spun, a part where a part was. It is the maximal-scoring run of steps
// (Bentley, Programming Pearls, 1984). It is empty if nothing was exchanged.
func stretch(c *change.Changes, passages []change.Passage) []change.Passage {
	var best, score float64
	var from, to, start [2]int // passage and step
	for i := range passages {
		if score += scoreSeam; score <= 0 {
			score, start = 0, [2]int{i, 0}
		}
		steps := passages[i].Steps
		for k := range steps {
			if score <= 0 {
				score, start = 0, [2]int{i, k}
			}
			if score += stepScore(c, &steps[k]); score > best {
				best, from, to = score, start, [2]int{i, k + 1}
			}
		}
	}
	if best == 0 {
		return nil
	}
	var out []change.Passage
	for i := from[0]; i <= to[0]; i++ {
		steps := passages[i].Steps
		if i == to[0] {
			steps = steps[:to[1]]
		}
		if i == from[0] {
			steps = steps[from[1]:]
		}
		if len(steps) > 0 {
			out = append(out, change.NewPassage(steps))
		}
	}
	return out
}

// stepScore returns the score of a step.
func stepScore(c *change.Changes, s *change.Step) float64 {
	switch s.Op {
	case align.Equal:
		return scoreEqual * float64(s.M)
	case align.Insert, align.Delete:
		return scoreIndel * float64(s.M+s.N)
	}
	v, w := c.Source.Words[s.A].Class, c.Suspect.Words[s.B].Class
	switch {
	case v == shingle.Number || w == shingle.Number || c.Exchanges[s.Exchange].Figure:
		return scoreNumber
	case s.Symbol || v == shingle.Function || s.Respelt || v == shingle.Name && !s.Impossible:
		return 0
	}
	return scoreExchange
}

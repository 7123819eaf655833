package verdict

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// What a step adds to the score of a stretch. The rates balance where one word
// in thirty is exchanged: below that, copy-editing is as likely an explanation.
const (
	scoreExchange   = 1     // a content word for a related one, or by a slip that no person makes
	scorePhrase     = 0.8   // a word for several, or several for one
	scoreUnrelated  = 0.4   // a content word for one that the lexicon knows but does not relate
	scoreUnknown    = 0.9   // a content word for another where no lexicon speaks
	scoreEqual      = -0.03 // an equal word, or one in other letters
	scorePutContent = -0.3  // a content word put in or taken out
	scorePutOther   = -0.05 // a function word, a number or a filler put in or taken out
	scoreMask       = -0.3  // a mask, another member of a set, another person
	scoreNumber     = -1    // a number changed
	scoreSeam       = -0.5  // from one passage to the next, or over a sentence that one text has more

	// leastPut bounds how much one insertion or deletion takes away, however long it
	// is.
	leastPut = -2
)

// stretch returns the stretch of the passages in which words were exchanged
// most, as passages, in the order of the suspect. If the whole text was spun, the
// stretch is all passages; if a part was, it is that part. It is the run of steps
// with the greatest score (Bentley, Programming Pearls, 1984). It is empty if
// nothing was exchanged.
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
	switch {
	case s.Same():
		return scoreEqual * float64(s.N)
	case s.Sentence:
		return scoreSeam
	case s.Op == align.Insert && s.Kind == change.Filler:
		return scorePutOther
	case s.Op == align.Insert:
		return putScore(c.Suspect.Words[s.B : s.B+s.N])
	case s.Op == align.Delete:
		return putScore(c.Source.Words[s.A : s.A+s.M])
	case s.Symbol:
		return 0
	}
	switch s.Kind {
	case change.Number:
		return scoreNumber
	case change.Masked, change.Unreadable, change.Person, change.Entity:
		return scoreMask
	case change.Function:
		return 0
	case change.Impossible, change.Synonym:
		return scoreExchange
	case change.Phrase:
		return scorePhrase
	}
	if c.Exchanges[s.Exchange].Known && c.Exchanges[s.Exchange].Related.Tier == lexicon.None {
		return scoreUnrelated
	}
	return scoreUnknown
}

// putScore returns the score of words put in or taken out.
func putScore(words []shingle.Word) (score float64) {
	for i := range words {
		if c := words[i].Class; c == shingle.Function || c == shingle.Number {
			score += scorePutOther
		} else {
			score += scorePutContent
		}
	}
	return max(score, leastPut)
}

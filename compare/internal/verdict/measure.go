package verdict

import (
	"math"

	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/internal/sentence"
)

// Coverage is the share of each text's words that lie in passages, 0 to 1. Excluded
// words do not count.
type Coverage struct{ Source, Suspect float64 }

// Measures are what the changes between two texts, or in one of their passages,
// show. Signals are made of them alone.
type Measures struct {
	All      Tally // over all passages
	Densest  Tally // over the stretch where words were exchanged most
	Coverage Coverage
	Likeness Likeness

	Sentences sentence.Measures // zero where sentences were not aligned
	pairs     [3]int            // pairs of sentences that plainly belong together, and sentences of source and suspect
	shown     bool              // such pairs are passages too, which no field here counts

	repeats [2]int // words of source and suspect that repeat what passages cover
}

// coverage returns the share of each text's words that lie in passages, or in a
// stretch that repeats a part of one word for word: a covered stretch is covered
// however often the text repeats it. Repeats are the words of each text that are
// covered only as such repeats.
func coverage(c *change.Changes) (share Coverage, repeats [2]int) {
	inSource, inSuspect := make([]bool, len(c.Source.Words)), make([]bool, len(c.Suspect.Words))
	for i := range c.Passages {
		p := &c.Passages[i]
		for k := p.A; k < p.AEnd; k++ {
			inSource[k] = true
		}
		for k := p.B; k < p.BEnd; k++ {
			inSuspect[k] = true
		}
	}
	var n [2]int
	n[0], repeats[0] = covered(c.Source, inSource)
	n[1], repeats[1] = covered(c.Suspect, inSuspect)
	return Coverage{ratio(n[0], len(inSource)), ratio(n[1], len(inSuspect))}, repeats
}

// leastRepeat is how many words a stretch must have to count as a repeat of a covered
// one.
const leastRepeat = 12

// covered returns how many words of a text are covered, and how many of them only
// because they repeat covered words. Time is linear in the words.
func covered(t *prepare.Text, in []bool) (n, repeats int) {
	for _, is := range in {
		if is {
			n++
		}
	}
	if n == len(in) || n == 0 {
		return n, 0
	}
	runs := t.Seeds[prepare.SeedRuns]
	known := make(map[uint64]bool)
	for _, r := range runs {
		if in[r.First] && in[r.End-1] {
			known[r.Hash] = true
		}
	}
	from := -1 // start of a stretch of runs that are known
	for i := 0; i <= len(runs); i++ {
		if i < len(runs) && known[runs[i].Hash] && !in[runs[i].First] {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 {
			if words := i - from + prepare.RunSize - 1; words >= leastRepeat {
				for k := from; k < min(len(in), i+prepare.RunSize-1); k++ {
					if !in[k] {
						repeats++
					}
				}
			}
			from = -1
		}
	}
	return n + repeats, repeats
}

func ratio(n, of int) float64 { return share(float64(n), of) }

func share(n float64, of int) float64 {
	if of == 0 {
		return 0
	}
	return n / float64(of)
}

// Round returns p to four decimals. This is finer than the sample can resolve, and
// the same on every machine.
func Round(p float64) float64 { return math.Round(p*1e4) / 1e4 }

package verdict

import (
	"math"

	"github.com/palimpsest-go/palimpsest/compare/internal/change"
)

// Coverage is the share of each text's words that lie in passages, 0 to 1, of
// those that are not excluded.
type Coverage struct{ Source, Suspect float64 }

// Measures are what the changes of two texts, or of one of their passages, show:
// everything that signals are made of.
type Measures struct {
	All      Tally // over all passages
	Densest  Tally // over the stretch where words were exchanged most
	Coverage Coverage
	Likeness Likeness
}

// coverage returns the share of each text's words that lie in passages.
func coverage(c *change.Changes) Coverage {
	var covered Coverage
	seen := make([]bool, len(c.Source.Words)) // passages may share words of the source
	for i := range c.Passages {
		p := &c.Passages[i]
		covered.Suspect += float64(p.BEnd - p.B)
		for k := p.A; k < p.AEnd; k++ {
			if !seen[k] {
				seen[k] = true
				covered.Source++
			}
		}
	}
	return Coverage{share(covered.Source, len(c.Source.Words)), share(covered.Suspect, len(c.Suspect.Words))}
}

func share(n float64, of int) float64 {
	if of == 0 {
		return 0
	}
	return n / float64(of)
}

// Round returns p to four decimals: more than the sample can tell apart, and
// the same on every machine.
func Round(p float64) float64 { return math.Round(p*1e4) / 1e4 }

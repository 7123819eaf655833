package spinner

import (
	"errors"
	"fmt"
	"math"

	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
)

// ErrSettings is wrapped by errors about settings out of range.
var ErrSettings = errors.New("spinner: bad settings")

// levels are the levels that a link must reach.
type levels struct {
	prior, confidence float64
	alone             bool // there is no background
}

// understated is by how much, in nats, the odds that one of all pairs with at least a score
// shares a dictionary are higher than those of a pair with just this score, because most
// have a higher one. For spinners of WordNet and MyThes, with a background of the same
// thesaurus, the command measure shows 2.0 and more at scores of 2 to 6 (-curve); half a nat
// is kept for other thesauri. The odds of a single pair were never less than e^-1 times what
// its score says.
const understated = 1.5

// levels returns the levels of the settings; prior replaces a zero Prior.
func (l Linker) levels(prior float64) (levels, error) {
	at := levels{l.Prior, l.Confidence, l.Background.Spinners() == 0}
	if at.prior == 0 {
		at.prior = prior
	}
	if at.confidence == 0 {
		at.confidence = DefaultConfidence
	}
	for _, f := range []struct {
		name  string
		value float64
	}{{"Prior", at.prior}, {"Confidence", at.confidence}} {
		if !(f.value > 0 && f.value < 1) {
			return levels{}, fmt.Errorf("%w: %s is %v, want a value between 0 and 1", ErrSettings, f.name, f.value)
		}
	}
	return at, nil
}

// needed returns the score at and above which the part of links that are right is the
// confidence, in nats. Without a background, each of them must reach it: then nothing is
// known about how scores are distributed.
func (l levels) needed() float64 {
	needed := logit(l.confidence) - logit(l.prior)
	if l.alone {
		return needed
	}
	return needed - understated
}

// probability returns the probability of a score.
func (l levels) probability(score float64) float64 {
	return 1 / (1 + math.Exp(-score-logit(l.prior)))
}

func logit(p float64) float64 { return math.Log(p) - math.Log1p(-p) }

// model returns the model to use: one that allows for small thesauri if no spinner was
// seen. What [Background.AddEntry] added counts all the same.
func (l Linker) model() evidence.Model {
	if l.Background.Spinners() == 0 {
		return evidence.FittedAlone()
	}
	return evidence.Fitted()
}

package spinner

import (
	"fmt"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
)

// A pairing scores sides of one lot against each other. It reuses its memory.
type pairing struct {
	*lot
	commonSources bool           // count exchanges in sources that both accounts copied
	both          evidence.Tally // of the last two
	trial         trial
	words         int // that were compared
	setAside      int // that were not compared, because they are in common sources only

	known [2]float64 // how much likelier the background makes the choices of each

	keep bool           // fill what follows
	best evidence.Tally // like both, if they had agreed on every word
}

func (l *lot) pairing(commonSources bool) *pairing {
	return &pairing{lot: l, commonSources: commonSources, both: l.model.Tally(), best: l.model.Tally()}
}

// score returns the log-likelihood ratio of p and q.
func (x *pairing) score(p, q *side) float64 {
	x.both.Reset()
	x.best.Reset()
	x.words, x.setAside = 0, 0
	x.trial.kin = kinshipOf(p.spinners, q.spinners)
	knownP, knownQ := p.known, q.known
	var aside []uint64
	if !x.commonSources {
		aside = common(p.sources, q.sources)
	}
	for i, j := 0, 0; i < len(p.words) && j < len(q.words); {
		switch a, b := &p.words[i], &q.words[j]; {
		case a.word < b.word:
			i++
		case a.word > b.word:
			j++
		default:
			x.try(without(a.choices, aside), without(b.choices, aside), x.trial.kin.targets(a.own, b.own))
			if x.trial.kin != same {
				knownP += x.lessFamiliar(a, b)
				knownQ += x.lessFamiliar(b, a)
			}
			i, j = i+1, j+1
		}
	}
	x.known = [2]float64{knownP, knownQ}
	return x.model.Score(&x.both, p.account(knownP), q.account(knownQ))
}

// lessFamiliar returns how much is taken from the familiarity of an account if what the
// background has of the other one is left out: that both agree shows no more than that.
func (x *pairing) lessFamiliar(a, other *sideWord) float64 {
	if other.own == 0 {
		return 0
	}
	all := x.trial.kin.targets(a.own, other.own)
	return x.familiar(a.choices, other.choices, all, x.trial.kin) - x.familiar(a.choices, nil, a.own, same)
}

// try compares a word that both accounts exchanged. Of its targets in the background, own
// are theirs.
func (x *pairing) try(p, q []taken, own int) {
	if !x.trial.between(p, q, own) {
		x.setAside++
		return
	}
	x.words++
	x.add(&x.both, &x.trial)
	if !x.keep {
		return
	}
	rarest := x.usualIn(&x.trial, x.trial.first)
	for _, list := range [...][]taken{p, q} {
		for _, c := range list {
			u := x.formUsualWithout(c.form, c.ownForm)
			if x.trial.loose {
				u = x.usualWithout(c.mapping, own, c.own)
			}
			if u.Share < rarest.Share {
				rarest = u
			}
		}
	}
	x.best.Agree(1, rarest, x.trial.loose)
}

// link compares two sides in full. A link needs a score.
func (x *pairing) link(p, q *side, at levels, needed float64) Link {
	score := x.score(p, q)
	l := Link{Score: score, Probability: at.probability(score), Needed: needed, Words: x.words, SetAside: x.setAside}
	_, l.Agreed = x.both.Trials()
	best := x.model.Score(&x.best, p.account(x.known[0]), q.account(x.known[1]))
	switch {
	case x.words < FewestWords && x.setAside > 0:
		l.Reason = fmt.Sprintf("words that both exchanged: %d, of them only in sources that both copied: %d; others needed: %d", x.words+x.setAside, x.setAside, FewestWords)
	case x.words < FewestWords:
		l.Reason = fmt.Sprintf("words that both exchanged: %d; needed: %d", x.words, FewestWords)
	case score >= l.Needed:
		l.Outcome = Linked
	case best < l.Needed:
		l.Reason = fmt.Sprintf("words that both exchanged: %d; if they agreed on all, the score would be %.1f of the %.1f needed", x.words, best, l.Needed)
	default:
		l.Outcome = Apart
	}
	l.Shared = x.shared(p, q)
	slices.SortStableFunc(l.Shared, rarestFirst)
	return l
}

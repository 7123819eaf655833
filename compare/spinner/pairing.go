package spinner

import (
	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
)

// A pairing scores sides of one lot against each other. It has room that it uses again.
type pairing struct {
	*lot
	keepCommon bool // count what stands in sources that both accounts copied
	both       evidence.Tally
	setAside   int
	shared     []sharedRun // mappings in common, if they are to be kept
	keep       bool
}

// A sharedRun is a mapping that both accounts have, with how many sources of each.
type sharedRun struct {
	mapping uint32
	p, q    int
}

func (l *lot) pairing(keepCommon bool) *pairing {
	return &pairing{lot: l, keepCommon: keepCommon, both: l.model.Tally()}
}

// score returns the log-likelihood ratio of p and q. It leaves the trials in x.both.
func (x *pairing) score(p, q *side) float64 {
	x.both.Reset()
	x.setAside, x.shared = 0, x.shared[:0]
	var aside []uint64
	if !x.keepCommon {
		aside = common(p.sources, q.sources)
	}
	for i, j := 0, 0; i < len(p.words) && j < len(q.words); {
		switch a, b := &p.words[i], &q.words[j]; {
		case a.word < b.word:
			i++
		case a.word > b.word:
			j++
		default:
			x.trial(without(a.choices, aside), without(b.choices, aside))
			i, j = i+1, j+1
		}
	}
	return x.model.Score(&x.both, &p.self, &q.self)
}

// trial adds a word that both accounts exchanged.
func (x *pairing) trial(p, q []taken) {
	if len(p) == 0 || len(q) == 0 {
		x.setAside++
		return
	}
	a, b := runs(p), runs(q)
	all := float64(len(p) * len(q))
	agreed := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].mapping < b[0].mapping:
			a = a[1:]
		case a[0].mapping > b[0].mapping:
			b = b[1:]
		default:
			n := a[0].count * b[0].count
			agreed += n
			x.both.Agree(float64(n)/all, x.shares[a[0].mapping])
			if x.keep {
				x.shared = append(x.shared, sharedRun{a[0].mapping, a[0].count, b[0].count})
			}
			a, b = a[1:], b[1:]
		}
	}
	if agreed < len(p)*len(q) {
		x.both.Differ(float64(len(p)*len(q)-agreed) / all)
	}
}

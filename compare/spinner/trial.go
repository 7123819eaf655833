package spinner

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
)

// A trial compares the replacements for one word in several sources, each with each.
//
// Words are equal by their stem, but forms of one stem may have their own entries in a
// dictionary: manage and manager, make and made. So if sources have the same form, only
// those are compared; otherwise the trial is loose.
type trial struct {
	kin    kinship
	pairs  int // of choices that were compared
	loose  bool
	first  run   // of the pairs, the first in order
	agreed []run // on which pairs agree, in order
}

// A run is how many pairs agree on a form with a target or, in a loose trial, on a
// mapping, and what the background has of the two accounts for it.
type run struct {
	number  uint32
	pairs   int
	own     own
	mapping uint32
	from    string // the form, if it is not loose
}

func (r run) compare(s run) int {
	return cmp.Or(cmp.Compare(r.mapping, s.mapping), cmp.Compare(r.from, s.from))
}

// A kinship says whether two accounts are the same spinners of a background.
type kinship uint8

const (
	others kinship = iota // they have none in common; or one or both have none
	same                  // they are the same
	some                  // they have some in common
)

func kinshipOf(p, q []int) kinship {
	switch {
	case slices.Equal(p, q):
		return same
	case len(common(p, q)) > 0:
		return some
	}
	return others
}

// targets returns how many targets of a word to leave out, and takers how many spinners
// that take a target, if the spinners of one account added p and those of the other q.
// Where both have some spinners in common, too few takers and too many targets may be
// left out: then a target looks more usual than it is.
func (k kinship) targets(p, q int) int {
	if k == same {
		return max(p, q)
	}
	return p + q
}

func (k kinship) takers(p, q int) int {
	if k == others {
		return p + q
	}
	return max(p, q)
}

// between compares the choices of two accounts for a word, of which the background has so
// many targets of theirs. It reports whether there were any.
func (t *trial) between(p, q []taken, targets int) bool {
	t.begin()
	for _, a := range p {
		for _, b := range q {
			if a.from == b.from {
				t.pairs++
			}
		}
	}
	if t.loose = t.pairs == 0; t.loose {
		t.pairs = len(p) * len(q)
	}
	for i := range p {
		for j := range q {
			t.compare(&p[i], &q[j], targets)
		}
	}
	return t.pairs > 0
}

// alone compares the choices of one account. It reports whether there are several.
func (t *trial) alone(w *sideWord) bool {
	t.begin()
	t.kin = same
	p := w.choices
	for i := range p {
		for j := range i {
			if p[i].from == p[j].from {
				t.pairs++
			}
		}
	}
	if t.loose = t.pairs == 0; t.loose {
		t.pairs = len(p) * (len(p) - 1) / 2
	}
	for i := range p {
		for j := range i {
			t.compare(&p[i], &p[j], w.own)
		}
	}
	return t.pairs > 0
}

func (t *trial) begin() { t.pairs, t.first, t.agreed = 0, run{}, t.agreed[:0] }

// compare compares two choices, if it is their turn.
func (t *trial) compare(a, b *taken, targets int) {
	r := run{a.form, 1, own{t.kin.targets(a.ownForm.targets, b.ownForm.targets), t.kin.takers(a.ownForm.takers, b.ownForm.takers)}, a.mapping, a.from}
	switch {
	case t.loose:
		r = run{a.mapping, 1, own{targets, t.kin.takers(a.own, b.own)}, a.mapping, ""}
	case a.from != b.from:
		return
	}
	if t.first.pairs == 0 || r.from < t.first.from {
		t.first = r
	}
	if a.mapping != b.mapping {
		return
	}
	for i := range t.agreed {
		if t.agreed[i].number == r.number {
			t.agreed[i].pairs++
			return
		}
	}
	t.agreed = append(t.agreed, r)
	for i := len(t.agreed) - 1; i > 0 && t.agreed[i].compare(t.agreed[i-1]) < 0; i-- {
		t.agreed[i], t.agreed[i-1] = t.agreed[i-1], t.agreed[i]
	}
}

// add adds a trial to a tally.
func (l *lot) add(to *evidence.Tally, t *trial) {
	rest := t.pairs
	for _, r := range t.agreed {
		to.Agree(float64(r.pairs)/float64(t.pairs), l.usualIn(t, r), t.loose)
		rest -= r.pairs
	}
	if rest > 0 {
		first := t.first
		first.own.takers = 0
		to.Differ(float64(rest)/float64(t.pairs), l.usualIn(t, first), t.loose)
	}
}

// usualIn returns how usual it is to others what a run of a trial agrees on.
func (l *lot) usualIn(t *trial, r run) evidence.Usual {
	if t.loose {
		return l.usualWithout(r.number, r.own.targets, r.own.takers)
	}
	return l.formUsualWithout(r.number, r.own)
}

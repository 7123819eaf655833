package spinner

import (
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
	agreed []run // mappings on which pairs agree, ascending
}

// A run is how many pairs agree on a mapping, and how many of the spinners of the
// background that take it are those of the two accounts.
type run struct {
	mapping uint32
	pairs   int
	own     int
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

// between compares the choices of two accounts. It reports whether there were any.
func (t *trial) between(p, q []taken) bool {
	t.begin()
	same := 0
	for _, a := range p {
		for _, b := range q {
			if a.from == b.from {
				same++
			}
		}
	}
	t.loose = same == 0
	if t.pairs = same; t.loose {
		t.pairs = len(p) * len(q)
	}
	for _, a := range p {
		for _, b := range q {
			if a.mapping == b.mapping && (t.loose || a.from == b.from) {
				t.agree(a.mapping, t.kin.takers(a.own, b.own))
			}
		}
	}
	return t.pairs > 0
}

// alone compares the choices of one account. It reports whether there are several.
func (t *trial) alone(p []taken) bool {
	t.begin()
	same := 0
	for i, a := range p {
		for _, b := range p[:i] {
			if a.from == b.from {
				same++
			}
		}
	}
	t.loose = same == 0
	if t.pairs = same; t.loose {
		t.pairs = len(p) * (len(p) - 1) / 2
	}
	for i, a := range p {
		for _, b := range p[:i] {
			if a.mapping == b.mapping && (t.loose || a.from == b.from) {
				t.agree(a.mapping, a.own)
			}
		}
	}
	return t.pairs > 0
}

func (t *trial) begin() { t.pairs, t.agreed = 0, t.agreed[:0] }

// agree counts a pair. Mappings come in ascending order.
func (t *trial) agree(mapping uint32, own int) {
	if n := len(t.agreed); n > 0 && t.agreed[n-1].mapping == mapping {
		t.agreed[n-1].pairs++
		return
	}
	t.agreed = append(t.agreed, run{mapping, 1, own})
}

// add adds a trial to a tally. What the background has of the accounts themselves is left
// out: own is how many targets of the word, of which mapping is any.
func (l *lot) add(to *evidence.Tally, t *trial, mapping uint32, own int) {
	rest := t.pairs
	for _, r := range t.agreed {
		to.Agree(float64(r.pairs)/float64(t.pairs), l.usualWithout(r.mapping, own, r.own), t.loose)
		rest -= r.pairs
	}
	if rest > 0 {
		to.Differ(float64(rest)/float64(t.pairs), l.usualWithout(mapping, own, 0), t.loose)
	}
}

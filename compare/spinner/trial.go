package spinner

import "github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"

// A trial compares the replacements for one word in several sources, each with each.
//
// Words are equal by their stem, but forms of one stem may have their own entries in a
// dictionary: manage and manager, make and made. So if sources have the same form, only
// those are compared; otherwise the trial is loose.
type trial struct {
	pairs  int // of choices that were compared
	loose  bool
	agreed []run // mappings on which pairs agree, ascending
}

// A run is how many pairs agree on a mapping.
type run struct {
	mapping uint32
	pairs   int
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
				t.agree(a.mapping)
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
				t.agree(a.mapping)
			}
		}
	}
	return t.pairs > 0
}

func (t *trial) begin() { t.pairs, t.agreed = 0, t.agreed[:0] }

// agree counts a pair. Mappings come in ascending order.
func (t *trial) agree(mapping uint32) {
	if n := len(t.agreed); n > 0 && t.agreed[n-1].mapping == mapping {
		t.agreed[n-1].pairs++
		return
	}
	t.agreed = append(t.agreed, run{mapping, 1})
}

// add adds a trial to a tally.
func (l *lot) add(to *evidence.Tally, t *trial, doubt float64) {
	rest := t.pairs
	for _, r := range t.agreed {
		to.Agree(float64(r.pairs)/float64(t.pairs), l.usual[r.mapping], t.loose)
		rest -= r.pairs
	}
	if rest > 0 {
		to.Differ(float64(rest)/float64(t.pairs), doubt, t.loose)
	}
}

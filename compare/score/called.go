package score

import (
	"io"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Calls is how many pairs of one label and kind were given a verdict.
type Calls struct {
	Label string
	Kind  string
	Rate  Rate
	IDs   []string // of the wrong pairs, ascending: those that were given the verdict by mistake, or missed it
}

// A CallTable is Calls by label and kind, in that order.
type CallTable []Calls

// FalsePositives returns how many of the pairs for which verdict v is wrong were
// given it, separately for each label and kind. Do not pool them: a kind that is
// rare among the pairs may be common in use.
func FalsePositives(outcomes []Outcome, v compare.Verdict) CallTable {
	return calls(outcomes, v, func(a Answer) bool { return !a.Right(v) }, true)
}

// Found returns how many of the pairs that want verdict v were given it,
// separately for each label and kind.
func Found(outcomes []Outcome, v compare.Verdict) CallTable {
	return calls(outcomes, v, func(a Answer) bool { return a.Wanted == v }, false)
}

// calls counts how often v was given to the pairs that of selects. wrong says
// whether giving v to them is the error, or missing it.
func calls(outcomes []Outcome, v compare.Verdict, of func(Answer) bool, wrong bool) CallTable {
	var table CallTable
	for _, part := range By(outcomes, func(p *Pair) string { return p.Label + "\x00" + p.Kind }) {
		p := &part[0].Pair
		a, err := ParseLabel(p.Label, p.Kind)
		if err != nil || !of(a) {
			continue
		}
		c := Calls{Label: p.Label, Kind: p.Kind}
		for i := range part {
			given := part[i].Report.Verdict == v
			c.Rate.Of++
			if given {
				c.Rate.Count++
			}
			if given == wrong {
				c.IDs = append(c.IDs, part[i].Pair.ID)
			}
		}
		slices.Sort(c.IDs)
		table = append(table, c)
	}
	return table
}

// WriteText writes the calls as a table under a heading.
func (t CallTable) WriteText(w io.Writer, heading string) error {
	out := newTable(heading)
	out.head("calls", "pairs", "share", "95 %")
	for _, c := range t {
		out.row(ByKind(&Pair{Label: c.Label, Kind: c.Kind}))
		out.count(c.Rate.Count)
		out.count(c.Rate.Of)
		out.rate(c.Rate)
	}
	return out.write(w)
}

package score

import (
	"io"
	"maps"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Verdicts counts the verdicts that were given to some of the pairs.
type Verdicts struct {
	Name  string        // of this part of the pairs
	Given [verdicts]int // by verdict, which is the index
	Right Rate          // verdicts that the label allows, see [Answer.Right], out of all
}

// A VerdictTable is Verdicts in the order of their names.
type VerdictTable []Verdicts

// VerdictsBy divides the outcomes by a key, for instance [ByChange], and counts
// the verdicts of each part. The key is the name of the part.
func VerdictsBy(outcomes []Outcome, key func(*Outcome) string) VerdictTable {
	parts := make(map[string]*Verdicts)
	for i := range outcomes {
		o := &outcomes[i]
		a, err := ParseLabel(o.Pair.Label, o.Pair.Kind)
		if err != nil || int(o.Report.Verdict) >= verdicts {
			continue
		}
		name := key(o)
		if parts[name] == nil {
			parts[name] = &Verdicts{Name: name}
		}
		parts[name].add(a, o.Report.Verdict)
	}
	var table VerdictTable
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		table = append(table, *parts[name])
	}
	return table
}

func (v *Verdicts) add(wanted Answer, given compare.Verdict) {
	v.Given[given]++
	v.Right.Of++
	if wanted.Right(given) {
		v.Right.Count++
	}
}

// WriteText writes the verdicts as a table under a heading. It writes nothing if
// the table is empty.
func (t VerdictTable) WriteText(w io.Writer, heading string) error {
	if len(t) == 0 {
		return nil
	}
	out := newTable(heading)
	out.head("pairs")
	for _, s := range shown {
		out.head(s.heading)
	}
	out.head("right", "95 %")
	for _, v := range t {
		out.row(v.Name)
		out.count(v.Right.Of)
		for _, s := range shown {
			out.count(v.Given[s.verdict])
		}
		out.rate(v.Right)
	}
	return out.write(w)
}

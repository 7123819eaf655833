package score

import (
	"io"
	"strconv"

	"github.com/palimpsest-go/palimpsest/compare"
)

// A Threshold is what would be flagged if a verdict counted only from a confidence
// on.
type Threshold struct {
	Confidence float64
	Flagged    int // pairs given the verdict with that confidence or more
	Right      int // those of them for which the verdict is right
	Found      int // those of them that want it
	Wanted     int // all pairs that want it
}

// Wrong returns how many were flagged by mistake.
func (t Threshold) Wrong() int { return t.Flagged - t.Right }

// Precision returns the share of the flagged that are right.
func (t Threshold) Precision() Rate { return Rate{t.Right, t.Flagged} }

// Recall returns the share of the wanted that are flagged.
func (t Threshold) Recall() Rate { return Rate{t.Found, t.Wanted} }

// A ThresholdTable is a list of thresholds.
type ThresholdTable []Threshold

// Thresholds returns what each of the given thresholds, 0 to 1, would flag as
// verdict v.
func Thresholds(outcomes []Outcome, v compare.Verdict, at ...float64) ThresholdTable {
	table := make(ThresholdTable, len(at))
	for k, confidence := range at {
		t := Threshold{Confidence: confidence}
		for i := range outcomes {
			o := &outcomes[i]
			a, err := ParseLabel(o.Pair.Label, o.Pair.Kind)
			if err != nil {
				continue
			}
			flagged := o.Report.Verdict == v && o.Report.Confidence >= confidence
			if flagged {
				t.Flagged++
			}
			if flagged && a.Right(v) {
				t.Right++
			}
			if a.Wanted == v {
				t.Wanted++
				if flagged {
					t.Found++
				}
			}
		}
		table[k] = t
	}
	return table
}

// WriteText writes the thresholds as a table under a heading.
func (t ThresholdTable) WriteText(w io.Writer, heading string) error {
	out := newTable(heading)
	out.head("flagged", "right", "wrong", "precision", "95 %", "recall", "95 %")
	for _, x := range t {
		out.row("≥ " + strconv.FormatFloat(x.Confidence, 'g', -1, 64))
		out.count(x.Flagged)
		out.count(x.Right)
		out.count(x.Wrong())
		out.rate(x.Precision())
		out.rate(x.Recall())
	}
	return out.write(w)
}

package score

import (
	"io"
	"math"

	"github.com/palimpsest-go/palimpsest/compare"
)

// A Confusion counts verdicts by the wanted verdict: Counts[wanted][given].
type Confusion struct {
	Counts [verdicts][verdicts]int
	Right  [verdicts][verdicts]int // those of Counts whose label allows the verdict, see [Answer.Right]
}

// NewConfusion counts the verdicts of outcomes.
func NewConfusion(outcomes []Outcome) *Confusion {
	c := &Confusion{}
	for i := range outcomes {
		o := &outcomes[i]
		a, err := ParseLabel(o.Pair.Label, o.Pair.Kind)
		if err != nil || int(o.Report.Verdict) >= verdicts {
			continue
		}
		c.Counts[a.Wanted][o.Report.Verdict]++
		if a.Right(o.Report.Verdict) {
			c.Right[a.Wanted][o.Report.Verdict]++
		}
	}
	return c
}

// Score returns the precision of a verdict, over the pairs that were given it, and
// its recall, over the pairs that want it. In both, a verdict that the label allows
// is right. For a verdict without such pairs they are 0 of 0.
func (c *Confusion) Score(v compare.Verdict) Score {
	var s Score
	if int(v) >= verdicts {
		return s
	}
	for w := range verdicts {
		s.add(Score{Rate{c.Right[w][v], c.Counts[w][v]}, Rate{c.Right[v][w], c.Counts[v][w]}})
	}
	return s
}

// Strict returns how many of the pairs that want a verdict were given exactly that.
// It is 0 of 0 if no pair wants it.
func (c *Confusion) Strict(v compare.Verdict) Rate {
	if int(v) >= verdicts {
		return Rate{}
	}
	return Rate{c.Counts[v][v], c.Score(v).Recall.Of}
}

// Accuracy returns the share of all pairs whose verdict is right.
func (c *Confusion) Accuracy() Rate {
	var all Rate
	for v := range verdicts {
		recall := c.Score(compare.Verdict(v)).Recall
		all.Count += recall.Count
		all.Of += recall.Of
	}
	return all
}

// MacroF1 returns the mean F1, with equal weights, of the verdicts that some pair
// wants. It is NaN if there are no pairs.
func (c *Confusion) MacroF1() float64 {
	sum, n := 0.0, 0.0
	for v := range verdicts {
		if s := c.Score(compare.Verdict(v)); s.Recall.Of > 0 {
			sum += s.F1()
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / n
}

// WriteText writes the counts as a table, a row for each verdict that is wanted
// or was given.
func (c *Confusion) WriteText(w io.Writer) error {
	t := newTable("wanted \\ given")
	for _, s := range shown {
		t.head(s.heading)
	}
	t.head("strict", "right", "95 %", "precision", "F1")
	for _, row := range shown {
		s := c.Score(row.verdict)
		if s.Recall.Of+s.Precision.Of == 0 {
			continue
		}
		t.row(row.verdict.String())
		for _, column := range shown {
			t.count(c.Counts[row.verdict][column.verdict])
		}
		t.value(c.Strict(row.verdict).Value())
		t.rate(s.Recall)
		t.value(s.Precision.Value())
		if s.Recall.Of > 0 {
			t.value(s.F1())
		}
	}
	all := c.Accuracy()
	t.note("%d of %d verdicts right or fine too (%s), macro-F1 %s", all.Count, all.Of, percent(all.Interval()), decimals(c.MacroF1()))
	return t.write(w)
}

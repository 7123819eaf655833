package main

import (
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/compare/internal/logistic"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
	"github.com/palimpsest-go/palimpsest/compare/score"
)

// folds is into how many parts sources are divided.
const folds = 5

// part returns which of n parts a name falls into.
func part(name string, n uint32) uint32 {
	h := fnv.New32a()
	io.WriteString(h, name)
	return h.Sum32() >> 3 % n
}

// crossValidate returns what a model says of each example that was fitted on
// those of other sources and, where it is spun, of other families of
// dictionaries. One that is not spun is left out together with one of the
// families, by its name. The result is nil where the subject is.
func crossValidate(examples []example, subjects []*subject, cross [][2]int, classes int) [][]float64 {
	all := map[string]bool{}
	for _, e := range examples {
		if e.Family != "" {
			all[e.Family] = true
		}
	}
	families := slices.Sorted(maps.Keys(all))
	out := make([][]float64, len(examples))
	var wg sync.WaitGroup
	for fold := range uint32(folds) {
		for f := range families {
			wg.Go(func() {
				train, test := divide(examples, subjects, fold, families, f)
				m := logistic.Fit(training(train), cross, classes, penalty)
				for _, i := range test {
					out[i] = m.Predict(subjects[i].X)
				}
			})
		}
	}
	wg.Wait()
	return out
}

// divide returns the subjects to fit on and the examples to test on for one part
// of the sources and one family.
func divide(examples []example, subjects []*subject, fold uint32, families []string, f int) (train []*subject, test []int) {
	for i := range examples {
		e, s := &examples[i], subjects[i]
		if s == nil {
			continue
		}
		held := part(e.Group, folds) == fold
		switch {
		case e.Family != "" && held && e.Family == families[f]:
			test = append(test, i)
		case e.Family != "" && !held && e.Family != families[f]:
			train = append(train, s)
		case e.Family == "" && !held:
			train = append(train, s)
		case e.Family == "" && part(e.ID, uint32(len(families))) == uint32(f):
			test = append(test, i)
		}
	}
	return train, test
}

// best returns the class to decide for: the most probable one, but not spun if
// that is less probable than verdict.LeastSpun.
func best(p []float64) int {
	if spun := slices.Index(classNames, "spun"); len(p) == len(classNames) && p[spun] < verdict.LeastSpun {
		p = slices.Clone(p)
		p[spun] = 0
	}
	return slices.Index(p, slices.Max(p))
}

// printClasses prints, by label and kind, how often the class was right and
// how often it was spun, and names the pairs where that is wrong.
func printClasses(w io.Writer, examples []example, samples []*subject, held [][]float64) {
	type row struct {
		n, right, spun int
		wrong          []string
	}
	rows := make(map[string]*row)
	spun := slices.Index(classNames, "spun")
	for i, p := range examples {
		if held[i] == nil {
			continue
		}
		key := p.Label + " " + p.Kind
		r := rows[key]
		if r == nil {
			r = &row{}
			rows[key] = r
		}
		r.n++
		k := best(held[i])
		if samples[i].Class[k] {
			r.right++
		}
		if k == spun {
			r.spun++
		}
		if (k == spun) != (p.Label == "spun") {
			r.wrong = append(r.wrong, fmt.Sprintf("%s %.2f", p.ID, held[i][spun]))
		}
	}
	fmt.Fprintf(w, "Out of fold, by source and by dictionary:\n%-40s %5s %5s %5s  spun by mistake or missed, with P(spun)\n", "label and kind", "pairs", "right", "spun")
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		r := rows[key]
		fmt.Fprintf(w, "%-40s %5d %5d %5d  %s\n", key, r.n, r.right, r.spun, strings.Join(r.wrong, ", "))
	}
}

// printReliability prints how well P(spun) is calibrated: pairs in ten groups
// of equal size by it, its mean in each, and the share that is spun.
func printReliability(w io.Writer, examples []example, held [][]float64) {
	spun := slices.Index(classNames, "spun")
	var forecasts []score.Forecast
	for i := range examples {
		if held[i] != nil {
			forecasts = append(forecasts, score.Forecast{Probability: held[i][spun], True: examples[i].Label == "spun"})
		}
	}
	c := score.Calibrate(forecasts)
	fmt.Fprintf(w, "\nReliability of P(spun), out of fold, %d pairs:\n%10s %10s %6s\n", c.Base.Of, "predicted", "observed", "pairs")
	for _, b := range c.Bins {
		fmt.Fprintf(w, "%10.3f %10.3f %6d\n", b.Mean, b.Observed.Value(), b.Observed.Of)
	}
	fmt.Fprintf(w, "Brier score %.4f (base rate %.3f alone: %.4f), calibration error %.4f\n", c.Brier, c.Base.Value(), c.BaseBrier(), c.Error)
}

// printTopics prints how often the model of topics is right.
func printTopics(w io.Writer, examples []example, samples []*subject, held [][]float64) {
	right, n := map[string]int{}, map[string]int{}
	for i, p := range held {
		if p != nil {
			n[examples[i].Label]++
			if samples[i].Class[best(p)] {
				right[examples[i].Label]++
			}
		}
	}
	fmt.Fprintln(w, "\nTopics, out of fold:")
	for _, label := range slices.Sorted(maps.Keys(n)) {
		fmt.Fprintf(w, "%-12s %d of %d right\n", label, right[label], n[label])
	}
}

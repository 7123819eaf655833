package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/compare/internal/logistic"
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

// crossValidate returns what a model says of each pair that was fitted on
// pairs of other sources and, where the pair is spun, on other dictionaries. A
// pair that is not spun is left out together with one of the dictionaries, by
// its name. The result is nil where the sample is.
func crossValidate(pairs []score.Pair, samples []*logistic.Sample, classes int) [][]float64 {
	dictionaries := map[string]bool{}
	for _, p := range pairs {
		if p.Dictionary != "" {
			dictionaries[p.Dictionary] = true
		}
	}
	names := slices.Sorted(maps.Keys(dictionaries))
	out := make([][]float64, len(pairs))
	var wg sync.WaitGroup
	for fold := range uint32(folds) {
		for d := range names {
			wg.Go(func() {
				train, test := divide(pairs, samples, fold, names, d)
				m := logistic.Fit(train, classes, penalty)
				for _, i := range test {
					out[i] = m.Predict(samples[i].X)
				}
			})
		}
	}
	wg.Wait()
	return out
}

// divide returns the samples to fit on and the pairs to test on for one part of
// the sources and one dictionary.
func divide(pairs []score.Pair, samples []*logistic.Sample, fold uint32, names []string, d int) (train []logistic.Sample, test []int) {
	for i := range pairs {
		p := &pairs[i]
		if samples[i] == nil {
			continue
		}
		held := part(cmp.Or(p.Group, p.ID), folds) == fold
		switch {
		case p.Dictionary != "" && held && p.Dictionary == names[d]:
			test = append(test, i)
		case p.Dictionary != "" && !held && p.Dictionary != names[d]:
			train = append(train, *samples[i])
		case p.Dictionary == "" && !held:
			train = append(train, *samples[i])
		case p.Dictionary == "" && part(p.ID, uint32(len(names))) == uint32(d):
			test = append(test, i)
		}
	}
	return train, test
}

// best returns the most probable class.
func best(p []float64) int {
	k := 0
	for i := range p {
		if p[i] > p[k] {
			k = i
		}
	}
	return k
}

// printClasses prints, by label and kind, how often the class was right and
// how often it was spun, and names the pairs where that is wrong.
func printClasses(w io.Writer, pairs []score.Pair, samples []*logistic.Sample, held [][]float64) {
	type row struct {
		n, right, spun int
		wrong          []string
	}
	rows := make(map[string]*row)
	spun := slices.Index(classNames, "spun")
	for i, p := range pairs {
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
func printReliability(w io.Writer, pairs []score.Pair, held [][]float64) {
	spun := slices.Index(classNames, "spun")
	var forecasts []score.Forecast
	for i := range pairs {
		if held[i] != nil {
			forecasts = append(forecasts, score.Forecast{Probability: held[i][spun], True: pairs[i].Label == "spun"})
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
func printTopics(w io.Writer, pairs []score.Pair, samples []*logistic.Sample, held [][]float64) {
	right, n := map[string]int{}, map[string]int{}
	for i, p := range held {
		if p != nil {
			n[pairs[i].Label]++
			if samples[i].Class[best(p)] {
				right[pairs[i].Label]++
			}
		}
	}
	fmt.Fprintln(w, "\nTopics, out of fold:")
	for _, label := range slices.Sorted(maps.Keys(n)) {
		fmt.Fprintf(w, "%-12s %d of %d right\n", label, right[label], n[label])
	}
}

package main

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/labelled"
)

// shown are the verdicts in the order of the columns, with short headings.
var shown = []struct {
	verdict compare.Verdict
	heading string
}{
	{compare.Identical, "ident"}, {compare.NearDuplicate, "near"}, {compare.Excerpt, "excerpt"}, {compare.Spun, "spun"},
	{compare.Paraphrase, "paraph"}, {compare.SameTopic, "topic"}, {compare.Unrelated, "unrel"}, {compare.Insufficient, "short"},
}

// printVerdicts prints how often each verdict was given to each label and
// kind, and how many of those that are not spun were called so, with the 95 %
// interval of that rate. Kinds are never pooled.
func printVerdicts(w io.Writer, pairs []labelled.Pair, reports []*compare.Report) {
	counts := make(map[string]map[compare.Verdict]int)
	spun := make(map[string]bool) // keys of pairs that are
	for i, p := range pairs {
		key := p.Label + " " + p.Kind
		if counts[key] == nil {
			counts[key] = make(map[compare.Verdict]int)
		}
		counts[key][reports[i].Verdict]++
		spun[key] = p.Label == "spun"
	}
	fmt.Fprintf(w, "%-40s %5s ", "label and kind", "pairs")
	for _, s := range shown {
		fmt.Fprintf(w, "%8s", s.heading)
	}
	fmt.Fprintln(w, "   called spun, 95 % interval")
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		n := 0
		for _, c := range counts[key] {
			n += c
		}
		fmt.Fprintf(w, "%-40s %5d ", key, n)
		for _, s := range shown {
			fmt.Fprintf(w, "%8d", counts[key][s.verdict])
		}
		what := "false"
		if spun[key] {
			what = "right"
		}
		low, high := wilson(counts[key][compare.Spun], n)
		fmt.Fprintf(w, "   %d of %d %s, %.1f–%.1f %%\n", counts[key][compare.Spun], n, what, 100*low, 100*high)
	}
}

// wilson returns the 95 % interval of a rate of which k of n were seen (E. B.
// Wilson, 1927).
func wilson(k, n int) (low, high float64) {
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	centre := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (centre-half)/(1+z*z/m)), min(1, (centre+half)/(1+z*z/m))
}

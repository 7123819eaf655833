package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/compare/internal/features"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
)

// folds is the number of parts into which the groups of texts are divided.
const folds = 3

func fold(r *features.Row) uint32 {
	h := fnv.New32a()
	io.WriteString(h, cmp.Or(r.Group, r.ID))
	return h.Sum32() >> 3 % folds
}

// A heldOut is what is left out together with a pair: for an honest pair its kind, in
// all languages; for a spun one its dictionary and its noise.
type heldOut struct {
	fold                    uint32
	textOnly                bool // only the text is left out
	spun                    bool
	kind, dictionary, noise string
}

// held returns what must be left out to judge a pair.
func held(r *features.Row) heldOut {
	if r.Label == "spun" {
		return heldOut{fold: fold(r), spun: true, dictionary: r.Dictionary, noise: r.Noise}
	}
	return heldOut{fold: fold(r), kind: family(r.Kind)}
}

// family returns a kind without the language at its end.
func family(kind string) string {
	i := strings.LastIndexByte(kind, '-')
	if i > 0 && len(kind)-i == 3 && !strings.HasPrefix(kind, "made-") {
		return kind[:i]
	}
	return kind
}

// admits reports whether a model that judges the held-out pairs may be fitted on a
// pair: it shares neither text nor kind, nor dictionary or noise, with them. Pairs
// without noise share no noise.
func (h heldOut) admits(r *features.Row) bool {
	switch {
	case h.textOnly || fold(r) == h.fold:
		return fold(r) != h.fold
	case !h.spun:
		return r.Label == "spun" || family(r.Kind) != h.kind
	}
	return r.Label != "spun" || r.Dictionary != h.dictionary && (h.noise == "" || r.Noise != h.noise)
}

// A prediction is the result for a row of a model that never saw anything similar.
type prediction struct {
	row *features.Row
	p   float64
	yes bool
}

// validate judges every row by a model that did not see its text and, unless kinds are
// seen, neither its kind nor its dictionary or noise. It fits as many models as there
// are kinds and folds.
//
// Each model has its own knots. Beginning with the rises of a model of all rows would
// save steps, but its knots come from all rows, including the judged ones.
func validate(q verdict.Question, all []subject, seen bool) []prediction {
	tests := make(map[heldOut][]int)
	for i := range all {
		h := held(all[i].row)
		if seen {
			h = heldOut{fold: h.fold, textOnly: true}
		}
		tests[h] = append(tests[h], i)
	}
	out := make([]prediction, len(all))
	work := make(chan heldOut)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for h := range work {
				m, _, _ := fitTo(q, all, h.admits)
				for _, i := range tests[h] {
					out[i] = prediction{all[i].row, m.Predict(all[i].x), all[i].yes}
				}
			}
		})
	}
	for h := range tests {
		work <- h
	}
	close(work)
	wg.Wait()
	return out
}

// wilson returns the 95 % interval of a share (Wilson, 1927).
func wilson(n, of int) (low, high float64) {
	const z = 1.96
	if of == 0 {
		return 0, 1
	}
	p, m := float64(n)/float64(of), float64(of)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, mid-half), min(1, mid+half)
}

// printSpun prints how many of each kind are called spun: by models that did not see
// the kind, and beside it by models that did.
func printSpun(w io.Writer, title string, unseen, seen []prediction, key func(*features.Row) string) {
	type count struct{ n, unseen, seen int }
	counts := make(map[string]*count)
	for i := range unseen {
		k := key(unseen[i].row)
		if k == "" {
			continue
		}
		if counts[k] == nil {
			counts[k] = &count{}
		}
		counts[k].n++
		if calledSpun(unseen[i]) {
			counts[k].unseen++
		}
		if calledSpun(seen[i]) {
			counts[k].seen++
		}
	}
	fmt.Fprintf(w, "\n%s\n  %-44s %5s %16s %17s %17s\n", title, "", "pairs", "kind left out", "95 %", "kind seen")
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		c := counts[k]
		low, high := wilson(c.unseen, c.n)
		fmt.Fprintf(w, "  %-44s %5d %6d  %6.2f %%  (%5.2f–%5.2f) %6d  %6.2f %%\n", k, c.n,
			c.unseen, 100*float64(c.unseen)/float64(c.n), 100*low, 100*high, c.seen, 100*float64(c.seen)/float64(c.n))
	}
}

// question returns the question whose model judges a row.
func question(r *features.Row) verdict.Question {
	if r.Related {
		return verdict.SpunRelated
	}
	return verdict.SpunPlain
}

// calledSpun reports whether a row is called spun: probable enough, and possible by
// definition.
func calledSpun(p prediction) bool {
	return p.p >= verdict.LeastSpun(question(p.row), (*verdict.Vector)(p.row.Signals)) && possible(p)
}

// possible reports whether a row may be spun by definition.
func possible(p prediction) bool {
	return verdict.Possible(question(p.row), (*verdict.Vector)(p.row.Signals))
}

// printCalibration prints how well probabilities are calibrated: in ten bins, their
// mean and the share of true ones.
func printCalibration(w io.Writer, title string, ps []prediction) {
	var n, hit [10]int
	var sum [10]float64
	for _, p := range ps {
		b := min(9, int(10*p.p))
		n[b]++
		sum[b] += p.p
		if p.yes {
			hit[b]++
		}
	}
	e := 0.0
	fmt.Fprintf(w, "\n%s\n", title)
	for b := range n {
		if n[b] > 0 {
			mean, share := sum[b]/float64(n[b]), float64(hit[b])/float64(n[b])
			e += math.Abs(mean-share) * float64(n[b]) / float64(len(ps))
			fmt.Fprintf(w, "  %.1f–%.1f %7d  predicted %.3f  so %.3f\n", float64(b)/10, float64(b+1)/10, n[b], mean, share)
		}
	}
	fmt.Fprintf(w, "  calibration error %.4f\n", e)
}

// printThresholds prints how many honest and spun texts reach each threshold for
// calling texts spun.
func printThresholds(w io.Writer, ps []prediction) {
	fmt.Fprintf(w, "\n  %-6s %20s %20s %24s %24s\n", "bar", "honest, real", "honest, made", "spun, 15 %% and more", "spun, less")
	for _, bar := range []float64{0.5, 0.75, 0.85, 0.9, 0.95, 0.98} {
		var n, hit [4]int
		for _, p := range ps {
			k := 0
			switch {
			case p.row.Label == "spun" && float64(p.row.Exchanges) >= 0.15*float64(p.row.Words):
				k = 2
			case p.row.Label == "spun":
				k = 3
			case strings.HasPrefix(p.row.Kind, "made-"):
				k = 1
			}
			n[k]++
			if possible(p) && p.p >= bar {
				hit[k]++
			}
		}
		fmt.Fprintf(w, "  %-6.2f", bar)
		for k := range n {
			fmt.Fprintf(w, " %6d of %6d %6.2f%%", hit[k], n[k], 100*float64(hit[k])/float64(max(1, n[k])))
		}
		fmt.Fprintln(w)
	}
}

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

// folds is into how many parts the groups of texts are divided.
const folds = 3

func fold(r *features.Row) uint32 {
	h := fnv.New32a()
	io.WriteString(h, cmp.Or(r.Group, r.ID))
	return h.Sum32() >> 3 % folds
}

// held returns what is left out together with a pair: the kind of an honest one, in all
// languages; of a spun one its dictionary and its noise.
func held(r *features.Row) string {
	if r.Label == "spun" {
		return "spun " + r.Dictionary + " " + r.Noise
	}
	return family(r.Kind)
}

// family returns a kind without the language at its end.
func family(kind string) string {
	i := strings.LastIndexByte(kind, '-')
	if i > 0 && len(kind)-i == 3 && !strings.HasPrefix(kind, "made-") {
		return kind[:i]
	}
	return kind
}

// unseen reports whether a pair may be fitted on to judge those that are held out under
// a name in a fold: it shares neither text nor kind, nor dictionary or noise, with them.
func unseen(r *features.Row, name string, f uint32) bool {
	if fold(r) == f {
		return false
	}
	dictionary, noise, spun := spunWith(name)
	if !spun {
		return family(r.Kind) != name
	}
	return r.Label != "spun" || r.Dictionary != dictionary && (noise == "" || r.Noise != noise)
}

func spunWith(name string) (dictionary, noise string, ok bool) {
	rest, ok := strings.CutPrefix(name, "spun ")
	dictionary, noise, _ = strings.Cut(rest, " ")
	return dictionary, noise, ok
}

// A prediction is what a model that never saw the like says of a row.
type prediction struct {
	row *features.Row
	p   float64
	yes bool
}

// validate judges every row by a model that saw neither its text nor its kind, nor its
// dictionary or noise. It fits as many models as there are kinds and folds.
func validate(q verdict.Question, all []subject) []prediction {
	full, _, _ := fitTo(q, all, nil, func(*features.Row) bool { return true })
	tests := make(map[string][]int) // by what is held out and fold
	for i := range all {
		key := fmt.Sprintf("%d %s", fold(all[i].row), held(all[i].row))
		tests[key] = append(tests[key], i)
	}
	out := make([]prediction, len(all))
	keys := slices.Sorted(maps.Keys(tests))
	work := make(chan string)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for key := range work {
				var f uint32
				fmt.Sscan(key, &f)
				_, name, _ := strings.Cut(key, " ")
				m, _, _ := fitTo(q, all, full, func(r *features.Row) bool { return unseen(r, name, f) })
				for _, i := range tests[key] {
					out[i] = prediction{all[i].row, m.Predict(all[i].x), all[i].yes}
				}
			}
		})
	}
	for _, key := range keys {
		work <- key
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

// printSpun prints how many of each kind are called spun.
func printSpun(w io.Writer, title string, ps []prediction, key func(*features.Row) string) {
	type count struct{ n, spun int }
	counts := make(map[string]*count)
	var names []string
	for _, p := range ps {
		k := key(p.row)
		if k == "" {
			continue
		}
		if counts[k] == nil {
			counts[k] = &count{}
			names = append(names, k)
		}
		counts[k].n++
		if calledSpun(p) {
			counts[k].spun++
		}
	}
	slices.Sort(names)
	fmt.Fprintf(w, "\n%s\n", title)
	for _, k := range names {
		c := counts[k]
		low, high := wilson(c.spun, c.n)
		fmt.Fprintf(w, "  %-44s %6d of %6d  %6.2f %%  (%.2f–%.2f)\n", k, c.spun, c.n, 100*float64(c.spun)/float64(c.n), 100*low, 100*high)
	}
}

// calledSpun reports whether a row is called spun: probable enough, and possible by
// definition.
func calledSpun(p prediction) bool {
	return p.p >= verdict.LeastSpun && math.Expm1(p.row.Signals[verdict.Decisions]) > 3.5
}

// printCalibration prints how well probabilities are calibrated: in ten bins, their
// mean and the share that is so.
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

package score

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"math"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/palimpsest-go/palimpsest/compare"
)

// An Outcome is the report on a pair. The functions of this package leave out a
// pair with an unknown label.
type Outcome struct {
	Pair   Pair
	Report *compare.Report
}

// Run compares each pair with c, on workers goroutines (0 means one for each
// processor), and waits for them. The outcomes are in the order of pairs and do not
// depend on workers. The error is that of ctx, or names the first pair that could
// not be compared; then it wraps [ErrLabel], [ErrPair] or [compare.ErrTooLong].
func Run(ctx context.Context, pairs []Pair, c compare.Comparer, workers int) ([]Outcome, error) {
	return RunEach(ctx, pairs, func(*Pair) compare.Comparer { return c }, workers)
}

// RunEach is Run with a comparer for each pair. The function is called by several
// goroutines at once.
func RunEach(ctx context.Context, pairs []Pair, c func(*Pair) compare.Comparer, workers int) ([]Outcome, error) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	outcomes := make([]Outcome, len(pairs))
	errs := make([]error, len(pairs))
	var next atomic.Int64
	var failed atomic.Bool
	var wg sync.WaitGroup
	for range min(workers, len(pairs)) {
		wg.Go(func() {
			// Pairs are taken in order, so that all pairs before a failing one are
			// compared, and the first failing pair is the same on every run.
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(pairs) {
					return
				}
				outcomes[i].Pair = pairs[i]
				outcomes[i].Report, errs[i] = pairs[i].compare(ctx, c(&pairs[i]))
				if errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return nil, fmt.Errorf("pair %s: %w", pairs[i].ID, err)
		}
	}
	return outcomes, nil
}

// compare compares the texts of a pair.
func (p *Pair) compare(ctx context.Context, c compare.Comparer) (*compare.Report, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	source, err := c.Prepare(p.Source)
	if err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	suspect, err := c.Prepare(p.Suspect)
	if err != nil {
		return nil, fmt.Errorf("suspect: %w", err)
	}
	return c.Compare(ctx, source, suspect)
}

// By divides outcomes by a key of their pairs and returns an iterator over the
// parts in the order of keys. Within a part the order is kept.
func By(outcomes []Outcome, key func(*Pair) string) iter.Seq2[string, []Outcome] {
	return func(yield func(string, []Outcome) bool) {
		parts := make(map[string][]Outcome)
		for i := range outcomes {
			k := key(&outcomes[i].Pair)
			parts[k] = append(parts[k], outcomes[i])
		}
		for _, k := range slices.Sorted(maps.Keys(parts)) {
			if !yield(k, parts[k]) {
				return
			}
		}
	}
}

// ByKind is a key for [By]: the label and the kind.
func ByKind(p *Pair) string {
	if p.Kind == "" {
		return p.Label
	}
	return p.Label + " " + p.Kind
}

// ByRate is a key for [By]: the rate, in hundredths, "rate 07".
func ByRate(p *Pair) string {
	if p.Rate == 0 {
		return "rate unknown"
	}
	s := strconv.Itoa(int(math.Round(100 * p.Rate)))
	if len(s) == 1 {
		s = "0" + s
	}
	return "rate " + s
}

// ByDictionary is a key for [By]: the dictionary of the spinner.
func ByDictionary(p *Pair) string {
	if p.Dictionary == "" {
		return "dictionary unknown"
	}
	return "dictionary " + p.Dictionary
}

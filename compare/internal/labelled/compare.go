package labelled

import (
	"fmt"
	"runtime"
	"sync"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Compare returns the report on each pair, in the order of pairs. It uses all
// processors. An error names the pair.
func Compare(pairs []Pair) ([]*compare.Report, error) {
	reports := make([]*compare.Report, len(pairs))
	errs := make([]error, len(pairs))
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				reports[i], errs[i] = compare.Texts(pairs[i].Source, pairs[i].Suspect)
			}
		})
	}
	for i := range pairs {
		next <- i
	}
	close(next)
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("pair %s: %w", pairs[i].ID, err)
		}
	}
	return reports, nil
}

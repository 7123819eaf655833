package score

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Errors of a [Budget].
var (
	ErrBudget    = errors.New("score: bad budget")            // a rate, confidence or verdict out of range
	ErrScore     = errors.New("score: bad score")             // not a number from 0 to 1
	ErrFewLabels = errors.New("score: too few honest labels") // for any threshold; see [FewLabelsError]
	ErrNoHonest  = errors.New("score: no honest labels")      // the sample is empty, or all of it is rightly flagged
)

// leastRate is the least rate of a budget. It takes 3 billion labels.
const leastRate = 1e-9

// thresholds is how many thresholds are tried: all probabilities of a report, which have
// four decimals, except 0.
const thresholds = 10000

// A Budget is how many honest texts may be flagged, that is texts for which a verdict
// is wrong. A Budget with only a Rate is about [compare.Spun], at a confidence of .95.
type Budget struct {
	Rate       float64         // greatest share of honest texts flagged, from 1e-9 to below 1
	Confidence float64         // probability that the share is kept, from .5 to below 1; 0 means .95
	Verdict    compare.Verdict // whose probability flags a text, see [compare.Verdict.Reuse]; the zero Verdict means [compare.Spun]
}

// full returns the budget with its defaults. The error wraps [ErrBudget].
func (b Budget) full() (Budget, error) {
	b.Confidence = cmp.Or(b.Confidence, 0.95)
	b.Verdict = cmp.Or(b.Verdict, compare.Spun)
	switch {
	case !(b.Rate >= leastRate && b.Rate < 1): // NaN is neither
		return b, fmt.Errorf("%w: %v is not from %v to below 1", ErrBudget, b.Rate, leastRate)
	case !(b.Confidence >= 0.5 && b.Confidence < 1):
		return b, fmt.Errorf("%w: confidence %v is not from 0.5 to below 1", ErrBudget, b.Confidence)
	case !b.Verdict.Reuse() || int(b.Verdict) >= verdicts:
		return b, fmt.Errorf("%w: no text is flagged as %s", ErrBudget, b.Verdict)
	}
	return b, nil
}

// Labels returns the least number of honest labels that the budget takes if wrong of
// them, 0 or more, are flagged: as many as bring the bound of [ClopperPearson] down to
// Rate. It is [math.MaxInt] if no int is enough, and 0 for a budget out of range.
func (b Budget) Labels(wrong int) int {
	b, err := b.full()
	if err != nil || wrong < 0 {
		return 0
	}
	// Numbers beyond the integers of a float64 are not searched.
	const most = min(math.MaxInt, 1<<53)
	n := sort.Search(most, func(n int) bool { return atMost(wrong, n, b.Rate) <= 1-b.Confidence })
	if n == most {
		return math.MaxInt
	}
	return n
}

// Threshold returns the lowest threshold that flags at most Rate of the honest texts, with
// a probability of Confidence, and what is known about it. A text is flagged if its
// probability is the threshold or more. Threshold does not set Model, Lexica, Sources and
// Date: see [Budget.Guarantee].
//
// A forecast is how probable the verdict was for a text, and whether it is right. The
// honest texts must be a sample of the texts that will be checked, each drawn
// independently. Then at least a share of Confidence of all samples that could have been
// drawn give a threshold that keeps to the budget, however good the probabilities and
// however few the labels: nothing is assumed about their distributions. The guarantee does
// not cover texts of other kinds than those labelled.
//
// This is learn-then-test with a fixed sequence (A. N. Angelopoulos, S. Bates, E. J. Candès,
// M. I. Jordan, L. Lei, Learn then Test, Annals of Applied Statistics 2025, arXiv
// 2110.01052): each threshold from 1 down to .0001, in steps of .0001, is tested for "more
// than Rate of the honest texts are flagged" with the exact binomial test, and the first
// test that does not reject ends the sequence. The order is fixed before any text is seen,
// so no correction for the number of thresholds is needed.
//
// The error wraps [ErrBudget], or [ErrScore] with the index of the forecast, or is a
// [FewLabelsError], which wraps [ErrFewLabels], and [ErrNoHonest] too if there are no
// honest labels. Time is that of sorting.
func (b Budget) Threshold(texts []Forecast) (Guarantee, error) {
	b, err := b.full()
	if err != nil {
		return Guarantee{}, err
	}
	var honest, wanted []float64
	for i, f := range texts {
		switch {
		case !(f.Probability >= 0 && f.Probability <= 1): // NaN is neither
			return Guarantee{}, fmt.Errorf("%w: forecast %d is %v, want 0 to 1", ErrScore, i, f.Probability)
		case f.True:
			wanted = append(wanted, f.Probability)
		default:
			honest = append(honest, f.Probability)
		}
	}
	slices.Sort(honest)
	slices.Sort(wanted)
	g := Guarantee{
		Version: GuaranteeVersion, Verdict: b.Verdict, Budget: b.Rate, Confidence: b.Confidence,
		Honest: len(honest), Wanted: len(wanted),
	}
	if strictest := from(honest, 1); strictest > b.allowed(len(honest)) {
		return Guarantee{}, &FewLabelsError{b, len(honest), strictest, b.Labels(strictest) - len(honest)}
	}
	g.Threshold = b.lowest(honest)
	g.Wrong, g.Found = from(honest, g.Threshold), from(wanted, g.Threshold)
	g.Bound = min(b.Rate, roundUp(ClopperPearson(g.Wrong, g.Honest, g.Confidence)))
	return g, nil
}

// allowed returns the most of n honest texts that may be flagged, -1 if even 0 are too
// many. If the test rejects a threshold that flags more, it rejects one that flags
// fewer, so this number replaces a test for each threshold.
func (b Budget) allowed(n int) int {
	return sort.Search(n, func(k int) bool { return atMost(k, n, b.Rate) > 1-b.Confidence }) - 1
}

// lowest returns the lowest threshold that flags no more than allowed of the honest
// probabilities, which are in rising order. The threshold 1 must not flag more than that.
func (b Budget) lowest(honest []float64) float64 {
	allowed := b.allowed(len(honest))
	i := sort.Search(thresholds-1, func(i int) bool {
		return from(honest, threshold(i+1)) <= allowed
	})
	return threshold(i + 1)
}

// threshold returns the i-th of the thresholds, the first being 1, as reports round it.
func threshold(i int) float64 { return float64(i) / thresholds }

// roundUp rounds a number above 0 up to four significant digits, so that a bound is
// never understated and is the same on every processor.
func roundUp(x float64) float64 {
	scale := math.Pow10(3 - int(math.Floor(math.Log10(x))))
	return math.Ceil(x*scale) / scale
}

// from returns how many of the sorted numbers are x or more.
func from(sorted []float64, x float64) int {
	i, _ := slices.BinarySearch(sorted, x)
	return len(sorted) - i
}

// A FewLabelsError says that no threshold keeps to a budget with the confidence, and how
// many more labels are needed. It wraps [ErrFewLabels], and [ErrNoHonest] if there are no
// honest labels.
type FewLabelsError struct {
	Budget  Budget // with its defaults filled in
	Honest  int    // labels of honest texts
	Flagged int    // those of them whose probability is 1, which every threshold flags
	More    int    // how many more are needed, if all of these have probabilities below 1
}

// Error returns how many labels there are, and how many more are needed.
func (e *FewLabelsError) Error() string {
	flagged := ""
	if e.Flagged > 0 {
		flagged = fmt.Sprintf(", %d of them with probability 1", e.Flagged)
	}
	return fmt.Sprintf("%v: %d%s, and a budget of %s takes %d at a confidence of %s: needs %d more, with probabilities below 1",
		ErrFewLabels, e.Honest, flagged, sharePercent(e.Budget.Rate), e.Honest+e.More, sharePercent(e.Budget.Confidence), e.More)
}

// Unwrap returns the sentinels.
func (e *FewLabelsError) Unwrap() []error {
	if e.Honest == 0 {
		return []error{ErrFewLabels, ErrNoHonest}
	}
	return []error{ErrFewLabels}
}

// sharePercent returns a share, 0 to 1, in per cent, as the caller would write it.
func sharePercent(x float64) string { return fmt.Sprintf("%.6g %%", 100*x) }

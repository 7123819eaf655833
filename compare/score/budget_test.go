package score

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// honest returns forecasts that did not come true, wanted those that did.
func honest(probabilities ...float64) []Forecast { return allForecasts(false, probabilities) }
func wanted(probabilities ...float64) []Forecast { return allForecasts(true, probabilities) }

func allForecasts(came bool, probabilities []float64) (forecasts []Forecast) {
	for _, p := range probabilities {
		forecasts = append(forecasts, Forecast{p, came})
	}
	return forecasts
}

// slowThreshold tests each threshold from the strictest on, and stops at the first that may
// flag too many. It returns NaN if that is the first of all.
func slowThreshold(b Budget, texts []Forecast) float64 {
	last := math.NaN()
	bounds := make(map[int]float64) // by how many are flagged: there are fewer of these than thresholds
	for i := thresholds; i >= 1; i-- {
		n, flagged := 0, 0
		for _, f := range texts {
			if !f.True {
				n++
				if f.Probability >= float64(i)/thresholds {
					flagged++
				}
			}
		}
		if _, ok := bounds[flagged]; !ok {
			bounds[flagged] = ClopperPearson(flagged, n, b.Confidence)
		}
		if n == 0 || bounds[flagged] > b.Rate {
			break
		}
		last = float64(i) / thresholds
	}
	return last
}

func TestThresholdTwin(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	found := 0
	for range 150 {
		n, values := r.IntN(250), []int{3, 40, 10000}[r.IntN(3)]
		b := Budget{Rate: 0.005 + r.Float64()*r.Float64()*0.9, Confidence: 0.5 + r.Float64()/2.01}
		var texts []Forecast
		for range n {
			p := float64(r.IntN(values+1)) / float64(values)
			texts = append(texts, Forecast{math.Round(p*1e4) / 1e4, r.IntN(4) == 0})
		}
		want := slowThreshold(b, texts)
		g, err := b.Threshold(texts)
		if math.IsNaN(want) {
			require.ErrorIs(t, err, ErrFewLabels, "%+v, %d texts", b, n)
			continue
		}
		found++
		require.NoError(t, err)
		require.Equal(t, want, g.Threshold, "%+v, %d texts", b, n)
		require.Equal(t, b, Budget{g.Budget, g.Confidence, 0})
		r.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		again, err := b.Threshold(texts)
		require.NoError(t, err)
		require.Equal(t, g, again, "the order makes no difference")
		flagged := [2]int{}
		for _, f := range texts {
			if f.Probability >= g.Threshold {
				flagged[int(f.outcome())]++
			}
		}
		require.Equal(t, flagged, [2]int{g.Wrong, g.Found})
		require.LessOrEqual(t, g.Bound, b.Rate)
		require.GreaterOrEqual(t, g.Bound, ClopperPearson(g.Wrong, g.Honest, b.Confidence)*(1-1e-12))
	}
	require.Greater(t, found, 30)
}

// TestThresholdLaws: what makes the task easier never raises the threshold.
func TestThresholdLaws(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for range 200 {
		var texts []Forecast
		for range 300 + r.IntN(500) {
			texts = append(texts, Forecast{math.Pow(r.Float64(), 5), false})
		}
		b := Budget{Rate: 0.02 + 0.2*r.Float64()}
		g, err := b.Threshold(texts)
		require.NoError(t, err)
		require.LessOrEqual(t, g.Wrong, int(b.Rate*float64(g.Honest)))
		if i := int(math.Round(g.Threshold*thresholds)) - 1; i > 0 {
			lower := from(slices.Sorted(func(yield func(float64) bool) {
				for _, f := range texts {
					if !yield(f.Probability) {
						return
					}
				}
			}), threshold(i))
			require.Greater(t, ClopperPearson(lower, g.Honest, 0.95), b.Rate, "a lower threshold would do")
		}
		for name, easier := range map[string]func() (Guarantee, error){
			"more that are honest": func() (Guarantee, error) { return b.Threshold(append(texts, honest(make([]float64, 200)...)...)) },
			"a greater budget":     func() (Guarantee, error) { return Budget{Rate: b.Rate * 1.5}.Threshold(texts) },
			"less confidence":      func() (Guarantee, error) { return Budget{Rate: b.Rate, Confidence: 0.8}.Threshold(texts) },
			"spun texts":           func() (Guarantee, error) { return b.Threshold(append(texts, wanted(1, 0.3, 0)...)) },
		} {
			e, err := easier()
			require.NoError(t, err)
			require.LessOrEqual(t, e.Threshold, g.Threshold, name)
			if name == "spun texts" {
				require.Equal(t, g.Threshold, e.Threshold)
				require.Equal(t, Rate{from([]float64{0, 0.3, 1}, e.Threshold), 3}, e.Recall())
			}
		}
	}
}

// A population is texts, and 1.5 % of the honest ones look spun: P(spun) of an easy one is
// u⁸/2, of a hard one .9995 - .6u², u being uniform.
type population struct{ *rand.Rand }

const hard = 0.015

func (p population) draw() Forecast {
	x := math.Pow(p.Float64(), 8) / 2
	if p.Rand.Float64() < hard {
		x = 0.9995 - 0.6*math.Pow(p.Rand.Float64(), 2)
	}
	return Forecast{Probability: math.Round(x*1e4) / 1e4}
}

// flagged returns the share of all honest texts that a threshold flags.
func (population) flagged(threshold float64) float64 {
	x := threshold - 0.5e-4 // what is rounded to it
	easy := max(0, 1-math.Pow(2*x, 1./8))
	return (1-hard)*easy + hard*math.Sqrt(min(1, max(0, 0.9995-x)/0.6))
}

// TestBudgetKept: the share of honest texts flagged, of all there are and not of the
// sample, is within the budget in 95 % of 200 samples at least. Who chooses the threshold
// by the share that the sample shows breaks it far more often.
func TestBudgetKept(t *testing.T) {
	const seed, samples = 12, 200
	for _, c := range []struct {
		rate float64
		n    int
	}{{0.01, 1000}, {0.005, 3000}, {0.001, 3000}, {0.001, 10000}} {
		t.Run(strconv.FormatFloat(c.rate, 'g', -1, 64)+" of "+strconv.Itoa(c.n), func(t *testing.T) {
			p := population{rand.New(rand.NewPCG(seed, uint64(c.n)))}
			b := Budget{Rate: c.rate}
			kept, naive := 0, 0
			for range samples {
				texts := make([]Forecast, c.n)
				var honest []float64
				for i := range texts {
					texts[i] = p.draw()
					honest = append(honest, texts[i].Probability)
				}
				g, err := b.Threshold(texts)
				require.NoError(t, err)
				if p.flagged(g.Threshold) <= c.rate {
					kept++
				}
				slices.Sort(honest)
				seen := honest[c.n-int(c.rate*float64(c.n))-1] + 1e-4
				if p.flagged(seen) <= c.rate {
					naive++
				}
			}
			t.Logf("seed %d: kept in %d of %d samples, by the share seen in %d", seed, kept, samples, naive)
			require.GreaterOrEqual(t, kept, samples*95/100)
			require.Less(t, naive, samples*80/100)
		})
	}
}

// TestPopulation: flagged is the share of what draw gives.
func TestPopulation(t *testing.T) {
	p := population{rand.New(rand.NewPCG(7, 0))}
	const n = 200000
	for _, threshold := range []float64{0.2, 0.45, 0.6, 0.9, 0.99} {
		k := 0
		for range n {
			if p.draw().Probability >= threshold {
				k++
			}
		}
		want := p.flagged(threshold)
		require.InDelta(t, want, float64(k)/n, 5*math.Sqrt(want/n), "%v", threshold)
	}
}

// TestLabels holds the numbers of labels against a table that was made elsewhere.
func TestLabels(t *testing.T) {
	for _, c := range []struct {
		rate, confidence float64
		wrong, want      int
	}{
		{0.01, 0.95, 0, 299}, {0.01, 0.9, 0, 230}, {0.01, 0.95, 1, 473}, {0.01, 0.9, 1, 388}, {0.01, 0.95, 3, 773}, {0.01, 0.9, 3, 667}, {0.01, 0.95, 10, 1693},
		{0.001, 0, 0, 2995}, {0.001, 0.9, 0, 2302}, {0.001, 0, 1, 4742}, {0.001, 0, 3, 7752}, {0.001, 0, 10, 16959},
		{0.0001, 0, 0, 29956}, {0.0001, 0.9, 0, 23025}, {0.0001, 0, 1, 47437}, {0.0001, 0, 3, 77535}, {0.0001, 0, 10, 169619},
		{1e-9, 0, 0, 2995732272}, {0, 0, 0, 0}, {0.1, 0, -1, 0}, {0.9, 0.5, 0, 1},
	} {
		b := Budget{Rate: c.rate, Confidence: c.confidence}
		require.InDelta(t, c.want, b.Labels(c.wrong), float64(c.want)*1e-8, "%+v", c)
	}
}

// TestFewLabels: as many labels as the error says are enough, and one fewer is not.
func TestFewLabels(t *testing.T) {
	for _, c := range []struct {
		rate float64
		ones int // honest texts of probability 1
		n    int // others
	}{{0.01, 0, 0}, {0.01, 0, 298}, {0.01, 1, 0}, {0.01, 1, 400}, {0.01, 5, 300}, {0.3, 2, 1}, {0.001, 0, 1791}} {
		b := Budget{Rate: c.rate}
		texts := make([]float64, c.n)
		for range c.ones {
			texts = append(texts, 1)
		}
		_, err := b.Threshold(append(honest(texts...), wanted(0.5, 1)...))
		var few *FewLabelsError
		require.ErrorAs(t, err, &few)
		require.ErrorIs(t, err, ErrFewLabels)
		require.Equal(t, len(texts) == 0, errors.Is(err, ErrNoHonest))
		require.Equal(t, c.n+c.ones, few.Honest)
		require.Equal(t, c.ones, few.Flagged)
		require.ErrorContains(t, err, "needs "+strconv.Itoa(few.More)+" more")
		more := make([]float64, few.More)
		_, err = b.Threshold(honest(append(texts, more...)...))
		require.NoError(t, err)
		_, err = b.Threshold(honest(append(texts, more[1:]...)...))
		require.ErrorIs(t, err, ErrFewLabels)
	}
	_, err := Budget{Rate: 0.5}.Threshold(nil)
	require.ErrorIs(t, err, ErrNoHonest)
	require.ErrorContains(t, err, "needs 5 more")
}

func TestBudgetErrors(t *testing.T) {
	enough := honest(make([]float64, 400)...)
	nan := math.NaN()
	for _, b := range []Budget{
		{}, {Rate: 1}, {Rate: 1.5}, {Rate: -0.1}, {Rate: nan}, {Rate: 1e-10}, {Rate: math.Inf(1)},
		{Rate: 0.01, Confidence: 1}, {Rate: 0.01, Confidence: -1}, {Rate: 0.01, Confidence: 0.49}, {Rate: 0.01, Confidence: nan},
		{Rate: 0.01, Verdict: compare.SameTopic}, {Rate: 0.01, Verdict: compare.Identical + 1},
	} {
		_, err := b.Threshold(enough)
		require.ErrorIs(t, err, ErrBudget, "%+v", b)
		_, err = b.Texts(nil)
		require.ErrorIs(t, err, ErrBudget, "%+v", b)
		_, err = b.Guarantee(nil)
		require.ErrorIs(t, err, ErrBudget, "%+v", b)
		require.Zero(t, b.Labels(0))
	}
	for _, p := range []float64{nan, -0.1, 1.1, math.Inf(1), math.Inf(-1)} {
		for _, came := range []bool{true, false} {
			_, err := Budget{Rate: 0.01}.Threshold(append(enough, Forecast{p, came}))
			require.ErrorIs(t, err, ErrScore)
			require.ErrorContains(t, err, "forecast 400")
		}
	}
}

// TestThresholdTies: texts of one probability are flagged together or not at all.
func TestThresholdTies(t *testing.T) {
	b := Budget{Rate: 0.01}
	low := make([]float64, 473-3) // one wrong of 473 is the most that .01 bears
	g, err := b.Threshold(honest(append(low, 0.8, 0.8, 0.9)...))
	require.NoError(t, err)
	require.Equal(t, 0.8001, g.Threshold)
	require.Equal(t, 1, g.Wrong)
	g, err = b.Threshold(honest(append(low, 0.8, 0.9, 0.9)...))
	require.NoError(t, err)
	require.Equal(t, 0.9001, g.Threshold)
	require.Equal(t, 0, g.Wrong)
	g, err = b.Threshold(honest(append(low, 0, 0, 0)...))
	require.NoError(t, err)
	require.Equal(t, 0.0001, g.Threshold, "what was never probable flags nobody")
}

// FuzzThreshold: whatever the labels say, there is a threshold that the sample bears and of
// which the next lower one does not, or an error of this package that says why there is none.
func FuzzThreshold(f *testing.F) {
	f.Add([]byte{0, 1, 2, 250, 255}, 0.4, 0.9)
	f.Add(make([]byte, 400), 0.01, 0.0)
	f.Add([]byte{}, 0.5, 0.5)
	f.Add([]byte{254, 254}, 1e-9, 1-1e-16)
	f.Fuzz(func(t *testing.T, data []byte, rate, confidence float64) {
		var texts []Forecast
		for _, b := range data { // the lowest bit is the label
			texts = append(texts, Forecast{float64(b>>1) / 127, b&1 == 1})
		}
		flagged := func(threshold float64) (n, of int) {
			for _, f := range texts {
				if !f.True && f.Probability >= threshold {
					n++
				}
				if !f.True {
					of++
				}
			}
			return n, of
		}
		b := Budget{Rate: rate, Confidence: confidence}
		g, err := b.Threshold(texts)
		var few *FewLabelsError
		if errors.As(err, &few) {
			n, of := flagged(1)
			require.Equal(t, []int{n, of}, []int{few.Flagged, few.Honest})
			require.Positive(t, few.More)
			require.GreaterOrEqual(t, ClopperPearson(n, of, few.Budget.Confidence), rate*(1-1e-9))
			return
		}
		if err != nil {
			require.ErrorIs(t, err, ErrBudget)
			return
		}
		n, of := flagged(g.Threshold)
		require.Equal(t, []int{n, of}, []int{g.Wrong, g.Honest})
		require.LessOrEqual(t, ClopperPearson(n, of, g.Confidence), rate*(1+1e-9))
		if i := int(math.Round(g.Threshold*thresholds)) - 1; i > 0 {
			n, _ := flagged(threshold(i))
			require.GreaterOrEqual(t, ClopperPearson(n, of, g.Confidence), rate*(1-1e-9))
		}
		g.Date, g.Model, g.Lexica = "2026-11-29", "m", []string{"en"}
		require.NoError(t, g.Validate())
	})
}

package score

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// outcome returns what was said of a pair.
func outcome(label, source, suspect string, v compare.Verdict, p float64) Outcome {
	return Outcome{
		Pair{Label: label, Source: source, Suspect: suspect},
		&compare.Report{
			Verdict: v, Probabilities: map[compare.Verdict]float64{compare.Spun: p},
			Provenance: compare.Provenance{Model: "m", Lexicon: "en"},
		},
	}
}

// TestTexts: pairs of one suspect are one text, with the greatest probability that a
// policy can act on.
func TestTexts(t *testing.T) {
	texts, err := Budget{Rate: 0.1}.Texts([]Outcome{
		outcome("near-duplicate", "a", "x", compare.NearDuplicate, 0.2),
		outcome("paraphrase", "c", "x", compare.Paraphrase, 0.4),
		outcome("near-duplicate", "d", "x", compare.NearDuplicate, 0.3),
		outcome("unrelated", "b", "x", compare.Unrelated, 0.9), // no match of a check
		outcome("unrelated", "a", "y", compare.SameTopic, 0.9),
		outcome("unrelated", "b", "z", compare.Unrelated, 0),
		outcome("spun", "c", "z", compare.Spun, 0.96),
		outcome("spun", "c", "w", compare.SameTopic, 0.7),
		outcome("paraphrase or spun", "c", "v", compare.Spun, 0.99), // neither honest nor wanted
		outcome("unrelated", "c", "v", compare.Spun, 0.99),
		outcome("no label", "c", "u", compare.Spun, 0.99),
	})
	require.NoError(t, err)
	require.Equal(t, []Forecast{{0.4, false}, {0, false}, {0.96, true}, {0, true}}, texts)
}

func TestBudgetGuarantee(t *testing.T) {
	var outcomes []Outcome
	for i := range 40 {
		suspect := strings.Repeat("x", i)
		outcomes = append(outcomes,
			outcome("near-duplicate", suspect[:i/2], suspect, compare.NearDuplicate, 0.3),
			outcome("unrelated", "other", suspect, compare.Unrelated, 0))
	}
	outcomes = append(outcomes, outcome("spun", "only of spun", "s", compare.Spun, 0.9), outcome("spun", "only of spun", "t", compare.Spun, 0.1))
	outcomes[3].Report.Provenance.Lexicon = "none"
	outcomes[4].Pair.Group, outcomes[30].Pair.Group = "one group", "one group"
	same := outcome("identical", "same", "same", compare.Identical, 0) // no model judged it
	same.Report.Provenance = compare.Provenance{Model: "other", Lexicon: "no matter"}
	outcomes = append(outcomes, same)

	g, err := Budget{Rate: 0.1}.Guarantee(outcomes)
	require.NoError(t, err)
	require.Equal(t, Guarantee{
		Version: 1, Verdict: compare.Spun, Threshold: 0.3001, Budget: 0.1, Confidence: 0.95, Bound: g.Bound,
		Honest: 41, Wanted: 2, Found: 1, Sources: 23, Model: "m", Lexica: []string{"en", "none"},
	}, g)

	outcomes[5].Report.Provenance.Model = "n"
	_, err = Budget{Rate: 0.1}.Guarantee(outcomes)
	require.ErrorIs(t, err, ErrMixed)
	_, err = Budget{Rate: 0.01}.Guarantee(outcomes)
	require.ErrorIs(t, err, ErrFewLabels)
	_, err = Budget{Rate: 0.1}.Guarantee(outcomes[80:82])
	require.ErrorIs(t, err, ErrNoHonest)
}

// good returns a guarantee that is valid.
func good() Guarantee {
	return Guarantee{
		Version: 1, Verdict: compare.Spun, Threshold: 0.9, Budget: 0.01, Confidence: 0.95, Bound: 0.009971,
		Honest: 299, Wanted: 20, Found: 19, Sources: 30, Date: "2026-11-29", Model: "m", Lexica: []string{"en"},
	}
}

func TestGuaranteeValidate(t *testing.T) {
	require.NoError(t, good().Validate())
	for name, spoil := range map[string]func(*Guarantee){
		"version":                 func(g *Guarantee) { g.Version = 2 },
		"no verdict":              func(g *Guarantee) { g.Verdict = 0 },
		"same-topic":              func(g *Guarantee) { g.Verdict = compare.SameTopic },
		"threshold 0":             func(g *Guarantee) { g.Threshold = 0 },
		"threshold 1.1":           func(g *Guarantee) { g.Threshold = 1.1 },
		"threshold NaN":           func(g *Guarantee) { g.Threshold = math.NaN() },
		"no confidence":           func(g *Guarantee) { g.Confidence = 0 },
		"confidence 1":            func(g *Guarantee) { g.Confidence = 1 },
		"bad budget: 0 ":          func(g *Guarantee) { g.Budget = 0 },
		"-1 wrong":                func(g *Guarantee) { g.Wrong = -1 },
		"300 wrong":               func(g *Guarantee) { g.Wrong = 300 },
		"1 wrong of 299":          func(g *Guarantee) { g.Wrong = 1 },
		"0 wrong of 298":          func(g *Guarantee) { g.Honest = 298 },
		"0 wrong of 299":          func(g *Guarantee) { g.Budget = 0.005 },
		"21 found":                func(g *Guarantee) { g.Found = 21 },
		"-1 found":                func(g *Guarantee) { g.Found = -1 },
		"bound 0.001,":            func(g *Guarantee) { g.Bound = 0.001 },
		"bound 0.02":              func(g *Guarantee) { g.Bound = 0.02 },
		"bound NaN":               func(g *Guarantee) { g.Bound = math.NaN() },
		"-1 sources":              func(g *Guarantee) { g.Sources = -1 },
		"no model":                func(g *Guarantee) { g.Model = "" },
		"no lexica":               func(g *Guarantee) { g.Lexica = nil },
		`date ""`:                 func(g *Guarantee) { g.Date = "" },
		`date "2026-02-30"`:       func(g *Guarantee) { g.Date = "2026-02-30" },
		`date "29 November 2026"`: func(g *Guarantee) { g.Date = "29 November 2026" },
	} {
		g := good()
		spoil(&g)
		err := g.Validate()
		require.ErrorIs(t, err, ErrGuarantee, name)
		require.ErrorContains(t, err, name)
	}
}

// TestGuaranteeMade: what a budget makes is valid once it is complete, and is read as it
// was written.
func TestGuaranteeMade(t *testing.T) {
	for _, b := range []Budget{{Rate: 0.01}, {Rate: 0.03, Confidence: 0.8}, {Rate: 0.3, Confidence: 0.999, Verdict: compare.NearDuplicate}} {
		for n := b.Labels(0); n < 600; n += 7 {
			g, err := b.Threshold(append(honest(make([]float64, n-1)...), honest(0.7)...))
			require.NoError(t, err)
			g.Date, g.Model, g.Lexica = "2026-11-29", "m", []string{"en"}
			require.NoError(t, g.Validate(), "%+v", g)
			data, err := json.Marshal(g)
			require.NoError(t, err)
			var again Guarantee
			require.NoError(t, json.Unmarshal(data, &again))
			require.Equal(t, g, again)
		}
	}
}

func TestGuaranteeHolds(t *testing.T) {
	r := outcome("", "", "", compare.Spun, 0.9).Report
	require.NoError(t, good().Holds(r))
	r.Provenance.Lexicon = "none"
	require.ErrorIs(t, good().Holds(r), ErrOtherModel)
	require.ErrorContains(t, good().Holds(r), "for lexicon en, not none")
	r.Provenance = compare.Provenance{Model: "n", Lexicon: "en"}
	require.ErrorIs(t, good().Holds(r), ErrOtherModel)
	require.ErrorContains(t, good().Holds(r), "for model m, not n")
}

func TestGuaranteeFlags(t *testing.T) {
	for _, c := range []struct {
		v    compare.Verdict
		p    float64
		want bool
	}{
		{compare.Spun, 0.9, true}, {compare.Spun, 0.8999, false}, {compare.Paraphrase, 0.95, true},
		{compare.SameTopic, 0.95, false}, {compare.NearDuplicate, 0, false},
	} {
		require.Equal(t, c.want, good().Flags(outcome("", "", "", c.v, c.p).Report), "%v", c)
	}
}

func TestGuaranteeText(t *testing.T) {
	text := func(g Guarantee) string {
		var b strings.Builder
		require.NoError(t, g.WriteText(&b))
		return b.String()
	}
	g := good()
	require.Equal(t, "P(spun) ≥ 0.9 flags at most 1 % of honest texts (confidence 95 %; 0 of 299 labelled 2026-11-29; model m)", g.String())
	require.Contains(t, text(g), "honest texts held against 30 sources")
	g.Found = 0
	require.Contains(t, text(g), "of no use")
	g.Wanted = 0
	require.Contains(t, text(g), "is not known")
	require.Contains(t, text(Guarantee{Verdict: compare.Spun}), "Sample: not described.")
}

package score_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
)

// labelled returns what a check of 3,000 honest and 200 spun texts may have said.
func labelled() []score.Forecast {
	var texts []score.Forecast
	for i := range 3000 {
		texts = append(texts, score.Forecast{Probability: float64(i%40) / 100})
	}
	for i := range 200 {
		texts = append(texts, score.Forecast{Probability: float64(i) / 200, True: true})
	}
	return texts
}

// At most 1 in 1,000 honest texts may be flagged: the threshold that keeps to it.
func ExampleBudget_Threshold() {
	budget := score.Budget{Rate: 0.001}
	g, err := budget.Threshold(labelled())
	if err != nil {
		log.Fatal(err)
	}
	i := g.Recall().Interval()
	fmt.Printf("flag from P(%s) %v on: %d of %d honest, at most %.5f; recall %.2f (%.2f to %.2f)\n",
		g.Verdict, g.Threshold, g.Wrong, g.Honest, g.Bound, g.Recall().Value(), i.Low, i.High)
	// Output:
	// flag from P(spun) 0.3901 on: 0 of 3000 honest, at most 0.00100; recall 0.60 (0.54 to 0.67)
}

// Where the labels are too few, the error says how many more it takes.
func ExampleBudget_Threshold_tooFew() {
	budget := score.Budget{Rate: 0.001}
	_, err := budget.Threshold(labelled()[:1791])
	var few *score.FewLabelsError
	if errors.As(err, &few) {
		fmt.Println("more honest labels:", few.More)
	}
	fmt.Println(err)
	// Output:
	// more honest labels: 1204
	// score: too few honest labels: 1791, and a budget of 0.1 % takes 2995 at a confidence of 95 %: needs 1204 more, with probabilities below 1
}

// What a budget takes can be asked for before anything is labelled.
func ExampleBudget_Labels() {
	budget := score.Budget{Rate: 0.001}
	for _, wrong := range []int{0, 1, 3, 10} {
		fmt.Println(wrong, "wrong:", budget.Labels(wrong))
	}
	// Output:
	// 0 wrong: 2995
	// 1 wrong: 4742
	// 3 wrong: 7752
	// 10 wrong: 16959
}

// From pairs to the record that a policy of package corpus holds.
func ExampleBudget_Guarantee() {
	budget := score.Budget{Rate: 0.5, Confidence: 0.9}
	g, err := budget.Guarantee(outcomes())
	if err != nil {
		log.Fatal(err)
	}
	g.Date = "2026-11-29" // when the texts were labelled; the library has no clock
	g.Model, g.Lexica = "m1", []string{"en-1"}
	data, err := json.MarshalIndent(g, "", "  ")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", data)
	// Output:
	// {
	//   "version": 1,
	//   "verdict": "spun",
	//   "threshold": 0.0001,
	//   "budget": 0.5,
	//   "confidence": 0.9,
	//   "bound": 0.3691,
	//   "honest": 5,
	//   "wrong": 0,
	//   "wanted": 3,
	//   "found": 3,
	//   "sources": 5,
	//   "date": "2026-11-29",
	//   "model": "m1",
	//   "lexica": [
	//     "en-1"
	//   ]
	// }
}

func ExampleGuarantee_WriteText() {
	g := score.Guarantee{
		Version: score.GuaranteeVersion, Verdict: compare.Spun, Threshold: 0.9312, Budget: 0.001, Confidence: 0.95,
		Bound: 0.000999, Honest: 3000, Wanted: 200, Found: 181,
		Date: "2026-11-29", Model: "m1", Lexica: []string{"en-1"},
	}
	if err := g.WriteText(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// P(spun) ≥ 0.9312  flagged  texts  share         95 %
	// honest                  0   3000  0.000    0.0–0.1 %
	// spun                  181    200  0.905  85.6–93.8 %
	// At most 0.1 % of honest texts are flagged, at a confidence of 95 % (exact bound: 0.0999 %).
	// Sample: labelled 2026-11-29, model m1, lexicon en-1.
	// This holds for texts that are drawn as the honest ones of the sample were: from the same
	// site, of the same time and kinds, checked against as many others. It does not hold for
	// what comes from elsewhere or later, nor if these texts were chosen by what was said of
	// them, were fitted on, or are copies of each other. Label a new sample when any of it changes.
}

// A guarantee says nothing about reports that something else made.
func ExampleGuarantee_Holds() {
	r, err := compare.Comparer{}.Texts("one text", "another text")
	if err != nil {
		log.Fatal(err)
	}
	g := score.Guarantee{Verdict: compare.Spun, Model: "m1", Lexica: []string{r.Provenance.Lexicon}}
	fmt.Println(errors.Is(g.Holds(r), score.ErrOtherModel))
	g.Model = r.Provenance.Model
	fmt.Println(g.Holds(r))
	// Output:
	// true
	// <nil>
}

func ExampleClopperPearson() {
	fmt.Printf("%.5f\n", score.ClopperPearson(0, 2995, 0.95))
	fmt.Printf("%.5f\n", score.ClopperPearson(1, 2995, 0.95))
	// Output:
	// 0.00100
	// 0.00158
}

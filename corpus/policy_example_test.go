package corpus_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

func ExamplePolicy_Decide() {
	ctx := context.Background()
	c, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	const news = `The town library will close its basement for three months while workers repair the damage that the flood left
behind in March. Most of the books were saved because a neighbour noticed the water early and called the fire brigade.`
	if err := c.Add(ctx, corpus.Text{ID: "news-1", Text: news}); err != nil {
		log.Fatal(err)
	}

	policy, err := corpus.ReadPolicy(strings.NewReader(`{"rules": [
		{"name": "copied", "action": "block", "verdicts": ["identical", "near-duplicate"], "confidence": 0.9},
		{"name": "other reuse", "action": "review"}
	]}`))
	if err != nil {
		log.Fatal(err)
	}
	suspect := corpus.Text{ID: "post-7", Text: strings.ToUpper(news)}
	answer, err := c.Check(ctx, suspect)
	if err != nil {
		log.Fatal(err)
	}
	decision := policy.Decide(answer, suspect)
	fmt.Println(answer.Verdict, decision.Action, decision.Rule, answer.Matches[decision.Match].Source.ID)
	// Output: near-duplicate block copied news-1
}

// A rule that blocks within a false-positive budget. The guarantee is one that "score
// -budget" wrote, or score.Budget returned for labelled texts.
func ExampleRule_guarantee() {
	english, err := lexicon.English()
	if err != nil {
		log.Fatal(err)
	}
	guarantee := &score.Guarantee{
		Version: score.GuaranteeVersion, Verdict: compare.Spun, Threshold: 0.98, Budget: 0.001, Confidence: 0.95, Bound: 0.000999,
		Honest: 3000, Wrong: 0, Wanted: 200, Found: 181,
		Date: "2026-11-29", Model: compare.Model, Lexica: []string{english.Version()},
	}
	policy := corpus.Policy{Rules: []corpus.Rule{{Name: "spun", Action: corpus.Block, Guarantee: guarantee}}}
	if err := policy.Validate(); err != nil {
		log.Fatal(err) // such as for the model of another version
	}

	report := &compare.Report{
		Verdict: compare.Spun, Calibrated: true, Probabilities: map[compare.Verdict]float64{compare.Spun: 0.99},
		Provenance: compare.Provenance{Model: compare.Model, Lexicon: english.Version()},
	}
	decision := policy.Decide(&corpus.Answer{Matches: []corpus.Match{{Report: report}}}, corpus.Text{})
	g := decision.Guarantee
	fmt.Printf("%s: at most %v of honest texts, by %d of %d labelled %s\n", decision.Action, g.Budget, g.Wrong, g.Honest, g.Date)

	report.Provenance.Lexicon = "none" // a text in a language without labels
	decision = policy.Decide(&corpus.Answer{Matches: []corpus.Match{{Report: report}}}, corpus.Text{})
	fmt.Println(decision.Action, decision.Guarantee == nil, decision.NoGuarantee != "")
	// Output:
	// block: at most 0.001 of honest texts, by 0 of 3000 labelled 2026-11-29
	// review true true
}

func ExampleDecision_String() {
	d := corpus.Decision{Action: corpus.Review, Rule: "spun", Softened: true}
	fmt.Println(d)
	// Output: review by rule "spun", softened from block
}

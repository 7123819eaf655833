package corpus_test

import (
	"context"
	"fmt"
	"log"
	"strings"

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

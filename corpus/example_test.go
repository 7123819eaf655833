package corpus_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// Two known texts, and a post that a program made from one of them.
const (
	flood = `The town library will close its basement for three months while workers repair the damage that the flood left behind in March.
Most of the books were saved because a neighbour noticed the water early and called the fire brigade, which pumped it out until the morning.
The mayor said that the repairs would cost about 40,000 dollars and that the council had agreed to pay half of the sum from its reserves.`

	bread = `Mix the flour with the salt and the water in the evening, cover the bowl with a damp cloth and leave it in a cool room.
In the morning fold the dough four times, shape it into a ball and let it rest for an hour before it goes into the oven.
Bake it for 40 minutes until the crust is dark, and do not cut it before it is cold.`

	post = `The town archive will shut its cellar for three months while labourers mend the harm that the deluge left behind in March.
Most of the volumes were rescued because a neighbour spotted the water early and phoned the fire brigade, which pumped it out until the dawn.
The mayor stated that the fixes would cost about 40,000 dollars and that the board had consented to fund half of the sum from its reserves.`
)

func Example() {
	ctx := context.Background()
	c, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	err = c.Add(ctx,
		corpus.Text{ID: "flood", Text: flood, Time: time.Date(2026, 4, 1, 8, 0, 0, 0, time.UTC)},
		corpus.Text{ID: "bread", Text: bread})
	if err != nil {
		log.Fatal(err)
	}

	answer, err := c.Check(ctx, corpus.Text{Text: post, Time: time.Date(2026, 4, 2, 9, 0, 0, 0, time.UTC)})
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range answer.Matches {
		fmt.Printf("%v from %s, %s, %d exchanges\n", m.Report.Verdict, m.Source.ID, m.Order, len(m.Report.Substitutions))
		for _, s := range m.Report.Substitutions[:3] {
			fmt.Printf("  %s → %s\n", s.Source.Text, s.Suspect.Text)
		}
	}
	// Output:
	// spun from flood, source-first, 17 exchanges
	//   library → archive
	//   close → shut
	//   basement → cellar
}

// A suspect may be stitched from several texts.
func ExampleCorpus_Check() {
	ctx := context.Background()
	c, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	if err := c.Add(ctx, corpus.Text{ID: "flood", Text: flood}, corpus.Text{ID: "bread", Text: bread}); err != nil {
		log.Fatal(err)
	}

	stitched := strings.Join([]string{bread, "And now to something else.", post}, "\n\n")
	answer, err := c.Check(ctx, corpus.Text{Text: stitched})
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range answer.Matches {
		p := m.Report.Passages[0]
		fmt.Printf("bytes %d to %d: %v from %s\n", p.Suspect.Start, p.Suspect.End, p.Verdict, m.Source.ID)
	}
	// Output:
	// bytes 0 to 324: excerpt from bread
	// bytes 355 to 758: spun from flood
}

// Whoever changes the settings that postings depend on re-indexes the store.
func ExampleCorpus_Reindex() {
	ctx := context.Background()
	c, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	if err := c.Add(ctx, corpus.Text{ID: "flood", Text: flood}); err != nil {
		log.Fatal(err)
	}
	if err := c.Reindex(ctx, corpus.Settings{Window: 2}); err != nil { // denser
		log.Fatal(err)
	}
	answer, err := c.Check(ctx, corpus.Text{Text: post})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Verdict)
	// Output: spun
}

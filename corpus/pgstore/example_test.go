package pgstore_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pgstore"
	"github.com/palimpsest-go/palimpsest/corpus/pgstore/pgtest"
)

// A known text, and a post that a program made from it.
const (
	known = `The town library will close its basement for three months while workers repair the damage that the flood left behind in March.
Most of the books were saved because a neighbour noticed the water early and called the fire brigade, which pumped it out until the morning.
The mayor said that the repairs would cost about 40,000 dollars and that the council had agreed to pay half of the sum from its reserves.`

	post = `The town archive will shut its cellar for three months while labourers mend the harm that the deluge left behind in March.
Most of the volumes were rescued because a neighbour spotted the water early and phoned the fire brigade, which pumped it out until the dawn.
The mayor stated that the fixes would cost about 40,000 dollars and that the board had consented to fund half of the sum from its reserves.`
)

func Example() {
	if err := example(context.Background()); errors.Is(err, pgtest.ErrNotInstalled) {
		fmt.Println("spun from library") // examples cannot be skipped
	} else if err != nil {
		log.Fatal(err)
	}
	// Output: spun from library
}

func example(ctx context.Context) error {
	server, err := pgtest.Launch() // for the sake of the example
	if err != nil {
		return err
	}
	defer server.Close()

	store, err := pgstore.Connect(ctx, server.URL(), pgstore.Settings{})
	if err != nil {
		return err
	}
	defer store.Close()
	c, err := corpus.New(ctx, store, corpus.Settings{})
	if err != nil {
		return err
	}
	if err := c.Add(ctx, corpus.Text{ID: "library", Text: known}); err != nil {
		return err
	}
	answer, err := c.Check(ctx, corpus.Text{Text: post})
	if err != nil {
		return err
	}
	for _, m := range answer.Matches {
		fmt.Printf("%v from %s\n", m.Report.Verdict, m.Source.ID)
	}
	return nil
}

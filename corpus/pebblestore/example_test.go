package pebblestore_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
)

func ExampleOpen() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)

	store, err := pebblestore.Open(dir, pebblestore.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()
	ctx := context.Background()
	if err := store.Adopt(ctx, "my features"); err != nil {
		log.Fatal(err)
	}
	err = store.Put(ctx, "my features", []corpus.Entry{{
		Record:   corpus.Record{Text: corpus.Text{ID: "seed", Text: "Once upon a time"}},
		Postings: []corpus.Posting{{Feature: 42, Position: 7}},
	}})
	if err != nil {
		log.Fatal(err)
	}
	err = store.Lookup(ctx, "my features", "", []uint64{41, 42}, 1000, func(i int, places []corpus.Place, _ bool) {
		fmt.Println("feature", i, "at", places)
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output: feature 1 at [{1 7}]
}

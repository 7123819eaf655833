package pebblestore_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

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

func ExampleStore_Backup() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)

	store, err := pebblestore.Open(filepath.Join(dir, "store"), pebblestore.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()
	ctx := context.Background()
	if err := store.Adopt(ctx, "my features"); err != nil {
		log.Fatal(err)
	}
	err = store.Put(ctx, "my features", []corpus.Entry{{
		Record: corpus.Record{Text: corpus.Text{ID: "seed", Text: "Once upon a time"}},
	}})
	if err != nil {
		log.Fatal(err)
	}
	if err := store.Backup(ctx, filepath.Join(dir, "monday")); err != nil {
		log.Fatal(err)
	}
	if err := store.Delete(ctx, "", "seed"); err != nil {
		log.Fatal(err)
	}

	monday, err := pebblestore.Open(filepath.Join(dir, "monday"), pebblestore.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	defer monday.Close()
	record, err := monday.Get(ctx, "", "seed")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(record.Text.Text)
	// Output: Once upon a time
}

func ExampleStore_Verify() {
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
	texts, err := corpus.New(ctx, store, corpus.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	if err := texts.Add(ctx, corpus.Text{ID: "seed", Text: "Once upon a time there was a mill"}); err != nil {
		log.Fatal(err)
	}
	found := 0
	for problem, err := range store.Verify(ctx, func(r corpus.Record) []corpus.Posting { return texts.Postings(r.Text.Text) }) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(problem)
		found++
	}
	fmt.Println(found, "problems")
	// Output: 0 problems
}

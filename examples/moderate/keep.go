package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
)

// A finding is a line of -verify.
type finding struct {
	Status string `json:"status"` // "damaged"
	Tenant string `json:"tenant,omitempty"`
	ID     string `json:"id,omitempty"`
	File   string `json:"file,omitempty"`
	Error  string `json:"error"`
}

// keeps reports whether the command maintains its store instead of checking texts.
func (s *settings) keeps() bool { return s.verify || s.backup != "" }

// keep verifies the store and copies it, as the settings say, and returns how many
// problems it has written. A store with problems is not copied.
func (s *settings) keep(ctx context.Context, c *corpus.Corpus, store corpus.Store, stdout io.Writer) (problems int, err error) {
	p, ok := store.(*pebblestore.Store)
	if !ok {
		return 0, fmt.Errorf("-verify and -backup are for -store pebble:DIR")
	}
	if s.verify {
		lines := json.NewEncoder(stdout)
		lines.SetEscapeHTML(false)
		yields := func(r corpus.Record) []corpus.Posting { return c.Postings(r.Text.Text) }
		for found, err := range p.Verify(ctx, yields) {
			if err != nil {
				return problems, err
			}
			problems++
			if err := lines.Encode(finding{"damaged", found.Tenant, found.ID, found.File, found.Error()}); err != nil {
				return problems, err
			}
		}
	}
	if problems > 0 || s.backup == "" {
		return problems, nil
	}
	return 0, p.Backup(ctx, s.backup)
}

package main

import (
	"context"
	"fmt"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// An engine is a corpus and whatever else the program asks of a version of the library.
// The program runs with earlier versions if this file is rewritten for them.
type engine struct{ corpus *corpus.Corpus }

// newEngine returns a corpus of texts, whose ids are their places in the list.
func newEngine(ctx context.Context, texts []string) (engine, error) {
	c, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{})
	if err != nil {
		return engine{}, err
	}
	for i, text := range texts {
		if err := c.Add(ctx, corpus.Text{ID: id(i), Text: text}); err != nil {
			return engine{}, err
		}
	}
	return engine{c}, nil
}

func id(i int) string { return fmt.Sprint("text-", i) }

// A finding is what the library says about a post.
type finding struct {
	verdict compare.Verdict // against the source, found or not
	found   bool            // the source is among the matches, which are all reuse
	shown   bool            // the report names a disguise or lay-out in the post
}

// find compares a text with the corpus, and with its source, which is number i.
func (e engine) find(ctx context.Context, text, source string, i int) (finding, error) {
	answer, err := e.corpus.Check(ctx, corpus.Text{Text: text})
	if err != nil {
		return finding{}, err
	}
	var r *compare.Report
	var f finding
	for _, m := range answer.Matches {
		if m.Source.ID == id(i) {
			r, f.found = m.Report, true
		}
	}
	for _, m := range answer.Others {
		if m.Source.ID == id(i) {
			r = m.Report
		}
	}
	if r == nil {
		if r, err = compare.Texts(source, text); err != nil {
			return finding{}, err
		}
	}
	f.verdict, f.shown = r.Verdict, shows(r)
	return f, nil
}

// shows reports whether a report names a change to the suspect that its script or
// language does not need.
func shows(r *compare.Report) bool {
	for _, d := range r.Disguises {
		if d.In == "suspect" && !d.Benign {
			return true
		}
	}
	for _, l := range r.Layout {
		if l.In == "suspect" {
			return true
		}
	}
	return false
}

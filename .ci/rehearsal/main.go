// Command rehearsal uses the modules of a release as a program outside the repository does.
// .ci/rehearse copies it into a module of its own. It prints a line for each part, and fails if
// one does not do what it should.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/palimpsest-go/palimpsest/corpus/pgstore"
	"github.com/palimpsest-go/palimpsest/corpus/pgstore/pgtest"
	"github.com/palimpsest-go/palimpsest/shingle"
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

// parts are the parts of the modules with files beside their code, and what each must say.
var parts = []struct {
	name string
	do   func(context.Context) (string, error)
	want string
}{
	{"compare", comparePosts, "spun, library → archive"},
	{"compare/htmlreport", writePage, "a page"},
	{"shingle", guess, "fr"},
	{"corpus/pebblestore", checkInDirectory, "spun from library"},
	{"corpus/pgstore", checkInDatabase, "spun from library"},
}

func main() {
	for _, p := range parts {
		got, err := p.do(context.Background())
		if errors.Is(err, pgtest.ErrNotInstalled) && os.Getenv("PALIMPSEST_POSTGRES") != "required" {
			fmt.Printf("%s: PostgreSQL is not installed: built, not run\n", p.name)
			continue
		}
		if err == nil && got != p.want {
			err = fmt.Errorf("says %q, not %q", got, p.want)
		}
		if err != nil {
			log.Fatalf("%s: %v", p.name, err)
		}
		fmt.Printf("%s: %s\n", p.name, got)
	}
}

func comparePosts(context.Context) (string, error) {
	report, err := compare.Texts(known, post)
	if err != nil || len(report.Substitutions) == 0 {
		return "no substitutions", err
	}
	first := report.Substitutions[0]
	return fmt.Sprintf("%v, %s → %s", report.Verdict, first.Source.Text, first.Suspect.Text), nil
}

func writePage(context.Context) (string, error) {
	report, err := compare.Texts(known, post)
	if err != nil {
		return "", err
	}
	var page bytes.Buffer
	if err := htmlreport.Write(&page, report, known, post); err != nil {
		return "", err
	}
	if !bytes.Contains(page.Bytes(), []byte("cellar")) {
		return "a page without the text", nil
	}
	return "a page", nil
}

func guess(context.Context) (string, error) {
	return shingle.Guess("La mairie a fermé la bibliothèque pour trois mois, et les livres sont dans les caves de l'école.").String(), nil
}

func checkInDirectory(ctx context.Context) (string, error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	store, err := pebblestore.Open(filepath.Join(dir, "store"), pebblestore.Settings{})
	if err != nil {
		return "", err
	}
	found, err := check(ctx, store)
	return found, errors.Join(err, store.Close())
}

func checkInDatabase(ctx context.Context) (string, error) {
	server, err := pgtest.Launch()
	if err != nil {
		return "", err
	}
	defer server.Close()
	store, err := pgstore.Connect(ctx, server.URL(), pgstore.Settings{})
	if err != nil {
		return "", err
	}
	defer store.Close()
	return check(ctx, store)
}

// check adds the known text to a corpus in a store and checks the post.
func check(ctx context.Context, store corpus.Store) (string, error) {
	c, err := corpus.New(ctx, store, corpus.Settings{})
	if err != nil {
		return "", err
	}
	if err := c.Add(ctx, corpus.Text{ID: "library", Text: known}); err != nil {
		return "", err
	}
	answer, err := c.Check(ctx, corpus.Text{Text: post})
	if err != nil || len(answer.Matches) == 0 {
		return "no match", err
	}
	m := answer.Matches[0]
	return fmt.Sprintf("%v from %s", m.Report.Verdict, m.Source.ID), nil
}

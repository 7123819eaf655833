package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// An example is what is fitted of a pair: not its texts, but its signals.
type example struct {
	ID, Label, Kind string
	Family          string // of the dictionary the pair was spun with; "" for none
	Group           string // pairs of one source text
	Exchanges       int    // that were made; -1 if not known
	Signals         []float64

	// Blind and Shipped are the signals of a spun pair without any relations of
	// words, and with those of the lexicon as it is; nil for others.
	Blind, Shipped []float64
}

// A spun pair's weight in a sample to fit on is divided among its signals. The
// blind ones stand for a spinner whose dictionary shares nothing with the
// lexicon: without them the model learns that exchanged words are always related,
// and misses it. The shipped ones stand for one whose dictionary the lexicon has:
// without them it learns that closely related words are put by people.
const (
	blindWeight   = 0.25
	shippedWeight = 0.25
)

// measure returns the examples that pairs make. A pair that a definition judges,
// such as one of identical texts, has no signals and makes none.
func measure(pairs []score.Pair, lexica score.Lexica) (examples []example, err error) {
	vectors, err := signals(pairs, lexica)
	if err != nil {
		return nil, err
	}
	var spun []score.Pair
	for i, p := range pairs {
		if vectors[i] == nil {
			continue
		}
		e := example{ID: p.ID, Label: p.Label, Kind: p.Kind, Family: family(&p, lexica), Group: cmp.Or(p.Group, p.ID), Exchanges: -1, Signals: vectors[i]}
		if p.Gold != nil {
			e.Exchanges = len(p.Gold)
		}
		examples = append(examples, e)
		if p.Label == "spun" {
			spun = append(spun, p)
		}
	}
	blind, err := lexicon.ReadPairs(strings.NewReader("palimpsest\tpalimpsest's-other\n"), shingle.English)
	if err != nil {
		return nil, err
	}
	for i := range spun {
		spun[i].Dictionary = "" // one lexicon for all
	}
	without, err := signals(spun, score.Lexica{"": blind})
	if err != nil {
		return nil, err
	}
	with, err := signals(spun, nil)
	if err != nil {
		return nil, err
	}
	for i := range examples {
		if e := &examples[i]; e.Label == "spun" {
			e.Blind, e.Shipped = without[0], with[0]
			without, with = without[1:], with[1:]
		}
	}
	return examples, nil
}

// signals returns the signals of each pair, by ID; nil where a definition judges
// and there are none.
func signals(pairs []score.Pair, lexica score.Lexica) (vectors [][]float64, err error) {
	outcomes, err := score.RunEach(context.Background(), pairs, lexica.Comparer(compare.Comparer{}), 0)
	if err != nil {
		return nil, err
	}
	vectors = make([][]float64, len(pairs))
	for i, o := range outcomes {
		for _, v := range o.Report.Signals() {
			vectors[i] = append(vectors[i], v)
		}
	}
	return vectors, nil
}

// family returns the family of a pair's dictionary: those that are compared by
// one lexicon, because it lacks the thesaurus that they come from, are one.
func family(p *score.Pair, lexica score.Lexica) string {
	if l, ok := lexica[p.Dictionary]; ok && p.Dictionary != "" {
		return l.Version()
	}
	return p.Dictionary
}

// read returns the examples in files of pairs and in tables, in order. An error
// names the file.
func read(files []string, lexica score.Lexica) (examples []example, err error) {
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		more, err := readFile(f, lexica)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		examples = append(examples, more...)
	}
	return examples, nil
}

// readFile reads a file of pairs or a table.
func readFile(f *os.File, lexica score.Lexica) ([]example, error) {
	if strings.HasSuffix(f.Name(), tableName) {
		return readTable(f)
	}
	var pairs []score.Pair
	for p, err := range score.Read(f) {
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, p)
	}
	return measure(pairs, lexica)
}

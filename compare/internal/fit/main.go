// Fit fits the model behind the verdicts of package compare to labelled pairs
// and writes its constants.
//
//	fit [-o model.go] FILE...
//
// The files are as package compare/score reads them; pairs that the command
// generate has made should be among them, since real ones lack many kinds. Fit
// prints what the model says of each pair when neither its source text nor the
// dictionary it was spun with was in the sample it was fitted on, by label and
// kind; then it fits on all pairs and writes the constants.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/logistic"
	"github.com/palimpsest-go/palimpsest/compare/score"
)

// penalty is the weight of the squared weights: that of a prior as wide as one
// pair is informative.
const penalty = 1

func main() {
	log.SetFlags(0)
	log.SetPrefix("fit: ")
	out := flag.String("o", "", "write the constants to `FILE`, as Go")
	lexica := score.Lexica{}
	flag.Var(lexica, "lexicon", "compare by the lexicon in a file, pairs of a dictionary only if one is named: `[DICTIONARY=]FILE`")
	flag.Parse()
	if flag.NArg() == 0 {
		log.Fatal("no files given")
	}
	if err := run(*out, lexica, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

func run(out string, lexica score.Lexica, files []string) error {
	pairs, err := read(files)
	if err != nil {
		return err
	}
	vectors, names, err := measure(pairs, lexica)
	if err != nil {
		return err
	}
	verdicts := sample(pairs, vectors, rightClasses)
	topics := sample(pairs, vectors, rightTopic)
	for _, s := range topics {
		if s != nil {
			s.X = s.X[len(s.X)-topicSignals:]
		}
	}
	held := crossValidate(pairs, verdicts, len(classNames))
	printClasses(os.Stdout, pairs, verdicts, held)
	printReliability(os.Stdout, pairs, held)
	printTopics(os.Stdout, pairs, topics, crossValidate(pairs, topics, len(topicNames)))
	if out == "" {
		return nil
	}
	return write(out, files, constants{
		Signals: names,
		Verdict: logistic.Fit(present(verdicts), len(classNames), penalty),
		Topic:   logistic.Fit(present(topics), len(topicNames), penalty),
		Counts:  count(verdicts, len(classNames)), TopicCounts: count(topics, len(topicNames)),
		Labels: labels(pairs),
	})
}

// read reads the pairs of files, in order. An error names file and line.
func read(files []string) (pairs []score.Pair, err error) {
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		for p, err := range score.Read(f) {
			if err != nil {
				f.Close()
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			pairs = append(pairs, p)
		}
		f.Close()
	}
	return pairs, nil
}

// measure returns the signals of each pair, and their names.
func measure(pairs []score.Pair, lexica score.Lexica) (vectors [][]float64, names []string, err error) {
	outcomes, err := score.RunEach(context.Background(), pairs, lexica.Comparer(compare.Comparer{}), 0)
	if err != nil {
		return nil, nil, err
	}
	vectors = make([][]float64, len(pairs))
	for i, o := range outcomes {
		for name, v := range o.Report.Signals() {
			vectors[i] = append(vectors[i], v)
			if i == 0 {
				names = append(names, name)
			}
		}
	}
	return vectors, names, nil
}

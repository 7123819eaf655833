// Fit fits the model behind the verdicts of package compare to labelled pairs
// and writes its constants.
//
//	fit [-lexicon [DICTIONARY=]FILE] [-table features.tsv.gz] [-o model.go] FILE...
//
// The files are as package compare/score reads them; pairs that the command
// generate has made should be among them, since real ones lack many kinds. Fit
// prints what the model says of each pair when neither its source text nor the
// dictionary it was spun with was in the sample it was fitted on, by label and
// kind; then it fits on all pairs and writes the constants.
//
// The files may also be tables, which hold the signals of pairs in the place of
// their texts. The model in the tree is that of features.tsv.gz, and fit refuses a
// table whose signals are not those of compare/internal/verdict/signal.go. After a
// signal was put in, taken out, renamed or is measured in another way, measure the
// pairs and fit on what was measured:
//
//	go run ./compare/internal/fit -table compare/internal/fit/features.tsv.gz PAIRS...
//	go run ./compare/internal/fit -o compare/internal/verdict/model.go compare/internal/fit/features.tsv.gz
//	go test ./compare -run Pairs -update
//
// The last line rewrites the reports in testdata/pairs: read what it changes.
package main

import (
	"cmp"
	"flag"
	"log"
	"os"

	"github.com/palimpsest-go/palimpsest/compare/internal/logistic"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
	"github.com/palimpsest-go/palimpsest/compare/score"
)

// penalty is the weight of the squared weights. Of 1, 10 and 50, with products of
// features, 10 gave the best Brier score on pairs held out.
const penalty = 10

func main() {
	log.SetFlags(0)
	log.SetPrefix("fit: ")
	out := flag.String("o", "", "write the constants to `FILE`, as Go")
	table := flag.String("table", "", "write the signals of all pairs to `FILE`, a table that stands for their texts")
	lexica := score.Lexica{}
	flag.Var(lexica, "lexicon", "compare by the lexicon in a file, pairs of a dictionary only if one is named: `[DICTIONARY=]FILE`")
	flag.Parse()
	if flag.NArg() == 0 {
		log.Fatal("no files given")
	}
	if err := run(*out, *table, lexica, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

func run(out, table string, lexica score.Lexica, files []string) error {
	examples, err := read(files, lexica)
	if err != nil {
		return err
	}
	if table != "" {
		if err := save(table, examples); err != nil {
			return err
		}
	}
	cross := products()
	verdicts := samples(examples, rightClasses)
	topics := samples(examples, rightTopic)
	for _, s := range topics {
		s.narrow(verdict.TopicSignals[:])
	}
	held := crossValidate(examples, verdicts, cross, len(classNames))
	printClasses(os.Stdout, examples, verdicts, held)
	printReliability(os.Stdout, examples, held)
	printTopics(os.Stdout, examples, topics, crossValidate(examples, topics, nil, len(topicNames)))
	if out == "" {
		return nil
	}
	return write(out, files, constants{
		Verdict: logistic.Fit(training(verdicts), cross, len(classNames), penalty),
		Columns: allSignals(),
		Topic:   logistic.Fit(training(topics), nil, len(topicNames), penalty),
		Counts:  count(verdicts, len(classNames)), TopicCounts: count(topics, len(topicNames)),
		Labels: labels(examples),
	})
}

// save writes the table of examples to a file.
func save(name string, examples []example) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return cmp.Or(writeTable(f, examples), f.Close())
}

// crossed are the signals whose products enter the model of verdicts: what one of
// them means depends on the others. Products of all signals were no better on
// pairs held out.
var crossed = []verdict.ID{
	verdict.Skeleton, verdict.Exchanged, verdict.Indel, verdict.Run, verdict.Types, verdict.Related,
	verdict.Few, verdict.Words, verdict.Covered, verdict.Lopsided, verdict.Order,
}

// products returns the pairs of crossed signals, each with itself too.
func products() (cross [][2]int) {
	for a, x := range crossed {
		for _, y := range crossed[a:] {
			cross = append(cross, [2]int{int(x), int(y)})
		}
	}
	return cross
}

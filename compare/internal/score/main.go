// Score compares labelled pairs and prints how often package compare is right.
//
//	score FILE...
//
// The files are as package labelled reads them. Score prints the verdicts by
// label and kind, with the false calls of spun that each class of honest text
// got, and precision and recall of the substitutions where they are known. The
// figures are those of the library as it stands: on pairs that its model was
// fitted on they flatter it, and the command fit prints the honest ones.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/palimpsest-go/palimpsest/compare/internal/labelled"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("score: ")
	flag.Parse()
	if flag.NArg() == 0 {
		log.Fatal("no files given")
	}
	pairs, err := labelled.Read(flag.Args()...)
	if err != nil {
		log.Fatal(err)
	}
	reports, err := labelled.Compare(pairs)
	if err != nil {
		log.Fatal(err)
	}
	printVerdicts(os.Stdout, pairs, reports)
	fmt.Println()
	printSubstitutions(os.Stdout, pairs, reports)
}

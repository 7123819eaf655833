package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
)

func main() {
	lex := score.Lexica{}
	for k, f := range map[string]string{"moby": "moby", "aiksaurus": "moby", "webster1913": "moby", "mythes": "wordnet", "wordnet31": "wordnet", "openoffice-old": "wordnet", "npm-synonyms": "wordnet"} {
		if err := lex.Set(k + "=/tmp/without-" + f + ".lex"); err != nil {
			panic(err)
		}
	}
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for _, name := range os.Args[1:] {
		f, err := os.Open(name)
		if err != nil {
			panic(err)
		}
		var pairs []score.Pair
		for p, err := range score.Read(f) {
			if err != nil {
				panic(err)
			}
			pairs = append(pairs, p)
		}
		out, err := score.RunEach(context.Background(), pairs, lex.Comparer(compare.Comparer{}), 0)
		if err != nil {
			panic(err)
		}
		for _, o := range out {
			p := o.Pair
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s", name, p.ID, p.Label, p.Kind, p.Dictionary, p.Group, min(o.Report.Source.Words, o.Report.Suspect.Words), o.Report.Verdict)
			for _, v := range o.Report.Signals() {
				fmt.Fprintf(w, "\t%.6g", v)
			}
			fmt.Fprintln(w)
		}
		_ = strings.Join
	}
}

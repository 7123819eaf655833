// Generate writes labelled pairs to fit and test package compare on, one JSON
// object a line, as package compare/score reads them.
//
//	generate [-seed 1] [-n 2000] [-dictionary [NAME=]FILE...] [-texts FILE...]
//
// Texts are honest texts: .jsonl and .jsonl.gz files whose lines have a "text"
// or "source" (of labelled pairs, the sources), other files of plain text, and
// directories of such files. Without any, the pairs are made of filled-in
// templates. Dictionaries are thesauri in the formats that package synth opens;
// two small ones are built in. A dictionary is named for its file unless NAME is
// given; pairs name it, and it should be the name that other pairs give it.
// Package synth says what the pairs are.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("generate: ")
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

// settings are what the command line says.
type settings struct {
	seed                uint64
	n                   int
	dictionaries, texts []string
}

// parse reads the command line. A flag for files takes all that follow it, up to
// the next flag.
func parse(args []string) (settings, error) {
	var s settings
	var files *[]string
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	flags.Uint64Var(&s.seed, "seed", 1, "what is drawn follows from `SEED`")
	flags.IntVar(&s.n, "n", 2000, "make `N` pairs")
	list := func(name, usage string, to *[]string) {
		flags.Func(name, usage, func(v string) error {
			files = to
			*to = append(*to, v)
			return nil
		})
	}
	list("dictionary", "spin with the thesaurus in `FILE...`", &s.dictionaries)
	list("texts", "make pairs of the texts in `FILE...`", &s.texts)
	for {
		if err := flags.Parse(args); err != nil {
			return s, err
		}
		args = flags.Args()
		if len(args) == 0 {
			return s, nil
		}
		if files == nil {
			return s, fmt.Errorf("%s: is it a dictionary or a text?", args[0])
		}
		*files = append(*files, args[0])
		args = args[1:]
	}
}

func run(w io.Writer, args []string) error {
	s, err := parse(args)
	if err != nil {
		return err
	}
	var dictionaries []*synth.Dictionary
	for _, arg := range s.dictionaries {
		name, path, ok := strings.Cut(arg, "=")
		if !ok {
			name, path = strings.TrimSuffix(filepath.Base(arg), filepath.Ext(arg)), arg
		}
		d, err := synth.Open(name, path)
		if err != nil {
			return err
		}
		dictionaries = append(dictionaries, d)
	}
	texts, err := readTexts(s.texts)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for p := range synth.NewGenerator(s.seed, texts, dictionaries).Pairs(s.n) {
		if err := lines.Encode(p); err != nil {
			return err
		}
	}
	return out.Flush()
}

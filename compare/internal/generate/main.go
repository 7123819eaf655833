// Generate writes labelled pairs to fit and test package compare on, one JSON
// object a line, as package compare/score reads them.
//
//	generate [-seed 1] [-n 2000] [-kinds LIST] [-dictionary [NAME[:LANGUAGE]=]FILE...] [-texts FILE...]
//	generate -list
//
// Texts are honest texts: .jsonl and .jsonl.gz files whose lines have a "text" or
// "source" (of labelled pairs, the sources) and may have "id", "genre",
// "language" and "group"; other files of plain text, and directories of such
// files. Without any, the pairs are made of filled-in templates.
//
// Dictionaries are thesauri in the formats that package synth opens; two small
// ones of English are built in. A dictionary is named for its file unless NAME is
// given; pairs name it, and it should be the name that other pairs give it. Its
// language is LANGUAGE, or the language in the file's name, as in those of
// LibreOffice (th_fr_FR_v2.dat), or else English.
//
// Package synth says what the pairs are. -list lists the kinds, with their makers and
// languages. -kinds makes only the kinds in a list, which commas divide. The kinds
// re-said, halves and by-form are made only if they are named there. If no text lends
// itself to a kind, another kind takes its turn; standard error reports how often
// that happened.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth"
	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("generate: ")
	if err := run(os.Stdout, os.Stderr, os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

// settings are the settings from the command line.
type settings struct {
	seed                uint64
	n                   int
	list                bool
	kinds               []string
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
	flags.BoolVar(&s.list, "list", false, "list the kinds, their makers and their languages")
	flags.Func("kinds", "make the kinds of `LIST` alone, divided by commas", func(v string) error {
		s.kinds = append(s.kinds, strings.Split(v, ",")...)
		return nil
	})
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

// open opens a dictionary given as [NAME[:LANGUAGE]=]FILE.
func open(arg string) (*synth.Dictionary, error) {
	name, path, named := strings.Cut(arg, "=")
	if !named {
		name, path = "", arg
	}
	name, language, _ := strings.Cut(name, ":")
	base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	language = cmp.Or(language, languageOf(base))
	if tables.Of(language) == nil {
		return nil, fmt.Errorf("%s: no language %q", arg, language)
	}
	return synth.Open(cmp.Or(name, base), language, path)
}

// languageOf returns the language in the name of a thesaurus, such as th_nb_NO or
// thes_fr, and English if the name has none.
func languageOf(base string) string {
	parts := strings.Split(base, "_")
	if len(parts) < 2 || parts[0] != "th" && parts[0] != "thes" {
		return "en"
	}
	if parts[1] == "nb" || parts[1] == "nn" {
		return "no"
	}
	return parts[1]
}

func run(w, report io.Writer, args []string) error {
	s, err := parse(args)
	if err != nil {
		return err
	}
	if s.list {
		return list(w)
	}
	var dictionaries []*synth.Dictionary
	for _, arg := range s.dictionaries {
		d, err := open(arg)
		if err != nil {
			return err
		}
		dictionaries = append(dictionaries, d)
	}
	texts, err := readTexts(s.texts)
	if err != nil {
		return err
	}
	g, err := synth.NewGenerator(synth.Settings{Seed: s.seed, Bases: texts, Dictionaries: dictionaries, Kinds: s.kinds})
	if err != nil {
		return err
	}
	return write(w, report, g, s.n)
}

// write writes n pairs, and reports the kinds that had to give up a turn.
func write(w, report io.Writer, g *synth.Generator, n int) error {
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	planned, missed := make(map[string]int), make(map[string]int)
	for i := range n {
		p, ok := g.Pair(i)
		kind, maker := g.Planned(i)
		key := kind + " " + maker
		if planned[key]++; p.Kind != kind || p.Maker != maker {
			missed[key]++
		}
		if !ok {
			continue
		}
		if err := lines.Encode(p); err != nil {
			return err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(missed)) {
		fmt.Fprintf(report, "generate: %s: %d of %d turns given up\n", key, missed[key], planned[key])
	}
	return out.Flush()
}

// list writes the kinds.
func list(w io.Writer) error {
	for _, k := range synth.Kinds() {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", k.Name, k.Maker, k.Label, strings.Join(k.Languages, " ")); err != nil {
			return err
		}
	}
	return nil
}

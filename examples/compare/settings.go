package main

import (
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// usage is what -h prints. It stands in the package comment too.
const usage = `usage: compare [flags] SOURCE SUSPECT

Compare tells whether the text in SUSPECT was made from the text in SOURCE.
"-" stands for standard input, for one of the two. Flags go before the names.

  -format text|json|html text for people (default), json for programs, html for
                         people: a page with both texts side by side
  -o FILE                write to FILE instead of standard output
  -lang LANGUAGE         auto (default), en, fr, es, ru, sv, no, hu, de, it, pt,
                         nl, da or none
  -exclude quotes        leave attributed quotations out of the judgement
  -boilerplate FILE      leave out what the texts have in common with FILE, a
                         template that both may use
  -min-confidence P      reuse told with less confidence than P is not reuse,
                         P from 0 (default) to 1

Exit status: 0 no reuse found, 1 reuse found, 2 error.
`

// settings is what the command line asks for.
type settings struct {
	format        string // "text", "json" or "html"
	output        string // file to write; "" and "-" are standard output
	lang          shingle.Language
	minConfidence float64   // 0 to 1
	exclude       string    // "" or "quotes"
	boilerplate   string    // file of text that both may use; "" is none
	names         [2]string // source and suspect; "-" is standard input
}

// parse reads the command line. The error is [flag.ErrHelp] when help was asked
// for.
func parse(args []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("compare", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&s.format, "format", "text", "")
	flags.StringVar(&s.output, "o", "", "")
	lang := flags.String("lang", "auto", "")
	flags.StringVar(&s.exclude, "exclude", "", "")
	flags.StringVar(&s.boilerplate, "boilerplate", "", "")
	flags.Float64Var(&s.minConfidence, "min-confidence", 0, "")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	names := flags.Args()
	if before := len(args) - len(names); before == 0 || args[before-1] != "--" {
		if err := command.CheckNames(names); err != nil {
			return s, err
		}
	}
	if len(names) != len(s.names) {
		return s, fmt.Errorf("two names are needed, SOURCE and SUSPECT; got %d (compare -h tells more)", len(names))
	}
	s.names = [2]string(names)
	return s, s.check(*lang)
}

// check checks the settings against each other and sets the language.
func (s *settings) check(lang string) error {
	if s.names[0] == "-" && s.names[1] == "-" {
		return errors.New("only one of SOURCE and SUSPECT can be standard input")
	}
	if s.format != "text" && s.format != "json" && s.format != "html" {
		return fmt.Errorf("unknown format %q: text, json and html are known", s.format)
	}
	if s.exclude != "" && s.exclude != "quotes" {
		return fmt.Errorf("-exclude %q: only quotes can be left out", s.exclude)
	}
	if s.boilerplate == "-" {
		return errors.New("-boilerplate must be a file, not standard input")
	}
	if !(s.minConfidence >= 0 && s.minConfidence <= 1) { // NaN is neither
		return fmt.Errorf("-min-confidence must be from 0 to 1, not %v", s.minConfidence)
	}
	l, err := command.Language(lang)
	if err != nil {
		return err
	}
	s.lang = l
	return s.checkOutput()
}

// toStdout reports whether the report goes to standard output.
func (s settings) toStdout() bool { return s.output == "" || s.output == "-" }

package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// usage is what -h prints. The package comment has the same text.
const usage = `usage: compare [flags] SOURCE SUSPECT...
       compare [flags] FOLDER

Compare reports whether the text in SUSPECT was made from the text in SOURCE.

  SOURCE SUSPECT         two files: a report
  SOURCE SUSPECT...      one file and several: a line for each, best first
  FOLDER FOLDER          which files of the second were made from one of the
                         first: a line for each pair, best first
  FOLDER                 which of its files were made from which

Files may be plain text, HTML, Markdown, .docx or .odt; "-" is standard input,
once. Flags go before the names.

What is written:
  -format text|json|csv|html
                         text for people (default); json, an object for each
                         pair; csv, a row for each; html for people: a page with
                         both texts side by side, or for many pairs a folder
                         that -o names, with an index, a page for each,
                         and one for each suspect of several sources
  -o FILE                write to FILE instead of standard output
  -limit N               rows of each list in text, 0 for all; 24 by default
  -progress              show progress even if standard error is no terminal

How texts are compared:
  -lang LANGUAGE         auto (default), en, fr, es, ru, sv, no, hu, de, it, pt,
                         nl, da or none
  -exclude quotes        leave attributed quotations out of the judgement
  -boilerplate FILE      leave out what the texts have in common with FILE, a
                         template that both may use
  -min-confidence P      do not count reuse reported with less confidence than P,
                         P from 0 (default) to 1

Other:
  -version               print version, commit and model instead

Exit status: 0 no reuse found, 1 reuse found, 2 error.
`

// settings is what the command line asks for.
type settings struct {
	format        string // one of formats
	output        string // file or folder to write; "" and "-" are standard output
	limit         int    // rows of a list; 0 is all
	progress      bool
	lang          shingle.Language
	minConfidence float64  // 0 to 1
	exclude       string   // "" or "quotes"
	boilerplate   string   // file of text that both may use; "" for none
	names         []string // source and suspects; "-" is standard input
	folders       int      // how many of the names are folders
}

var formats = []string{"text", "json", "csv", "html"}

// parse reads the command line. The error is [flag.ErrHelp] or [command.ErrVersion] if
// that was requested.
func parse(args []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("compare", flag.ContinueOnError)
	flags.StringVar(&s.format, "format", "text", "")
	flags.StringVar(&s.output, "o", "", "")
	flags.IntVar(&s.limit, "limit", 24, "")
	flags.BoolVar(&s.progress, "progress", false, "")
	lang := flags.String("lang", "auto", "")
	flags.StringVar(&s.exclude, "exclude", "", "")
	flags.StringVar(&s.boilerplate, "boilerplate", "", "")
	flags.Float64Var(&s.minConfidence, "min-confidence", 0, "")
	names, err := command.Parse(flags, args)
	if err != nil {
		return s, err
	}
	s.names = names
	for _, name := range names {
		if isFolder(name) {
			s.folders++
		}
	}
	return s, s.check(*lang)
}

// isFolder reports whether the name is that of a folder.
func isFolder(name string) bool {
	info, err := os.Stat(name)
	return name != "-" && err == nil && info.IsDir()
}

// many reports whether more than one pair of texts may be requested.
func (s settings) many() bool { return len(s.names) != 2 || s.folders > 0 }

// rows returns the limit on the rows of a list as [compare.Style] has it.
func (s settings) rows() int {
	if s.limit == 0 {
		return -1
	}
	return s.limit
}

// check checks the settings against each other and sets the language.
func (s *settings) check(lang string) error {
	if err := s.checkNames(); err != nil {
		return err
	}
	if !slices.Contains(formats, s.format) {
		return fmt.Errorf("unknown format %q: text, json, csv and html are known", s.format)
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
	if s.limit < 0 {
		return fmt.Errorf("-limit must be 0 or more, not %d", s.limit)
	}
	l, err := command.Language(lang)
	if err != nil {
		return err
	}
	s.lang = l
	return s.checkOutput()
}

// checkNames checks that the names can be compared.
func (s *settings) checkNames() error {
	stdin := 0
	for _, name := range s.names {
		if name == "-" {
			stdin++
		}
	}
	switch {
	case len(s.names) == 0:
		return errors.New("two names are needed, SOURCE and SUSPECT, or that of one FOLDER (compare -h tells more)")
	case len(s.names) == 1 && s.folders == 0:
		return errors.New("two names are needed, SOURCE and SUSPECT, or that of one FOLDER; got 1 file (compare -h tells more)")
	case s.folders > 0 && (s.folders != len(s.names) || s.folders > 2):
		return fmt.Errorf("%s is a directory: one or two can be compared, and not with files", s.names[slices.IndexFunc(s.names, isFolder)])
	case stdin > 1:
		return errors.New("only one of SOURCE and SUSPECT can be standard input")
	}
	return nil
}

// toStdout reports whether the report goes to standard output.
func (s settings) toStdout() bool { return s.output == "" || s.output == "-" }

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// usage is what -h prints. It stands in the package comment too.
const usage = `usage: dedup [flags] INPUT...

Dedup finds the near-duplicates among the texts of all inputs and says which
text of each cluster to keep. An INPUT is a directory of text files, a .jsonl or
.jsonl.gz file, or "-" for JSON lines on standard input. Flags go before them.

  -threshold S   least similarity of two near-duplicates, 0.01 to 1 (default 0.8)
  -shingle N     words in a shingle, 1 to 1000 (default 5)
  -id FIELD      field of a JSON line that holds the id (default id)
  -text FIELD    field of a JSON line that holds the text (default text)
  -o FILE        write to FILE instead of standard output
  -skip-bad      leave out texts that cannot be read, and count them
  -progress      show progress even if standard error is not a terminal

Exit status: 0 done, 2 error.
`

// Bounds of settings.
const (
	minThreshold = 0.01 // below it signatures of maxSlots do not find enough
	maxShingle   = 1000
)

// settings is what the command line asks for.
type settings struct {
	threshold float64 // minThreshold to 1
	shingle   int     // words, 1 to maxShingle
	id, text  string  // fields of a JSON line
	output    string  // file to write; "" and "-" are standard output
	skipBad   bool
	progress  bool     // whatever standard error is
	inputs    []string // one or more; "-" is standard input
}

// parse reads the command line. The error is [flag.ErrHelp] when help was asked
// for.
func parse(args []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("dedup", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Float64Var(&s.threshold, "threshold", 0.8, "")
	flags.IntVar(&s.shingle, "shingle", 5, "")
	flags.StringVar(&s.id, "id", "id", "")
	flags.StringVar(&s.text, "text", "text", "")
	flags.StringVar(&s.output, "o", "", "")
	flags.BoolVar(&s.skipBad, "skip-bad", false, "")
	flags.BoolVar(&s.progress, "progress", false, "")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	s.inputs = flags.Args()
	if before := len(args) - len(s.inputs); before == 0 || args[before-1] != "--" {
		if err := command.CheckNames(s.inputs); err != nil {
			return s, err
		}
	}
	return s, s.check()
}

// check checks the settings.
func (s settings) check() error {
	if len(s.inputs) == 0 {
		return errors.New("an input is needed (dedup -h tells more)")
	}
	stdin := 0
	for _, name := range s.inputs {
		if name == "-" {
			stdin++
		}
	}
	if stdin > 1 {
		return errors.New("only one of the inputs can be standard input")
	}
	if !(s.threshold >= minThreshold && s.threshold <= 1) { // NaN is neither
		return fmt.Errorf("-threshold must be from %v to 1, not %v", minThreshold, s.threshold)
	}
	if s.shingle < 1 || s.shingle > maxShingle {
		return fmt.Errorf("-shingle must be from 1 to %d, not %d", maxShingle, s.shingle)
	}
	if s.toStdout() {
		return nil
	}
	// What can be known to fail at the end of a long run should fail now.
	folder := filepath.Dir(s.output)
	if info, err := os.Stat(folder); err != nil {
		return fmt.Errorf("-o: %w", err)
	} else if !info.IsDir() {
		return fmt.Errorf("-o: %s is not a directory", folder)
	}
	if info, err := os.Stat(s.output); err == nil && info.IsDir() {
		return fmt.Errorf("-o: %s is a directory", s.output)
	}
	return nil
}

// toStdout reports whether the lines go to standard output.
func (s settings) toStdout() bool { return s.output == "" || s.output == "-" }

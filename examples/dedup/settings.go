package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// usage is what -h prints. The package comment has the same text.
const usage = `usage: dedup [flags] INPUT...

Dedup finds the near-duplicates among the texts of all inputs and says which to
keep. An INPUT is a file of texts whose name ends in .jsonl, .ndjson or .json, each
with or without .gz or .zst, or in .parquet; a directory of such files, or of text
files; or "-" for JSON lines on standard input. Flags go before the inputs.

  -threshold S   least similarity of two near-duplicates, 0.01 to 1 (default 0.8)
  -shingle N     words in a shingle, 1 to 1000 (default 5)
  -keep ORDER    which text is kept first: longest (default), first, oldest, newest
  -prefer INPUT  keep the texts of this input before others; may be repeated
  -against OLD   an input of texts that stay: leave out texts that are like them; may
                 be repeated
  -id FIELD      field or column that holds the id (default id)
  -text FIELD    field or column that holds the text (default text)
  -time FIELD    field or column that holds the time, for -keep (default time)
  -format F      what every file is, whatever its name: jsonl, json, parquet, text
  -include P     patterns of the files to read in directories, such as '*.txt,*.md'
  -write W       lines about all texts (default), or the kept texts themselves:
                 lines, kept
  -o FILE        write to FILE instead of standard output
  -memory SIZE   compare on disk if an index of the texts takes more than SIZE, such
                 as 512M or 2G
  -skip-bad      leave out what cannot be read, and count it
  -bad FILE      write what was left out to FILE
  -progress      show progress even if standard error is not a terminal
  -version       print version, commit and scheme of the shingles instead

Many processes can share a run. Each does a part:

  -stage STAGE   sign, pairs, verify or components: each when the one before is done
  -work DIR      directory for the files of the stages
  -shard I/N     the I-th of N parts of the stage, from 1/N to N/N; components has one

Exit status: 0 done, 2 error.
`

// Bounds of settings.
const (
	minThreshold   = 0.01 // below it signatures of maxSlots do not find enough
	defaultShingle = 5
	maxShingle     = 1000
)

// What -write names.
const (
	writeLines = "lines"
	writeKept  = "kept"
)

// settings is what the command line asks for.
type settings struct {
	threshold      float64  // minThreshold to 1
	shingle        int      // words, 1 to maxShingle
	keep           string   // one of the orders
	prefer         []string // inputs
	ranks          []int    // of inputs, by prefer: lower comes first
	id, text, time string   // fields
	format         format   // formatUnknown if names decide
	include        []string // patterns of package path
	write          string   // writeLines or writeKept
	output         string   // file to write; "" and "-" are standard output
	bad            string   // file to write; "" for none
	skipBad        bool
	progress       bool     // whatever standard error is
	memory         int64    // bytes that an index may take; 0 is any number
	stage          string   // one of stages, or "" for all in this process
	work           string   // directory of the files of stages
	shard          shard    // of the stage
	against        []string // inputs of texts that stay
	inputs         []string // one or more; "-" is standard input
}

// parse reads the command line. The error is [flag.ErrHelp] or [command.ErrVersion] if
// that was requested.
func parse(args []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("dedup", flag.ContinueOnError)
	flags.Float64Var(&s.threshold, "threshold", 0.8, "")
	flags.IntVar(&s.shingle, "shingle", defaultShingle, "")
	flags.StringVar(&s.keep, "keep", keepLongest, "")
	flags.Func("prefer", "", appendTo(&s.prefer))
	flags.Func("against", "", appendTo(&s.against))
	flags.StringVar(&s.id, "id", "id", "")
	flags.StringVar(&s.text, "text", "text", "")
	flags.StringVar(&s.time, "time", "time", "")
	flags.Func("format", "", func(name string) error {
		var ok bool
		if s.format, ok = formatNames[name]; !ok {
			return errors.New("it must be jsonl, json, parquet or text")
		}
		return nil
	})
	flags.Func("include", "", func(patterns string) error {
		s.include = append(s.include, strings.Split(patterns, ",")...)
		return nil
	})
	flags.StringVar(&s.write, "write", writeLines, "")
	flags.StringVar(&s.output, "o", "", "")
	flags.StringVar(&s.bad, "bad", "", "")
	flags.BoolVar(&s.skipBad, "skip-bad", false, "")
	flags.BoolVar(&s.progress, "progress", false, "")
	flags.Func("memory", "", func(size string) (err error) {
		s.memory, err = readSize(size)
		return err
	})
	flags.StringVar(&s.stage, "stage", "", "")
	flags.StringVar(&s.work, "work", "", "")
	s.shard = shard{1, 1}
	flags.Func("shard", "", func(value string) (err error) {
		s.shard, err = readShard(value)
		return err
	})
	var err error
	if s.inputs, err = command.Parse(flags, args); err != nil {
		return s, err
	}
	if err := s.check(); err != nil {
		return s, err
	}
	return s, s.rank()
}

func appendTo(list *[]string) func(string) error {
	return func(value string) error {
		*list = append(*list, value)
		return nil
	}
}

// check checks the settings.
func (s settings) check() error {
	all := slices.Concat(s.against, s.inputs)
	first := slices.Index(all, "-")
	switch {
	case len(s.inputs) == 0 && (s.stage == "" || s.stage == stageSign):
		return errors.New("an input is needed (dedup -h tells more)")
	case first >= 0 && slices.Contains(all[first+1:], "-"):
		return errors.New("only one of the inputs can be standard input")
	case !(s.threshold >= minThreshold && s.threshold <= 1): // NaN is neither
		return fmt.Errorf("-threshold must be from %v to 1, not %v", minThreshold, s.threshold)
	case s.shingle < 1 || s.shingle > maxShingle:
		return fmt.Errorf("-shingle must be from 1 to %d, not %d", maxShingle, s.shingle)
	case !slices.Contains([]string{keepLongest, keepFirst, keepOldest, keepNewest}, s.keep):
		return fmt.Errorf("-keep must be longest, first, oldest or newest, not %q", s.keep)
	}
	for _, pattern := range s.include {
		if _, err := path.Match(pattern, ""); err != nil || pattern == "" {
			return fmt.Errorf("-include: %q is not a pattern", pattern)
		}
	}
	if err := s.checkStage(); err != nil {
		return err
	}
	return s.checkOutputs()
}

// readSize reads a number of bytes, with K, M, G or T after it for powers of 1024.
func readSize(s string) (int64, error) {
	shift := 0
	if s != "" {
		if i := strings.IndexByte("KMGT", s[len(s)-1]&^0x20); i >= 0 {
			shift, s = 10*(i+1), s[:len(s)-1]
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1 || n > 1<<(62-shift) {
		return 0, errors.New("it must be a number of bytes, such as 512M or 2G")
	}
	return n << shift, nil
}

// checkOutputs checks what is to be written, and where.
func (s settings) checkOutputs() error {
	switch {
	case s.write != writeLines && s.write != writeKept:
		return fmt.Errorf("-write must be lines or kept, not %q", s.write)
	case s.write == writeLines && s.toParquet():
		return errors.New("-o: Parquet holds the kept texts only: give -write kept")
	case s.bad != "" && filepath.Clean(s.bad) == filepath.Clean(s.output):
		return errors.New("-o and -bad are one file")
	}
	if s.bad != "" {
		if err := checkOutput("-bad", s.bad); err != nil {
			return err
		}
	}
	if s.toStdout() {
		return nil
	}
	return checkOutput("-o", s.output)
}

// checkOutput returns an error for a file that could certainly not be written at
// the end of a long run.
func checkOutput(flag, name string) error {
	folder := filepath.Dir(name)
	if info, err := os.Stat(folder); err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	} else if !info.IsDir() {
		return fmt.Errorf("%s: %s is not a directory", flag, folder)
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return fmt.Errorf("%s: %s is a directory", flag, name)
	}
	return nil
}

// rank ranks the inputs by -prefer.
func (s *settings) rank() error {
	s.ranks = make([]int, len(s.inputs))
	for i := range s.ranks {
		s.ranks[i] = len(s.prefer)
	}
	for rank, name := range slices.Backward(s.prefer) {
		found := false
		for i, input := range s.inputs {
			if filepath.Clean(input) == filepath.Clean(name) {
				s.ranks[i], found = rank, true
			}
		}
		if !found {
			return fmt.Errorf("-prefer: %s is not one of the inputs", name)
		}
	}
	return nil
}

// toStdout reports whether the output goes to standard output.
func (s settings) toStdout() bool { return s.output == "" || s.output == "-" }

// toParquet reports whether the output is Parquet, as its name says.
func (s settings) toParquet() bool {
	f, _ := formatOf(s.output)
	return f == formatParquet && !s.toStdout()
}

// fields returns the fields to read. The time is read only if -keep asks for it.
func (s settings) fields() fields {
	f := fields{id: s.id, text: s.text}
	if s.keep == keepOldest || s.keep == keepNewest {
		f.time = s.time
	}
	return f
}

// versionParts returns what -version prints of what results depend on: the scheme of the shingles
// that are the default.
func versionParts() ([]command.Part, error) {
	return []command.Part{{Name: "scheme", Version: settings{shingle: defaultShingle}.shingler().Scheme()}}, nil
}

// Score says how often package compare is right on pairs of texts whose relation
// is known, for instance a user's own.
//
//	usage: score [flags] PAIRS...
//
//	Score compares pairs of texts whose relation is known and tells how often
//	package compare is right. PAIRS are files with a JSON object a line, compressed
//	with gzip or not; "-" is standard input. Flags go before the names.
//
//	  -verdict VERDICT   verdict that flags a text (default spun)
//	  -threshold LIST    confidences from which on it does, from 0 to 1, separated by
//	                     commas (default 0,0.5,0.6,0.7,0.8,0.9,0.95,0.98,0.99)
//	  -lang LANGUAGE     auto (default), en, fr, es, ru, sv, no, hu, de, it, pt, nl,
//	                     da or none
//	  -lexicon [DICTIONARY=]FILE
//	                     compare by the lexicon in FILE, a .lex file; with a name,
//	                     only pairs that say they were spun with that dictionary
//	  -workers N         pairs compared at once (default: one for each processor)
//
//	Exit status: 0 done, 2 error.
//
// # Input
//
// A line is an object with at least these four members:
//
//	{"id":"a1","label":"spun","source":"the text","suspect":"the other text"}
//
// The label is the name of a verdict or one of those that [score.ParseLabel]
// lists. "kind" says where the pair is from, and the results are told by it. The
// substitutions and passages of the suspect, if "gold" or "passages" tells them
// as in [score.Pair], are scored too. A line that is not as it should be stops
// the run.
//
// # Output
//
// Tables, for people: verdicts given by verdicts wanted; how many pairs of each
// label and kind were given -verdict by mistake, and how many of those that want
// it; what each confidence would flag; substitutions; passages; and how well the
// probability of -verdict is calibrated. Rates have their 95 % intervals. The
// tables do not depend on -workers or the order of the pairs. Nothing is on
// standard output after an error, unless it is one of writing.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// Exit statuses.
const (
	statusDone  = 0
	statusError = 2
)

func main() { os.Exit(command.Main(run)) }

// run runs the command and returns its exit status. It does not close the
// streams. When ctx ends it returns soon, even while a read is blocked; the
// goroutine that reads is then left to the end of the process.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		if _, err = io.WriteString(stdout, usage); err == nil {
			return statusDone
		}
	}
	var page []byte
	if err == nil {
		page, err = s.score(ctx, stdin)
	}
	if err == nil {
		_, err = stdout.Write(page)
	}
	if err != nil {
		fmt.Fprintln(stderr, command.ErrorLine("score", err))
		return statusError
	}
	return statusDone
}

// score returns what the settings ask for, unless ctx ends first.
func (s settings) score(ctx context.Context, stdin io.Reader) ([]byte, error) {
	var page bytes.Buffer
	done := make(chan error, 1)
	go func() { done <- s.scoreFiles(ctx, stdin, &page) }()
	select {
	case <-ctx.Done():
		return nil, errors.New("interrupted")
	case err := <-done:
		if ctx.Err() != nil {
			return nil, errors.New("interrupted")
		}
		return page.Bytes(), err
	}
}

func (s settings) scoreFiles(ctx context.Context, stdin io.Reader, page io.Writer) error {
	var pairs []score.Pair
	for _, name := range s.names {
		var err error
		if pairs, err = read(ctx, pairs, name, stdin); err != nil {
			return err
		}
	}
	outcomes, err := score.RunEach(ctx, pairs, s.lexica.Comparer(compare.Comparer{Language: s.lang}), s.workers)
	if err != nil {
		return err
	}
	return s.report(page, outcomes)
}

// read appends the pairs of a file to others. The error names file and line.
func read(ctx context.Context, pairs []score.Pair, name string, stdin io.Reader) ([]score.Pair, error) {
	in := stdin
	if name == "-" {
		name = "standard input"
	} else {
		f, err := os.Open(name)
		if err != nil {
			return nil, command.Named(name, err)
		}
		defer f.Close()
		in = f
	}
	for p, err := range score.Read(in) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, command.Named(name, message{err})
		}
		pairs = append(pairs, p)
	}
	return pairs, nil
}

// A message is an error of package score without the package's name, which is
// that of the command.
type message struct{ error }

func (m message) Error() string { return strings.Replace(m.error.Error(), "score: ", "", 1) }

func (m message) Unwrap() error { return m.error }

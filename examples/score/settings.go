package main

import (
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// usage is what -h prints. The package comment has the same text.
const usage = `usage: score [flags] PAIRS...

Score compares pairs of texts whose relation is known and reports how often
package compare is right. PAIRS are files with one JSON object a line, which may be
compressed with gzip; "-" is standard input. Flags go before the names.

  -verdict VERDICT   verdict that flags a text (default spun)
  -threshold LIST    lowest confidences that flag, from 0 to 1, separated by commas
                     (default 0,0.5,0.6,0.7,0.8,0.9,0.95,0.98,0.99)
  -lang LANGUAGE     auto (default), en, fr, es, ru, sv, no, hu, de, it, pt, nl,
                     da or none
  -lexicon [DICTIONARY=]FILE
                     compare by the lexicon in FILE, a .lex file; with a name,
                     only pairs that say they were spun with that dictionary
  -workers N         pairs compared at once (default: one for each processor)
  -version           print version, commit and model instead

  -budget RATE       instead of the tables, print the lowest probability of -verdict
                     that flags at most this share of honest texts (0.001), and how
                     many of the other texts it finds; or how many more honest labels
                     it takes
  -confidence C      confidence that the budget is kept, from 0.5 to below 1
                     (default 0.95)
  -policy FILE       write a policy for examples/moderate with that threshold
  -date DATE         when the pairs were labelled, 2006-01-02; for -policy
  -action ACTION     review (default) or block: what the policy does; for -policy

The tables show verdicts by the wanted verdict, by the "kind" of a pair, and by the
kind of change that leads in it; the changes found, by kind; what -verdict flags
wrongly and rightly, also for each confidence; substitutions and passages,
where the pairs have "gold" or "passages"; and calibration. A kind of change is
one that compare names (respelt, masked, synonym ...; synonyms also by relation),
or filler, insert and delete. The leading kind is the one with most distinct
substitutions in a pair. A change made again in the same pair is not distinct.
"right" counts all verdicts that the label allows. Intervals are Wilson's, 95 %.

With -budget, pairs with the same suspect are one text that was checked against
several sources: the threshold is for texts.

Exit status: 0 done, 1 the labels are too few for the budget, 2 error.
`

// settings is what the command line asks for.
type settings struct {
	verdict    compare.Verdict
	thresholds []float64 // each 0 to 1
	lang       shingle.Language
	lexica     score.Lexica
	workers    int      // 0 is one for each processor
	budget     budget   // of -budget; zero for no budget
	names      []string // one or more; "-" is standard input
}

// parse reads the command line. The error is [flag.ErrHelp] or [command.ErrVersion] if
// that was requested.
func parse(args []string) (settings, error) {
	s := settings{lexica: score.Lexica{}}
	flags := flag.NewFlagSet("score", flag.ContinueOnError)
	verdict := flags.String("verdict", "spun", "")
	thresholds := flags.String("threshold", "0,0.5,0.6,0.7,0.8,0.9,0.95,0.98,0.99", "")
	lang := flags.String("lang", "auto", "")
	flags.Var(s.lexica, "lexicon", "")
	flags.IntVar(&s.workers, "workers", 0, "")
	s.budget.flags(flags)
	var err error
	if s.names, err = command.Parse(flags, args); err != nil {
		return s, err
	}
	if err := s.check(*verdict, *thresholds, *lang); err != nil {
		return s, err
	}
	given := make(map[string]bool)
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	return s, s.budget.check(s.verdict, given)
}

// check checks the settings and sets those that are given by name.
func (s *settings) check(verdict, thresholds, lang string) (err error) {
	if len(s.names) == 0 {
		return errors.New("a file of pairs is needed (score -h tells more)")
	}
	stdin := 0
	for _, name := range s.names {
		if name == "-" {
			stdin++
		}
	}
	if stdin > 1 {
		return errors.New("only one of the files can be standard input")
	}
	if err := s.verdict.UnmarshalText([]byte(verdict)); err != nil {
		return fmt.Errorf("-verdict: %w", err)
	}
	for field := range strings.SplitSeq(thresholds, ",") {
		x, err := strconv.ParseFloat(strings.TrimSpace(field), 64)
		if err != nil || !(x >= 0 && x <= 1) { // NaN is neither
			return fmt.Errorf("-threshold must be numbers from 0 to 1, not %q", field)
		}
		s.thresholds = append(s.thresholds, x)
	}
	if s.workers < 0 {
		return fmt.Errorf("-workers must not be negative, is %d", s.workers)
	}
	if s.lang, err = command.Language(lang); err != nil {
		return err
	}
	return nil
}

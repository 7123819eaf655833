// Score measures how often package compare is right on pairs of texts whose
// relation is known, for instance the user's own.
//
//	usage: score [flags] PAIRS...
//
//	Score compares pairs of texts whose relation is known and reports how often
//	package compare is right. PAIRS are files with one JSON object a line, which may be
//	compressed with gzip; "-" is standard input. Flags go before the names.
//
//	  -verdict VERDICT   verdict that flags a text (default spun)
//	  -threshold LIST    lowest confidences that flag, from 0 to 1, separated by commas
//	                     (default 0,0.5,0.6,0.7,0.8,0.9,0.95,0.98,0.99)
//	  -lang LANGUAGE     auto (default), en, fr, es, ru, sv, no, hu, de, it, pt, nl,
//	                     da or none
//	  -lexicon [DICTIONARY=]FILE
//	                     compare by the lexicon in FILE, a .lex file; with a name,
//	                     only pairs that say they were spun with that dictionary
//	  -workers N         pairs compared at once (default: one for each processor)
//	  -version           print version, commit and model instead
//
//	  -budget RATE       instead of the tables, print the lowest probability of -verdict
//	                     that flags at most this share of honest texts (0.001), and how
//	                     many of the other texts it finds; or how many more honest labels
//	                     it takes
//	  -confidence C      confidence that the budget is kept, from 0.5 to below 1
//	                     (default 0.95)
//	  -policy FILE       write a policy for examples/moderate with that threshold
//	  -date DATE         when the pairs were labelled, 2006-01-02; for -policy
//	  -action ACTION     review (default) or block: what the policy does; for -policy
//
//	The tables show verdicts by the wanted verdict, by the "kind" of a pair, and by the
//	kind of change that leads in it; the changes found, by kind; what -verdict flags
//	wrongly and rightly, also for each confidence; substitutions and passages,
//	where the pairs have "gold" or "passages"; and calibration. A kind of change is
//	one that compare names (respelt, masked, synonym ...; synonyms also by relation),
//	or filler, insert and delete. The leading kind is the one with most distinct
//	substitutions in a pair. A change made again in the same pair is not distinct.
//	"right" counts all verdicts that the label allows. Intervals are Wilson's, 95 %.
//
//	With -budget, pairs with the same suspect are one text that was checked against
//	several sources: the threshold is for texts.
//
//	Exit status: 0 done, 1 the labels are too few for the budget, 2 error.
//
// # Input
//
// A line is an object with at least these four members:
//
//	{"id":"a1","label":"spun","source":"the text","suspect":"the other text"}
//
// The label is the name of a verdict, several names joined by " or ", or one of the
// labels that [score.ParseLabel] lists; "expected":["near-duplicate","excerpt"] may
// replace it. "kind" says where the pair is from or how it was made; each label and
// kind has its own rows. The substitutions and passages of the suspect are scored
// too if "gold" or "passages" gives them as in [score.Pair]. A malformed line stops
// the run.
//
// # Output
//
// Tables, for people, in this order; those without rows are left out:
//
//   - verdicts given by verdicts wanted;
//   - verdicts given to the pairs of each label and kind of pair;
//   - verdicts given to the pairs of each label and leading kind of change, see
//     [score.ByChange];
//   - changes of each kind found in the pairs of each label, see
//     [score.ChangesByKind];
//   - how many pairs of each label and kind were given -verdict by mistake, and how
//     many pairs that want -verdict were given it;
//   - what each confidence would flag;
//   - substitutions against the gold ones, and by kind how many of those found are
//     right, see [score.FoundByKind];
//   - passages;
//   - how well the probability of -verdict is calibrated.
//
// With -budget there is one table instead: the threshold, how many honest texts and how
// many others it flags, the exact bound, and the conditions for it to hold, see
// [score.Budget]. If no threshold keeps to the budget, one line says how many more
// honest labels are needed; then the status is 1, and no policy is written. An existing
// file is never replaced.
//
// The policy is one of package corpus, for "moderate -policy FILE". It flags what reaches
// the threshold, and records the bound, the sample and its date. Its other rules are
// those of [corpus.DefaultRules], without those for the same verdict if -action is
// review: they would flag texts beyond the budget. The budget covers that rule alone.
// Adapt the policy by hand; conditions that you add to the rule make it flag fewer texts,
// so the bound still holds.
//
// Rates have 95 % intervals. The tables do not depend on -workers or the order of
// the pairs. Nothing is on standard output after an error, unless it is an error of
// writing.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/examples/internal/provenance"
)

// Exit statuses.
const (
	statusDone  = 0
	statusFew   = 1
	statusError = 2
)

func main() { os.Exit(command.Main(run)) }

// about is what -h and -version print.
var about = command.About{Name: "score", Usage: usage, Parts: provenance.Parts}

// run runs the command and returns its exit status. It does not close the
// streams. When ctx ends it returns soon, even while a read is blocked; the
// goroutine that reads is then left running until the process ends.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := parse(args)
	answered, err := about.Answer(stdout, err)
	if answered {
		return statusDone
	}
	var page []byte
	if err == nil {
		page, err = s.score(ctx, stdin)
	}
	status := statusDone
	if few := new(score.FewLabelsError); errors.As(err, &few) {
		page, err, status = fmt.Appendln(nil, message{few}), nil, statusFew
	}
	if err == nil {
		_, err = stdout.Write(page)
	}
	if err != nil {
		fmt.Fprintln(stderr, command.ErrorLine("score", err))
		return statusError
	}
	return status
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
	if s.budget.Rate == 0 {
		return s.report(page, outcomes)
	}
	policy, err := s.budget.report(page, outcomes)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil || policy == nil {
		return err
	}
	return writePolicy(s.budget.policy, policy)
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

// A message is an error of package score without the package's name, which is also
// the name of the command.
type message struct{ error }

func (m message) Error() string { return strings.Replace(m.error.Error(), "score: ", "", 1) }

func (m message) Unwrap() error { return m.error }

package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// A budget is what the command line says about a false-positive budget. If its Rate is 0
// there is none.
type budget struct {
	score.Budget
	policy string // the file to write; "" for none
	date   string
	action string
}

func (b *budget) flags(flags *flag.FlagSet) {
	flags.Float64Var(&b.Rate, "budget", 0, "")
	flags.Float64Var(&b.Confidence, "confidence", 0.95, "")
	flags.StringVar(&b.policy, "policy", "", "")
	flags.StringVar(&b.date, "date", "", "")
	flags.StringVar(&b.action, "action", string(corpus.Review), "")
}

// check checks the flags against each other, and sets the verdict.
func (b *budget) check(v compare.Verdict, given map[string]bool) error {
	if !given["budget"] {
		for _, name := range []string{"confidence", "policy", "date", "action"} {
			if given[name] {
				return fmt.Errorf("-%s is for -budget", name)
			}
		}
		return nil
	}
	b.Verdict = v
	switch {
	case given["threshold"]:
		return errors.New("-budget finds a threshold, -threshold gives some: only one of them can be used")
	case !(b.Rate > 0 && b.Rate < 1): // NaN is neither
		return fmt.Errorf("-budget must be above 0 and below 1, not %v", b.Rate)
	case !(b.Confidence >= 0.5 && b.Confidence < 1):
		return fmt.Errorf("-confidence must be from 0.5 to below 1, not %v", b.Confidence)
	case !v.Reuse():
		return fmt.Errorf("-verdict %s: with -budget it must be one that texts are flagged for", v)
	}
	return b.checkPolicy(given)
}

// checkPolicy checks the flags that belong to -policy.
func (b *budget) checkPolicy(given map[string]bool) error {
	if b.policy == "" {
		for _, name := range []string{"date", "action"} {
			if given[name] {
				return fmt.Errorf("-%s is for -policy", name)
			}
		}
		return nil
	}
	if _, err := time.Parse(time.DateOnly, b.date); err != nil {
		return fmt.Errorf("-policy needs the -date when the pairs were labelled, like 2006-01-02, not %q", b.date)
	}
	if b.action != string(corpus.Review) && b.action != string(corpus.Block) {
		return fmt.Errorf("-action must be review or block, not %q", b.action)
	}
	if f, err := os.Stat(b.policy); err == nil && f.Mode().IsRegular() {
		return fmt.Errorf("-policy: %s exists, and may have been edited by hand: give another name", b.policy)
	}
	return nil
}

// report writes the threshold that keeps to the budget. It returns the policy with it, nil
// if none was asked for. The error wraps [score.ErrFewLabels] if there is no threshold.
func (b *budget) report(w io.Writer, outcomes []score.Outcome) (*corpus.Policy, error) {
	g, err := b.Guarantee(outcomes)
	if err != nil {
		return nil, err
	}
	g.Date = b.date
	if err := g.WriteText(w); err != nil || b.policy == "" {
		return nil, err
	}
	p := policyOf(g, corpus.Action(b.action))
	return &p, p.Validate()
}

// policyOf returns a policy that flags texts by the guarantee, and otherwise does what
// DefaultRules do. If the guarantee only asks for a review, the default rules for the
// same kind of text are left out: they would exceed the budget.
func policyOf(g score.Guarantee, a corpus.Action) corpus.Policy {
	budget := corpus.Rule{
		Name: g.Verdict.String() + " within budget", Action: a, Guarantee: &g,
		Orders: []corpus.Order{corpus.SourceFirst, corpus.OrderUnknown},
	}
	others := slices.DeleteFunc(corpus.DefaultRules(), func(r corpus.Rule) bool {
		_, probable := r.Probabilities[g.Verdict]
		return a == corpus.Review && (probable || slices.Contains(r.Verdicts, g.Verdict))
	})
	return corpus.Policy{Rules: slices.Insert(others, 0, budget), Default: corpus.Allow}
}

// writePolicy writes a policy to a file, entirely or not at all.
func writePolicy(name string, p *corpus.Policy) error {
	return command.ReplaceFile(name, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(p)
	})
}

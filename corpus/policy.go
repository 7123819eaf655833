package corpus

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
)

// An Action is what to do about a text.
type Action string

// The actions, from the mildest.
const (
	Allow  Action = "allow"
	Review Action = "review" // a person should look at it
	Block  Action = "block"
)

var actions = []Action{Allow, Review, Block}

// severity orders actions. An unknown action counts as Review.
func severity(a Action) int {
	if i := slices.Index(actions, a); i >= 0 {
		return i
	}
	return severity(Review)
}

// A Policy says what to do about a text, given what a Check found. The zero
// Policy has the rules of [DefaultRules] and allows what they do not name. It
// never blocks.
//
// The first rule that fits a match judges it, or Default if no rule fits. The
// severest action for all matches is taken. So a rule that allows one's own sources
// exempts matches with these, but not the rest of a text that was made from other
// sources too. Default judges a text without matches.
//
// A verdict whose confidence was not calibrated for the language never blocks, nor does a
// rule whose guarantee does not cover the report: Review replaces Block, see
// [Decision.Softened].
//
// Rules that ask for an [Order] use the arrival of texts, so that nobody gains by claiming
// a time: a claim that the arrival does not confirm makes the order unknown. With
// Settings.TrustTimes they protect an author only if the operator sets the times.
// Otherwise a spun copy with an early time makes its source the later text, so the rule
// does not fit, and the honest text that comes again is judged against the copy. Either
// way a copy that was stored before its source counts as the first.
type Policy struct {
	Rules   []Rule `json:"rules"`   // nil means DefaultRules; empty means no rules
	Default Action `json:"default"` // Allow or Review; "" means Allow
	Shadow  bool   `json:"shadow"`  // allow everything, and report what would have been done
}

// A Rule fits a match if all its conditions hold. A zero field is no condition.
type Rule struct {
	Name   string `json:"name"` // unique within the policy
	Action Action `json:"action"`

	Verdicts   []compare.Verdict `json:"verdicts,omitempty"`   // any of these; verdicts of matches only, see [compare.Verdict.Reuse]
	Confidence float64           `json:"confidence,omitempty"` // at least, 0 to 1
	Coverage   compare.Coverage  `json:"coverage,omitzero"`    // at least, 0 to 1, of each text
	Orders     []Order           `json:"orders,omitempty"`     // any of these, see Policy
	Groups     []string          `json:"groups,omitempty"`     // the source is of any of these
	Tenants    []string          `json:"tenants,omitempty"`    // the text is of any of these

	// Probabilities are the least probabilities, 0 to 1, of these verdicts, whatever the
	// verdict is. A text is called spun from a P(spun) of .95 on; below that, only the
	// probability shows it.
	Probabilities map[compare.Verdict]float64 `json:"probabilities,omitempty"`

	// Guarantee is the threshold of a false-positive budget, see [score.Budget]: the rule
	// fits a match only if the verdict of the guarantee has that probability. Further
	// conditions of the rule make it flag fewer texts, so the bound still holds. It holds
	// for this rule only: texts flagged by other rules come on top.
	Guarantee *score.Guarantee `json:"guarantee,omitempty"`
}

// maybeSpun is the P(spun) from which on a person should look at a paraphrase. A text is
// called spun from .95 on. From .85 to .95 are 544 of 10,220 spun English texts that the
// model saw nothing like, and 12 of 7,678 honest ones that people wrote: 34 spun for each
// honest one, if there were equally many of both. From .75 to .85 are 194 and 21: 7 for
// one.
const maybeSpun = 0.85

// DefaultRules returns the rules of the zero Policy. They ask for a review of a text
// that, with a confidence of 0.9 or more, is a copy or an edited copy of another
// text, is spun from one, or takes at least a third of its words from one; and of a
// paraphrase that is spun with a probability of 0.85 or more. They do not fit if the
// other text is known to be the later one.
func DefaultRules() []Rule {
	orders := []Order{SourceFirst, OrderUnknown}
	return []Rule{
		{Name: "copy", Action: Review, Verdicts: []compare.Verdict{compare.Identical, compare.NearDuplicate}, Confidence: 0.9, Orders: orders},
		{Name: "spun", Action: Review, Verdicts: []compare.Verdict{compare.Spun}, Confidence: 0.9, Orders: orders},
		{
			Name: "excerpt", Action: Review, Verdicts: []compare.Verdict{compare.Excerpt}, Confidence: 0.9,
			Coverage: compare.Coverage{Suspect: 1. / 3}, Orders: orders,
		},
		{
			Name: "maybe spun", Action: Review, Verdicts: []compare.Verdict{compare.Paraphrase},
			Probabilities: map[compare.Verdict]float64{compare.Spun: maybeSpun}, Orders: orders,
		},
	}
}

// Decide returns what to do about a text for which a Check gave this answer. If
// several matches ask for the same action, the one whose rule comes first decides,
// and among several of these the best. An invalid Policy is followed as far as
// possible, and unknown actions mean Review.
func (p Policy) Decide(answer *Answer, suspect Text) Decision {
	rules := p.Rules
	if rules == nil {
		rules = DefaultRules()
	}
	best := Decision{Action: p.other(), Match: -1}
	first := len(rules) // index of the rule of best
	for i := range answer.Matches {
		m := &answer.Matches[i]
		d, at := Decision{Action: p.other(), Match: i}, len(rules)
		if j := slices.IndexFunc(rules, func(r Rule) bool { return r.fits(m, suspect) }); j >= 0 {
			d, at = rules[j].decide(m), j
			d.Match = i
		}
		more := severity(d.Action) - severity(best.Action)
		if i == 0 || more > 0 || more == 0 && at < first {
			best, first = d, at
		}
	}
	if p.Shadow {
		best.Action, best.Would = Allow, best.Action
	}
	return best
}

// other returns the action if no rule fits.
func (p Policy) other() Action {
	if p.Default == "" || p.Default == Allow {
		return Allow
	}
	return Review
}

// decide returns the decision of the rule about a match that it fits.
func (r Rule) decide(m *Match) Decision {
	d := Decision{Action: r.Action, Rule: r.Name}
	if !slices.Contains(actions, d.Action) {
		d.Action = Review
	}
	if g := r.Guarantee; g != nil {
		if err := g.Holds(m.Report); err != nil {
			d.NoGuarantee = err.Error()
		} else {
			d.Guarantee = g
		}
	}
	if d.Action == Block && (!m.Report.Calibrated || d.NoGuarantee != "") {
		d.Action, d.Softened = Review, true
	}
	return d
}

// fits reports whether the rule fits a match.
func (r Rule) fits(m *Match, suspect Text) bool {
	return among(r.Verdicts, m.Report.Verdict) &&
		m.Report.Confidence >= r.Confidence &&
		m.Report.Coverage.Source >= r.Coverage.Source &&
		m.Report.Coverage.Suspect >= r.Coverage.Suspect &&
		among(r.Orders, m.Order) &&
		among(r.Groups, m.Source.Group) &&
		among(r.Tenants, suspect.Tenant) &&
		r.probable(m.Report)
}

// probable reports whether probabilities meet the conditions of the rule.
func (r Rule) probable(report *compare.Report) bool {
	for v, least := range r.Probabilities { // all must hold, in any order
		if !(report.Probabilities[v] >= least) {
			return false
		}
	}
	return r.Guarantee == nil || r.Guarantee.Flags(report)
}

// among reports whether v is in the list, or the list is empty.
func among[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

// ErrPolicy says that a policy cannot be followed.
var ErrPolicy = errors.New("corpus: invalid policy")

// Validate returns an error if the policy cannot be followed. It wraps [ErrPolicy] and
// names the rule. For a guarantee for a model other than [compare.Model] the error wraps
// [score.ErrOtherModel] too, and the labelled texts have to be scored again. For an
// invalid guarantee it wraps [score.ErrGuarantee].
func (p Policy) Validate() error {
	if p.Default != "" && p.Default != Allow && p.Default != Review {
		return fmt.Errorf("%w: default %q, want allow or review: only a rule can block", ErrPolicy, p.Default)
	}
	names := make(map[string]bool)
	for i, r := range p.Rules {
		if err := r.validate(); err != nil {
			return fmt.Errorf("%w: %s: %w", ErrPolicy, ruleName(i, r.Name), err)
		}
		if names[r.Name] {
			return fmt.Errorf("%w: %s: an earlier rule has this name", ErrPolicy, ruleName(i, r.Name))
		}
		names[r.Name] = true
	}
	return nil
}

// ruleName names a rule by its place, counted from 1, and by its name.
func ruleName(i int, name string) string {
	if name == "" {
		return fmt.Sprintf("rule %d", i+1)
	}
	return fmt.Sprintf("rule %d, %q", i+1, name)
}

func (r Rule) validate() error {
	if r.Name == "" {
		return errors.New("no name")
	}
	if !slices.Contains(actions, r.Action) {
		return fmt.Errorf("action %q, want allow, review or block", r.Action)
	}
	for _, v := range r.Verdicts {
		if !v.Reuse() {
			return fmt.Errorf("verdict %q is never that of a match", v)
		}
	}
	for _, o := range r.Orders {
		if precedence(o) < 0 {
			return fmt.Errorf("order %q, want %s, %s or %s", o, SourceFirst, SuspectFirst, OrderUnknown)
		}
	}
	if err := r.validateShares(); err != nil {
		return err
	}
	return r.validateGuarantee()
}

// validateShares returns an error if a number is not from 0 to 1.
func (r Rule) validateShares() error {
	type share struct {
		name  string
		value float64
	}
	shares := []share{
		{"confidence", r.Confidence}, {"coverage of the source", r.Coverage.Source}, {"coverage of the suspect", r.Coverage.Suspect},
	}
	for _, v := range slices.Sorted(maps.Keys(r.Probabilities)) {
		if !v.Reuse() {
			return fmt.Errorf("probability of %s, which is never the verdict of a match", v)
		}
		shares = append(shares, share{"probability of " + v.String(), r.Probabilities[v]})
	}
	for _, s := range shares {
		if !(s.value >= 0 && s.value <= 1) { // NaN is neither
			return fmt.Errorf("%s %v, want 0 to 1", s.name, s.value)
		}
	}
	return nil
}

// validateGuarantee returns an error if there is a guarantee that does not hold.
func (r Rule) validateGuarantee() error {
	switch g := r.Guarantee; {
	case g == nil:
		return nil
	case g.Model != compare.Model && g.Model != "":
		return fmt.Errorf("%w: it is for model %s, and this is %s", score.ErrOtherModel, g.Model, compare.Model)
	default:
		return g.Validate()
	}
}

package corpus

import (
	"errors"
	"fmt"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
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

// severity orders actions. What is none counts as Review.
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
// Each match is judged by the first rule that fits it, or else by Default. Of
// what the matches ask for, the severest is done. So a rule that allows sources
// of one's own exempts matches with these, and not the rest of a text that was
// made from other sources too. A text without matches is judged by Default.
//
// A verdict whose confidence was not calibrated for the language never blocks:
// Review takes the place of Block, see [Decision.Softened].
type Policy struct {
	Rules   []Rule `json:"rules"`   // nil means DefaultRules; empty, none
	Default Action `json:"default"` // Allow or Review; "" means Allow
	Shadow  bool   `json:"shadow"`  // allow everything, and tell what would have been done
}

// A Rule fits a match if all that it asks for is so. What is left out asks for
// nothing.
type Rule struct {
	Name   string `json:"name"` // one of its own within the policy
	Action Action `json:"action"`

	Verdicts   []compare.Verdict `json:"verdicts,omitempty"`   // any of these; verdicts of matches only, see [compare.Verdict.Reuse]
	Confidence float64           `json:"confidence,omitempty"` // at least, 0 to 1
	Coverage   compare.Coverage  `json:"coverage,omitzero"`    // at least, 0 to 1, of each text
	Orders     []Order           `json:"orders,omitempty"`     // any of these
	Groups     []string          `json:"groups,omitempty"`     // the source is of any of these
	Tenants    []string          `json:"tenants,omitempty"`    // the text is of any of these
}

// DefaultRules returns the rules of the zero Policy. They have a person look at
// what is, with a confidence of 0.9 or more, a copy or an edited copy of another
// text, or spun from one, or takes at least a third of its words from one, unless
// the other text is known to be the later.
func DefaultRules() []Rule {
	orders := []Order{SourceFirst, OrderUnknown}
	return []Rule{
		{Name: "copy", Action: Review, Verdicts: []compare.Verdict{compare.Identical, compare.NearDuplicate}, Confidence: 0.9, Orders: orders},
		{Name: "spun", Action: Review, Verdicts: []compare.Verdict{compare.Spun}, Confidence: 0.9, Orders: orders},
		{
			Name: "excerpt", Action: Review, Verdicts: []compare.Verdict{compare.Excerpt}, Confidence: 0.9,
			Coverage: compare.Coverage{Suspect: 1. / 3}, Orders: orders,
		},
	}
}

// A Decision is what a Policy says about a text.
type Decision struct {
	Action   Action `json:"action"`
	Rule     string `json:"rule"`               // the name of the one that decided; "" is Default
	Match    int    `json:"match"`              // index in Answer.Matches of the one it decided about; -1 is none
	Softened bool   `json:"softened,omitempty"` // the rule blocks, and the verdict is not calibrated
	Would    Action `json:"would,omitempty"`    // what Action would be; set by Policy.Shadow
}

// Decide returns what to do about a text that a Check gave this answer for. Of
// several matches that ask for the same, the one whose rule comes first decides,
// of several of these the best. A Policy that is not valid is followed as far as
// it can be, and actions that are none mean Review.
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

// other returns the action where no rule fits.
func (p Policy) other() Action {
	if p.Default == "" || p.Default == Allow {
		return Allow
	}
	return Review
}

// decide returns what the rule asks for about a match that it fits.
func (r Rule) decide(m *Match) Decision {
	switch {
	case r.Action == Block && !m.Report.Calibrated:
		return Decision{Action: Review, Rule: r.Name, Softened: true}
	case !slices.Contains(actions, r.Action):
		return Decision{Action: Review, Rule: r.Name}
	}
	return Decision{Action: r.Action, Rule: r.Name}
}

// fits reports whether the rule is about such a match.
func (r Rule) fits(m *Match, suspect Text) bool {
	return among(r.Verdicts, m.Report.Verdict) &&
		m.Report.Confidence >= r.Confidence &&
		m.Report.Coverage.Source >= r.Coverage.Source &&
		m.Report.Coverage.Suspect >= r.Coverage.Suspect &&
		among(r.Orders, m.Order) &&
		among(r.Groups, m.Source.Group) &&
		among(r.Tenants, suspect.Tenant)
}

// among reports whether v is in the list, or there is none.
func among[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

// ErrPolicy says that a policy is not one that can be followed.
var ErrPolicy = errors.New("corpus: invalid policy")

// Validate returns an error if the policy cannot be followed as it stands. It
// wraps [ErrPolicy] and names the rule.
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
	for _, share := range [...]struct {
		name  string
		value float64
	}{
		{"confidence", r.Confidence}, {"coverage of the source", r.Coverage.Source}, {"coverage of the suspect", r.Coverage.Suspect},
	} {
		if !(share.value >= 0 && share.value <= 1) { // NaN is neither
			return fmt.Errorf("%s %v, want 0 to 1", share.name, share.value)
		}
	}
	return nil
}

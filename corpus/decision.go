package corpus

import (
	"fmt"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/score"
)

// A Decision is what a Policy says about a text.
type Decision struct {
	Action   Action `json:"action"`
	Rule     string `json:"rule"`               // the name of the rule that decided; "" for Default
	Match    int    `json:"match"`              // index in Answer.Matches of the match that it decided about; -1 for none
	Softened bool   `json:"softened,omitempty"` // the rule blocks, but the verdict is not calibrated or the guarantee does not hold
	Would    Action `json:"would,omitempty"`    // the action without Policy.Shadow; set if that is set

	// Guarantee is the guarantee of the rule that decided: how many honest texts it flags
	// at most, and what that rests on. Nil means that the rule has no guarantee, or that
	// it does not cover the report. It is shared with the policy and must not be changed.
	Guarantee *score.Guarantee `json:"guarantee,omitempty"`

	// NoGuarantee says, in English, why the guarantee of the rule does not cover the
	// report; "" if it does, or there is no guarantee.
	NoGuarantee string `json:"no_guarantee,omitempty"`
}

// String returns the decision on one line, for people.
func (d Decision) String() string {
	var b strings.Builder
	b.WriteString(string(d.Action))
	if d.Would != "" {
		fmt.Fprintf(&b, " (in shadow of %s)", d.Would)
	}
	if d.Rule == "" {
		b.WriteString(" by default")
	} else {
		fmt.Fprintf(&b, " by rule %q", d.Rule)
	}
	if d.Softened {
		b.WriteString(", softened from block")
	}
	switch {
	case d.Guarantee != nil:
		fmt.Fprintf(&b, ": %v", d.Guarantee)
	case d.NoGuarantee != "":
		fmt.Fprintf(&b, ": %s", d.NoGuarantee)
	}
	return b.String()
}

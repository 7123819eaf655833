package score

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Errors of a [Guarantee].
var (
	ErrGuarantee  = errors.New("score: bad guarantee")                // its own numbers do not support it
	ErrOtherModel = errors.New("score: not covered by the guarantee") // a report made by another model or lexicon
)

// GuaranteeVersion is the version of the JSON of a [Guarantee]. A later one may have
// members that this one does not know.
const GuaranteeVersion = 1

// A Guarantee is a threshold, the budget that it keeps to, and what that rests on. A
// policy of package corpus holds it as a record; its JSON keeps its meaning within one
// Version. Budget.Threshold and Budget.Guarantee make one.
type Guarantee struct {
	Version    int             `json:"version"` // GuaranteeVersion
	Verdict    compare.Verdict `json:"verdict"`
	Threshold  float64         `json:"threshold"`  // a text is flagged if Verdict has this probability or more, above 0 to 1
	Budget     float64         `json:"budget"`     // share of honest texts that may be flagged
	Confidence float64         `json:"confidence"` // that the budget is kept
	Bound      float64         `json:"bound"`      // upper bound of that share by ClopperPearson, at Confidence, four digits rounded up; at most Budget

	Honest int `json:"honest"` // texts of the sample for which Verdict is wrong
	Wrong  int `json:"wrong"`  // those of them that are flagged
	Wanted int `json:"wanted"` // texts for which Verdict is right
	Found  int `json:"found"`  // those of them that are flagged

	Sources int      `json:"sources,omitempty"` // different texts, or groups of texts, with which honest ones were compared; 0 if not known
	Date    string   `json:"date"`              // when the texts were labelled, 2006-01-02; set by the caller
	Model   string   `json:"model"`             // as compare.Provenance
	Lexica  []string `json:"lexica"`            // as compare.Provenance, ascending
}

// Recall returns the share of flagged texts among those for which the verdict is right.
func (g Guarantee) Recall() Rate { return Rate{g.Found, g.Wanted} }

// Holds returns an error if the guarantee does not cover a report, because it was made
// by another model or another lexicon, for instance for a text in a language that the
// sample does not have. Then the same threshold may flag more or fewer honest texts. The
// error wraps [ErrOtherModel] and names both.
func (g Guarantee) Holds(r *compare.Report) error {
	if p := r.Provenance; p.Model != g.Model {
		return fmt.Errorf("%w: it is for model %s, not %s", ErrOtherModel, g.Model, p.Model)
	} else if !slices.Contains(g.Lexica, p.Lexicon) {
		return fmt.Errorf("%w: it is for lexicon %s, not %s", ErrOtherModel, strings.Join(g.Lexica, ", "), p.Lexicon)
	}
	return nil
}

// Flags reports whether the threshold flags a report: its verdict means reuse, and the
// probability of Verdict is Threshold or more.
func (g Guarantee) Flags(r *compare.Report) bool {
	return r.Verdict.Reuse() && r.Probabilities[g.Verdict] >= g.Threshold
}

// Validate returns an error if the guarantee is not complete, or promises more than its
// counts support: it computes the bound again. It cannot check that the threshold is
// that of the sample. The error wraps [ErrGuarantee].
func (g Guarantee) Validate() error {
	if g.Version != GuaranteeVersion {
		return fmt.Errorf("%w: version %d, want %d", ErrGuarantee, g.Version, GuaranteeVersion)
	}
	if g.Confidence == 0 || g.Verdict == 0 { // a Budget has defaults, a record has none
		return fmt.Errorf("%w: no confidence, or no verdict", ErrGuarantee)
	}
	if _, err := (Budget{g.Budget, g.Confidence, g.Verdict}).full(); err != nil {
		return fmt.Errorf("%w: %w", ErrGuarantee, err)
	}
	switch {
	case !(g.Threshold > 0 && g.Threshold <= 1):
		return fmt.Errorf("%w: threshold %v, want above 0 to 1", ErrGuarantee, g.Threshold)
	case g.Wrong < 0 || g.Wrong > g.Honest:
		return fmt.Errorf("%w: %d wrong of %d honest texts", ErrGuarantee, g.Wrong, g.Honest)
	case g.Found < 0 || g.Found > g.Wanted:
		return fmt.Errorf("%w: %d found of %d wanted texts", ErrGuarantee, g.Found, g.Wanted)
	case g.Sources < 0:
		return fmt.Errorf("%w: %d sources", ErrGuarantee, g.Sources)
	case g.Model == "":
		return fmt.Errorf("%w: no model", ErrGuarantee)
	case len(g.Lexica) == 0:
		return fmt.Errorf("%w: no lexica", ErrGuarantee)
	}
	if _, err := time.Parse(time.DateOnly, g.Date); err != nil {
		return fmt.Errorf("%w: date %q, want one like 2006-01-02", ErrGuarantee, g.Date)
	}
	return g.checkBound()
}

// checkBound returns an error if the bound is lower than the counts support, or higher
// than the budget. So it is an error if the counts do not support the budget.
func (g Guarantee) checkBound() error {
	const close = 1e-6 // of the bound: processors differ in the last digits
	if want := ClopperPearson(g.Wrong, g.Honest, g.Confidence); !(g.Bound >= want*(1-close) && g.Bound <= g.Budget) {
		return fmt.Errorf("%w: bound %v, want %v to %v: %d wrong of %d honest texts",
			ErrGuarantee, g.Bound, want, g.Budget, g.Wrong, g.Honest)
	}
	return nil
}

// String returns what is promised, on one line.
func (g Guarantee) String() string {
	return fmt.Sprintf("P(%s) ≥ %v flags at most %s of honest texts (confidence %s; %d of %d labelled %s; model %s)",
		g.Verdict, g.Threshold, sharePercent(g.Budget), sharePercent(g.Confidence), g.Wrong, g.Honest, g.Date, g.Model)
}

// WriteText writes the promise, the recall with its 95 % interval, and what the promise
// rests on.
func (g Guarantee) WriteText(w io.Writer) error {
	t := newTable(fmt.Sprintf("P(%s) ≥ %v", g.Verdict, g.Threshold))
	t.head("flagged", "texts", "share", "95 %")
	t.row("honest")
	t.count(g.Wrong)
	t.count(g.Honest)
	t.rate(Rate{g.Wrong, g.Honest})
	t.row(g.Verdict.String())
	t.count(g.Found)
	t.count(g.Wanted)
	t.rate(g.Recall())
	t.note(promise, sharePercent(g.Budget), sharePercent(g.Confidence), sharePercent(g.Bound), g.sample(), g.useless())
	return t.write(w)
}

// promise is written under the counts of a guarantee.
const promise = `At most %s of honest texts are flagged, at a confidence of %s (exact bound: %s).
Sample: %s.
%sThis holds for texts that are drawn as the honest ones of the sample were: from the same
site, of the same time and kinds, checked against as many others. It does not hold for
what comes from elsewhere or later, nor if these texts were chosen by what was said of
them, were fitted on, or are copies of each other. Label a new sample when any of it changes.`

// sample says where the counts come from.
func (g Guarantee) sample() string {
	var parts []string
	if g.Date != "" {
		parts = append(parts, "labelled "+g.Date)
	}
	if g.Sources > 0 {
		parts = append(parts, fmt.Sprintf("honest texts held against %d sources", g.Sources))
	}
	if g.Model != "" {
		parts = append(parts, "model "+g.Model, "lexicon "+strings.Join(g.Lexica, ", "))
	}
	if len(parts) == 0 {
		return "not described"
	}
	return strings.Join(parts, ", ")
}

// useless returns a sentence if the threshold flags none of the texts that it should
// flag, or if that is not known.
func (g Guarantee) useless() string {
	switch {
	case g.Wanted == 0:
		return fmt.Sprintf("No text of the sample is %s: how many the threshold finds is not known.\n", g.Verdict)
	case g.Found == 0:
		return fmt.Sprintf("The threshold finds no text that is %s: it is safe and of no use. More honest labels may lower it.\n", g.Verdict)
	}
	return ""
}

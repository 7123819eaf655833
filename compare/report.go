package compare

import (
	"iter"
	"math"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Span is the part text[Start:End] of a text, counted in bytes.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// A Quote is a span together with its text.
type Quote struct {
	Span
	Text string `json:"text"`
}

// A Report is the outcome of a comparison. It marshals to a JSON object whose
// fields keep their meaning within one Version.
type Report struct {
	Version       int                 `json:"version"`
	Verdict       Verdict             `json:"verdict"`
	Confidence    float64             `json:"confidence"`    // probability that Verdict is right, 0 to 1
	Probabilities map[Verdict]float64 `json:"probabilities"` // of every possible verdict, to four decimals; they add up to 1
	Source        Document            `json:"source"`
	Suspect       Document            `json:"suspect"`
	Language      shingle.Language    `json:"language"`
	Calibrated    bool                `json:"calibrated"`   // false if Confidence was not fitted for such texts
	Uncalibrated  string              `json:"uncalibrated"` // why not, in English; "" if it is
	Coverage      Coverage            `json:"coverage"`
	Passages      []Passage           `json:"passages"`      // in the order of the suspect
	Substitutions []Substitution      `json:"substitutions"` // in the order of the suspect
	Edits         []Edit              `json:"edits"`         // in the order of the suspect
	Layout        []Layout            `json:"layout"`        // parts of the texts that are not content
	Excluded      []Exclusion         `json:"excluded"`
	Kept          []Exclusion         `json:"kept,omitempty"` // quotations that were judged all the same, because more than half of the text is quoted
	Disguises     []Disguise          `json:"disguises"`
	Evidence      []Evidence          `json:"evidence"` // for Verdict first, then against; strongest first
	Provenance    Provenance          `json:"provenance"`

	steps   []Step
	signals *verdict.Vector // nil if there are no signals
	digests [2]string       // of the source and the suspect, whatever a caller writes into SHA256
}

// A Document identifies one of the two texts.
type Document struct {
	Name   string `json:"name"` // set by the caller; the library leaves it empty
	Bytes  int    `json:"bytes"`
	Words  int    `json:"words"`  // including excluded words
	SHA256 string `json:"sha256"` // of the text as compared, in hexadecimal

	// Repeats is the number of words outside of passages that repeat the content of
	// one, for instance because a text was pasted twice. Coverage counts them as
	// covered.
	Repeats int `json:"repeats,omitempty"`

	Text string `json:"text,omitempty"` // set by the caller if offsets do not count bytes of the file
}

// Coverage is the share of each text's words that are in passages or repeat the
// content of one, 0 to 1, out of the words that are not excluded.
type Coverage struct {
	Source  float64 `json:"source"`
	Suspect float64 `json:"suspect"`
}

// A Passage is a part of the suspect that corresponds to a part of the source.
// Passages do not overlap in the suspect; they may in the source. The verdict of a
// passage is that of the texts if they are a single passage or [Insufficient].
// Otherwise it is the verdict that the passage would have alone, but never [Spun]
// unless the texts are.
//
// If the texts are a [Paraphrase], so is a passage that alone would be [SameTopic] or
// [Unrelated]. Then a sentence that clearly says the same as one of the source is a
// passage too, or several such sentences that follow one another in both texts. Such a
// passage has no substitutions: its words that are in the source in the same order are
// equal, and the others are edits.
type Passage struct {
	ID          int     `json:"id"` // index in Report.Passages
	Verdict     Verdict `json:"verdict"`
	Confidence  float64 `json:"confidence"`
	Source      Span    `json:"source"`
	Suspect     Span    `json:"suspect"`
	Words       int     `json:"words"`       // words of the suspect in the passage
	Equal       float64 `json:"equal"`       // share of Words that are equal in the source
	Substituted float64 `json:"substituted"` // share of Words that replaced others
}

// Reasons for an [Exclusion].
const (
	ReasonQuotation   = prepare.ReasonQuotation   // see Comparer.ExcludeQuotations
	ReasonBoilerplate = prepare.ReasonBoilerplate // see Comparer.Boilerplate
)

// An Exclusion is a part that was left out of the judgement.
type Exclusion struct {
	In     string `json:"in"`     // "source" or "suspect"
	Reason string `json:"reason"` // ReasonQuotation or ReasonBoilerplate
	Span
}

// A Layout is a piece of a text that is layout and not content: tags, times, line
// and verse numbers, citation marks, keycaps, running heads. It has no words.
type Layout struct {
	In   string `json:"in"`   // "source" or "suspect"
	Kind string `json:"kind"` // "tag", "time-code", "line-number", "verse-number", "citation", "keycap", "running-head" or "inserted"
	Span
}

// A Disguise is a place where characters hide words of a text. The texts are
// compared without it.
type Disguise struct {
	In string `json:"in"` // "source" or "suspect"
	Span
	Kind   string `json:"kind"`   // a name from [shingle.Disguises]
	Benign bool   `json:"benign"` // the script needs it there, or ordinary escaping put it there
}

// Provenance says how a report was made. Equal provenance and equal texts give
// equal reports.
type Provenance struct {
	Library string `json:"library"`
	Scheme  string `json:"scheme"`  // how words were read, as [shingle.Shingler.Scheme]
	Model   string `json:"model"`   // the constants behind Verdict and Confidence
	Lexicon string `json:"lexicon"` // the word relations in use; "none" without
}

// Signals returns an iterator over the numbers on which the verdict rests, by name.
// They have no unit and may change between versions. They serve to fit one's own
// model to labelled pairs. A report on identical texts, or one read from JSON, has
// no signals.
func (r *Report) Signals() iter.Seq2[string, float64] {
	return func(yield func(string, float64) bool) {
		if r.signals == nil {
			return
		}
		for id, v := range r.signals {
			if !yield(verdict.Table[id].Name, v) {
				return
			}
		}
	}
}

// Drift returns how much rarer the new words are than the words that they replace, in
// bits, added up over all different exchanges. Above 0 the suspect has the rarer words,
// as when a program spun it from the source; below 0 the source has. It is 0 if the
// lexicon knows no frequencies, and for a report read from JSON.
func (r *Report) Drift() float64 {
	if r.signals == nil {
		return 0
	}
	return math.Sinh(r.signals[verdict.Drift])
}

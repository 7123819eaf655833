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

// A Quote is a span together with the text that stands there.
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
	Probabilities map[Verdict]float64 `json:"probabilities"` // of every verdict in question, to four decimals; they add up to 1
	Source        Document            `json:"source"`
	Suspect       Document            `json:"suspect"`
	Language      shingle.Language    `json:"language"`
	Calibrated    bool                `json:"calibrated"`   // false where Confidence was not fitted for such texts
	Uncalibrated  string              `json:"uncalibrated"` // why not, in English; "" where it is
	Coverage      Coverage            `json:"coverage"`
	Passages      []Passage           `json:"passages"`      // in the order of the suspect
	Substitutions []Substitution      `json:"substitutions"` // in the order of the suspect
	Edits         []Edit              `json:"edits"`         // in the order of the suspect
	Layout        []Layout            `json:"layout"`        // what is no part of what the texts say
	Excluded      []Exclusion         `json:"excluded"`
	Kept          []Exclusion         `json:"kept,omitempty"` // quotations that were judged all the same, as more than half of the text is quoted
	Disguises     []Disguise          `json:"disguises"`
	Evidence      []Evidence          `json:"evidence"` // for Verdict first, then against; strongest first
	Provenance    Provenance          `json:"provenance"`

	steps   []Step
	signals *verdict.Vector // nil where there are none
	digests [2]string       // of the source and the suspect, whatever a caller writes into SHA256
}

// A Document identifies one of the two texts.
type Document struct {
	Name   string `json:"name"` // set by the caller; the library leaves it empty
	Bytes  int    `json:"bytes"`
	Words  int    `json:"words"`  // those excluded included
	SHA256 string `json:"sha256"` // of the text as compared, in hexadecimal

	// Repeats are the words outside of passages that repeat what stands in one, as
	// where a text was pasted twice. Coverage counts them as covered.
	Repeats int `json:"repeats,omitempty"`

	Text string `json:"text,omitempty"` // set by the caller where offsets do not count bytes of the file
}

// Coverage is the share of each text's words that lie in passages or repeat what
// stands in one, 0 to 1, of those that are not excluded.
type Coverage struct {
	Source  float64 `json:"source"`
	Suspect float64 `json:"suspect"`
}

// A Passage is a part of the suspect that corresponds to a part of the source.
// Passages do not overlap in the suspect; they may in the source. Its verdict is
// that of the texts where they are one passage or [Insufficient], and else what it
// would be if the passage were all there is, but never [Spun] unless theirs is.
//
// Where the texts are a [Paraphrase], so is a passage that alone would be [SameTopic] or
// [Unrelated], and a sentence that plainly says what one of the source says is a passage
// too, or several that follow one another in both texts. It has no substitutions: words of
// it that stand in the source in the same order are equal, and the others are edits.
type Passage struct {
	ID          int     `json:"id"` // index in Report.Passages
	Verdict     Verdict `json:"verdict"`
	Confidence  float64 `json:"confidence"`
	Source      Span    `json:"source"`
	Suspect     Span    `json:"suspect"`
	Words       int     `json:"words"`       // words of the suspect in the passage
	Equal       float64 `json:"equal"`       // share of Words that stand equal in the source
	Substituted float64 `json:"substituted"` // share of Words that took the place of others
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

// A Layout is a piece of a text that is lay-out and no part of what it says: tags,
// times, line and verse numbers, citation marks, keycaps, running heads. It has no
// words.
type Layout struct {
	In   string `json:"in"`   // "source" or "suspect"
	Kind string `json:"kind"` // "tag", "time-code", "line-number", "verse-number", "citation", "keycap" or "running-head"
	Span
}

// A Disguise is a place where characters hide what a text says. It was
// neutralised before comparison.
type Disguise struct {
	In string `json:"in"` // "source" or "suspect"
	Span
	Kind   string `json:"kind"`   // a name from [shingle.Disguises]
	Benign bool   `json:"benign"` // the script needs it there, or plain escaping put it there
}

// Provenance says what made a report. Equal provenance and equal texts give
// equal reports.
type Provenance struct {
	Library string `json:"library"`
	Scheme  string `json:"scheme"`  // how words were read, as [shingle.Shingler.Scheme]
	Model   string `json:"model"`   // the constants behind Verdict and Confidence
	Lexicon string `json:"lexicon"` // the word relations in use; "none" without
}

// Signals returns an iterator over the numbers that the verdict rests on, by
// name. They have no unit and may change between versions: they serve those
// who fit a model of their own to labelled pairs. Identical texts have none, nor
// has a report read from JSON.
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

// Drift returns how much rarer the words are that were put in than those that they
// replace, in bits, all different ones added up. More than 0 means that the suspect has
// the rarer ones, as it does where a program spun it from the source; less, that the
// source does. It is 0 where the lexicon knows no frequencies, and for a report read
// from JSON.
func (r *Report) Drift() float64 {
	if r.signals == nil {
		return 0
	}
	return math.Sinh(r.signals[verdict.Drift])
}

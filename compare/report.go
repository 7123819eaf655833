package compare

import (
	"fmt"
	"iter"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Verdict says how a suspect text relates to a source.
type Verdict uint8

const (
	// Insufficient: the texts are too short to tell.
	Insufficient Verdict = iota
	// Unrelated: nothing in common.
	Unrelated
	// SameTopic: names, numbers or terms in common, nothing taken over.
	SameTopic
	// Paraphrase: the same content, sentences said again in other words.
	Paraphrase
	// Spun: words were exchanged one after another while the skeleton stands.
	Spun
	// Excerpt: passages of one stand in the other, the rest differs.
	Excerpt
	// NearDuplicate: most of both is the same words in the same order.
	NearDuplicate
	// Identical: canonically equivalent; line ends and white space may differ.
	Identical

	verdicts = iota
)

var verdictNames = [verdicts]string{
	"insufficient", "unrelated", "same-topic", "paraphrase", "spun", "excerpt", "near-duplicate", "identical",
}

// String returns the name of the verdict, "near-duplicate" for [NearDuplicate].
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return fmt.Sprintf("Verdict(%d)", uint8(v))
}

// MarshalText returns the name of the verdict.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText sets v to the verdict of that name. The error wraps
// [ErrVerdict].
func (v *Verdict) UnmarshalText(name []byte) error {
	for i, n := range verdictNames {
		if n == string(name) {
			*v = Verdict(i)
			return nil
		}
	}
	return fmt.Errorf("%w: %q", ErrVerdict, name)
}

// Reuse reports whether the verdict means that text was taken over: every
// verdict but [Insufficient], [Unrelated] and [SameTopic].
func (v Verdict) Reuse() bool { return v >= Paraphrase }

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
	Calibrated    bool                `json:"calibrated"` // false where Confidence was not fitted for the language
	Coverage      Coverage            `json:"coverage"`
	Passages      []Passage           `json:"passages"`      // in the order of the suspect
	Substitutions []Substitution      `json:"substitutions"` // in the order of the suspect
	Edits         []Edit              `json:"edits"`         // in the order of the suspect
	Excluded      []Exclusion         `json:"excluded"`
	Disguises     []Disguise          `json:"disguises"`
	Evidence      []Evidence          `json:"evidence"` // for Verdict first, then against; strongest first
	Provenance    Provenance          `json:"provenance"`

	steps    []Step
	likeness likeness
	signals  []float64
	digests  [2]string // of the source and the suspect, whatever a caller writes into SHA256
}

// A Document identifies one of the two texts.
type Document struct {
	Name   string `json:"name"` // set by the caller; the library leaves it empty
	Bytes  int    `json:"bytes"`
	Words  int    `json:"words"`          // those excluded included
	SHA256 string `json:"sha256"`         // of the text as compared, in hexadecimal
	Text   string `json:"text,omitempty"` // set by the caller where offsets do not count bytes of the file
}

// Coverage is the share of each text's words that lie in passages, 0 to 1, of
// those that are not excluded.
type Coverage struct {
	Source  float64 `json:"source"`
	Suspect float64 `json:"suspect"`
}

// A Passage is a part of the suspect that corresponds to a part of the source.
// Passages do not overlap in the suspect; they may in the source. Its verdict is
// that of the texts where they are one passage or [Insufficient], and else what it
// would be if the passage were all there is, but never [Spun] unless theirs is.
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

// A Substitution names words that were exchanged. Neither side begins or ends
// with a word that the other side begins or ends with.
type Substitution struct {
	Passage  int      `json:"passage"`
	Source   Quote    `json:"source"`
	Suspect  Quote    `json:"suspect"`
	Kind     Kind     `json:"kind"`
	Relation Relation `json:"relation"`
}

// A Kind says what was exchanged in a substitution.
type Kind string

const (
	KindSynonym    Kind = "synonym"    // one word for a related one
	KindPhrase     Kind = "phrase"     // more than one word on a side
	KindName       Kind = "name"       // inside a name
	KindImpossible Kind = "impossible" // a month, weekday or part of a name for a word related to its everyday sense
	KindFunction   Kind = "function"   // one function word for another
	KindNumber     Kind = "number"     // a number for another, or its word
	KindSpelling   Kind = "spelling"   // the same word spelt otherwise
	KindInflection Kind = "inflection" // another form of the same word
	KindOther      Kind = "other"      // one word for an unrelated one
)

// A Relation says how words that were exchanged are known to be related.
type Relation string

const (
	RelationStrong  Relation = "strong"  // by the lexicon, as its tiers say; or by convention, as don't and do not
	RelationMedium  Relation = "medium"  //
	RelationWeak    Relation = "weak"    //
	RelationLearned Relation = "learned" // this pair of texts exchanges them again and again
	RelationNone    Relation = "none"    // not known to be
)

// An Edit is an insertion or a deletion within a passage. The span of the side
// that has no words is empty and stands where they would be.
type Edit struct {
	Passage int    `json:"passage"`
	Op      string `json:"op"` // "insert" or "delete"
	Source  Span   `json:"source"`
	Suspect Span   `json:"suspect"`
}

// An Exclusion is a part that was left out of the judgement.
type Exclusion struct {
	In     string `json:"in"`     // "source" or "suspect"
	Reason string `json:"reason"` // ReasonQuotation or ReasonBoilerplate
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

// Evidence is one observation that speaks for or against a verdict. Of and
// Count say what was counted; Value is their ratio, or a measure of its own.
type Evidence struct {
	Code    string   `json:"code"` // stable, for translation
	For     *Verdict `json:"for,omitempty"`
	Against *Verdict `json:"against,omitempty"`
	Value   float64  `json:"value"`
	Count   int      `json:"count"`
	Of      int      `json:"of"`
	Text    string   `json:"text"` // in English
}

// Provenance says what made a report. Equal provenance and equal texts give
// equal reports.
type Provenance struct {
	Library string `json:"library"`
	Scheme  string `json:"scheme"`  // how words were read, as [shingle.Shingler.Scheme]
	Model   string `json:"model"`   // the constants behind Verdict and Confidence
	Lexicon string `json:"lexicon"` // the word relations in use; "none" without
}

// An Op says what a step of an alignment does with its words.
type Op uint8

const (
	Equal      Op = iota // the same words on both sides
	Substitute           // words of the source for words of the suspect
	Insert               // words of the suspect only, inside a passage
	Delete               // words of the source only, inside a passage
	Outside              // words of the suspect that are in no passage
)

var opNames = [...]string{"equal", "substitute", "insert", "delete", "outside"}

// String returns the name of the operation in lower case.
func (op Op) String() string {
	if int(op) < len(opNames) {
		return opNames[op]
	}
	return fmt.Sprintf("Op(%d)", uint8(op))
}

// A Step is one step of an alignment. Source and Suspect are spans of bytes,
// empty where the step has no words on that side. Passage is -1 for [Outside].
type Step struct {
	Op           Op
	Passage      int
	Source       Span
	Suspect      Span
	SourceWords  int
	SuspectWords int
}

// Steps returns an iterator over the alignment in the order of the suspect.
// Every word of the suspect that is not excluded lies in exactly one step, and
// no step has invalid bytes or an excluded part within it. A report read from JSON
// has no steps.
func (r *Report) Steps() iter.Seq[Step] {
	return func(yield func(Step) bool) {
		for _, s := range r.steps {
			if !yield(s) {
				return
			}
		}
	}
}

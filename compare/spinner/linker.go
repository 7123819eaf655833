package spinner

import "fmt"

// An Outcome says what two profiles show.
type Outcome uint8

const (
	// Insufficient: too few words that both accounts exchanged to link them, even if they
	// agreed on all. It says nothing for or against a link.
	Insufficient Outcome = iota
	// Apart: words enough, and they do not speak for one dictionary as strongly as asked.
	Apart
	// Linked: the accounts probably used one dictionary.
	Linked
)

var outcomeNames = [...]string{Insufficient: "insufficient", Apart: "apart", Linked: "linked"}

// String returns the name of the outcome, "linked" for [Linked].
func (o Outcome) String() string {
	if int(o) < len(outcomeNames) {
		return outcomeNames[o]
	}
	return fmt.Sprintf("Outcome(%d)", uint8(o))
}

// MarshalText returns the name of the outcome.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// FewestWords is how many words both accounts must have exchanged, in sources of their
// own, to be linked. Fewer are [Insufficient], however well they agree.
const FewestWords = 5

// What a [Linker] assumes where its fields are zero.
const (
	DefaultPrior      = 0.01 // in [Linker.Link]
	DefaultConfidence = 0.9
)

// A Linker compares profiles. The zero value is ready for use; it may be used by several
// goroutines.
type Linker struct {
	// Background says what unrelated spinners do. Without one, all is judged as if the
	// accounts had a thesaurus that nobody has seen: the linker is then careful, and
	// finds fewer links.
	Background *Background

	// Prior is the probability, before anything is compared, that two accounts share a
	// dictionary, 0 to 1, both left out. Zero stands for DefaultPrior and, in
	// [Linker.Cluster], for one in the number of accounts if that is less.
	Prior float64

	// Confidence is what the probability of a link must be, 0 to 1, both left out. Zero
	// stands for DefaultConfidence.
	Confidence float64

	// CommonSources counts also what both accounts exchanged in sources that both
	// copied. Without it that is set aside, since the one may have copied the spun text
	// of the other. Set it if no text of one account is a copy of a text of the other.
	CommonSources bool
}

// A Link is what two profiles show of each other.
type Link struct {
	Outcome     Outcome
	Probability float64 // that they share a dictionary, 0 to 1
	Score       float64 // log-likelihood ratio of one dictionary against two, in nats
	Needed      float64 // score of a probability of [Linker.Confidence]

	Words    int      // exchanged by both, and compared
	Agreed   float64  // of Words: those for which they took the same; a part where they did so in some sources
	SetAside int      // words exchanged by both in sources that both copied, and not compared
	Shared   []Shared // mappings that both have, the least usual first, those in common sources too

	Reason string // why the outcome is Insufficient, in English; "" otherwise
}

// Link compares two profiles. The order of the two makes no difference. It takes time in
// proportion to their size, and a sort of their words. The error wraps [ErrSettings].
func (l Linker) Link(p, q *Profile) (Link, error) {
	s, err := l.Set(p, q)
	if err != nil {
		return Link{}, err
	}
	return s.Link(0, 1), nil
}

package spinner

import "fmt"

// An Outcome says what two profiles show.
type Outcome uint8

const (
	// Insufficient: both accounts exchanged too few common words to link them, even if
	// they agreed on all. It says nothing for or against a link.
	Insufficient Outcome = iota
	// Apart: there are enough words, but they are not strong enough evidence of one
	// dictionary.
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

// FewestWords is how many common words both accounts must have exchanged, in their own
// sources, to be linked. With fewer the outcome is [Insufficient], however well they
// agree.
const FewestWords = 5

// Values of a [Linker] whose fields are zero.
const (
	DefaultPrior      = 0.05 // in [Linker.Link]
	DefaultConfidence = 0.99
)

// A Linker compares profiles. The zero value is ready for use; it may be used by several
// goroutines.
type Linker struct {
	// Background says what unrelated spinners do. Without one, or without a spinner in
	// it, everything is judged as if the accounts had an unknown thesaurus, which may
	// have only two targets for each word: then only long agreement makes a link, and the
	// linker finds fewer. The package comment says how many. If it is nil, [Linker.Cluster]
	// makes one of the accounts, if they suffice; an empty one prevents that.
	Background *Background

	// Prior is the part of the compared pairs that share a dictionary, as far as one can say
	// before anything is compared, above 0 and below 1. Zero means DefaultPrior or, in
	// [Linker.Cluster], one divided by the number of accounts if that is less. If such
	// pairs are ten times as rare as Prior says, there are ten times as many wrong links for
	// each right one. So give it where many accounts are compared with each other.
	Prior float64

	// Confidence is the least part of the links that are right, above 0 and below 1, if
	// Prior is right. Zero means DefaultConfidence. It is promised of all links together:
	// a single one with hardly more than the needed score may be less probable, and
	// [Link.Probability] says how much. Without a background, each link is at least so
	// probable.
	Confidence float64

	// CommonSources also counts the exchanges of both accounts in sources that both
	// copied. Without it those are set aside, because one account may have copied the
	// spun text of the other. Set it if no text of one account is a copy of a text of
	// the other.
	CommonSources bool
}

// A Link is the result of comparing two profiles.
type Link struct {
	Outcome     Outcome
	Probability float64 // that they share a dictionary, 0 to 1
	Score       float64 // log-likelihood ratio of one dictionary against two, in nats
	Needed      float64 // score of a link, by [Linker.Confidence]

	Words    int      // exchanged by both, and compared
	Agreed   float64  // how many of Words they replaced by the same word; a fraction counts if they did so in some sources
	SetAside int      // words exchanged by both in sources that both copied, and not compared
	Shared   []Shared // mappings that both have, the least usual first, those in common sources too

	Reason string // why the outcome is Insufficient, in English; "" otherwise
}

// Link compares two profiles. The order of the two makes no difference. It takes time in
// proportion to their size, plus a sort of their words. The error wraps [ErrSettings].
func (l Linker) Link(p, q *Profile) (Link, error) {
	s, err := l.Set(p, q)
	if err != nil {
		return Link{}, err
	}
	return s.Link(0, 1), nil
}

package compare

import (
	"errors"
	"fmt"

	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
)

// ErrVerdict is wrapped by the error for an unknown name of a verdict.
var ErrVerdict = errors.New("compare: unknown verdict")

// A Verdict says how a suspect text relates to a source.
type Verdict uint8

const (
	// Insufficient: the texts are too short to decide.
	Insufficient = Verdict(verdict.Insufficient)
	// Unrelated: nothing in common.
	Unrelated = Verdict(verdict.Unrelated)
	// SameTopic: names, numbers or terms in common, nothing taken over.
	SameTopic = Verdict(verdict.SameTopic)
	// Paraphrase: the same content, with sentences said again in other words.
	Paraphrase = Verdict(verdict.Paraphrase)
	// Spun: words were exchanged one after another while the skeleton stands.
	Spun = Verdict(verdict.Spun)
	// Excerpt: passages of one text are in the other, the rest differs.
	Excerpt = Verdict(verdict.Excerpt)
	// NearDuplicate: most of both texts is the same words in the same order.
	NearDuplicate = Verdict(verdict.NearDuplicate)
	// Identical: canonically equivalent; line ends and white space may differ.
	Identical = Verdict(verdict.Identical)
)

var verdictNames = [...]string{
	Insufficient: "insufficient", Unrelated: "unrelated", SameTopic: "same-topic", Paraphrase: "paraphrase",
	Spun: "spun", Excerpt: "excerpt", NearDuplicate: "near-duplicate", Identical: "identical",
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

package score

import (
	"errors"
	"fmt"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
)

// ErrLabel is wrapped by the error for a label that names no verdict.
var ErrLabel = errors.New("score: unknown label")

// verdicts is how many verdicts there are.
const verdicts = int(compare.Identical) + 1

// An Answer is what a label says about the verdict.
type Answer struct {
	Wanted compare.Verdict
	fine   [verdicts]bool // others that are right too
}

// Right reports whether a verdict is wanted or allowed.
func (a Answer) Right(v compare.Verdict) bool {
	return v == a.Wanted || int(v) < verdicts && a.fine[v]
}

// answer returns an Answer; the verdicts after the first are allowed.
func answer(wanted compare.Verdict, fine ...compare.Verdict) Answer {
	a := Answer{Wanted: wanted}
	for _, v := range fine {
		a.fine[v] = true
	}
	return a
}

// ParseLabel returns what a label says. A label is the name of a verdict, or one of
// these:
//
//	revision                   near-duplicate; excerpt and paraphrase are fine too
//	template-or-update         near-duplicate, or same-topic if kind ends in "template";
//	                           all but spun and identical are fine too
//	near-duplicate-or-excerpt  near-duplicate; excerpt is fine too
//	light-paraphrase           paraphrase; near-duplicate and excerpt are fine too
//
// It may also be names of verdicts joined by " or ", such as "near-duplicate or
// excerpt": the first is wanted, the others are allowed, and no other is.
//
// If the whole label is paraphrase, same-topic is allowed too, and for same-topic
// unrelated is: the boundary is one of degree. The error wraps [ErrLabel].
func ParseLabel(label, kind string) (Answer, error) {
	switch label {
	case "revision":
		return answer(compare.NearDuplicate, compare.Excerpt, compare.Paraphrase), nil
	case "template-or-update":
		a := answer(compare.NearDuplicate, compare.Insufficient, compare.Unrelated, compare.SameTopic,
			compare.Paraphrase, compare.Excerpt, compare.NearDuplicate)
		if strings.HasSuffix(kind, "template") {
			a.Wanted = compare.SameTopic
		}
		return a, nil
	case "near-duplicate-or-excerpt":
		return answer(compare.NearDuplicate, compare.Excerpt), nil
	case "light-paraphrase":
		return answer(compare.Paraphrase, compare.NearDuplicate, compare.Excerpt), nil
	}
	if strings.Contains(label, orLabel) {
		return parseEither(label)
	}
	var v compare.Verdict
	if err := v.UnmarshalText([]byte(label)); err != nil {
		return Answer{}, fmt.Errorf("%w: %q", ErrLabel, label)
	}
	switch v {
	case compare.Paraphrase:
		return answer(v, compare.SameTopic), nil
	case compare.SameTopic:
		return answer(v, compare.Unrelated), nil
	}
	return answer(v), nil
}

// orLabel separates the verdicts that a label allows.
const orLabel = " or "

// parseEither returns what a label of several verdicts says.
func parseEither(label string) (Answer, error) {
	var all []compare.Verdict
	for name := range strings.SplitSeq(label, orLabel) {
		var v compare.Verdict
		if err := v.UnmarshalText([]byte(name)); err != nil {
			return Answer{}, fmt.Errorf("%w: %q", ErrLabel, label)
		}
		all = append(all, v)
	}
	return answer(all[0], all[1:]...), nil
}

// shown are the verdicts in the order of tables, with short headings.
var shown = [verdicts]struct {
	verdict compare.Verdict
	heading string
}{
	{compare.Identical, "ident"}, {compare.NearDuplicate, "near"}, {compare.Excerpt, "excerpt"}, {compare.Spun, "spun"},
	{compare.Paraphrase, "paraph"}, {compare.SameTopic, "topic"}, {compare.Unrelated, "unrel"}, {compare.Insufficient, "short"},
}

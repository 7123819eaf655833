package corpus

import (
	"context"
	"errors"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Reuse has a direction: the text that was there first is the source. A report says
// how much one text has of another, but hardly which of the two was made from the
// other. So a stored spun copy would be evidence against the author of the original
// when the author posts it again.

// An Order says which of two texts was there first.
//
// By default that is the one that arrived first: a text of the corpus arrived before a
// suspect that is not stored, and the one with the lower number of two stored texts
// arrived first. If the times of both contradict that, the order is unknown, because
// senders choose the times. With Settings.TrustTimes the times decide; if only one of
// the two has a time the order is unknown, and if neither has one the arrival decides.
type Order string

// The orders.
const (
	SourceFirst  Order = "source-first"
	SuspectFirst Order = "suspect-first"
	OrderUnknown Order = "unknown"
)

// byTime returns the order of two texts by their times.
func byTime(source, suspect Text) Order {
	switch {
	case source.Time.IsZero() || suspect.Time.IsZero():
		return OrderUnknown
	case source.Time.Before(suspect.Time):
		return SourceFirst
	case suspect.Time.Before(source.Time):
		return SuspectFirst
	}
	return OrderUnknown
}

// order returns the order of a text of the corpus and the suspect. own is the number of
// the suspect if it is stored unchanged, otherwise 0.
func (st *state) order(source Record, suspect Text, own uint64) Order {
	arrival := SourceFirst
	if own != 0 && own < source.Number {
		arrival = SuspectFirst
	}
	given := byTime(source.Text, suspect)
	switch {
	case source.Time.IsZero() && suspect.Time.IsZero():
		return arrival
	case st.TrustTimes:
		return given
	case source.Time.IsZero() || suspect.Time.IsZero() || given == arrival:
		return arrival
	}
	return OrderUnknown
}

// maxChain bounds how far the chain from a text to the texts that it derives from is
// followed: as many texts are compared in addition.
const maxChain = 3

// A witness is a text of the corpus that has been compared with the suspect.
type witness struct {
	Record
	report *compare.Report
}

// cleared reports whether a text of the corpus that derives from another is no evidence
// against the suspect: the suspect was there before it, or holds the original too, as
// literally and as much of it. known are the texts that have been compared already.
// gone says that the original of the text is no longer there.
func (k *check) cleared(ctx context.Context, w witness, known map[string]witness) (cleared, gone bool, err error) {
	if w.Derived == "" {
		return false, false, nil
	}
	if k.own != 0 && k.own < w.Number {
		return true, false, nil
	}
	from := w.Derived
	for range maxChain {
		original, ok := known[from]
		if !ok {
			if original, err = k.meet(ctx, from); errors.Is(err, ErrNotFound) {
				return false, true, nil
			}
			if err != nil {
				return false, false, err
			}
			known[from] = original
		}
		if holds(original.report, w.report) {
			return true, false, nil
		}
		if from = original.Derived; from == "" {
			break
		}
	}
	return false, false, nil
}

// meet compares the text with an id with the suspect.
func (k *check) meet(ctx context.Context, id string) (witness, error) {
	r, err := k.store.Get(ctx, k.suspect.Tenant, id)
	if err != nil {
		return witness{}, err
	}
	if r.Text.Text, err = k.text(ctx, r.Text); err != nil {
		return witness{}, err
	}
	report, err := k.compare(ctx, r.Text.Text)
	return witness{r, report}, err
}

// leastHeld: the original must have at least this share of what a derived text has of
// the suspect.
const leastHeld = 0.9

// holds reports whether a suspect has as much of an original, and as literally, as of
// a text that derives from it.
func holds(original, derived *compare.Report) bool {
	return original.Verdict.Reuse() && original.Verdict >= derived.Verdict &&
		original.Coverage.Suspect >= leastHeld*derived.Coverage.Suspect
}

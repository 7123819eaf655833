package corpus

import (
	"context"
	"errors"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Reuse has a direction: what was there first is the source. A report says how much
// one text has of another, and hardly which of the two was made from the other. So a
// spun copy that is stored accuses whoever wrote the original of having spun it, the
// day he posts it again.

// An Order says which of two texts was there first.
//
// By default that is the one that arrived first: a text of the corpus arrived before a
// suspect that is not stored, and of two that are stored the one with the lesser
// number. Where the times of both say otherwise the order is unknown, as it is the
// sender who gives times. With Settings.TrustTimes times decide; where one of the two
// has none the order is unknown, and where neither has one the arrival decides.
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

// order returns the order of a text of the corpus and the suspect. Own is the number of
// the suspect if it is stored as it is, else 0.
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

// maxChain bounds how far a text is followed to what it derives from, and that to what
// it derives from: so many texts are compared besides.
const maxChain = 3

// A witness is a text of the corpus that has been compared with the suspect.
type witness struct {
	Record
	report *compare.Report
}

// cleared reports whether a text of the corpus that derives from another is no evidence
// against the suspect: the suspect was there before it, or holds the original too, as
// literally and as much of it. Known are the texts that have been compared already. Of
// a text whose original is gone it reports that as well.
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

// meet compares the text of an id with the suspect.
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

// leastHeld is which share of what a derived text has of the suspect the original must
// have of it as well.
const leastHeld = 0.9

// holds reports whether a suspect has an original as literally as a text that derives
// from it, and as much of it.
func holds(original, derived *compare.Report) bool {
	return original.Verdict.Reuse() && original.Verdict >= derived.Verdict &&
		original.Coverage.Suspect >= leastHeld*derived.Coverage.Suspect
}

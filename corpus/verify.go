package corpus

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
)

// verify compares the suspect with the texts that were retrieved for it, and returns
// what Check returns.
func (st *state) verify(ctx context.Context, suspect Text, near []retrieved, capped bool) (*Answer, error) {
	prepared, err := st.Comparer.Prepare(suspect.Text)
	if err != nil {
		return nil, err
	}
	answer := &Answer{Capped: capped, Language: prepared.Language()}
	for _, k := range near {
		source := k.Record.Text
		if source.Text, err = st.text(ctx, source); errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		report, err := st.compare(ctx, source.Text, prepared)
		if err != nil {
			return nil, err
		}
		m := Match{source, order(source, suspect), report}
		if report.Verdict.Reuse() {
			answer.Matches = append(answer.Matches, m)
		} else {
			answer.Others = append(answer.Others, m)
		}
	}
	slices.SortStableFunc(answer.Matches, compareMatches)
	slices.SortStableFunc(answer.Others, compareOthers)
	answer.conclude(prepared.Len())
	return answer, nil
}

func (st *state) compare(ctx context.Context, source string, suspect *compare.Text) (*compare.Report, error) {
	prepared, err := st.Comparer.Prepare(source)
	if err != nil {
		return nil, err
	}
	return st.Comparer.Compare(ctx, prepared, suspect)
}

// compareMatches puts first the match that most of the suspect is said to
// derive from; of those that say so of as much, more or less, the more literal
// copy, then the one that was there first.
func compareMatches(a, b Match) int {
	return cmp.Or(
		cmp.Compare(math.Round(20*derived(b.Report)), math.Round(20*derived(a.Report))),
		cmp.Compare(b.Report.Verdict, a.Report.Verdict),
		cmp.Compare(derived(b.Report), derived(a.Report)),
		cmp.Compare(precedence(a.Order), precedence(b.Order)),
		a.Source.Time.Compare(b.Source.Time),
		cmp.Compare(a.Source.ID, b.Source.ID))
}

// derived returns the share of the suspect that a report is sure to cover. Of
// texts too short to have passages that is all.
func derived(r *compare.Report) float64 {
	if r.Verdict == compare.Identical {
		return 1
	}
	return r.Confidence * r.Coverage.Suspect
}

func precedence(o Order) int {
	return slices.Index([]Order{SourceFirst, OrderUnknown, SuspectFirst}, o)
}

// compareOthers puts first what has most in common with the suspect: verdicts
// are in order.
func compareOthers(a, b Match) int {
	return cmp.Or(
		cmp.Compare(b.Report.Verdict, a.Report.Verdict),
		cmp.Compare(b.Report.Confidence, a.Report.Confidence),
		cmp.Compare(a.Source.ID, b.Source.ID))
}

// Texts of fewer words are too short to tell, if nothing like them is found.
const sufficient = 40

// conclude sets the verdict of an answer to a suspect of so many words.
func (a *Answer) conclude(words int) {
	for _, m := range slices.Concat(a.Matches, a.Others) {
		r := m.Report
		a.Verdict, a.Confidence, a.Calibrated, a.Language = r.Verdict, r.Confidence, r.Calibrated, r.Language
		return
	}
	a.Verdict = compare.Unrelated
	if words < sufficient {
		a.Verdict = compare.Insufficient
	}
}

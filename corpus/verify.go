package corpus

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
)

// verify compares the suspect with the texts that were retrieved for it, and adds them
// to the answer.
func (k *check) verify(ctx context.Context, near []retrieved) error {
	texts, err := k.texts(ctx, near)
	if err != nil {
		return err
	}
	var met []witness
	for _, n := range near {
		r, ok := texts[n.number]
		if !ok || !k.resembles(n.candidate, r.Text.Text) {
			continue
		}
		report, err := k.compare(ctx, r.Text.Text)
		if err != nil {
			return err
		}
		w := witness{r, report}
		met = append(met, w)
		k.met[r.ID] = w
	}
	for _, w := range met {
		if err := k.judge(ctx, w); err != nil {
			return err
		}
	}
	a := k.answer
	slices.SortStableFunc(a.Matches, compareMatches)
	slices.SortStableFunc(a.Others, compareOthers)
	a.conclude(k.prepared.Len())
	return nil
}

// texts returns the records of retrieved texts with the texts, by number, without
// those that are gone.
func (k *check) texts(ctx context.Context, near []retrieved) (map[uint64]Record, error) {
	numbers := make([]uint64, len(near))
	for i, n := range near {
		numbers[i] = n.number
	}
	list, err := k.store.Records(ctx, k.suspect.Tenant, numbers)
	if err != nil {
		return nil, err
	}
	texts := make(map[uint64]Record, len(list))
	for _, r := range list {
		r.Text.Text, err = k.text(ctx, r.Text)
		switch {
		case errors.Is(err, ErrNotFound):
		case err != nil:
			return nil, err
		default:
			texts[r.Number] = r
		}
	}
	return texts, nil
}

// judge adds a text that was compared with the suspect to the answer.
func (k *check) judge(ctx context.Context, w witness) error {
	m := Match{
		Source: w.Text, Order: k.order(w.Record, k.suspect, k.own), Report: w.report,
		Derived: w.Derived, number: w.Number,
	}
	if !w.report.Verdict.Reuse() {
		k.answer.Others = append(k.answer.Others, m)
		return nil
	}
	cleared, gone, err := k.cleared(ctx, w, k.met)
	if err != nil {
		return err
	}
	if gone {
		m.Order = OrderUnknown // that of the original counts
	}
	if m.Cleared = cleared; cleared {
		k.answer.Others = append(k.answer.Others, m)
		return nil
	}
	k.answer.Matches = append(k.answer.Matches, m)
	return nil
}

// compare compares a source with the suspect.
func (k *check) compare(ctx context.Context, source string) (*compare.Report, error) {
	prepared, err := k.comparer.PrepareContext(ctx, source)
	if err != nil {
		return nil, err
	}
	return k.comparer.Compare(ctx, prepared, k.prepared)
}

// compareMatches puts the match first from which the largest part of the suspect
// derives, according to its report. Among about equal parts the more literal copy
// comes first, and then the text that was there first.
func compareMatches(a, b Match) int {
	return cmp.Or(
		cmp.Compare(math.Round(20*derived(b.Report)), math.Round(20*derived(a.Report))),
		cmp.Compare(b.Report.Verdict, a.Report.Verdict),
		cmp.Compare(derived(b.Report), derived(a.Report)),
		cmp.Compare(precedence(a.Order), precedence(b.Order)),
		a.Source.Time.Compare(b.Source.Time),
		cmp.Compare(a.number, b.number))
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
		if m.Cleared {
			continue
		}
		r := m.Report
		a.Verdict, a.Confidence, a.Calibrated, a.Language = r.Verdict, r.Confidence, r.Calibrated, r.Language
		return
	}
	a.Verdict = compare.Unrelated
	if words < sufficient {
		a.Verdict = compare.Insufficient
	}
}

// Package score measures how often package compare is right on pairs of texts whose
// relation is known: the user's own pairs, labelled by hand, or those of a
// benchmark.
//
// [Read] reads pairs, [Run] compares them, and the other functions count the
// outcomes. The counts do not depend on the order of the outcomes.
//
//	outcomes, err := score.Run(ctx, pairs, compare.Comparer{}, 0)
//	if err != nil {
//		return err
//	}
//	for _, t := range score.Thresholds(outcomes, compare.Spun, 0.5, 0.9, 0.99) {
//		fmt.Println(t.Confidence, t.Flagged, t.Precision().Interval())
//	}
//
// A pair has a kind, which its maker gave it ([ByKind]), and each change that a
// report names has one too ([compare.Kind]). [VerdictsBy] counts verdicts by
// either; [ChangesByKind] and [FoundByKind] count the changes.
//
// Every rate is kept as a count out of a count, so that its [Interval] can be
// computed: 0 of 19 is not the same as 0 of 1,900. The shares of the labels among
// the pairs are seldom those of the world. Recall and rates of false calls do not
// depend on them; precision and calibration do.
//
// On pairs that the model was fitted on, the results are too good.
//
// A [Budget] works the other way round: it sets how many honest texts may be flagged, and
// the package finds the threshold that keeps to it. What it returns, a [Guarantee], can
// be put into a rule of a policy of package corpus:
//
//	g, err := score.Budget{Rate: 0.001}.Guarantee(outcomes)
//	var few *score.FewLabelsError
//	if errors.As(err, &few) {
//		return fmt.Errorf("label %d more honest texts", few.More)
//	}
//	g.Date = "2026-11-29"
//	policy.Rules = append(policy.Rules, corpus.Rule{Name: "spun", Action: corpus.Block, Guarantee: &g})
//
// The command examples/score prints all of this.
package score

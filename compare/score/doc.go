// Package score says how often package compare is right on pairs of texts whose
// relation is known: a user's own, labelled by hand, or those of a benchmark.
//
// [Read] reads pairs, [Run] compares them, and the other functions count over
// the outcomes. What they count does not depend on the order of the outcomes.
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
// Every rate is kept as a count of a count, so that its [Interval] can be told:
// 0 of 19 is not the same as 0 of 1,900. The shares that the labels have among
// the pairs are seldom those of the world. Recall does not depend on them, nor
// does a rate of false calls; precision and calibration do.
//
// Pairs that the model was fitted on flatter it.
//
// A [Budget] turns that round: how many honest texts may be flagged is given, and the
// threshold that keeps to it is sought. What it returns, a [Guarantee], can be put into a
// rule of a policy of package corpus:
//
//	g, err := score.Budget{Rate: 0.001}.Guarantee(outcomes)
//	var few *score.FewLabelsError
//	if errors.As(err, &few) {
//		return fmt.Errorf("label %d more honest texts", few.More)
//	}
//	g.Date = "2026-11-29"
//	policy.Rules = append(policy.Rules, corpus.Rule{Name: "spun", Action: corpus.Block, Guarantee: &g})
//
// The command examples/score prints all of it.
package score

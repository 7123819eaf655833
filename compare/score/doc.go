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
// The command examples/score prints all of it.
package score

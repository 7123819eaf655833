package compare

import (
	"iter"
	"math"
)

// signalNames names the numbers that a verdict rests on, in the order of the
// vector that the model reads. Those of the first group are counted in the
// stretch where words were exchanged most, those of the second in all passages,
// those of the third in the texts. Each is drawn to a common value where
// little was counted, so that short texts stay undecided.
var signalNames = [...]string{
	"skeleton",   // function words intact: -ln of the share that is not
	"exchanged",  // content words exchanged: ln of their share
	"indel",      // words inserted or deleted: ln of their share
	"run",        // words in a run of changes, less one
	"lone",       // share of runs that are one word for one
	"numbers",    // numbers changed, in digits or words: ln(1+count)
	"names",      // share of names exchanged
	"endings",    // share of exchanges whose endings agree
	"mapped",     // share of repeated words always exchanged for the same
	"mixed",      // share of repeated words exchanged now and then
	"types",      // distinct words exchanged: ln(1+count)
	"strong",     // share of distinct exchanges whose words are strongly related
	"wide",       // share of those whose words are related less
	"related",    // log likelihood ratio of these relations: its inverse hyperbolic sine
	"few",        // how far the distinct words exchanged are from enough to tell, 0 to 1
	"symbols",    // exchanges that have a symbol on a side: ln(1+count)
	"known",      // share of distinct exchanges whose new words the source has too
	"impossible", // exchanges that no person makes: ln(1+count)
	"words",      // words of the stretch: ln(1+count)

	"all-skeleton",  // as above, in all passages
	"all-exchanged", //
	"all-indel",     //
	"all-numbers",   //
	"stretch",       // words between changes: ln of their mean
	"aligned",       // words in passages: ln(1+count)

	"covered",  // the greater coverage of the two texts
	"lopsided", // the smaller coverage
	"order",    // of words that each text has once: see likeness
	"cosine",   // of the beginnings of the texts' content words, by how often each occurs
}

const (
	signalCount = len(signalNames)

	// firstTopicSignal is the first of the signals that tell texts on one topic
	// from unrelated ones.
	firstTopicSignal = signalCount - 1
)

// enoughTypes is how many distinct words exchanged leave no doubt that it was not
// one term or two that an editor replaced throughout.
const enoughTypes = 8

// tallies are what is counted in passages: in all of them, and in the stretch
// where words were exchanged most.
type tallies struct{ all, densest tally }

func (al *alignment) tallies(passages []passage) tallies {
	return tallies{al.count(passages), al.count(al.densest(passages))}
}

// vector returns the signals of passages.
func (c *tallies) vector(cov Coverage, l likeness) []float64 {
	d, t := &c.densest, &c.all
	return []float64{
		skeleton(d), exchanged(d), indels(d),
		ratio(d.changedWords, d.changes, 1.8, 2) - 1,
		ratio(d.lone, d.changes, 0.4, 2),
		log1p(d.newNumbers + d.figures),
		ratio(d.newNames, d.names, 0.03, 4),
		ratio(d.likeEndings, d.oneForOne, 0.7, 4),
		ratio(d.mapped, d.repeatedTypes, 0.05, 4),
		ratio(d.mixed, d.repeatedTypes, 0.1, 4),
		log1p(d.types),
		ratio(d.strong, d.pairs, 0.15, 3),
		ratio(d.wide, d.pairs, 0.2, 3),
		math.Asinh(d.related),
		max(0, 1-float64(d.types)/enoughTypes),
		log1p(d.symbols),
		ratio(d.known, d.distinct, 0.15, 3),
		log1p(d.impossibles),
		log1p(max(d.words[0], d.words[1])),

		skeleton(t), exchanged(t), indels(t),
		log1p(t.newNumbers + t.figures),
		math.Log(ratio(t.equal, t.changes+1, 6, 1)),
		log1p(max(t.words[0], t.words[1])),

		max(cov.Source, cov.Suspect),
		min(cov.Source, cov.Suspect),
		l.deviations(),
		l.cosine,
	}
}

func skeleton(t *tally) float64 {
	return -math.Log(1.02 - ratio(t.equalFuncs, t.functions, 0.93, 3))
}

func exchanged(t *tally) float64 {
	return math.Log(0.01 + ratio(t.exchanged, t.contents, 0.03, 5))
}

func indels(t *tally) float64 {
	return math.Log(0.005 + ratio(t.inserted+t.deleted, max(t.words[0], t.words[1]), 0.03, 10))
}

// ratio returns (n + prior·weight) / (of + weight): the share n/of, drawn to
// prior where of is small.
func ratio(n, of int, prior, weight float64) float64 {
	return (float64(n) + prior*weight) / (float64(of) + weight)
}

func log1p(n int) float64 { return math.Log1p(float64(n)) }

// Signals returns an iterator over the numbers that the verdict rests on, by
// name. They have no unit and may change between versions: they serve those
// who fit a model of their own to labelled pairs. Identical texts have none, nor
// has a report read from JSON.
func (r *Report) Signals() iter.Seq2[string, float64] {
	return func(yield func(string, float64) bool) {
		for i, v := range r.signals {
			if !yield(signalNames[i], v) {
				return
			}
		}
	}
}

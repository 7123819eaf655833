package compare

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A class is what the model tells apart. Whether a text with verbatim passages
// is a near-duplicate or an excerpt is a matter of definition, not probability.
type class int

const (
	classNone     class = iota // nothing was taken over
	classRewrite               // said again by a person
	classSpun                  // words exchanged by a programme
	classVerbatim              // copied, with edits at most
	classes       = iota
)

// Below minWords words on either side only identical texts and near-duplicates
// are told. Nothing shorter was in the sample that the model was fitted on.
const minWords = 40

// mostWords is the share of both texts' words that must be equal for verbatim
// passages to make a near-duplicate; with less they make an excerpt.
const mostWords = 0.5

// plainlyEqual is the share of both texts' words that, standing equal in the same
// order, makes a near-duplicate of what the model takes for said again: so much of
// the text was not said again. It is a matter of definition. Language editors
// leave 85 to 95 % of the words, and people who re-say sentences less.
const plainlyEqual = 0.85

// shortEqual is the same for texts of fewer than minWords words, where it alone
// decides.
const shortEqual = 0.8

// A judgement is a verdict with its probability, and those of all verdicts in
// question.
type judgement struct {
	verdict       Verdict
	confidence    float64
	probabilities map[Verdict]float64
}

// certain returns the judgement that follows from a definition.
func certain(v Verdict) judgement {
	return judgement{v, 1, map[Verdict]float64{v: 1}}
}

// judge returns the most probable verdict on signals, of those but spun if it is
// out of the question. The share equal, of the text that has less of it, decides
// what verbatim passages mean.
func judge(signals []float64, equal float64, spun bool) judgement {
	p := verdictModel.Predict(signals)
	capped(p, verdictSample[:])
	if !spun {
		p = withoutSpun(p)
	}
	told := told(p)
	if told == classRewrite && equal >= plainlyEqual {
		p[classVerbatim], p[classRewrite] = p[classVerbatim]+p[classRewrite], 0
		told = classVerbatim
	}
	topic := topicModel.Predict(topicSignals(signals))
	capped(topic, topicSample[:])
	verbatim := Excerpt
	if equal >= mostWords {
		verbatim = NearDuplicate
	}
	j := judgement{probabilities: map[Verdict]float64{
		Unrelated:  p[classNone] * topic[0],
		SameTopic:  p[classNone] * topic[1],
		Paraphrase: p[classRewrite],
		Spun:       p[classSpun],
		verbatim:   p[classVerbatim],
	}}
	// The class is chosen first, then the verdict within it: a text is not
	// called rewritten because two ways of having nothing in common share
	// the probability.
	switch told {
	case classRewrite:
		j.verdict = Paraphrase
	case classSpun:
		j.verdict = Spun
	case classVerbatim:
		j.verdict = verbatim
	default:
		j.verdict = Unrelated
		if topic[1] > topic[0] {
			j.verdict = SameTopic
		}
	}
	j.confidence = j.probabilities[j.verdict]
	return j
}

// withoutSpun returns the probabilities of the classes given that it is not
// classSpun, whose own is less than 1.
func withoutSpun(p []float64) []float64 {
	const k = int(classSpun)
	rest := slices.Delete(slices.Clone(p), k, k+1)
	for i := range rest {
		rest[i] /= 1 - p[k]
	}
	capped(rest, slices.Delete(slices.Clone(verdictSample[:]), k, k+1))
	return slices.Insert(rest, k, 0)
}

// told returns the class that is told: the most probable one, but not spun if that
// is less probable than leastSpun.
func told(p []float64) class {
	if p[classSpun] >= leastSpun {
		return classSpun
	}
	rest := slices.Clone(p)
	rest[classSpun] = 0
	return best(rest)
}

// best returns the most probable class, the first of equals.
func best(p []float64) class {
	top := 0
	for k := range p {
		if p[k] > p[top] {
			top = k
		}
	}
	return class(top)
}

// capped bounds each probability by what the sample supports: of n texts of a
// class, all told right, the next is by Laplace's rule with probability
// (n+1)/(n+2). What is cut off goes to the other classes in equal parts.
func capped(p []float64, sample []int) {
	k := best(p)
	most := float64(sample[k]+1) / float64(sample[k]+2)
	if p[k] <= most {
		return
	}
	for i := range p {
		if i != int(k) {
			p[i] += (p[k] - most) / float64(len(p)-1)
		}
	}
	p[k] = most
}

// topicSignals returns the signals that tell texts on one topic from
// unrelated ones.
func topicSignals(signals []float64) []float64 { return signals[firstTopicSignal:] }

// classOf returns the class of the model that stands behind a verdict.
func classOf(v Verdict) class {
	switch v {
	case Paraphrase:
		return classRewrite
	case Spun:
		return classSpun
	case Excerpt, NearDuplicate:
		return classVerbatim
	}
	return classNone
}

// calibrated reports whether the model was fitted on texts of the language and
// of such a length.
func calibrated(lang shingle.Language, source, suspect int) bool {
	return lang == shingle.English && min(source, suspect) >= minWords
}

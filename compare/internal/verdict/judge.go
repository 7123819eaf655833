package verdict

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/logistic"
)

// A class is what the model tells apart. Whether a text with verbatim passages
// is a near-duplicate or an excerpt is a matter of definition, not probability.
type class int

const (
	classNone     class = iota // nothing was taken over
	classRewrite               // said again by a person
	classSpun                  // words exchanged by a programme
	classVerbatim              // copied, with edits at most
)

// Classes names the classes of the model of verdicts, Topics those of the model
// that parts texts with nothing taken over. Both are read only.
var (
	Classes = [...]string{classNone: "none", classRewrite: "rewrite", classSpun: "spun", classVerbatim: "verbatim"}
	Topics  = [...]string{"unrelated", "same-topic"}
)

// TopicSignals are the signals that the model of topics reads. It is read only.
var TopicSignals = [...]ID{Cosine}

// LeastSpun is the least probability with which a text is called spun: where it is
// not reached, the next verdict stands, with a probability of its own. To call an
// honest text spun is worse than to miss one that is.
const LeastSpun = 0.75

// mostWords is the share of both texts' words that must be equal for verbatim
// passages to make a near-duplicate; with less they make an excerpt.
const mostWords = 0.5

// plainlyEqual is the share of both texts' words that, standing equal in the same
// order, makes a near-duplicate of what the model takes for said again: so much of
// the text was not said again. It is a matter of definition. Language editors
// leave 85 to 95 % of the words, and people who re-say sentences less.
const plainlyEqual = 0.85

// A Judgement is a verdict with its probability, and those of all verdicts in
// question.
type Judgement struct {
	Verdict       Verdict
	Confidence    float64
	Probabilities map[Verdict]float64
}

// Certain returns the judgement that follows from a definition.
func Certain(v Verdict) Judgement {
	return Judgement{v, 1, map[Verdict]float64{v: 1}}
}

// judge returns the most probable verdict on signals, of those but spun if it is
// out of the question. The share equal, of the text that has less of it, decides
// what verbatim passages mean.
func judge(signals *Vector, equal float64, spun bool) Judgement {
	p := verdictModel.Predict(columns(signals, verdictColumns[:]))
	capped(p, verdictSample[:])
	if !spun {
		p = withoutSpun(p)
	}
	class := likeliest(p)
	if class == classRewrite && equal >= plainlyEqual {
		p[classVerbatim], p[classRewrite] = p[classVerbatim]+p[classRewrite], 0
		class = classVerbatim
	}
	topic := topicModel.Predict(columns(signals, topicColumns[:]))
	capped(topic, topicSample[:])
	verbatim := Excerpt
	if equal >= mostWords {
		verbatim = NearDuplicate
	}
	j := Judgement{Probabilities: map[Verdict]float64{
		Unrelated:  p[classNone] * topic[0],
		SameTopic:  p[classNone] * topic[1],
		Paraphrase: p[classRewrite],
		Spun:       p[classSpun],
		verbatim:   p[classVerbatim],
	}}
	// The class is chosen first, then the verdict within it: a text is not
	// called rewritten because two ways of having nothing in common share
	// the probability.
	switch class {
	case classRewrite:
		j.Verdict = Paraphrase
	case classSpun:
		j.Verdict = Spun
	case classVerbatim:
		j.Verdict = verbatim
	default:
		j.Verdict = Unrelated
		if topic[1] > topic[0] {
			j.Verdict = SameTopic
		}
	}
	j.Confidence = j.Probabilities[j.Verdict]
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

// likeliest returns the class to decide for: the most probable one, but not spun if
// that is less probable than LeastSpun.
func likeliest(p []float64) class {
	if p[classSpun] >= LeastSpun {
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

// columns returns the signals that a model reads, in the order of its columns.
func columns(signals *Vector, of []ID) []float64 {
	x := make([]float64, len(of))
	for i, id := range of {
		x[i] = signals[id]
	}
	return x
}

// contributions returns what each signal adds to the log-odds of a class.
func contributions(signals *Vector, k class) (adds Vector) {
	for i, x := range verdictModel.Contributions(columns(signals, verdictColumns[:]), int(k)) {
		adds[verdictColumns[i]] = x
	}
	return adds
}

// Models returns the model of verdicts, with the signals it reads, and the model of
// topics. They are read only.
func Models() (verdicts *logistic.Model, columns []ID, topics *logistic.Model) {
	return &verdictModel, verdictColumns[:], &topicModel
}

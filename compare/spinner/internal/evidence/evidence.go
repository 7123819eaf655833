// Package evidence says what it is worth that two accounts exchanged the same words
// for the same, or for others. It knows numbers only.
//
// A word that both accounts exchanged is a trial: both took the same target, or they
// did not; where an account took several, its sources share the trial. Two hypotheses
// explain the trials.
//
// One spinner: an account takes its dictionary's target with probability a, its
// consistency, and else any. Both then agree with probability a + (1-a)q, where q is
// the share of other spinners that take this target. The consistency is not known, but
// an account that exchanged a word in several sources shows it: those words are trials
// of each account with itself.
//
// Two spinners: they agree by chance, with probability b + (1-b)q. That b is above 0
// for spinners whose dictionaries were made from one thesaurus, which no background
// need know. It is not known either.
//
// Both a and b are summed over with the weights of a [Model].
package evidence

import "math"

// A Share is a possible value, 0 to 1, and how probable it is beforehand.
type Share struct{ Value, Prior float64 }

// A Model has the constants of the package.
type Model struct {
	Consistency []Share // of one spinner with itself
	Chance      []Share // that two spinners agree on a word of one thesaurus
	Seen        float64 // spinners that the share of an unseen target counts as
	Unseen      float64 // share of spinners that take a target nobody was seen to take, 0 to 1
	Shrink      float64 // of what words say together, as they are less independent than assumed
}

// Share returns the share of other spinners that take a target, when n were seen to
// exchange the word and k of them for it.
func (m *Model) Share(k, n int) float64 {
	return (float64(k) + m.Seen*m.Unseen) / (float64(n) + m.Seen)
}

// A Tally sums up trials. It is made by [Model.Tally].
type Tally struct {
	model  *Model
	same   []float64 // log probability of the trials, for each consistency
	chance []float64 // and for each chance
	trials float64
	agreed float64
}

// Tally returns an empty tally.
func (m *Model) Tally() Tally {
	return Tally{model: m, same: make([]float64, len(m.Consistency)), chance: make([]float64, len(m.Chance))}
}

// Reset empties the tally.
func (t *Tally) Reset() {
	clear(t.same)
	clear(t.chance)
	t.trials, t.agreed = 0, 0
}

// Agree adds the part of a trial, 0 to 1, in which both took a target that a share q
// of others takes.
func (t *Tally) Agree(part, q float64) {
	for i, s := range t.model.Consistency {
		t.same[i] += part * math.Log(s.Value+(1-s.Value)*q)
	}
	for i, s := range t.model.Chance {
		t.chance[i] += part * math.Log(s.Value+(1-s.Value)*q)
	}
	t.trials += part
	t.agreed += part
}

// Differ adds the part of a trial in which they took different ones.
func (t *Tally) Differ(part float64) {
	for i, s := range t.model.Consistency {
		t.same[i] += part * math.Log(1-s.Value)
	}
	for i, s := range t.model.Chance {
		t.chance[i] += part * math.Log(1-s.Value)
	}
	t.trials += part
}

// Trials returns how many there are, and in how many of them both agreed.
func (t *Tally) Trials() (all, agreed float64) { return t.trials, t.agreed }

// Score returns the log-likelihood ratio, in nats, of one spinner against two. Both is
// the tally of one account against the other, p and q that of each with itself.
func (m *Model) Score(both, p, q *Tally) float64 {
	one, onlyP, onlyQ, two := math.Inf(-1), math.Inf(-1), math.Inf(-1), math.Inf(-1)
	for i, s := range m.Consistency {
		w := math.Log(s.Prior)
		one = add(one, w+both.same[i]+(p.same[i]+q.same[i]))
		onlyP = add(onlyP, w+p.same[i])
		onlyQ = add(onlyQ, w+q.same[i])
	}
	for i, s := range m.Chance {
		two = add(two, math.Log(s.Prior)+both.chance[i])
	}
	return m.Shrink * (one - (onlyP + onlyQ) - two)
}

// add returns log(exp(a) + exp(b)).
func add(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}

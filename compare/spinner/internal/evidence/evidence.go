// Package evidence weighs the fact that two accounts exchanged the same words for
// the same words, or for different ones. It handles numbers only.
//
// A word that both accounts exchanged is a trial: both took the same target, or they
// did not. If an account took several targets, its sources share the trial. Two
// hypotheses explain the trials.
//
// One spinner: an account takes its dictionary's target with probability a, its
// consistency, and otherwise any target. Both accounts then agree with probability a +
// (1-a)q, where q is the share of other spinners that take this target. The
// consistency is not known, but an account that exchanged a word in several sources
// shows it: those words are trials of the account with itself.
//
// Two spinners: they agree by chance, with probability b + (1-b)q. The number b is
// above 0 for spinners whose dictionaries were made from one thesaurus, which the
// background may not know. It is not known either.
//
// The package sums over the values of a and b with the weights of a [Model]. If the
// background knows the accounts' thesaurus, its shares q say what chance does, and b
// fades as more spinners were seen; what is left is in proportion to how often spinners of
// the background agree. If the thesaurus is strange to it, b stays.
package evidence

import "math"

// A Share is a possible value, 0 to 1, and its prior probability.
type Share struct{ Value, Prior float64 }

// A Model has the constants of the package.
type Model struct {
	Consistency []Share // how consistent one spinner is with itself
	Chance      []Share // that two spinners agree on a word of one thesaurus, if on average they agree on Agreement
	Agreement   float64 // above 0
	Alien       []Share // the same, if the background does not know the thesaurus
	Loose       float64 // what is left of both if the forms of the word differ, 0 to 1
	Seen        float64 // number of spinners that the share of an unseen target counts as
	Unseen      float64 // share of spinners that take a target nobody was seen to take, 0 to 1
	Known       float64 // number of spinners seen to exchange a word that halves the chance
	Overlap     float64 // overlap of a thesaurus that the background does not know with what it knows, 0 to 1
	Strange     float64 // prior probability that it does not know the thesaurus
}

// Counts says what a background knows about a word and one of its targets.
type Counts struct {
	Spinners int // targets seen in place of the word, each counted once for a spinner
	Once     int // those of them that only one spinner took
	Target   int // spinners that took the target
}

// Without returns the counts without some of the targets, among them some of the spinners
// that took the target in question. Once changes by as much as is given.
func (c Counts) Without(all, target, once int) Counts {
	c.Target = max(0, c.Target-target)
	c.Spinners = max(0, c.Spinners-all)
	c.Once = min(max(0, c.Once+once), c.Spinners)
	return c
}

// Usual says how usual it is to take a target.
type Usual struct {
	Share float64 // of other spinners that take it, 0 to 1
	Doubt float64 // probability of a thesaurus that the background does not know, 0 to 1

	// Agreement is how often the spinners of the background agree on a word of the
	// language, 0 to 1.
	Agreement float64
}

// Usual returns how usual a target is, where spinners agree so often.
func (m *Model) Usual(c Counts, agreement float64) Usual {
	n := float64(c.Spinners)
	return Usual{Share: min(1, (float64(c.Target)+m.Seen*m.Unseen)/(n+m.Seen)), Doubt: m.Known / (n + m.Known), Agreement: agreement}
}

// Familiar returns how much likelier a target is, in nats, if the background knows the
// thesaurus.
//
// If a spinner uses a known thesaurus, the background has seen 1 - once/spinners of
// the targets that it takes (Good, The population frequencies of species and the
// estimation of population parameters, Biometrika 1953). If the thesaurus is not
// known, it has seen a smaller part.
func (m *Model) Familiar(c Counts) float64 {
	if c.Target > 0 {
		return -math.Log(m.Overlap)
	}
	n := float64(c.Spinners)
	seen := (n - float64(c.Once)) / (n + 1)
	return math.Log((1 - seen) / (1 - m.Overlap*seen))
}

// A Tally sums up trials. It is made by [Model.Tally].
type Tally struct {
	model  *Model
	same   []float64 // log probability of the trials, for each consistency
	chance []float64 // and for each chance, as far as the background leaves doubt
	alien  []float64 // and for each chance, whatever the background knows
	trials float64
	agreed float64
}

// Tally returns an empty tally.
func (m *Model) Tally() Tally {
	return Tally{model: m, same: make([]float64, len(m.Consistency)), chance: make([]float64, len(m.Chance)), alien: make([]float64, len(m.Alien))}
}

// Reset empties the tally.
func (t *Tally) Reset() {
	clear(t.same)
	clear(t.chance)
	clear(t.alien)
	t.trials, t.agreed = 0, 0
}

// Agree adds a part of a trial, 0 to 1, in which both took the same target. How usual
// the target is, u says.
func (t *Tally) Agree(part float64, u Usual, loose bool) {
	by := t.model.factor(loose)
	for i, s := range t.model.Consistency {
		a := by * s.Value
		t.same[i] += part * math.Log(a+(1-a)*u.Share)
	}
	for i, s := range t.model.Chance {
		b := by * t.model.chance(s, u)
		t.chance[i] += part * math.Log(b+(1-b)*u.Share)
	}
	for i, s := range t.model.Alien {
		b := by * s.Value
		t.alien[i] += part * math.Log(b+(1-b)*max(u.Share, t.model.Unseen))
	}
	t.trials += part
	t.agreed += part
}

// Differ adds a part of a trial in which they took different targets.
func (t *Tally) Differ(part float64, u Usual, loose bool) {
	by := t.model.factor(loose)
	for i, s := range t.model.Consistency {
		t.same[i] += part * math.Log(1-by*s.Value)
	}
	for i, s := range t.model.Chance {
		t.chance[i] += part * math.Log(1-by*t.model.chance(s, u))
	}
	for i, s := range t.model.Alien {
		t.alien[i] += part * math.Log(1-by*s.Value)
	}
	t.trials += part
}

// chance returns a chance that two spinners agree for no other reason, as far as the
// background leaves doubt. It is in proportion to how often its spinners agree.
func (m *Model) chance(s Share, u Usual) float64 {
	return min(.95, s.Value*u.Agreement/m.Agreement) * u.Doubt
}

func (m *Model) factor(loose bool) float64 {
	if loose {
		return m.Loose
	}
	return 1
}

// Trials returns the number of trials, and the number of those in which both agreed.
func (t *Tally) Trials() (all, agreed float64) { return t.trials, t.agreed }

// An Account is what is known of one account.
type Account struct {
	Self     *Tally  // of the account with itself
	Familiar float64 // the sum of [Model.Familiar]
	Unknown  float64 // part of the words that is in languages the background does not know, 0 to 1
}

// Score returns the log-likelihood ratio, in nats, of one spinner against two. Both is
// the tally of one account against the other.
func (m *Model) Score(both *Tally, p, q Account) float64 {
	one, onlyP, onlyQ := math.Inf(-1), math.Inf(-1), math.Inf(-1)
	for i, s := range m.Consistency {
		w := math.Log(s.Prior)
		one = add(one, w+both.same[i]+(p.Self.same[i]+q.Self.same[i]))
		onlyP = add(onlyP, w+p.Self.same[i])
		onlyQ = add(onlyQ, w+q.Self.same[i])
	}
	known, alien := math.Inf(-1), math.Inf(-1)
	for i, s := range m.Chance {
		known = add(known, math.Log(s.Prior)+both.chance[i])
	}
	for i, s := range m.Alien {
		alien = add(alien, math.Log(s.Prior)+both.alien[i])
	}
	strange := m.Strangeness(p) * m.Strangeness(q)
	two := add(math.Log1p(-strange)+known, math.Log(strange)+alien)
	return one - (onlyP + onlyQ) - two
}

// Strangeness returns the probability that the background does not know the thesaurus of
// an account.
func (m *Model) Strangeness(a Account) float64 {
	const most = 1 - 1e-12 // so that its complement has a logarithm
	prior := min(most, m.Strange+(1-m.Strange)*a.Unknown)
	return min(most, 1/(1+math.Exp(a.Familiar)*(1-prior)/prior))
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

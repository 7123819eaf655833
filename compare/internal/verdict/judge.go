package verdict

import (
	"math"

	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// mostWords is the share of both texts' words that must be equal for verbatim
// passages to make a near-duplicate; with less they make an excerpt.
const mostWords = 0.5

// plainlyEqual is the share of both texts' words that must be equal, in the same
// order, to make a near-duplicate of what the model takes for said again: a text
// that keeps so many words was not said again. It is a matter of definition.
// Language editors leave 85 to 95 % of the words, and people who re-say sentences
// leave fewer.
const plainlyEqual = 0.85

// runningWords is how many equal words in a row are an excerpt in a text of any
// length.
const runningWords = 50

// sameContent is the cosine of the content words at or above which a text says nothing in
// other words: its words may be in another order, or function words may be missing.
const sameContent = 0.98

// leastDecisions is the least number of different exchanges of content that a spun text
// has. A writer who renames three terms throughout a text made three decisions. Without
// the bound, models that saw neither kind nor dictionary called 134 more of 10,220 spun
// English texts spun, and 2 more of 10,218 honest ones. With a bound of six, 2 of 433
// other honest edits were no longer called spun, but neither were 10 of 200 texts that
// other people spun.
const leastDecisions = 4

// leastRelated is the least share of different exchanges that the lexicon must relate in
// a spun text: see [Related] for how it is drawn to a common value. A writer who fills a
// form for another sport, or renames a dozen terms, makes fewer related exchanges. The
// bound leaves out 605 of 1,682 honest English pairs of the sample with enough
// exchanges, 2 of 2,047 spun with WordNet, and 28 of 2,016 of these if the lexicon lacks
// WordNet.
const leastRelated = 0.3

// A writer who makes a text easier chooses commoner words, by easierRarer bits or more,
// and shorter ones, by easierLonger in the logarithm of the letters, which is 14 %. The
// lexicon relates a smaller share of these exchanges than easierRelated, as a person does
// not look words up. This holds for 38 honest pairs of the same sample, 7 of 5,376 pairs
// that were spun with a dictionary, 11 of 628 spun with phrases and 8 of 251 spun with
// tables of plain words. In most spun texts nearly all exchanges are related.
const (
	easierRarer   = -1.0
	easierLonger  = -0.15
	easierRelated = 0.75
)

// A writer who fills a form with other words, or says the same about another thing,
// exchanges nouns for nouns: few different ones, and some of them again and again.
// Spinners also exchange verbs and adjectives, and many. Without a lexicon nothing else
// distinguishes the two. Texts are therefore not called spun if three quarters of the
// words exchanged one for one, mostGoverned, follow a function word, as nouns do, if the
// different exchanges are fewer than fewGoverned, and if the commonest of them makes up an
// eighth of all, mostRepeated. Models that had not seen such forms called 58 of 191 forms
// in eleven languages spun, and call 10 with these bounds; models that had seen them, 11
// and 2. Spun pairs lose 28 of 2,470, and 32 of 2,657. A higher bar for such pairs left 44
// of the 58 at .99.
const (
	mostGoverned = 0.75
	fewGoverned  = 25
	mostRepeated = 0.125
)

// LeastSpun returns the least probability with which a text with these signals is called
// spun. Below it the next verdict is given, with its own probability. To call an honest
// text spun is worse than to miss a spun one. Without a lexicon a form filled with other
// words looks much like a text whose words were exchanged: the probabilities of 11 of
// 3,371 generated honest pairs, and of 311 of 3,877 spun ones, lie between .90 and .95.
// The bound is higher still if numbers changed: people who fill in a form change
// numbers, and spinners leave them.
func LeastSpun(q Question, s *Vector) float64 {
	if q == SpunPlain && s[Numbers] > 0 {
		return 0.97
	}
	return 0.95
}

// Comparable reports whether sentences of the texts have anything in common. Only then
// does the question arise whether they were said again. It does not arise if passages
// hold most words: the sentences of such texts are not aligned.
func Comparable(s *Vector) bool { return s[Nearest] > 0 }

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

// A case is what is judged: the measures of two texts or of one of their passages.
type caseOf struct {
	*Measures
	signals  *Vector
	question Question // whether it is spun
	equal    float64  // share of equal words, in the text where it is smaller
	spinable bool     // it may be spun
}

// possiblySpun reports whether texts may be spun by definition: they are in one language
// that has function words, Possible says so, and they are not strange.
func possiblySpun(c *change.Changes, m *Measures, s *Vector) bool {
	lang := c.Suspect.Language
	return lang != shingle.None && lang == c.Source.Language && Possible(spun(c), s) && (s[Impossible] > 0 || !strange(&m.Densest))
}

// strange reports whether the lexicon lacks more than half of the words put in for words that
// it has. Programs put in words of dictionaries. What no lexicon has is in another language or
// in other letters, is misspelt, or is no word at all. But a spun text may also have words that
// are misspelt, or that mean nothing: it has leastDecisions related exchanges or more, and one for
// every two strange ones.
//
// Of 3,622 English texts spun with MyThes, Moby and lists of phrases, none has more than half of
// such exchanges, and 19 have more than a quarter. With a nonsense word after every fifth word, 6 of
// 25 have; these have 10 related ones for every 11 to 14 strange ones. Where the words of a text were
// replaced by invented ones there is none.
func strange(t *Tally) bool {
	return 2*t.strange > exchanges(&t.decisions) && (t.related < leastDecisions || 2*t.related < t.strange)
}

// Possible reports whether texts with these signals may be spun by definition. They have
// at least leastDecisions different exchanges. If there is a lexicon, it relates at least
// leastRelated of them, and the new words do not make the text easier. If there is none,
// the exchanges are not only a few nouns. If no person makes one of the exchanges, only
// their number counts.
func Possible(q Question, s *Vector) bool {
	different := math.Expm1(s[Decisions])
	switch {
	case different < leastDecisions-0.5:
		return false
	case s[Impossible] > 0:
		return true
	case q == SpunPlain:
		return s[Governed] < mostGoverned || s[Repeats] < mostRepeated || different >= fewGoverned-0.5
	}
	easier := s[Rarer] <= easierRarer && s[Longer] <= easierLonger && s[Related] < easierRelated
	return s[Related] >= leastRelated && !easier
}

// judge returns the most probable verdict. The probability of spun comes first; the
// other verdicts share what it leaves.
func (k *caseOf) judge() Judgement {
	p := 0.0
	if k.spinable {
		p = models[k.question].probability(k.signals)
	}
	reuse := models[Reuse].probability(k.signals)
	copied := models[Verbatim].probability(k.signals)
	topic := models[SameSubject].probability(k.signals)
	again := 0.0
	if Comparable(k.signals) {
		again = models[SaidAgain].probability(k.signals)
	}
	if k.equal >= plainlyEqual {
		copied, reuse = 1, 1
	}
	if k.All.longest >= runningWords {
		reuse = 1
		if k.All.Equal >= 3*exchanges(&k.All.steps) {
			copied = 1
		}
	}
	if k.Likeness.Cosine >= sameContent {
		copied = 1
	}
	verbatim := Excerpt
	if k.equal >= mostWords {
		verbatim = NearDuplicate
	}
	rest := 1 - p
	j := Judgement{Probabilities: map[Verdict]float64{
		Unrelated:  rest * (1 - reuse) * (1 - again) * (1 - topic),
		SameTopic:  rest * (1 - reuse) * (1 - again) * topic,
		Paraphrase: rest * (reuse*(1-copied) + (1-reuse)*again),
		Spun:       p,
		verbatim:   rest * reuse * copied,
	}}
	// The class is chosen first, and then the verdict within it. Otherwise a text
	// could be called rewritten only because two ways of having nothing in common
	// share the probability.
	switch {
	case p >= LeastSpun(k.question, k.signals):
		j.Verdict = Spun
	case reuse < 0.5 && reuse+(1-reuse)*again >= 0.5:
		j.Verdict = Paraphrase
	case reuse < 0.5 && topic < 0.5:
		j.Verdict = Unrelated
	case reuse < 0.5:
		j.Verdict = SameTopic
	case copied < 0.5:
		j.Verdict = Paraphrase
	default:
		j.Verdict = verbatim
	}
	if j.Verdict == Paraphrase && k.Coverage == (Coverage{}) && k.pairs[0] == 0 {
		j.Verdict = SameTopic // nothing that a person could check
		j.Probabilities[SameTopic] += j.Probabilities[Paraphrase]
		j.Probabilities[Paraphrase] = 0
	}
	j.Confidence = j.Probabilities[j.Verdict]
	return j
}

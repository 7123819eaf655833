package verdict

import (
	"math"

	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// mostWords is the share of both texts' words that must be equal for verbatim
// passages to make a near-duplicate; with less they make an excerpt.
const mostWords = 0.5

// plainlyEqual is the share of both texts' words that, standing equal in the same
// order, makes a near-duplicate of what the model takes for said again: so much of
// the text was not said again. It is a matter of definition. Language editors
// leave 85 to 95 % of the words, and people who re-say sentences less.
const plainlyEqual = 0.85

// runningWords is how many equal words in a row are an excerpt in a text of any
// length.
const runningWords = 50

// sameContent is the cosine of the content words from which a text says nothing in other
// words: its words may have been put in another order, or lost function words among them.
const sameContent = 0.98

// leastDecisions is how many different exchanges of content a spun text has at least.
// Who renames three terms throughout a text made three decisions. Without the bound,
// models that saw neither kind nor dictionary called 134 more of 10,220 spun English texts
// so, and 2 more of 10,218 honest ones. A bound of six took 2 of 433 other honest edits
// from those called spun, and lost 10 of 200 texts that other people spun.
const leastDecisions = 4

// leastRelated is which share of different exchanges the lexicon relates at least in a
// text that was spun: see [Related] for how it is drawn to a common value. Whoever fills
// a form for another sport, or renames a dozen terms, relates fewer. It leaves
// out 605 of 1,682 honest English pairs of the sample with exchanges enough, 2 of 2,047
// spun with WordNet, and 28 of 2,016 of these where the lexicon lacks WordNet.
const leastRelated = 0.3

// Who makes a text easier puts words that are commoner, by easierRarer bits and more, and
// shorter, by easierLonger in the logarithm of the letters, which is 14 %; and of these
// the lexicon relates fewer than easierRelated, as a person does not look words up. So
// do 38 honest pairs of the same sample, 7 of 5,376 that were spun with a dictionary, 11
// of 628 spun with phrases and 8 of 251 with tables of plain words, which most often
// relate nearly all.
const (
	easierRarer   = -1.0
	easierLonger  = -0.15
	easierRelated = 0.75
)

// Whoever fills a form with other words, or says the same of another thing, puts nouns for
// nouns, few different ones, and some of them again and again; spinners put verbs and
// adjectives too, and many. Without a lexicon nothing else parts them: texts are not called
// spun where three quarters of the words exchanged one for one, mostGoverned, follow a
// function word, as nouns do, different exchanges are fewer than fewGoverned, and the
// commonest of them makes up an eighth of all, mostRepeated. Of 191 forms in eleven languages
// models that had not seen such forms called 58 spun, and call 10 with these bounds; models
// that had, 11 and 2. Spun pairs lose 28 of 2,470, and 32 of 2,657. A higher bar for such
// pairs left 44 of the 58 at .99.
const (
	mostGoverned = 0.75
	fewGoverned  = 25
	mostRepeated = 0.125
)

// LeastSpun returns the least probability with which a text of these signals is called
// spun: where it is not reached, the next verdict stands, with a probability of its own.
// To call an honest text spun is worse than to miss one that is. Without a lexicon a
// form filled with other words looks much like a text whose words were exchanged: from
// .90 to .95 lie 11 of 3,371 honest pairs that were made, and 311 of 3,877 spun ones. It
// takes more again where numbers changed, which who fills a form changes and spinners
// leave.
func LeastSpun(q Question, s *Vector) float64 {
	if q == SpunPlain && s[Numbers] > 0 {
		return 0.97
	}
	return 0.95
}

// Comparable reports whether sentences of the texts have anything in common, so that it
// is a question whether they were said again. It is none where passages hold most words,
// whose sentences are not looked at.
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
	equal    float64  // share of equal words, of the text that has less of it
	spinable bool     // it may be spun
}

// possiblySpun reports whether texts may be spun by definition: they are in one language
// that has function words, and Possible says so.
func possiblySpun(c *change.Changes, s *Vector) bool {
	lang := c.Suspect.Language
	return lang != shingle.None && lang == c.Source.Language && Possible(spun(c), s)
}

// Possible reports whether texts of these signals may be spun by definition: with
// leastDecisions different exchanges at least; where there is a lexicon, leastRelated and
// words that make no text easier; and where there is none, not a few nouns alone. Where an
// exchange is one that no person makes, only their number counts.
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
	// The class is chosen first, then the verdict within it: a text is not
	// called rewritten because two ways of having nothing in common share
	// the probability.
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

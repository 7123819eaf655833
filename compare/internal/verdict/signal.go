package verdict

import (
	"math"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/change"
)

// An ID names a signal: one of the numbers that a verdict rests on. Models know
// signals by ID, never by place, so that a signal may be put in anywhere.
type ID int

// The signals. The first group is counted in the stretch where words were exchanged
// most, the second in all passages, the third in the whole texts, and the fourth in
// their sentences.
const (
	Decisions ID = iota
	Exchanged
	Synonyms
	Related
	Balance
	Impossible
	Skeleton
	Indel
	Run
	Lone
	Honest
	Entities
	Contrast
	Repeats
	Rarer
	Longer
	Drift
	Endings
	Fresh
	Governed
	Symbols
	Names
	Numbers
	Words

	AllDecisions
	AllExchanged
	AllSkeleton
	AllIndel
	AllEqual
	AllNumbers
	AllNames
	Stretch
	Longest
	Aligned

	Covered
	Lopsided
	Order
	Cosine

	Resaid
	Nearest
	Lead
	SentenceOrder
	SentenceRuns
	Facts

	signals = iota
)

// Signals is how many signals there are.
const Signals = signals

// String returns the name of the signal in tables of features.
func (id ID) String() string { return Table[id].Name }

// Identifier returns the name of the signal's Go constant: AllSkeleton for
// all-skeleton.
func (id ID) Identifier() string {
	var b strings.Builder
	for part := range strings.SplitSeq(id.String(), "-") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

// A Signal is a number that a verdict rests on, and how it is made: from a count n
// and the number of things counted. If little was counted, the signal is drawn to a
// common value, so that short texts stay undecided. Its directions say how a person
// would read it. Models are fitted within these directions, so that no line of
// evidence claims what nobody would accept.
type Signal struct {
	Name string // in tables of features; the ID in lower case, with hyphens
	Code string // of the evidence that puts it into words
	Is   string // what it measures, for a reader of the table
	For  Directions

	count  func(*Measures) (n, of float64)
	prior  float64               // the share n/of if nothing was counted
	weight float64               // how many things the prior counts as
	scale  func(float64) float64 // of the share, as models read it; nil is the share itself
}

// Directions say for each question whether a greater value speaks for it (1) or
// against it (-1). 0 means that the question does not use the signal.
type Directions struct {
	Spun     int8 // words were exchanged by a program
	Reuse    int8 // for texts that are not spun: something was taken over
	Verbatim int8 // for texts in which something was taken over: word for word, not said again

	SaidAgain int8 // for texts in which no words were taken over: sentences were said again
}

// value returns the signal: scale((n + prior·weight) / (of + weight)).
func (s *Signal) value(m *Measures) float64 {
	n, of := s.count(m)
	x := (n + s.prior*s.weight) / (of + s.weight)
	if s.scale == nil {
		return x
	}
	return s.scale(x)
}

// Table holds the signals by ID. It is read only.
var Table = [signals]Signal{
	Decisions: {"decisions", CodeExchanges, "different exchanges of content: ln(1+count)", Directions{Spun: 1},
		densest(func(t *Tally) (int, int) { return exchanges(&t.decisions), 1 }), 0, 0, math.Log1p},
	Exchanged: {"exchanged", CodeExchanges, "share of content words exchanged: its logarithm", Directions{Spun: 1},
		densest(exchangedContents), 0.03, 5, logShare},
	Synonyms: {"synonyms", CodeRelations, "different exchanges that the lexicon relates: ln(1+count)", Directions{Spun: 1},
		densest(func(t *Tally) (int, int) { return t.related, 1 }), 0, 0, math.Log1p},
	Related: {"related", CodeRelations, "share of different exchanges that the lexicon relates, of those whose words it has", Directions{Spun: 1},
		densest(func(t *Tally) (int, int) { return t.related, t.known }), 0.35, 2, nil},
	Balance: {"balance", CodeRelations, "log likelihood ratio of these relations: its inverse hyperbolic sine", Directions{Spun: 1},
		func(m *Measures) (float64, float64) { return m.Densest.balance, 1 }, 0, 0, math.Asinh},
	Impossible: {"impossible", CodeImpossible, "different exchanges that no person makes: ln(1+count)", Directions{Spun: 1},
		densest(func(t *Tally) (int, int) { return t.decisions[change.Impossible], 1 }), 0, 0, math.Log1p},
	Skeleton: {"skeleton", CodeSkeleton, "share of function words that stand", Directions{Spun: 1},
		densest(intact), 0.9, 5, nil},
	Indel: {"indel", CodeInsertions, "content words put in or taken out, for each word: its logarithm", Directions{Spun: -1},
		densest(indels), 0.03, 10, logShare},
	Run: {"run", CodeSingleWords, "words in a run of changes, less one", Directions{Spun: -1},
		densest(func(t *Tally) (int, int) { return t.changedWords, t.changes }), 1.5, 3, func(x float64) float64 { return x - 1 }},
	Lone: {"lone", CodeSingleWords, "share of runs that are one word for one", Directions{Spun: 1},
		densest(func(t *Tally) (int, int) { return t.lone, t.changes }), 0.5, 3, nil},
	Honest: {"honest", CodeHonest, "share of different changes that leave a word what it was, or change person or gender", Directions{Spun: -1},
		densest(honest), 0.05, 3, nil},
	Entities: {"entities", CodeEntities, "share of different changes that put another thing, name or number", Directions{Spun: -1},
		densest(entities), 0.05, 3, nil},
	Contrast: {"contrast", CodeEntities, "different exchanges of words that exclude each other: ln(1+count)", Directions{Spun: -1},
		densest(func(t *Tally) (int, int) { return t.contrast, 1 }), 0, 0, math.Log1p},
	Repeats: {"repeats", CodeConsistency, "share of exchanges that the commonest one makes", Directions{Spun: -1},
		densest(func(t *Tally) (int, int) { return t.most, exchanges(&t.steps) }), 0.2, 3, nil},
	Rarer: {"rarer", CodeDirection, "how much rarer words became, in bits for each different exchange", Directions{Spun: 1},
		func(m *Measures) (float64, float64) { return m.Densest.rarer, float64(m.Densest.rarerOf) }, 0, 4, nil},
	Longer: {"longer", CodeDirection, "how much longer words became, as logarithm of letters for each different exchange", Directions{Spun: 1},
		func(m *Measures) (float64, float64) {
			return m.Densest.longer, float64(exchanges(&m.Densest.decisions))
		}, 0, 4, nil},
	Drift: {"drift", CodeDirection, "how much rarer all different new words together became, in bits: its inverse hyperbolic sine", Directions{Spun: 1},
		func(m *Measures) (float64, float64) { return m.Densest.rarer, 1 }, 0, 0, math.Asinh},
	Endings: {"endings", CodeEndings, "share of exchanges whose endings agree", Directions{Spun: 1},
		densest(func(t *Tally) (int, int) { return t.likeEndings, t.oneForOne }), 0.7, 4, nil},
	Fresh: {"fresh", CodeNewWords, "share of different exchanges whose new words the source has nowhere", Directions{Spun: 1},
		densest(func(t *Tally) (int, int) { return t.fresh, exchanges(&t.decisions) }), 0.85, 3, nil},
	Governed: {"governed", CodeGoverned, "share of exchanges of one word that follow a function word, as nouns do", Directions{Spun: -1},
		densest(func(t *Tally) (int, int) { return t.governed, t.oneForOne }), 0.55, 4, nil},
	Symbols: {"symbols", CodeSymbols, "exchanges that have a symbol on a side: ln(1+count)", Directions{Spun: -1},
		densest(func(t *Tally) (int, int) { return t.symbols, 1 }), 0, 0, math.Log1p},
	Names: {"names", CodeNames, "share of names exchanged", Directions{Spun: -1},
		densest(func(t *Tally) (int, int) { return t.newNames, t.names }), 0.03, 4, nil},
	Numbers: {"numbers", CodeNumbers, "numbers exchanged, in digits or words: ln(1+count)", Directions{Spun: -1},
		densest(changedNumbers), 0, 0, math.Log1p},
	Words: {"words", CodeExchanges, "words of the stretch: ln(1+count)", Directions{Spun: 1},
		densest(longer), 0, 0, math.Log1p},

	AllDecisions: {"all-decisions", CodeExchanges, "as decisions, in all passages", Directions{Verbatim: -1},
		all(func(t *Tally) (int, int) { return exchanges(&t.decisions), 1 }), 0, 0, math.Log1p},
	AllExchanged: {"all-exchanged", CodeExchanges, "as exchanged, in all passages", Directions{Verbatim: -1},
		all(exchangedContents), 0.03, 5, logShare},
	AllSkeleton: {"all-skeleton", CodeSkeleton, "as skeleton, in all passages", Directions{Verbatim: 1},
		all(intact), 0.9, 5, nil},
	AllIndel: {"all-indel", CodeInsertions, "as indel, in all passages", Directions{Verbatim: -1},
		all(indels), 0.03, 10, logShare},
	AllEqual: {"all-equal", CodeStretches, "share of the words of passages that stand equal", Directions{Verbatim: 1},
		all(func(t *Tally) (int, int) { return t.Equal + sames(&t.steps), max(t.words[0], t.words[1]) }), 0.7, 4, nil},
	AllNumbers: {"all-numbers", CodeNumbers, "as numbers, in all passages", Directions{Reuse: -1},
		all(changedNumbers), 0, 0, math.Log1p},
	AllNames: {"all-names", CodeNames, "as names, in all passages", Directions{Reuse: -1},
		all(func(t *Tally) (int, int) { return t.newNames, t.names }), 0.03, 4, nil},
	Stretch: {"stretch", CodeStretches, "words between changes: ln of their mean", Directions{Reuse: 1, Verbatim: 1},
		all(func(t *Tally) (int, int) { return t.Equal, t.changes + 1 }), 6, 1, math.Log},
	Longest: {"longest", CodeStretches, "words in the longest run of equal words: ln(1+count)", Directions{Reuse: 1, Verbatim: 1},
		all(func(t *Tally) (int, int) { return t.longest, 1 }), 0, 0, math.Log1p},
	Aligned: {"aligned", CodeCoverage, "words in passages: ln(1+count)", Directions{Reuse: 1},
		all(longer), 0, 0, math.Log1p},

	Covered: {"covered", CodeCoverage, "the greater coverage of the two texts", Directions{Reuse: 1},
		func(m *Measures) (float64, float64) { return max(m.Coverage.Source, m.Coverage.Suspect), 1 }, 0, 0, nil},
	Lopsided: {"lopsided", CodeCoverage, "the smaller coverage", Directions{Reuse: 1},
		func(m *Measures) (float64, float64) { return min(m.Coverage.Source, m.Coverage.Suspect), 1 }, 0, 0, nil},
	Order: {"order", CodeOrder, "of words that each text has once: see Likeness", Directions{Reuse: 1},
		func(m *Measures) (float64, float64) { return m.Likeness.deviations(), 1 }, 0, 0, nil},
	Cosine: {"cosine", CodeVocabulary, "of the beginnings of the texts' content words, by how often each occurs", Directions{Reuse: 1},
		func(m *Measures) (float64, float64) { return m.Likeness.Cosine, 1 }, 0, 0, nil},

	Resaid: {"resaid", CodeSentences, "share of the texts that sentences nearest to each other have in common", Directions{SaidAgain: 1},
		func(m *Measures) (float64, float64) { return m.Sentences.Said, 1 }, 0, 0, nil},
	Nearest: {"nearest", CodeSentences, "what the nearest sentence has in common with one, beyond what all have", Directions{SaidAgain: 1},
		func(m *Measures) (float64, float64) { return m.Sentences.Contrast, 1 }, 0, 0, nil},
	Lead: {"lead", CodeSentences, "what the nearest sentence has in common with one, beyond what the next one has", Directions{SaidAgain: 1},
		func(m *Measures) (float64, float64) { return m.Sentences.Lead, 1 }, 0, 0, nil},
	SentenceOrder: {"sentence-order", CodeSentences, "of these sentences, in standard deviations: its inverse hyperbolic sine", Directions{SaidAgain: 1},
		func(m *Measures) (float64, float64) { return m.Sentences.Order, 1 }, 0, 0, math.Asinh},
	SentenceRuns: {"sentence-runs", CodeRuns, "share of their equal words that stand in runs of four or more", Directions{SaidAgain: -1},
		func(m *Measures) (float64, float64) { return float64(m.Sentences.Runs), float64(m.Sentences.Equal) }, 0.3, 10, nil},
	Facts: {"facts", CodeFacts, "share of different names and numbers that the other text has too", Directions{SaidAgain: 1},
		func(m *Measures) (float64, float64) { return float64(m.Sentences.Facts), float64(m.Sentences.FactsOf) }, 0.5, 3, nil},
}

// densest returns a count in the stretch where words were exchanged most.
func densest(count func(*Tally) (n, of int)) func(*Measures) (float64, float64) {
	return func(m *Measures) (float64, float64) {
		n, of := count(&m.Densest)
		return float64(n), float64(of)
	}
}

// all returns a count in all passages.
func all(count func(*Tally) (n, of int)) func(*Measures) (float64, float64) {
	return func(m *Measures) (float64, float64) {
		n, of := count(&m.All)
		return float64(n), float64(of)
	}
}

func intact(t *Tally) (n, of int)            { return t.equalFunctions, t.functions }
func exchangedContents(t *Tally) (n, of int) { return t.exchanged, t.contents }
func indels(t *Tally) (n, of int)            { return t.putContents, max(t.words[0], t.words[1]) }
func changedNumbers(t *Tally) (n, of int)    { return t.newNumbers, 1 }
func longer(t *Tally) (n, of int)            { return max(t.words[0], t.words[1]), 1 }

// changed returns how many different changes of words there are.
func changed(t *Tally) (n int) {
	for k, d := range t.decisions {
		if change.Kind(k) != change.Function {
			n += d
		}
	}
	return n
}

// honest returns how many of the different changes keep the word, hide it, or change
// person or gender.
func honest(t *Tally) (n, of int) {
	d := &t.decisions
	return sames(d), changed(t)
}

// entities returns how many of the different changes replace a thing or a number
// with another.
func entities(t *Tally) (n, of int) {
	return t.decisions[change.Entity] + t.decisions[change.Number], changed(t)
}

func logShare(share float64) float64 { return math.Log(0.01 + share) }

// A Vector holds the value of each signal, by ID.
type Vector [signals]float64

// vector returns the signals of the measures.
func (m *Measures) vector() Vector {
	var v Vector
	for id := range Table {
		v[id] = Table[id].value(m)
	}
	return v
}

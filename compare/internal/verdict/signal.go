package verdict

import (
	"math"
	"strings"
)

// An ID names a signal: one of the numbers that a verdict rests on. The model
// knows signals by ID, never by place, so that a signal may be put in anywhere.
type ID int

// The signals. Those of the first group are counted in the stretch where words
// were exchanged most, those of the second in all passages, those of the third in
// the texts.
const (
	Skeleton ID = iota
	Exchanged
	Indel
	Run
	Lone
	Numbers
	Names
	Endings
	Mapped
	Mixed
	Types
	Strong
	Wide
	Related
	Few
	Symbols
	Known
	Impossible
	Words

	AllSkeleton
	AllExchanged
	AllIndel
	AllNumbers
	Stretch
	Aligned

	Covered
	Lopsided
	Order
	Cosine

	signals = iota
)

// Signals is how many signals there are.
const Signals = signals

// String returns the name of the signal in tables of features.
func (id ID) String() string { return Table[id].Name }

// Identifier returns the constant that stands for the signal in Go: AllSkeleton for
// all-skeleton.
func (id ID) Identifier() string {
	var b strings.Builder
	for part := range strings.SplitSeq(id.String(), "-") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

// A Signal is a number that a verdict rests on, and how it is made: from a count
// and of how many it is, drawn to a common value where little was counted, so that
// short texts stay undecided.
type Signal struct {
	Name string // in tables of features; the ID in lower case, with hyphens
	Code string // of the evidence that puts it into words
	Is   string // what it measures, for a reader of the table

	count  func(*Measures) (n, of float64)
	prior  float64               // the share n/of where nothing was counted
	weight float64               // how many things the prior counts as
	scale  func(float64) float64 // of the share, as the model reads it; nil is the share itself
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
	Skeleton: {"skeleton", CodeSkeleton, "function words intact: -ln of the share that is not",
		densest(intact), 0.93, 3, skeleton},
	Exchanged: {"exchanged", CodeExchanges, "content words exchanged: ln of their share",
		densest(exchanges), 0.03, 5, exchanged},
	Indel: {"indel", CodeInsertions, "words inserted or deleted: ln of their share",
		densest(indels), 0.03, 10, indel},
	Run: {"run", CodeSingleWords, "words in a run of changes, less one",
		densest(func(t *Tally) (int, int) { return t.changedWords, t.changes }), 1.8, 2, func(x float64) float64 { return x - 1 }},
	Lone: {"lone", CodeSingleWords, "share of runs that are one word for one",
		densest(func(t *Tally) (int, int) { return t.lone, t.changes }), 0.4, 2, nil},
	Numbers: {"numbers", CodeNumbers, "numbers changed, in digits or words: ln(1+count)",
		densest(changedNumbers), 0, 0, math.Log1p},
	Names: {"names", CodeNames, "share of names exchanged",
		densest(func(t *Tally) (int, int) { return t.newNames, t.names }), 0.03, 4, nil},
	Endings: {"endings", CodeEndings, "share of exchanges whose endings agree",
		densest(func(t *Tally) (int, int) { return t.likeEndings, t.oneForOne }), 0.7, 4, nil},
	Mapped: {"mapped", CodeConsistency, "share of repeated words always exchanged for the same",
		densest(func(t *Tally) (int, int) { return t.mapped, t.repeatedTypes }), 0.05, 4, nil},
	Mixed: {"mixed", CodeConsistency, "share of repeated words exchanged now and then",
		densest(func(t *Tally) (int, int) { return t.mixed, t.repeatedTypes }), 0.1, 4, nil},
	Types: {"types", CodeExchanges, "distinct words exchanged: ln(1+count)",
		densest(types), 0, 0, math.Log1p},
	Strong: {"strong", CodeRelations, "share of distinct exchanges whose words are strongly related",
		densest(func(t *Tally) (int, int) { return t.strong, t.pairs }), 0.15, 3, nil},
	Wide: {"wide", CodeRelations, "share of those whose words are related less",
		densest(func(t *Tally) (int, int) { return t.wide, t.pairs }), 0.2, 3, nil},
	Related: {"related", CodeRelations, "log likelihood ratio of these relations: its inverse hyperbolic sine",
		func(m *Measures) (float64, float64) { return m.Densest.related, 1 }, 0, 0, math.Asinh},
	Few: {"few", CodeExchanges, "how far the distinct words exchanged are from enough to tell, 0 to 1",
		densest(types), 0, 0, few},
	Symbols: {"symbols", CodeSymbols, "exchanges that have a symbol on a side: ln(1+count)",
		densest(func(t *Tally) (int, int) { return t.symbols, 1 }), 0, 0, math.Log1p},
	Known: {"known", CodeNewWords, "share of distinct exchanges whose new words the source has too",
		densest(func(t *Tally) (int, int) { return t.known, t.distinct }), 0.15, 3, nil},
	Impossible: {"impossible", CodeImpossible, "exchanges that no person makes: ln(1+count)",
		densest(func(t *Tally) (int, int) { return t.impossibles, 1 }), 0, 0, math.Log1p},
	Words: {"words", CodeExchanges, "words of the stretch: ln(1+count)",
		densest(longer), 0, 0, math.Log1p},

	AllSkeleton: {"all-skeleton", CodeSkeleton, "as skeleton, in all passages",
		all(intact), 0.93, 3, skeleton},
	AllExchanged: {"all-exchanged", CodeExchanges, "as exchanged, in all passages",
		all(exchanges), 0.03, 5, exchanged},
	AllIndel: {"all-indel", CodeInsertions, "as indel, in all passages",
		all(indels), 0.03, 10, indel},
	AllNumbers: {"all-numbers", CodeNumbers, "as numbers, in all passages",
		all(changedNumbers), 0, 0, math.Log1p},
	Stretch: {"stretch", CodeStretches, "words between changes: ln of their mean",
		all(func(t *Tally) (int, int) { return t.Equal, t.changes + 1 }), 6, 1, math.Log},
	Aligned: {"aligned", CodeCoverage, "words in passages: ln(1+count)",
		all(longer), 0, 0, math.Log1p},

	Covered: {"covered", CodeCoverage, "the greater coverage of the two texts",
		func(m *Measures) (float64, float64) { return max(m.Coverage.Source, m.Coverage.Suspect), 1 }, 0, 0, nil},
	Lopsided: {"lopsided", CodeCoverage, "the smaller coverage",
		func(m *Measures) (float64, float64) { return min(m.Coverage.Source, m.Coverage.Suspect), 1 }, 0, 0, nil},
	Order: {"order", CodeOrder, "of words that each text has once: see Likeness",
		func(m *Measures) (float64, float64) { return m.Likeness.deviations(), 1 }, 0, 0, nil},
	Cosine: {"cosine", CodeVocabulary, "of the beginnings of the texts' content words, by how often each occurs",
		func(m *Measures) (float64, float64) { return m.Likeness.Cosine, 1 }, 0, 0, nil},
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

func intact(t *Tally) (n, of int)         { return t.equalFunctions, t.functions }
func exchanges(t *Tally) (n, of int)      { return t.exchanged, t.contents }
func indels(t *Tally) (n, of int)         { return t.inserted + t.deleted, max(t.words[0], t.words[1]) }
func changedNumbers(t *Tally) (n, of int) { return t.newNumbers + t.figures, 1 }
func types(t *Tally) (n, of int)          { return t.types, 1 }
func longer(t *Tally) (n, of int)         { return max(t.words[0], t.words[1]), 1 }

func skeleton(share float64) float64  { return -math.Log(1.02 - share) }
func exchanged(share float64) float64 { return math.Log(0.01 + share) }
func indel(share float64) float64     { return math.Log(0.005 + share) }

// enoughTypes is how many distinct words exchanged leave no doubt that it was not
// one term or two that an editor replaced throughout.
const enoughTypes = 8

func few(types float64) float64 { return max(0, 1-types/enoughTypes) }

// A Vector is the value of each signal, by ID.
type Vector [signals]float64

// vector returns the signals of what was measured.
func (m *Measures) vector() Vector {
	var v Vector
	for id := range Table {
		v[id] = Table[id].value(m)
	}
	return v
}

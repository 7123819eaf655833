package compare

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/wording"
)

// A Substitution names words that were exchanged. The two sides do not begin or end
// with the same word.
type Substitution struct {
	Passage  int      `json:"passage"`
	Source   Quote    `json:"source"`
	Suspect  Quote    `json:"suspect"`
	Kind     Kind     `json:"kind"`
	Relation Relation `json:"relation"`
}

// A Kind is a kind of substitution.
type Kind string

const (
	KindSynonym    Kind = "synonym"    // one word for a related one
	KindPhrase     Kind = "phrase"     // more than one word on a side
	KindImpossible Kind = "impossible" // a synonym of the everyday sense for a name, a month or part of a set phrase
	KindFunction   Kind = "function"   // function words for others, or for content words that mean the same
	KindEntity     Kind = "entity"     // another member of a closed set, or another name
	KindNumber     Kind = "number"     // another number, date or figure
	KindRespelt    Kind = "respelt"    // the same word with other letters: marks, typos, scans, old spelling
	KindMasked     Kind = "masked"     // a mask for a word: p***, [REDACTED], Person 3
	KindUnreadable Kind = "unreadable" // letters that cannot be read
	KindVariant    Kind = "variant"    // the same thing written differently: regional words, contractions, figures in words
	KindInflected  Kind = "inflected"  // another form of the same word
	KindPerson     Kind = "person"     // another person or gender: he, she; mother, father
	KindOther      Kind = "other"      // one word for another that is not known to be related
)

// A Relation says how exchanged words are known to be related.
type Relation string

const (
	RelationStrong   = Relation(change.Strong)   // by the tier of the lexicon; or by convention, like don't and do not
	RelationMedium   = Relation(change.Medium)   //
	RelationWeak     = Relation(change.Weak)     //
	RelationContrast = Relation(change.Contrast) // they exclude each other: antonyms, members of one closed set
	RelationLearned  = Relation(change.Learned)  // this pair of texts exchanges them repeatedly
	RelationNone     = Relation(change.None)     // not known to be related
)

// An Edit is an insertion or a deletion within a passage. The span of the side
// without words is empty and at the place where they would be.
type Edit struct {
	Passage int    `json:"passage"`
	Op      string `json:"op"`               // "insert" or "delete"
	Filler  bool   `json:"filler,omitempty"` // an inserted discourse marker
	Source  Span   `json:"source"`
	Suspect Span   `json:"suspect"`
}

// A Pair stands for all substitutions of the same words, regardless of case and
// white space.
type Pair struct {
	Source, Suspect string   // in lower case, on one line, without control characters
	Kind            Kind     // of the first of them
	Relation        Relation // of the first of them
	First           int      // index of the first in Report.Substitutions
	Count           int
}

// Pairs returns the different pairs of words that were exchanged, in the order of
// their first substitution, and for each substitution the index of its pair.
func (r *Report) Pairs() (pairs []Pair, of []int) {
	index := make(map[[2]string]int)
	for n, s := range r.Substitutions {
		key := [2]string{folded(s.Source.Text), folded(s.Suspect.Text)}
		i, ok := index[key]
		if !ok {
			i = len(pairs)
			index[key] = i
			pairs = append(pairs, Pair{key[0], key[1], s.Kind, s.Relation, n, 0})
		}
		pairs[i].Count++
		of = append(of, i)
	}
	return pairs, of
}

func folded(s string) string { return strings.ToLower(wording.OneLine(s)) }

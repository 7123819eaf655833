package compare

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/wording"
)

// A Substitution names words that were exchanged. Neither side begins or ends
// with a word that the other side begins or ends with.
type Substitution struct {
	Passage  int      `json:"passage"`
	Source   Quote    `json:"source"`
	Suspect  Quote    `json:"suspect"`
	Kind     Kind     `json:"kind"`
	Relation Relation `json:"relation"`
}

// A Kind says what was done in a substitution.
type Kind string

const (
	KindSynonym    Kind = "synonym"    // one word for a related one
	KindPhrase     Kind = "phrase"     // more than one word on a side
	KindImpossible Kind = "impossible" // a synonym of the everyday sense for a name, a month or part of a set phrase
	KindFunction   Kind = "function"   // function words for others, or for words of content that say as much
	KindEntity     Kind = "entity"     // another member of a closed set, or another name in its place
	KindNumber     Kind = "number"     // another number, date or figure
	KindRespelt    Kind = "respelt"    // the same word in other letters: marks, typos, scans, old spelling
	KindMasked     Kind = "masked"     // a mask for a word: p***, [REDACTED], Person 3
	KindUnreadable Kind = "unreadable" // letters that cannot be read
	KindVariant    Kind = "variant"    // another way of writing the same: of a region, a contraction, a figure in words
	KindInflected  Kind = "inflected"  // another form of the same word
	KindPerson     Kind = "person"     // another person or gender: he, she; mother, father
	KindOther      Kind = "other"      // one word for another that is not known to be related
)

// A Relation says how words that were exchanged are known to be related.
type Relation string

const (
	RelationStrong   = Relation(change.Strong)   // by the lexicon, as its tiers say; or by convention, as don't and do not
	RelationMedium   = Relation(change.Medium)   //
	RelationWeak     = Relation(change.Weak)     //
	RelationContrast = Relation(change.Contrast) // they exclude each other: antonyms, members of one closed set
	RelationLearned  = Relation(change.Learned)  // this pair of texts exchanges them again and again
	RelationNone     = Relation(change.None)     // not known to be
)

// An Edit is an insertion or a deletion within a passage. The span of the side
// that has no words is empty and stands where they would be.
type Edit struct {
	Passage int    `json:"passage"`
	Op      string `json:"op"`               // "insert" or "delete"
	Filler  bool   `json:"filler,omitempty"` // a discourse marker put in
	Source  Span   `json:"source"`
	Suspect Span   `json:"suspect"`
}

// A Pair is what substitutions of the same words have in common, but for case
// and white space.
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

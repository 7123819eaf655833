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

// A Kind says what was exchanged in a substitution.
type Kind string

const (
	KindSynonym    = Kind(change.Synonym)    // one word for a related one
	KindPhrase     = Kind(change.Phrase)     // more than one word on a side
	KindName       = Kind(change.Name)       // inside a name
	KindImpossible = Kind(change.Impossible) // a month, weekday or part of a name for a word related to its everyday sense
	KindFunction   = Kind(change.Function)   // one function word for another
	KindNumber     = Kind(change.Number)     // a number for another, or its word
	KindSpelling   = Kind(change.Spelling)   // the same word spelt otherwise
	KindInflection = Kind(change.Inflection) // another form of the same word
	KindOther      = Kind(change.Other)      // one word for an unrelated one
)

// A Relation says how words that were exchanged are known to be related.
type Relation string

const (
	RelationStrong  = Relation(change.Strong)  // by the lexicon, as its tiers say; or by convention, as don't and do not
	RelationMedium  = Relation(change.Medium)  //
	RelationWeak    = Relation(change.Weak)    //
	RelationLearned = Relation(change.Learned) // this pair of texts exchanges them again and again
	RelationNone    = Relation(change.None)    // not known to be
)

// An Edit is an insertion or a deletion within a passage. The span of the side
// that has no words is empty and stands where they would be.
type Edit struct {
	Passage int    `json:"passage"`
	Op      string `json:"op"` // "insert" or "delete"
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

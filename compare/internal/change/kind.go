package change

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Kind says what was done in a substitution.
type Kind string

const (
	Synonym    Kind = "synonym"    // one word for a related one
	Phrase     Kind = "phrase"     // more than one word on a side
	Name       Kind = "name"       // inside a name
	Impossible Kind = "impossible" // a month, weekday or part of a name for a word related to its everyday sense
	Function   Kind = "function"   // one function word for another
	Number     Kind = "number"     // a number for another, or its word
	Spelling   Kind = "spelling"   // the same word spelt otherwise
	Inflection Kind = "inflection" // another form of the same word
	Other      Kind = "other"      // one word for an unrelated one
)

// A Relation says how the words of a substitution are known to be related.
type Relation string

const (
	Strong  Relation = "strong"  // by the lexicon, as its tiers say; or by convention, as don't and do not
	Medium  Relation = "medium"  //
	Weak    Relation = "weak"    //
	Learned Relation = "learned" // this pair of texts exchanges them again and again
	None    Relation = "none"    // not known to be
)

// Kind returns what was done in a substitution, and how its words are related.
func (c *Changes) Kind(s *Step) (Kind, Relation) {
	is := &c.Exchanges[s.Exchange]
	relation := relationOf(is.Tier)
	switch {
	case is.class != lexicon.NoClass || is.elsewhere:
		relation = Strong
	case relation == None && c.Learned(&s.Step):
		relation = Learned
	}
	kind := c.kindByForm(s)
	switch {
	case s.Impossible:
		kind = Impossible
	case is.Figure && kind != Phrase && kind != Name:
		kind = Number
	case relation != None && kind == Other:
		kind = Synonym
	}
	return kind, relation
}

// relationOf names a tier in reports.
func relationOf(t lexicon.Tier) Relation {
	switch t {
	case lexicon.Strong:
		return Strong
	case lexicon.Medium:
		return Medium
	case lexicon.Weak:
		return Weak
	}
	return None
}

// kindByForm says what was exchanged by form and class: what they do not explain
// is Other.
func (c *Changes) kindByForm(s *Step) Kind {
	source, suspect := c.Source.Words[s.A:s.A+s.M], c.Suspect.Words[s.B:s.B+s.N]
	v, w := &source[0], &suspect[0]
	respelt := s.Respelt && !c.Exchanges[s.Exchange].elsewhere
	switch {
	case len(source) > 1 || len(suspect) > 1:
		return Phrase
	case v.Class == shingle.Number || w.Class == shingle.Number:
		return Number
	case v.Class == shingle.Function && w.Class == shingle.Function:
		return Function
	case respelt && inflected(v.Form, w.Form, c.Source.Language):
		return Inflection
	case respelt:
		return Spelling
	case v.Class == shingle.Name:
		return Name
	}
	return Other
}

// inflected reports whether two forms that are known to be of one word are so by
// inflection: by their stems, or because neither letters nor conventions explain
// it (went, go).
func inflected(v, w string, lang shingle.Language) bool {
	return sameStem(v, w, lang) ||
		!align.Variant(v, w) && lexicon.Closed(lang, []string{v}, []string{w}) == lexicon.NoClass
}

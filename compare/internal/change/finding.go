package change

import (
	"math"
	"slices"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Finding is what is known about an exchange, wherever it is made.
type Finding struct {
	Kind     Kind // never Impossible, which depends on the context
	Related  lexicon.Relation
	Known    bool  // the lexicon has both sides, so if it does not relate them they are not related
	Strange  bool  // the lexicon has the words taken out, but not those put in
	Decision int32 // exchanges of the same words in other forms are one decision

	// How the new words differ from the old: programs choose rarer and longer
	// words, people who make a text easier choose commoner and shorter ones.
	Rarer  float64 // rise of the rarity, in bits; 0 if it is not Rated
	Rated  bool    // the lexicon says how rare both sides are
	Longer float64 // rise of the natural logarithm of the number of letters

	convention bool // a closed class relates the sides
}

// find decides what an exchange is. The order matters: explanations by letters come
// before explanations by meaning.
func (c *Changes) find(s *align.Step) Finding {
	e := c.sides(s)
	f := Finding{Decision: c.decision(e)}
	if c.Lexicon != nil {
		a, b := c.Source.Key(c.Lexicon, s.A, s.M), c.Suspect.Key(c.Lexicon, s.B, s.N)
		f.Related = c.Lexicon.Relation(a, b)
		f.Known = e.is[0].known && e.is[1].known
		f.Strange = e.is[0].known && !e.is[1].known
	}
	f.Kind, f.convention = c.kind(e, &f)
	if f.Kind.Exchange() {
		if e.is[0].rated && e.is[1].rated {
			f.Rarer, f.Rated = e.is[1].rare-e.is[0].rare, true
		}
		f.Longer = math.Log(letters(e.w) / letters(e.v))
	}
	return f
}

// An exchanged is the two sides of an exchange.
type exchanged struct {
	v, w          []shingle.Word
	forms, others []string // of v and of w
	step          *align.Step
	is            [2]side // what is known about the sides, the source first
	open          bool    // v is one word, which no list of the language of both texts has
}

// sides returns the sides of an exchange, up to the next call.
func (c *Changes) sides(s *align.Step) *exchanged {
	e := &c.sidesOf
	e.v, e.w, e.step = c.Source.Words[s.A:s.A+s.M], c.Suspect.Words[s.B:s.B+s.N], s
	e.forms, e.others = appendForms(e.forms[:0], e.v), appendForms(e.others[:0], e.w)
	e.is[0], e.is[1] = c.side(e.v, c.Source.Language), c.side(e.w, c.Suspect.Language)
	e.open = len(e.v) == 1 && e.is[0].first.Open && c.Source.Language == c.Suspect.Language
	return e
}

// single reports whether one word replaces one word.
func (e *exchanged) single() bool { return len(e.v) == 1 && len(e.w) == 1 }

// functions reports whether one side has only function words: then no content was
// exchanged, whatever replaces them (of, belonging to; was, remained).
func (e *exchanged) functions() bool {
	not := func(w shingle.Word) bool { return w.Class != shingle.Function }
	return !slices.ContainsFunc(e.v, not) || !slices.ContainsFunc(e.w, not)
}

// ContentLike reports whether words of the class carry content: names do.
func ContentLike(c shingle.Class) bool { return c == shingle.Content || c == shingle.Name }

// kind decides the kind of an exchange, and whether a convention relates its sides.
func (c *Changes) kind(e *exchanged, f *Finding) (k Kind, convention bool) {
	if k, ok := c.byLetters(e); ok {
		return k, false
	}
	lang := c.language()
	if e.single() && lexicon.Auxiliary(lang, e.forms[0], e.others[0]) { // before conventions, which relate was and is as well
		return Inflected, false
	}
	if k, ok := conventional(lang, e); ok {
		return k, true
	}
	switch {
	case c.abbreviated(e):
		return Variant, false
	case !e.open && lexicon.Person(lang, e.forms, e.others):
		return Person, false
	case figures(lang, e), f.Related.Tier == lexicon.None && dates(lang, e):
		return Number, false
	case c.slip(e):
		return Respelt, false
	case e.functions():
		if e.single() && c.sameStem(e) {
			return Inflected, false
		}
		return Function, false
	case c.sameWord(e):
		return Inflected, false
	case f.Related.Contrast:
		return Entity, false
	}
	return c.byMeaning(e, f), false
}

// byLetters decides kinds by the letters, whatever the words mean.
func (c *Changes) byLetters(e *exchanged) (Kind, bool) {
	switch {
	case c.masked(e):
		return Masked, true
	case unreadable(e.v) || unreadable(e.w):
		return Unreadable, true
	case e.rewritten():
		return Respelt, true
	}
	return Other, false
}

// byMeaning decides the kind of an exchange of content.
func (c *Changes) byMeaning(e *exchanged, f *Finding) Kind {
	related := f.Related.Tier != lexicon.None
	if !e.open && f.Related.Tier != lexicon.Strong {
		if _, ok := lexicon.Siblings(c.language(), e.forms, e.others); ok {
			return Entity
		}
	}
	switch {
	case c.misspelt(e, related):
		return Respelt
	case !e.single():
		return Phrase
	case related:
		return Synonym
	case e.v[0].Class == shingle.Name && e.w[0].Class != shingle.Function:
		return Entity
	}
	return Other
}

// language returns the language of both texts, or None if they differ: the
// conventions of one language do not hold in another.
func (c *Changes) language() shingle.Language {
	if c.Source.Language != c.Suspect.Language {
		return shingle.None
	}
	return c.Source.Language
}

// conventional reports whether two sides are spellings of one thing, or connecting
// words that editors exchange for each other.
func conventional(lang shingle.Language, e *exchanged) (Kind, bool) {
	if e.open && !(e.single() && e.is[0].first.Key == e.is[1].first.Key) {
		return Other, false // not even one word in another spelling
	}
	if lexicon.SameElsewhere(lang, e.forms, e.others) {
		return Variant, true
	}
	switch lexicon.Closed(lang, e.forms, e.others) {
	case lexicon.Contraction, lexicon.Numeral, lexicon.Spelling, lexicon.Abbreviation, lexicon.Unit:
		return Variant, true
	case lexicon.Comparison, lexicon.Modal, lexicon.Connective, lexicon.Quantifier, lexicon.Pronoun:
		return Function, true
	}
	return Other, false
}

// figures reports whether one side is a number and the other may be, or both are
// numbers, months or weekdays in words.
func figures(lang shingle.Language, e *exchanged) bool {
	if e.v[0].Class == shingle.Number && len(e.w) == 1 || e.w[0].Class == shingle.Number && len(e.v) == 1 {
		return true
	}
	return !e.open && lexicon.Figures(lang, e.forms, e.others)
}

// mostDated is the most words of an exchange of figures among other words.
const mostDated = 4

// dates reports whether one side consists of figures, and the other is figures or has
// them among a few words: May 2019, June; June, early July.
func dates(lang shingle.Language, e *exchanged) bool {
	if e.single() || len(e.v)+len(e.w) > mostDated {
		return false
	}
	a, b := onlyFigures(lang, e.v), onlyFigures(lang, e.w)
	switch others := len(e.v) + len(e.w) - len(a) - len(b); {
	case len(a) == 0 || len(b) == 0 || len(a) < len(e.v) && len(b) < len(e.w):
		return false
	case others == 0:
		return true
	}
	return figures(lang, &exchanged{v: a, w: b, forms: appendForms(nil, a), others: appendForms(nil, b)})
}

// onlyFigures returns those of some words that are numbers, months or weekdays.
func onlyFigures(lang shingle.Language, words []shingle.Word) (figures []shingle.Word) {
	for i := range words {
		form := []string{words[i].Form}
		if words[i].Class == shingle.Number || lexicon.Figures(lang, form, form) {
			figures = append(figures, words[i])
		}
	}
	return figures
}

// sameWord reports whether both sides of an exchange are forms of one word, by
// their stems. The lexicon keeps the stems of most words.
func (c *Changes) sameWord(e *exchanged) bool {
	if !e.single() || !ContentLike(e.v[0].Class) || !ContentLike(e.w[0].Class) {
		return false
	}
	if c.Lexicon != nil && c.language() == c.Lexicon.Language() {
		return c.Source.Key(c.Lexicon, e.step.A, 1) == c.Suspect.Key(c.Lexicon, e.step.B, 1)
	}
	return c.sameStem(e)
}

// sameStem reports whether two words are inflections of one.
func (c *Changes) sameStem(e *exchanged) bool {
	return c.Source.Language == c.Suspect.Language && e.is[0].stems == e.is[1].stems
}

// letters returns how many letters words have, at least one.
func letters(words []shingle.Word) (n float64) {
	for i := range words {
		n += float64(utf8.RuneCountInString(words[i].Form))
	}
	return max(n, 1)
}

// appendForms appends the forms of words.
func appendForms(forms []string, words []shingle.Word) []string {
	for i := range words {
		forms = append(forms, words[i].Form)
	}
	return forms
}

// decision returns the number of the decision behind an exchange: exchanges whose
// words have the same stems are one.
func (c *Changes) decision(e *exchanged) int32 {
	key := [2]uint64{e.is[0].stems, e.is[1].stems}
	if n, ok := c.decisions[key]; ok {
		return n
	}
	n := int32(len(c.decisions))
	c.decisions[key] = n
	return n
}

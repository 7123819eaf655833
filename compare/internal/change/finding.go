package change

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Finding is how the words of an exchange are related.
type Finding struct {
	Figure bool         // a number, month or weekday in words for another
	Tier   lexicon.Tier // what the lexicon says

	respelt   bool          // a word for a form or spelling of it
	elsewhere bool          // a word for what it is called in another country; respelt, too
	class     lexicon.Class // a convention that relates them, where the tier is None
}

// find looks at the exchange that a step makes.
func (c *Changes) find(s *align.Step) (is Finding) {
	v, w := c.Source.Words[s.A:s.A+s.M], c.Suspect.Words[s.B:s.B+s.N]
	is.respelt = respelt(v, w) || c.sameWord(s)
	is.Tier = c.tier(s)
	lang := c.language()
	if is.Tier == lexicon.None && !is.respelt && !plainWords(v, w) {
		is.class = lexicon.Closed(lang, forms(v), forms(w))
		is.respelt = conventional(is.class)
	}
	if !is.respelt {
		is.Figure, is.elsewhere = conventions(lang, v, w)
		is.respelt = is.elsewhere
	}
	return is
}

// plainWords reports whether one word of content stands for another: there
// convention has nothing to say but what sameWord knows.
func plainWords(v, w []shingle.Word) bool {
	return len(v) == 1 && len(w) == 1 && v[0].Class == shingle.Content && w[0].Class == shingle.Content
}

// conventions reports whether both sides are numbers, months or weekdays, and
// whether they are one thing in the words of two countries. Of the first the text
// says another thing, as where a number stands in digits, and of the second the
// same: neither is what a program does that knows nothing but synonyms.
func conventions(lang shingle.Language, v, w []shingle.Word) (figure, elsewhere bool) {
	if len(v) == 1 && len(w) == 1 { // the slices need no memory
		return lexicon.Figures(lang, []string{v[0].Form}, []string{w[0].Form}),
			lexicon.SameElsewhere(lang, []string{v[0].Form}, []string{w[0].Form})
	}
	a, b := forms(v), forms(w)
	return lexicon.Figures(lang, a, b), lexicon.SameElsewhere(lang, a, b)
}

// conventional reports whether a class holds ways of writing one thing, which
// editors exchange for each other.
func conventional(c lexicon.Class) bool {
	switch c {
	case lexicon.Contraction, lexicon.Numeral, lexicon.Spelling, lexicon.Abbreviation, lexicon.Unit:
		return true
	}
	return false
}

func forms(words []shingle.Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Form
	}
	return out
}

// respelt reports whether an exchange is one of a word for another form or
// spelling of it, by the letters.
func respelt(v, w []shingle.Word) bool {
	switch {
	case len(v) == 1 && len(w) == 1:
		return ContentLike(v[0].Class) && ContentLike(w[0].Class) && align.Variant(v[0].Form, w[0].Form)
	case len(v) == 1:
		return align.Joins(v[0].Form, w)
	}
	return align.Joins(w[0].Form, v)
}

// language returns the language of both texts, or None where they differ: what is
// one word by the conventions of a language is not in another.
func (c *Changes) language() shingle.Language {
	if c.Source.Language != c.Suspect.Language {
		return shingle.None
	}
	return c.Source.Language
}

// tier returns how the lexicon relates the sides of an exchange.
func (c *Changes) tier(s *align.Step) lexicon.Tier {
	if c.Lexicon == nil || s.M == 0 || s.N == 0 {
		return lexicon.None
	}
	return c.Lexicon.Tier(c.Source.Key(c.Lexicon, s.A, s.M), c.Suspect.Key(c.Lexicon, s.B, s.N))
}

// sameWord reports whether an exchange is one of forms of one word, by their
// stems. The lexicon keeps those of most words.
func (c *Changes) sameWord(s *align.Step) bool {
	v, w := &c.Source.Words[s.A], &c.Suspect.Words[s.B]
	switch {
	case s.M != 1 || s.N != 1 || !ContentLike(v.Class) || !ContentLike(w.Class):
		return false
	case c.Lexicon != nil:
		return c.Source.Key(c.Lexicon, s.A, 1) == c.Suspect.Key(c.Lexicon, s.B, 1)
	}
	return sameStem(v.Form, w.Form, c.language())
}

// ContentLike reports whether words of the class carry content: names do.
func ContentLike(c shingle.Class) bool { return c == shingle.Content || c == shingle.Name }

// sameStem reports whether two forms are inflections of one word. Forms that
// begin with different letters are never held to be: went and go would cost
// the stems of every exchange.
func sameStem(v, w string, lang shingle.Language) bool {
	return v[0] == w[0] && lang.Stem(v) == lang.Stem(w)
}

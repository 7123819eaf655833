package compare

import (
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A finding is how the words of an exchange are related.
type finding struct {
	respelt   bool // a word for a form or spelling of it
	figure    bool // a number, month or weekday in words for another
	elsewhere bool // a word for what it is called in another country; respelt, too
	tier      lexicon.Tier
	class     lexicon.Class // where the tier is None
}

// markExchanges marks the steps that exchange a word for another form or
// spelling of it, which is no evidence of spinning and interrupts no run of equal
// words, and says of the others how their words are related. Each exchange is
// looked at once: a stem costs a microsecond.
func (al *alignment) markExchanges() {
	known := newExchangeSet()
	al.exchanges = nil
	for _, p := range al.passages {
		for i := range p.steps {
			s := &p.steps[i]
			if s.op != Substitute {
				continue
			}
			k, isNew := known.add(al.exchangeOf(s.A, s.M, s.B, s.N))
			if isNew {
				al.exchanges = append(al.exchanges, al.find(s))
			}
			s.exchange, s.respelt = k, al.exchanges[k].respelt
			s.symbol = al.a.symbolIn(s.A, s.M) || al.b.symbolIn(s.B, s.N)
			s.impossible = al.impossible(al.turned(s))
		}
	}
}

// find looks at the exchange that a step makes.
func (al *alignment) find(s *step) (is finding) {
	v, w := al.a.words[s.A:s.A+s.M], al.b.words[s.B:s.B+s.N]
	is.respelt = respelt(v, w) || al.sameWord(s.A, s.M, s.B, s.N)
	is.tier = al.tier(s.A, s.M, s.B, s.N)
	if is.tier == lexicon.None && !is.respelt && !plainWords(v, w) {
		is.class = lexicon.Closed(al.b.lang, forms(v), forms(w))
		is.respelt = conventional(is.class)
	}
	if !is.respelt {
		is.figure, is.elsewhere = conventions(al.b.lang, v, w)
		is.respelt = is.elsewhere
	}
	return is
}

// substitutions returns how many of the steps are exchanges.
func substitutions(steps []step) (n int) {
	for i := range steps {
		if steps[i].op == Substitute {
			n++
		}
	}
	return n
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
		return contentLike(v[0].Class) && contentLike(w[0].Class) && variant(v[0].Form, w[0].Form)
	case len(v) == 1:
		return joins(v[0].Form, w)
	}
	return joins(w[0].Form, v)
}

// sameWord reports whether a[i:i+m] and b[j:j+n] are forms of one word by their
// stems. The lexicon keeps those of most words.
func (p *pair) sameWord(i, m, j, n int32) bool {
	v, w := &p.a.words[i], &p.b.words[j]
	switch {
	case m != 1 || n != 1 || !contentLike(v.Class) || !contentLike(w.Class):
		return false
	case p.lex != nil:
		return p.a.key(p.lex, i, 1) == p.b.key(p.lex, j, 1)
	}
	return sameStem(v.Form, w.Form, p.b.lang)
}

// sameStem reports whether two forms are inflections of one word. Forms that
// begin with different letters are never held to be: went and go would cost
// the stems of every exchange.
func sameStem(v, w string, lang shingle.Language) bool {
	return v[0] == w[0] && lang.Stem(v) == lang.Stem(w)
}

package compare

import (
	"github.com/palimpsest-go/palimpsest/shingle"
)

// markRespelt marks the steps that exchange a word for another form or
// spelling of it. That is no evidence of spinning, and interrupts no run of
// equal words. Each exchange is looked at once: a stem costs a microsecond.
func (al *alignment) markRespelt() {
	known := make(map[exchange]bool)
	for _, p := range al.passages {
		for i := range p.steps {
			s := &p.steps[i]
			if s.op != Substitute {
				continue
			}
			x := al.exchangeOf(s.A, s.M, s.B, s.N)
			is, ok := known[x]
			if !ok {
				is = respelt(al.a.words[s.A:s.A+s.M], al.b.words[s.B:s.B+s.N], al.b.lang)
				known[x] = is
			}
			s.respelt = is
		}
	}
}

// respelt reports whether an exchange is one of a word for another form or
// spelling of it.
func respelt(v, w []shingle.Word, lang shingle.Language) bool {
	switch {
	case len(v) == 1 && len(w) == 1:
		return contentLike(v[0].Class) && contentLike(w[0].Class) &&
			(variant(v[0].Form, w[0].Form) || sameStem(v[0].Form, w[0].Form, lang))
	case len(v) == 1:
		return joins(v[0].Form, w)
	}
	return joins(w[0].Form, v)
}

// sameStem reports whether two forms are inflections of one word. Forms that
// begin with different letters are never held to be: went and go would cost
// the stems of every exchange.
func sameStem(v, w string, lang shingle.Language) bool {
	return v[0] == w[0] && lang.Stem(v) == lang.Stem(w)
}

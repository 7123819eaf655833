package compare

import (
	"iter"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// span returns the bytes of words[i:i+n], n > 0.
func (t *Text) span(i, n int32) Span {
	return Span{t.words[i].Start, t.words[i+n-1].End}
}

// gap returns the empty span where words would stand before words[i].
func (t *Text) gap(i int32) Span {
	at := 0
	if i > 0 {
		at = t.words[i-1].End
	}
	return Span{at, at}
}

// spanOrGap returns the bytes of words[i:i+n], or where they would be if n is 0.
func (t *Text) spanOrGap(i, n int32) Span {
	if n == 0 {
		return t.gap(i)
	}
	return t.span(i, n)
}

// turned returns the step with the source on side A. What is inserted there is
// what the source lacks.
func (al *alignment) turned(given *step) step {
	s := *given
	if !al.flipped {
		return s
	}
	s.A, s.M, s.B, s.N = s.B, s.N, s.A, s.M
	switch s.op {
	case Insert:
		s.op = Delete
	case Delete:
		s.op = Insert
	}
	return s
}

// allSteps returns the steps of the whole suspect, but for what was left out.
func (al *alignment) allSteps() []Step {
	source, suspect := al.texts()
	size := 1
	for _, p := range al.passages {
		size += len(p.steps) + 1
	}
	out := make([]Step, 0, size)
	next := int32(0) // word of the suspect
	put := func(passage int, s *step) {
		out = append(out, Step{
			Op: s.op, Passage: passage,
			Source: source.spanOrGap(s.A, s.M), SourceWords: int(s.M),
			Suspect: suspect.spanOrGap(s.B, s.N), SuspectWords: int(s.N),
		})
	}
	torn := source.torn != nil || suspect.torn != nil
	add := func(passage int, s step) {
		if !torn {
			put(passage, &s)
			return
		}
		for s := range al.whole(s) {
			put(passage, &s)
		}
	}
	outside := func(to int32) {
		if to > next {
			add(-1, step{op: Outside, B: next, N: to - next})
		}
	}
	for id, p := range al.passages {
		from, to := al.suspectWords(p)
		outside(from)
		for i := range p.steps {
			add(id, al.turned(&p.steps[i]))
		}
		next = to
	}
	outside(int32(len(suspect.words)))
	return out
}

// whole yields a step, turned, in parts that no invalid bytes and no part left
// out stands within.
func (al *alignment) whole(s step) iter.Seq[step] {
	source, suspect := al.texts()
	return func(yield func(step) bool) {
		n := max(s.M, s.N)
		from := int32(0)
		for k := int32(1); s.op != Substitute && k < n; k++ {
			if s.M > 0 && source.torn != nil && source.torn[s.A+k] || s.N > 0 && suspect.torn != nil && suspect.torn[s.B+k] {
				if !yield(s.part(from, k)) {
					return
				}
				from = k
			}
		}
		yield(s.part(from, n))
	}
}

// part returns words from to to of a step, which has as many words on one side
// as on the other, or none there.
func (s step) part(from, to int32) step {
	if s.op == Substitute {
		return s
	}
	if s.M > 0 {
		s.A, s.M = s.A+from, to-from
	}
	if s.N > 0 {
		s.B, s.N = s.B+from, to-from
	}
	return s
}

// suspectWords returns the range of words of the suspect that p covers.
func (al *alignment) suspectWords(p passage) (from, to int32) {
	if al.flipped {
		return p.a, p.aEnd
	}
	return p.b, p.bEnd
}

// sourceWords returns the range of words of the source that p covers.
func (al *alignment) sourceWords(p passage) (from, to int32) {
	if al.flipped {
		return p.b, p.bEnd
	}
	return p.a, p.aEnd
}

// coverage returns the share of each text's words that lie in passages.
func (al *alignment) coverage() Coverage {
	source, suspect := al.texts()
	var c Coverage
	seen := make([]bool, len(source.words)) // passages may share words of the source
	for _, p := range al.passages {
		from, to := al.suspectWords(p)
		c.Suspect += float64(to - from)
		from, to = al.sourceWords(p)
		for i := from; i < to; i++ {
			if !seen[i] {
				seen[i] = true
				c.Source++
			}
		}
	}
	return Coverage{share(c.Source, len(source.words)), share(c.Suspect, len(suspect.words))}
}

func share(n float64, of int) float64 {
	if of == 0 {
		return 0
	}
	return n / float64(of)
}

// substitution returns what a report says of a Substitute step, turned.
func (al *alignment) substitution(s step, passage int) Substitution {
	source, suspect := al.texts()
	a, b := source.span(s.A, s.M), suspect.span(s.B, s.N)
	is := &al.exchanges[s.exchange]
	kind := kindOf(source.words[s.A:s.A+s.M], suspect.words[s.B:s.B+s.N], s.respelt && !is.elsewhere, source.lang)
	relation := relationOf(is.tier)
	switch {
	case is.class != lexicon.NoClass || is.elsewhere:
		relation = RelationStrong
	case relation == RelationNone && al.isLearned(s):
		relation = RelationLearned
	}
	switch {
	case s.impossible:
		kind = KindImpossible
	case is.figure && kind != KindPhrase && kind != KindName:
		kind = KindNumber
	case relation != RelationNone && kind == KindOther:
		kind = KindSynonym
	}
	return Substitution{
		Passage: passage,
		Source:  Quote{a, source.text[a.Start:a.End]},
		Suspect: Quote{b, suspect.text[b.Start:b.End]},
		Kind:    kind, Relation: relation,
	}
}

// isLearned reports whether these texts make the exchange of a step, turned,
// more than once.
func (al *alignment) isLearned(s step) bool {
	if al.flipped {
		s.A, s.M, s.B, s.N = s.B, s.N, s.A, s.M
	}
	return al.learned.has(al.exchangeOf(s.A, s.M, s.B, s.N))
}

// kindOf says what was exchanged by form and class: what they do not explain is
// [KindOther].
func kindOf(source, suspect []shingle.Word, respelt bool, lang shingle.Language) Kind {
	v, w := &source[0], &suspect[0]
	switch {
	case len(source) > 1 || len(suspect) > 1:
		return KindPhrase
	case v.Class == shingle.Number || w.Class == shingle.Number:
		return KindNumber
	case v.Class == shingle.Function && w.Class == shingle.Function:
		return KindFunction
	case respelt && sameStem(v.Form, w.Form, lang) ||
		respelt && !variant(v.Form, w.Form) && lexicon.Closed(lang, forms(source), forms(suspect)) == lexicon.NoClass: // went, go
		return KindInflection
	case respelt:
		return KindSpelling
	case v.Class == shingle.Name:
		return KindName
	}
	return KindOther
}

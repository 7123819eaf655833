package compare

import (
	"cmp"
	"context"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Reasons for an [Exclusion].
const (
	ReasonQuotation   = "quotation"   // see Comparer.ExcludeQuotations
	ReasonBoilerplate = "boilerplate" // see Comparer.Boilerplate
)

// An exclusion is words[from:to] of a text, to be left out.
type exclusion struct {
	from, to int32
	reason   string
}

// without returns the text without the parts that c excludes. Its words keep
// their places. Nothing is aligned across a part left out.
func (c Comparer) without(t *Text) (*Text, error) {
	var parts []exclusion
	if c.ExcludeQuotations {
		parts = quotations(t)
	}
	if c.Boilerplate != nil {
		shared, err := c.boilerplate(t)
		if err != nil {
			return nil, err
		}
		parts = append(parts, shared...)
	}
	if len(parts) == 0 {
		return t, nil
	}
	slices.SortFunc(parts, func(p, q exclusion) int { return cmp.Or(cmp.Compare(p.from, q.from), cmp.Compare(q.to, p.to)) })
	rest := &Text{text: t.text, lang: t.lang, total: t.total}
	next := int32(0)
	for _, p := range parts {
		if p.to <= next {
			continue // within the part before
		}
		p.from = max(p.from, next)
		rest.excluded = append(rest.excluded, Exclusion{Reason: p.reason, Span: t.span(p.from, p.to-p.from)})
		rest.take(t.words[next:p.from])
		next = p.to
	}
	rest.take(t.words[next:])
	rest.survey()
	return rest, nil
}

// take adds words that follow a part left out, or the beginning.
func (t *Text) take(words []shingle.Word) {
	if len(words) == 0 {
		return
	}
	from := len(t.words)
	t.words = append(t.words, words...)
	if len(t.excluded) > 0 {
		t.words[from].Break = shingle.Paragraph
		t.apart = append(t.apart, int32(from))
	}
}

// boilerplate returns the parts of a text that stand in the declared
// boilerplate too, edited or with words exchanged.
func (c Comparer) boilerplate(t *Text) (parts []exclusion, err error) {
	lex, err := c.lexiconFor(t.lang)
	if err != nil {
		return nil, err
	}
	declared := c.Boilerplate
	if declared.lang != t.lang {
		declared = newText(declared.text, t.lang)
	}
	al, err := align(context.Background(), declared, t, lex)
	if err != nil {
		return nil, err
	}
	for _, p := range al.passages {
		from, to := al.suspectWords(p)
		parts = append(parts, exclusion{from, to, ReasonBoilerplate})
	}
	return parts, nil
}

// exclusions returns what was left out of a text.
func (t *Text) exclusions(in string) []Exclusion {
	out := append([]Exclusion{}, t.excluded...)
	for i := range out {
		out[i].In = in
	}
	return out
}

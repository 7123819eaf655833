package prepare

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// An Exclusion is a part of a text that is left out.
type Exclusion struct {
	Span
	Reason string
}

// A Part is Words[From:To] of a text, to be left out for a reason.
type Part struct {
	From, To int32
	Reason   string
}

// Without returns the text without the parts, which may overlap and be in any
// order. The remaining words keep their places. Nothing is aligned across a part
// that was left out. It returns the text itself if there are no parts.
func (t *Text) Without(parts []Part) *Text {
	if len(parts) == 0 {
		return t
	}
	slices.SortFunc(parts, func(p, q Part) int { return cmp.Or(cmp.Compare(p.From, q.From), cmp.Compare(q.To, p.To)) })
	rest := t.empty()
	rest.Excluded = nil
	next := int32(0)
	for _, p := range parts {
		if p.To <= next {
			continue // within the part before
		}
		p.From = max(p.From, next)
		rest.Excluded = append(rest.Excluded, Exclusion{t.Span(p.From, p.To-p.From), p.Reason})
		rest.take(t.Words[next:p.From])
		next = p.To
	}
	rest.take(t.Words[next:])
	rest.survey()
	return rest
}

// Exclude returns the text without the declared parts and without its quotations. If
// it is [Text.MostlyQuoted] the quotations stay, and are listed as Kept, in t too; no
// other goroutine may use t yet.
func (t *Text) Exclude(quotations, declared []Part) *Text {
	if !t.MostlyQuoted(quotations) {
		return t.Without(slices.Concat(quotations, declared))
	}
	t.Kept = make([]Exclusion, len(quotations))
	for i, p := range quotations {
		t.Kept[i] = Exclusion{t.Span(p.From, p.To-p.From), p.Reason}
	}
	return t.Without(declared)
}

// take adds words that follow a left-out part, or the beginning.
func (t *Text) take(words []shingle.Word) {
	if len(words) == 0 {
		return
	}
	from := len(t.Words)
	t.Words = append(t.Words, words...)
	if len(t.Excluded) > 0 {
		t.Words[from].Break = shingle.Paragraph
		t.apart = append(t.apart, int32(from))
	}
}

package compare

import (
	"cmp"
	"iter"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// disguises returns the places of a text where characters hide what it says, in
// order.
func disguises(in string, t *Text) []Disguise {
	out := []Disguise{}
	for _, concealed := range []iter.Seq[shingle.Concealment]{shingle.Hidden(t.text), shingle.References(t.text)} {
		for d := range concealed {
			out = append(out, Disguise{In: in, Span: Span{d.Start, d.End}, Kind: d.Kind.String(), Benign: d.Benign})
		}
	}
	for i := range t.words {
		w := &t.words[i]
		if w.Disguise == 0 {
			continue
		}
		for _, kind := range []shingle.Disguises{
			shingle.LookAlike, shingle.Styled, shingle.Marks, shingle.Spaced,
			shingle.Turned, shingle.Mojibake, shingle.Leet, shingle.Unreadable,
		} {
			if w.Disguise&kind != 0 {
				benign := kind == shingle.Spaced && abbreviation(t.text[w.Start:w.End])
				out = append(out, Disguise{In: in, Span: Span{w.Start, w.End}, Kind: kind.String(), Benign: benign})
			}
		}
	}
	slices.SortStableFunc(out, func(d, e Disguise) int { return cmp.Compare(d.Start, e.Start) })
	return out
}

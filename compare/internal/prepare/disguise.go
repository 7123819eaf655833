package prepare

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Disguise is a place where characters hide words of a text.
type Disguise struct {
	Span
	Kind   string // a name from [shingle.Disguises] or of a [shingle.Concealment]
	Benign bool   // the script needs it there, ordinary escaping put it there, or people do it
}

// Disguises returns the places of the text where characters hide words, in order.
func (t *Text) Disguises() (out []Disguise) {
	add := func(d shingle.Concealment) {
		out = append(out, Disguise{Span: Span{d.Start, d.End}, Kind: d.Kind.String(), Benign: d.Benign})
	}
	for d := range shingle.Hidden(t.Raw) {
		add(d)
	}
	var references []int // where they begin, in order
	for d := range shingle.References(t.Raw) {
		add(d)
		references = append(references, d.Start)
	}
	for i := range t.Words {
		w := &t.Words[i]
		if w.Disguise == 0 {
			continue
		}
		if k, _ := slices.BinarySearch(references, w.Start); w.Disguise&shingle.Entity != 0 && (k == len(references) || references[k] >= w.End) {
			out = append(out, Disguise{Span: Span{w.Start, w.End}, Kind: shingle.Entity.String()}) // one that was mended
		}
		for _, kind := range []shingle.Disguises{
			shingle.LookAlike, shingle.Styled, shingle.Marks, shingle.Spaced,
			shingle.Turned, shingle.Mojibake, shingle.Leet, shingle.Unreadable, shingle.Glued, shingle.Stretched, shingle.Misspelt,
		} {
			if w.Disguise&kind != 0 {
				benign := kind == shingle.Misspelt || kind == shingle.Spaced && abbreviation(t.Raw[w.Start:w.End])
				out = append(out, Disguise{Span: Span{w.Start, w.End}, Kind: kind.String(), Benign: benign})
			}
		}
	}
	slices.SortStableFunc(out, func(d, e Disguise) int { return cmp.Compare(d.Start, e.Start) })
	return out
}

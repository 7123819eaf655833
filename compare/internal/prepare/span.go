package prepare

import (
	"unicode"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Span is the part Raw[Start:End] of a text, in bytes.
type Span struct{ Start, End int }

// Span returns the bytes of Words[i:i+n]; for n = 0 the empty span where words
// before Words[i] would be.
func (t *Text) Span(i, n int32) Span {
	if n > 0 {
		return Span{t.Words[i].Start, t.Words[i+n-1].End}
	}
	at := 0
	if i > 0 {
		at = t.Words[i-1].End
	}
	return Span{at, at}
}

// Slice returns the bytes of Words[i:i+n], n > 0, unchanged.
func (t *Text) Slice(i, n int32) string { return t.Raw[t.Words[i].Start:t.Words[i+n-1].End] }

// Capital reports whether Words[i] begins with a capital letter.
func (t *Text) Capital(i int) bool {
	w := &t.Words[i]
	if isLowerASCII(t.Raw[w.Start]) {
		return false
	}
	for _, r := range shingle.Runes(t.Raw[w.Start:w.End]) {
		return unicode.IsUpper(r)
	}
	return false
}

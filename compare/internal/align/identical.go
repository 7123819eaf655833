package align

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Identical reports whether two texts are canonically equivalent: the same
// words, marks and order. White space, line ends, a byte-order mark and the
// Unicode normal form may differ.
func Identical(s, t string) bool {
	if s == t {
		return true
	}
	next, stop := fieldsOf(s), fieldsOf(t)
	for {
		f, g := next(), stop()
		if f == "" || g == "" {
			return f == g
		}
		if f != g && norm.NFC.String(f) != norm.NFC.String(g) {
			return false
		}
	}
}

// fieldsOf returns a function that returns the next stretch of s without white
// space, and "" at the end. Normal forms never join or split stretches.
func fieldsOf(s string) func() string {
	s = strings.TrimPrefix(s, "\ufeff")
	return func() string {
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end < 0 {
			end = len(s)
		}
		field := s[:end]
		s = s[end:]
		return field
	}
}

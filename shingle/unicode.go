package shingle

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/unicode/rangetable"
)

// Hashes do not follow the compiler. Package unicode and the tables of x/text
// know more characters with each newer Go, and hashes that were stored by a
// program built with an older one must stay equal. So this package reads every
// text as Unicode 15.0 does, whatever compiler builds it: a character that this
// version does not assign is no letter, digit or mark, belongs to no script, and is
// its own normal form. Nearly all characters that it assigns keep their properties
// in later versions; a test compares the properties that hashes depend on with
// digests. Every other file gets them from here.
//
// The tables could be part of this package, but they are 200 kB of source and would
// say the same.

// pinnedUnicode is the version of Unicode with which hashes are made. It is part of
// the scheme.
const pinnedUnicode = "15.0.0"

// laterTables says that this compiler's tables have another version. If they do
// not, the check below costs nothing.
const laterTables = unicode.Version != pinnedUnicode || norm.Version != pinnedUnicode

// newer reports whether the tables may know a character that the pinned version
// does not assign.
func newer(r rune) bool { return laterTables && unassigned(r) }

// unassigned reports whether the pinned version does not assign r.
func unassigned(r rune) bool {
	switch {
	case r < 0x378, 0x3a3 <= r && r <= 0x52f, 0x1e00 <= r && r <= 0x1eff, // Latin, Greek, Cyrillic
		0x2010 <= r && r <= 0x2064,                             // punctuation
		0x4e00 <= r && r <= 0x9fff, 0xac00 <= r && r <= 0xd7a3: // Chinese, Korean
		return false
	}
	return !unicode.Is(assignedTable(), r)
}

var assignedTable = sync.OnceValue(func() *unicode.RangeTable { return rangetable.Assigned(pinnedUnicode) })

// in reports whether r has one of the properties or scripts.
func in(r rune, tables ...*unicode.RangeTable) bool { return unicode.In(r, tables...) && !newer(r) }

func isLetterRune(r rune) bool { return unicode.IsLetter(r) && !newer(r) }
func isNumberRune(r rune) bool { return unicode.IsNumber(r) && !newer(r) }
func isDigitRune(r rune) bool  { return unicode.IsDigit(r) && !newer(r) }
func isLowerRune(r rune) bool  { return unicode.IsLower(r) && !newer(r) }
func isSpaceRune(r rune) bool  { return unicode.IsSpace(r) && !newer(r) }

// isMarkRune reports whether r is a combining mark. No character of the general
// punctuation is one.
func isMarkRune(r rune) bool {
	return !(0x2000 <= r && r < 0x20d0) && unicode.Is(unicode.M, r) && !newer(r)
}

// capital reports whether r is a capital letter, even if only the first of two
// letters in one is a capital, as in ǅ and ᾼ.
func capital(r rune) bool { return (unicode.IsUpper(r) || unicode.IsTitle(r)) && !newer(r) }

// hidden reports whether r is invisible and not part of a word: Unicode's
// default-ignorable code points, its other format characters, and characters that
// no renderer draws, see [unrendered].
func hidden(r rune) bool {
	switch {
	case r < 0x7f:
		return r < ' ' && byteClass[r]&isBlank == 0
	case r < 0xad:
		return r < 0xa0 && r != '\u0085'
	case r == 0xad, r == 0x34f, 0x200b <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f:
		return true
	case r < 0x600, 0x2070 <= r && r < 0x3164:
		return r == '\u2800'
	}
	return unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		in(r, unicode.Cf) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) || unrendered(r)
}

// unrendered reports whether r is a character without a picture that Unicode does
// not call ignorable: a control character, a noncharacter, the null notehead,
// the object replacement character or the empty Braille pattern. U+0085 is a line
// end and does not count.
func unrendered(r rune) bool {
	switch {
	case r < 0xa0:
		return hidden(r)
	case r == 0x2800, r == 0xfffc, r == 0x1d159:
		return true
	}
	return unicode.Is(unicode.Noncharacter_Code_Point, r)
}

// boundaryBefore reports whether the first character of s begins a segment of
// normalisation. For the compatibility jamo of Korean, as in ㅎㅡ, it reports false
// against the table, because the characters that they become do compose.
func boundaryBefore(s string) bool {
	if laterTables {
		if r, _ := utf8.DecodeRuneInString(s); unassigned(r) {
			return true
		}
	}
	p := norm.NFKC.PropertiesString(s)
	if !p.BoundaryBefore() {
		return false
	}
	d := p.Decomposition()
	return len(d) == 0 || norm.NFKC.Properties(d).BoundaryBefore()
}

// compose returns s in the normal form NFKC.
func compose(s string) string { return mapped(s, norm.NFKC.String) }

// composeCanonical returns s in the normal form NFC.
func composeCanonical(s string) string { return mapped(s, norm.NFC.String) }

// decompose returns s in the normal form NFKD.
func decompose(s string) string { return mapped(s, norm.NFKD.String) }

// decomposition returns what r decomposes into canonically, or nothing.
func decomposition(r rune) []byte {
	if newer(r) {
		return nil
	}
	return norm.NFD.PropertiesString(string(r)).Decomposition()
}

// starter reports whether a character has the combining class 0: the characters before
// it do not affect its normal form. Characters that Unicode 15.0 does not assign have
// it.
func starter(r rune) bool {
	return newer(r) || norm.NFD.PropertiesString(string(r)).CCC() == 0
}

// folded returns s with its cases folded.
func folded(fold *cases.Caser, s string) string { return mapped(s, fold.String) }

// mapped applies a mapping of this compiler's tables to s with the results of the
// pinned version.
func mapped(s string, mapping func(string) string) string {
	if !laterTables || strings.IndexFunc(s, unassigned) < 0 {
		return mapping(s)
	}
	return mapPieces(s, mapping)
}

// mapPieces applies a mapping to the pieces of s between the characters that the
// pinned version does not assign, and keeps those. To that version such a
// character begins a segment and composes with nothing, so the pieces do not
// depend on each other.
func mapPieces(s string, mapping func(string) string) string {
	var b strings.Builder
	from := 0
	for i, r := range s {
		if unassigned(r) {
			b.WriteString(mapping(s[from:i]))
			b.WriteRune(r)
			from = i + utf8.RuneLen(r)
		}
	}
	b.WriteString(mapping(s[from:]))
	return b.String()
}

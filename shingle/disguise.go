package shingle

import (
	"strings"
	"unicode"
)

// Disguises is a set of the ways in which a word was made to look like another
// sequence of characters than it is. They are neutralised in [Word.Form].
type Disguises uint16

const (
	ZeroWidth  Disguises = 1 << iota // zero-width and other characters that do not show
	SoftHyphen                       // U+00AD
	Bidi                             // controls of writing direction
	LookAlike                        // letters of another script, small capitals, signs for letters
	Styled                           // full-width, mathematical, encircled, boxed and raised letters
	Marks                            // heaps of combining marks, or lines through letters
	Entity                           // character references of HTML, see [References]
	Spaced                           // letters set apart; never from [Words], which cannot tell them from a list
	Unrendered                       // control characters, noncharacters and HTML comments inside a word
	Turned                           // letters upside down, or in reverse order under a control of direction
	Mojibake                         // UTF-8 that was read as Windows-1252
	Leet                             // digits and signs for letters; never from [Words], see [Candidates]
	Unreadable                       // U+FFFD in the place of letters that were lost
)

var disguiseNames = [...]string{
	"zero-width", "soft-hyphen", "bidi", "look-alike", "styled", "marks", "entity", "spaced-letters",
	"unrendered", "turned", "mojibake", "leet", "unreadable",
}

// String returns the names of the disguises with + between them, "zero-width"
// for [ZeroWidth] alone and "" for none.
func (d Disguises) String() string {
	var names []string
	for i, name := range disguiseNames {
		if d&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, "+")
}

// hidden reports whether r does not show and takes no part in a word. Such are
// what Unicode calls default-ignorable code points and the rest of its format
// characters, and beside them what no renderer draws: see [unrendered].
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
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r) || unrendered(r)
}

// unrendered reports whether r is a character without a picture that Unicode does
// not call ignorable: a control character, a noncharacter, the null notehead,
// the object replacement character or the empty Braille pattern. U+0085 is a line
// end and none of them.
func unrendered(r rune) bool {
	switch {
	case r < 0xa0:
		return hidden(r)
	case r == 0x2800, r == 0xfffc, r == 0x1d159:
		return true
	}
	return unicode.Is(unicode.Noncharacter_Code_Point, r)
}

// hiddenKind returns the disguise that the hidden character r may be part of.
func hiddenKind(r rune) Disguises {
	switch {
	case r == 0xad:
		return SoftHyphen
	case unicode.Is(unicode.Bidi_Control, r):
		return Bidi
	case unrendered(r):
		return Unrendered
	}
	return ZeroWidth
}

// styledKind returns Styled if r is a letter or digit drawn in a style that
// has code points of its own.
func styledKind(r rune) Disguises {
	switch {
	case 0xff10 <= r && r <= 0xff5a, // full-width
		0x1d400 <= r && r <= 0x1d7ff, // mathematical
		0x2460 <= r && r <= 0x24ff,   // encircled
		0x1f130 <= r && r <= 0x1f189, // squared
		0x2102 <= r && r <= 0x2149 && unicode.IsLetter(r),
		0x1d2c <= r && r <= 0x1dbf && unicode.Is(unicode.Lm, r), // raised and lowered
		0x2b0 <= r && r <= 0x2b8, 0x2071 <= r && r <= 0x209c && unicode.Is(unicode.Lm, r):
		return Styled
	}
	return 0
}

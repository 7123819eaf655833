package shingle

import (
	"strings"
	"unicode"
)

// Disguises is a set of the ways in which a word was made to look like another
// sequence of characters than it is. They are neutralised in [Word.Form].
type Disguises uint8

const (
	ZeroWidth  Disguises = 1 << iota // zero-width and other characters that do not show
	SoftHyphen                       // U+00AD
	Bidi                             // controls of writing direction
	LookAlike                        // letters of another script
	Styled                           // full-width, mathematical and encircled letters
	Marks                            // heaps of combining marks, or lines through letters
	Entity                           // character references of HTML, see [References]
	Spaced                           // letters set apart; never from [Words], which cannot tell them from a list
)

var disguiseNames = [...]string{"zero-width", "soft-hyphen", "bidi", "look-alike", "styled", "marks", "entity", "spaced-letters"}

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

// hidden reports whether r does not show and takes no part in a word: a format
// character, a variation selector, a filler. They are what Unicode calls
// default-ignorable code points, and the rest of its format characters.
func hidden(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == 0xad, r == 0x34f, 0x200b <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f:
		return true
	case r < 0x600, 0x2070 <= r && r < 0x3164:
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// hiddenKind returns the disguise that the hidden character r may be part of.
func hiddenKind(r rune) Disguises {
	switch {
	case r == 0xad:
		return SoftHyphen
	case unicode.Is(unicode.Bidi_Control, r):
		return Bidi
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
		0x2102 <= r && r <= 0x2149 && unicode.IsLetter(r):
		return Styled
	}
	return 0
}

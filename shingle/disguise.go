package shingle

import (
	"strings"
	"unicode"
)

// Disguises is a set of ways in which a word was disguised as another sequence of
// characters. [Word.Form] is without them.
type Disguises uint16

const (
	ZeroWidth  Disguises = 1 << iota // zero-width and other invisible characters
	SoftHyphen                       // U+00AD
	Bidi                             // controls of writing direction
	LookAlike                        // letters of another script, small capitals, signs for letters
	Styled                           // full-width, mathematical, encircled, boxed and raised letters
	Marks                            // stacked combining marks, or lines through letters
	Entity                           // character references of HTML and other escapes, see [References]
	Spaced                           // letters set apart; never from [Words], which cannot distinguish them from a list
	Unrendered                       // control characters, noncharacters and HTML comments inside a word
	Turned                           // letters upside down, or in reverse order under a control of direction
	Mojibake                         // UTF-8, or Cyrillic, that was read in another character set
	Leet                             // digits and signs for letters; never from [Words], see [Candidates]
	Unreadable                       // U+FFFD in place of lost letters
	Glued                            // words run together; never from [Words], which cannot distinguish them from long words
	Stretched                        // letters repeated; never from [Words], which does not know the right number
	Misspelt                         // one letter wrong, in a text where most words are; never from [Words], which knows no spelling
)

var disguiseNames = [...]string{
	"zero-width", "soft-hyphen", "bidi", "look-alike", "styled", "marks", "entity", "spaced-letters",
	"unrendered", "turned", "mojibake", "leet", "unreadable", "glued-words", "stretched", "misspelt",
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

// hiddenKind returns the disguise that the hidden character r may be part of.
func hiddenKind(r rune) Disguises {
	switch {
	case r == 0xad:
		return SoftHyphen
	case in(r, unicode.Bidi_Control):
		return Bidi
	case unrendered(r):
		return Unrendered
	}
	return ZeroWidth
}

// styledKind returns Styled if r is a letter or digit in a style with its own code
// points.
func styledKind(r rune) Disguises {
	switch {
	case 0xff10 <= r && r <= 0xff5a, // full-width
		0x1d400 <= r && r <= 0x1d7ff, // mathematical
		0x2460 <= r && r <= 0x24ff,   // encircled
		0x1f130 <= r && r <= 0x1f189, // squared
		0x2102 <= r && r <= 0x2149 && isLetterRune(r),
		0x1d2c <= r && r <= 0x1dbf && in(r, unicode.Lm), // raised and lowered
		0x2b0 <= r && r <= 0x2b8, 0x2071 <= r && r <= 0x209c && in(r, unicode.Lm):
		return Styled
	}
	return 0
}

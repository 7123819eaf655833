package shingle

import "unicode"

// The tables come from Unicode's confusables.txt (UTS #39, Unicode Security
// Mechanisms). The generator's comment says where to get the data file and how
// look-alikes are derived from it.
//
//go:generate go run ./internal/genlookalike -data $PALIMPSEST_CONFUSABLES

// A script is a writing system whose letters are distinguished from look-alikes.
// Only scripts that letters are mapped to have names.
type script uint8

const (
	scriptOther    script = iota // any other script, and characters without a script
	scriptLatin                  // Latin, with all its extensions
	scriptCyrillic               // Cyrillic
	scriptGreek                  // Greek, without Coptic
)

// scriptOf returns the script of r by Unicode's property Script. Digits,
// punctuation and most combining marks belong to no script: scriptOther.
func scriptOf(r rune) script {
	switch {
	case r < 0x80:
		if c := r | 0x20; 'a' <= c && c <= 'z' {
			return scriptLatin
		}
		return scriptOther
	case 0xc0 <= r && r <= 0x2af: // Latin-1, Extended-A and -B, IPA Extensions
		if r == '×' || r == '÷' {
			return scriptOther
		}
		return scriptLatin
	case 0x3a3 <= r && r <= 0x3e1: // Greek from Σ to the Coptic letters
		return scriptGreek
	case 0x400 <= r && r <= 0x482, 0x48a <= r && r <= 0x52f: // Cyrillic but its marks
		return scriptCyrillic
	case scriptless(r), newer(r):
		return scriptOther
	case unicode.Is(unicode.Latin, r):
		return scriptLatin
	case unicode.Is(unicode.Cyrillic, r):
		return scriptCyrillic
	case unicode.Is(unicode.Greek, r):
		return scriptGreek
	}
	return scriptOther
}

// scriptless reports whether r is in one of the large blocks without a letter of the
// named scripts: punctuation; East Asian, Lisu and Vai.
func scriptless(r rune) bool {
	return 0x2000 <= r && r <= 0x2070 || 0x2e80 <= r && r <= 0xa63f || 0xac00 <= r && r <= 0xd7ff
}

// A lookalikePair maps a letter to the letter it looks like.
type lookalikePair struct{ from, to rune }

// lookalike returns the letter of the target script that r looks like, and
// reports whether there is one. Both are case-folded: r must be a character of
// a text in NFKC that was case-folded, and the result is a lower-case letter
// without accent (or ё). A letter that has no look-alike in lower case gets the
// one of its upper case, so the result does not depend on the case r was
// written in: Cyrillic н is h, because Н looks like H.
//
// A letter of the target script itself is never mapped. Letters of all scripts are
// mapped to Latin; only letters of the other two of the three scripts are mapped to
// Cyrillic and Greek.
func lookalike(r rune, target script) (rune, bool) {
	if r < 'a' || r < 0x80 && target == scriptLatin {
		return 0, false
	}
	var table []lookalikePair
	switch target {
	case scriptLatin:
		table = latinLookalikes[:]
	case scriptCyrillic:
		table = cyrillicLookalikes[:]
	case scriptGreek:
		table = greekLookalikes[:]
	}
	for len(table) > 0 {
		mid := len(table) / 2
		switch p := table[mid]; {
		case r < p.from:
			table = table[:mid]
		case r > p.from:
			table = table[mid+1:]
		default:
			return p.to, true
		}
	}
	if target == scriptLatin && r >= 0x13a0 {
		l, ok := drawnLetters[r]
		return l, ok
	}
	return 0, false
}

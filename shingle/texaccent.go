package shingle

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// TeX writes an accent as a backslash, a sign or letter, and the letter that carries
// it, with or without braces: \'e \'{e} {\'e} \c{c}. An accent in braces is certain.
// A sign without braces is certain if it cannot be an escaped quotation mark or
// apostrophe: caf\'e, h\^otel and f\"ur, but not l\'eau, don\'t and \"over\".

// texSigns are the signs and letters of accents and their combining marks.
const (
	texSigns = "'`^\"~=.cvHkrud"
	texMarks = "\u0301\u0300\u0302\u0308\u0303\u0304\u0307\u0327\u030c\u030b\u0328\u030a\u0306\u0323"
)

// texLetters are the letters with names.
var texLetters = [...]struct{ name, letter string }{
	{"aa", "å"}, {"AA", "Å"}, {"ae", "æ"}, {"AE", "Æ"}, {"oe", "œ"}, {"OE", "Œ"}, {"ss", "ß"},
	{"o", "ø"}, {"O", "Ø"}, {"l", "ł"}, {"L", "Ł"}, {"i", "i"}, {"j", "j"},
}

// accentAt returns the accent or the letter of TeX at text[i].
func accentAt(text string, i int) escape {
	e := namedAt(text, i)
	if e.to == 0 {
		e = markedAt(text, i)
	}
	if e.to > 0 && byteAt(text, i-1) == '{' && byteAt(text, e.to) == '}' {
		e.from, e.to, e.certain = i-1, e.to+1, true
	}
	return e
}

// namedAt returns the letter with a name at text[i]: {\o} or \o{}. The space that
// ends a name is doubtful.
func namedAt(text string, i int) escape {
	for _, l := range texLetters {
		end := i + 1 + len(l.name)
		if !strings.HasPrefix(text[i+1:], l.name) || asciiLetterAt(text, end) {
			continue
		}
		e := escape{from: i, to: end, chars: l.letter, notation: accentEscape}
		switch {
		case strings.HasPrefix(text[end:], "{}"):
			e.to, e.certain = end+2, true
		case byteAt(text, i-1) == '{' && byteAt(text, end) == '}':
		case byteAt(text, end) == ' ' && asciiLetterAt(text, i-1) && len(l.name) == 2:
			e.to++
		default:
			return escape{}
		}
		return e
	}
	return escape{}
}

// markedAt returns the letter with an accent at text[i].
func markedAt(text string, i int) escape {
	sign := byteAt(text, i+1)
	k := strings.IndexByte(texSigns, sign)
	if sign == 0 || k < 0 {
		return escape{}
	}
	at := i + 2
	braces := byteAt(text, at) == '{'
	if braces {
		at++
	}
	letter, n := byteAt(text, at), 1
	if letter == '\\' && (byteAt(text, at+1) == 'i' || byteAt(text, at+1) == 'j') && !asciiLetterAt(text, at+2) {
		letter, n = text[at+1], 2
	}
	if byteClass[letter]&isLetter == 0 {
		return escape{}
	}
	end := at + n
	if braces {
		if byteAt(text, end) != '}' {
			return escape{}
		}
		end++
	} else if byteClass[sign]&isLetter != 0 {
		return escape{}
	}
	mark, _ := utf8.DecodeRuneInString(texMarks[2*k:])
	chars := norm.NFC.String(string(rune(letter)) + string(mark))
	if utf8.RuneCountInString(chars) > 1 {
		return escape{}
	}
	return escape{from: i, to: end, chars: chars, notation: accentEscape,
		certain: braces || n == 2 || bareAccent(text, i, sign, letter)}
}

// bareAccent reports whether the accent at text[i], with its sign and letter and no
// braces, is certain.
func bareAccent(text string, i int, sign, letter byte) bool {
	before, after := asciiLetterAt(text, i-1), asciiLetterAt(text, i+3)
	vowel := strings.IndexByte("aeiouAEIOU", letter) >= 0
	switch sign {
	case '\'': // n\'a and l\'un are elisions, and 'a \'b\' is a quotation
		return before && !after && strings.IndexByte("eiou", letter) >= 0 && text[i-1] != '\''
	case '`':
		return vowel && (before || !after)
	case '^':
		return vowel && before
	case '"':
		return vowel && before && after
	case '~':
		return before && strings.IndexByte("noaNOA", letter) >= 0
	}
	return false
}

// richAt returns the RTF letter at text[i], given by its number in Windows-1252. Two
// hexadecimal digits that are both letters may be a TeX accent on the first; they are RTF
// if another RTF letter whose number has a decimal digit is near.
func richAt(text string, i int) escape {
	b := hexAt(text, i+2, 2)
	if b < 0x80 {
		return escape{}
	}
	figures := byteClass[text[i+2]]&isDigit != 0 || byteClass[text[i+3]]&isDigit != 0
	if !figures && text[i+2] != 'f' && !richNear(text, i) {
		return escape{}
	}
	r := charmap.Windows1252.DecodeByte(byte(b))
	if r == utf8.RuneError || r < 0xa0 {
		return escape{}
	}
	return escape{from: i, to: i + 4, chars: string(r), notation: richEscape, certain: figures && isLetterRune(r) && asciiLetterAt(text, i-1)}
}

// richNear reports whether an RTF letter whose number has a decimal digit is near
// text[i].
func richNear(text string, i int) bool {
	s := text[max(0, i-escapeReach):min(len(text), i+escapeReach)]
	for {
		k := strings.Index(s, "\\'")
		if k < 0 {
			return false
		}
		s = s[k+2:]
		if hexAt(s, 0, 2) >= 0x80 && (byteClass[s[0]]|byteClass[s[1]])&isDigit != 0 {
			return true
		}
	}
}

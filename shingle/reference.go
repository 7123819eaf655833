package shingle

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Character references are HTML's way to write a character in ASCII: by name
// (&eacute;), or by number, decimal (&#233;) or hexadecimal (&#xE9;). In plain text
// they are left behind by a careless converter, or a disguise. Those with a
// semicolon are read. If all those without one were read, AT&T and ?a=1&copy=2 would
// change. So only decimal numbers of characters beyond ASCII are read without a
// semicolon, and in a word the names of accented letters that HTML knows without a
// semicolon (those of Latin-1).

// maxName is the length of the longest name of a character in HTML and its
// semicolon: CounterClockwiseContourIntegral.
const maxName = 32

// appendReference appends to dst the characters that the character reference at
// text[i] stands for. It returns the slice and the length of the reference, 0 if
// there is none. text[i] is an ampersand.
//
// A reference whose ampersand was escaped as well (&amp;eacute;) is read as the
// character it names. References with more than two layers are left unchanged;
// otherwise the meaning of a text that explains references would depend on how
// often it was read.
func appendReference(dst []byte, text string, i int) ([]byte, int) {
	s := text[i:]
	out, n := appendNamed(dst, s[1:])
	if n == 0 {
		return appendUnended(dst, text, i)
	}
	n++
	if len(out) == len(dst)+1 && out[len(dst)] == '&' {
		if twice, m := appendNamed(dst, s[n:]); m > 0 {
			return twice, n + m
		}
	}
	return out, n
}

// appendNamed is appendReference for the text after the ampersand. It appends
// nothing if there is no reference.
func appendNamed(dst []byte, s string) ([]byte, int) {
	switch {
	case s == "":
		return dst, 0
	case s[0] == '#':
		return appendNumbered(dst, s)
	case byteClass[s[0]]&isLetter == 0:
		return dst, 0
	}
	end := 1
	for end < min(len(s), maxName) && byteClass[s[end]]&(isLetter|isDigit) != 0 {
		end++
	}
	if end == len(s) || s[end] != ';' {
		return dst, 0
	}
	// An unknown name keeps its semicolon, even if it begins with a name that needs
	// none (&notit;).
	read := html.UnescapeString("&" + s[:end+1])
	if strings.HasSuffix(read, ";") && s[:end] != "semi" {
		return dst, 0
	}
	return append(dst, read...), end + 1
}

// appendNumbered is appendNamed for a number, from its # on. The number of no
// character (0, a surrogate, more than U+10FFFF) is no reference. HTML takes the
// numbers from 0x80 to 0x9F for those of Windows-1252, which is what their writers
// mean.
func appendNumbered(dst []byte, s string) ([]byte, int) {
	i, base := 1, rune(10)
	if len(s) > 1 && s[1]|0x20 == 'x' {
		i, base = 2, 16
	}
	first, r := i, rune(0)
	for ; i < len(s); i++ {
		d := hexDigit(s[i])
		if d >= base {
			break
		}
		r = min(r*base+d, utf8.MaxRune+1)
	}
	if i == first || i == len(s) || s[i] != ';' || r == 0 || !utf8.ValidRune(r) {
		return dst, 0
	}
	if 0x80 <= r && r <= 0x9f {
		return append(dst, html.UnescapeString("&#"+strconv.Itoa(int(r))+";")...), i + 1
	}
	return utf8.AppendRune(dst, r), i + 1
}

// unendedLimit bounds the digits of a number without a semicolon: no letter in use
// has more. lastUnended bounds the number: quotation marks and dashes are below it.
const (
	unendedLimit = 4
	lastUnended  = 0x2122
)

// appendUnended is appendReference for a reference without a semicolon.
func appendUnended(dst []byte, text string, i int) ([]byte, int) {
	if s := text[i+1:]; s != "" && s[0] == '#' {
		return appendUnendedNumber(dst, s)
	}
	return appendUnendedName(dst, text, i)
}

// appendUnendedNumber is appendUnended for a number, from its # on.
func appendUnendedNumber(dst []byte, s string) ([]byte, int) {
	r, end := rune(0), 1
	for ; end < len(s) && end <= unendedLimit+1 && byteClass[s[end]]&isDigit != 0; end++ {
		r = r*10 + rune(s[end]-'0')
	}
	if end > unendedLimit+1 || end < len(s) && s[end] == ';' || r < 0xa0 || r > lastUnended || unassigned(r) {
		return dst, 0
	}
	return utf8.AppendRune(dst, r), end + 1
}

// appendUnendedName is appendUnended for the name of a letter with an accent, which
// must be in a word.
func appendUnendedName(dst []byte, text string, i int) ([]byte, int) {
	s := text[i+1:]
	end := 0
	for end < min(len(s), maxName) && byteClass[s[end]]&isLetter != 0 {
		end++
	}
	if end < len(s) && s[end] == ';' {
		return dst, 0 // a name that is unknown
	}
	for _, suffix := range accentNames {
		k := strings.Index(s[:min(end, len("Aacute"))], suffix)
		if k != 1 && k != 0 {
			continue
		}
		n := k + len(suffix)
		read := html.UnescapeString("&" + s[:n])
		if c, size := utf8.DecodeRuneInString(read); size == len(read) && 0xc0 <= c && c <= 0xff && inWord(text, i, i+1+n) {
			return append(dst, read...), n + 1
		}
	}
	return dst, 0
}

// accentNames are the ends of the names of letters with accents.
var accentNames = [...]string{"acute", "grave", "circ", "tilde", "uml", "cedil", "ring", "slash", "szlig", "AElig", "aelig"}

// inWord reports whether a letter or an apostrophe of a word is before text[i:j], or
// an ASCII letter after it.
func inWord(text string, i, j int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	return isLetterRune(before) || straight(before) == '\'' || before == '\'' && asciiLetterAt(text, i-2) || asciiLetterAt(text, j)
}

// hexDigit returns the value of a hexadecimal digit, and 16 for other bytes.
func hexDigit(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return 16
}

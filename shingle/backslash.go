package shingle

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// lineReach is how many bytes of a line may lie between two \n that confirm each other.
const lineReach = 100

// backslashes returns the edits that read escapes with a backslash, or nil. A
// backslash after another one begins no escape; it is the text of one.
func backslashes(text string) *editor {
	var b backslashReader
	for i := 0; ; {
		k := strings.IndexByte(text[i:], '\\')
		if k < 0 {
			break
		}
		i += k
		if i+1 < len(text) && text[i+1] == '\\' {
			for i < len(text) && text[i] == '\\' {
				i++
			}
			continue
		}
		b.text = text
		if e := b.at(i); e.to > 0 && e.from >= b.end {
			b.add(e)
			i = e.to
			continue
		}
		i++
	}
	if b.escapes == nil {
		return nil
	}
	return accept(text, b.escapes, Entity)
}

// A backslashReader collects escapes.
type backslashReader struct {
	text    string
	escapes []escape
	end     int // of the last
	font    int // index of the last change of font, plus one
	line    int // index of the last \n, plus one
}

// add adds an escape. Two changes of font, or two ends of lines with words between
// them, confirm each other.
func (b *backslashReader) add(e escape) {
	last := &b.font
	if e.notation == lineEscape {
		last = &b.line
	}
	if e.notation == lineEscape || e.notation == fontEscape {
		if *last > 0 {
			before := &b.escapes[*last-1]
			if between := b.text[before.to:e.from]; confirmed(between, e.notation) {
				e.certain, before.certain = true, true
			}
		}
		*last = len(b.escapes) + 1
	}
	b.escapes = append(b.escapes, e)
	b.end = e.to
}

// confirmed reports whether two escapes confirm each other by the text between them:
// a word between two changes of font, or the words of a line, not of a path or of
// two strings, between two ends of lines.
func confirmed(between string, n notation) bool {
	if n == fontEscape {
		return len(between) > 0 && len(between) <= escapeReach
	}
	if len(between) > lineReach || strings.Count(between, " ") < 3 {
		return false
	}
	for i := 0; i < len(between); i++ {
		if between[i] == '\n' || between[i] == '"' && byteAt(between, i-1) != '\\' || between[i] == '\\' && strings.IndexByte("ux\"", byteAt(between, i+1)) < 0 {
			return false
		}
	}
	return true
}

// at returns the escape whose backslash is text[i], with the end 0 if there is none.
func (b *backslashReader) at(i int) escape {
	text := b.text
	switch c := byteAt(text, i+1); c {
	case 'u', 'U':
		if e := unicodeAt(text, i); e.to > 0 {
			return e
		}
	case 'x':
		return byteEscapeAt(text, i)
	case 'n', 'r', 't':
		if e := lineAt(text, i); e.to > 0 {
			return e
		}
	case 'f':
		return fontAt(text, i)
	case '\'':
		if e := richAt(text, i); e.to > 0 {
			return e
		}
	}
	return accentAt(text, i)
}

// unicodeAt returns the escape with a Unicode number at text[i]. The bounds of a
// range in a regular expression are not read.
func unicodeAt(text string, i int) escape {
	r, end := unicodeNumber(text, i)
	if end == 0 {
		return escape{}
	}
	if utf16.IsSurrogate(r) {
		low, n := unicodeNumber(text, end)
		if r = utf16.DecodeRune(r, low); n == 0 || r == utf8.RuneError {
			return escape{}
		}
		end = n
	}
	if !utf8.ValidRune(r) || r < ' ' && shownBytes(r, 1) == 0 || 0x7f <= r && r < 0xa0 || inRange(text, i, end) {
		return escape{}
	}
	return escape{from: i, to: end, chars: string(r), notation: codeEscape, certain: true}
}

// unicodeNumber returns the number of the escape at text[i], which may be half a
// character of UTF-16, and where it ends, 0 if there is none.
func unicodeNumber(text string, i int) (r rune, end int) {
	if byteAt(text, i) != '\\' {
		return 0, 0
	}
	switch {
	case byteAt(text, i+1) == 'U':
		r, end = hexAt(text, i+2, 8), i+10
	case byteAt(text, i+1) != 'u':
		return 0, 0
	case byteAt(text, i+2) == '{':
		for end = i + 3; end < len(text) && end < i+9 && hexDigit(text[end]) < 16; end++ {
			r = r<<4 | hexDigit(text[end])
		}
		if end < i+5 || byteAt(text, end) != '}' { // one digit is TeX's breve
			return 0, 0
		}
		end++
	default:
		r, end = hexAt(text, i+2, 4), i+6
	}
	if r < 0 || end > len(text) {
		return 0, 0
	}
	return r, end
}

// inRange reports whether the escape text[from:to] bounds a range of a regular
// expression, [\u0400-\u04ff].
func inRange(text string, from, to int) bool {
	return strings.HasPrefix(text[to:], "-\\") || strings.HasSuffix(text[:from], "[") || strings.HasSuffix(text[:from], "[^") ||
		byteAt(text, from-1) == '-' && hexDigit(byteAt(text, from-2)) < 16 && hexDigit(byteAt(text, from-3)) < 16 &&
			strings.Contains(text[max(0, from-9):from], "\\")
}

// byteEscapeAt returns the escape with the number of a byte at text[i]: UTF-8 of a
// letter, or a letter of Latin-1, which is certain beside a letter.
func byteEscapeAt(text string, i int) escape {
	if r, n := codedRune(text[i:], "\\x"); n > 0 && r >= 0xa0 {
		return escape{from: i, to: i + n, chars: string(r), notation: codeEscape, certain: true}
	}
	b := hexAt(text, i+2, 2)
	if b < 0xa0 || inRange(text, i, i+4) {
		return escape{}
	}
	letter := b >= 0xc0 && b != 0xd7 && b != 0xf7 && b != 0xff
	return escape{from: i, to: i + 4, chars: string(b), notation: codeEscape,
		certain: letter && asciiLetterAt(text, i-1) && byteAt(text, i-4) != '\\' && byteAt(text, i-2) != '\\'}
}

// lineAt returns the escape for white space at text[i]. It is certain between the end of
// a sentence, or a word, and a capital. Between words it is doubtful, as in the path
// old\new; elsewhere it is no escape.
func lineAt(text string, i int) escape {
	before := byteAt(text, i-1)
	if byteAt(text, i-2) == '\\' && whiteLetter(before) { // not the first of several
		return escape{from: i, to: i + 2, chars: "\n", notation: lineEscape}
	}
	j := i + 2
	for byteAt(text, j) == '\\' && whiteLetter(byteAt(text, j+1)) {
		j += 2
	}
	after := byteAt(text, j)
	last, _ := utf8.DecodeLastRuneInString(text[:i])
	first, _ := utf8.DecodeRuneInString(text[j:])
	stop := before != 0 && strings.IndexByte(".!?,;)", before) >= 0 || before == '"' && byteAt(text, i-2) == '\\'
	if !stop && !isLetterRune(last) && !isDigitRune(last) ||
		!isLetterRune(first) && !isDigitRune(first) && strings.IndexByte("\\(-*\"", after) < 0 || pathBefore(text, i) {
		return escape{}
	}
	return escape{from: i, to: i + 2, chars: "\n", notation: lineEscape, certain: capital(first)}
}

// whiteLetter reports whether a backslash and c are an escape of white space.
func whiteLetter(c byte) bool { return c == 'n' || c == 'r' || c == 't' }

// pathBefore reports whether the chunk that text[i] is in looks like a path of Windows
// as far as text[i]: a drive or a share, or another backslash.
func pathBefore(text string, i int) bool {
	for j := i - 1; j >= 0 && i-j < escapeReach && byteClass[text[j]]&isBlank == 0; j-- {
		if text[j] == '\\' {
			c := byteAt(text, j+1)
			return c != 'n' && c != 'r' && c != 't' && c != 'u' && c != '"' && c != 'x' || byteAt(text, j-1) == '\\' || byteAt(text, j-1) == ':'
		}
	}
	return false
}

// fontAt returns the change of font at text[i], which is invisible.
func fontAt(text string, i int) escape {
	e := escape{from: i, notation: fontEscape}
	switch c := byteAt(text, i+2); {
	case strings.IndexByte("BIRP", c) >= 0 && c != 0:
		e.to = i + 3
	case c == '(' && asciiLetterAt(text, i+3) && asciiLetterAt(text, i+4):
		e.to = i + 5
	case c == '[':
		end := i + 3
		for asciiLetterAt(text, end) && end < i+6 {
			end++
		}
		if byteAt(text, end) == ']' {
			e.to = end + 1
		}
	}
	return e
}

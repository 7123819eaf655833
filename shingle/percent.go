package shingle

import (
	"strings"
	"unicode/utf8"
)

// Percent codes are the bytes of a text in hexadecimal digits, as in URLs (RFC 3986,
// 2.1), and in forms with a + for each space. A chunk between spaces is read as a
// whole, or left unchanged:
//
//   - No address of a page, path, query or HTML attribute is read: nothing that
//     contains "://", "www.", or one of the characters =&<>"|`\, or that begins
//     with a slash. An encoded text has codes for these characters.
//   - Each percent sign begins a code, and the codes are UTF-8 of visible
//     characters. So the chunk is no printf format, because in those % has another
//     meaning.
//   - One code stands for a letter beyond ASCII, or there are several and a space,
//     coded or as a plus, stands between two words of three letters.

// percents returns the edits that read percent codes, or nil.
func percents(text string) *editor {
	var e *editor
	for i := 0; i < len(text); {
		k := strings.IndexByte(text[i:], '%')
		if k < 0 {
			break
		}
		k += i
		from, to := chunkAround(text, i, k)
		if hexAt(text, k+1, 2) >= 0 && percentCoded(text[from:to]) {
			if e == nil {
				e = &editor{text: text}
			}
			e.percents(from, to)
		}
		i = to
	}
	return e
}

// chunkAround returns the bounds of the chunk between ASCII white space that
// contains text[k]. It does not begin before least.
func chunkAround(text string, least, k int) (from, to int) {
	for from = k; from > least && byteClass[text[from-1]]&isBlank == 0; from-- {
	}
	for to = k; to < len(text) && byteClass[text[to]]&isBlank == 0; to++ {
	}
	return from, to
}

// percentCoded reports whether a chunk is written in percent codes.
func percentCoded(chunk string) bool {
	if addressLike(chunk) {
		return false
	}
	codes, letters, between := 0, false, false
	for i := 0; i < len(chunk); {
		r, n := rune(' '), 1
		switch chunk[i] {
		case '%':
			if r, n = percentCode(chunk[i:]); n == 0 {
				return false
			}
			codes++
			letters = letters || lettered(r)
		case '+':
		default:
			i++
			continue
		}
		between = between || r == ' ' && letterRun(chunk[:i], -1) == 3 && letterRun(chunk[i+n:], 1) == 3
		i += n
	}
	return letters || codes > 1 && between
}

// addressLike reports whether a chunk is part of an address or of a line of code.
func addressLike(chunk string) bool {
	return chunk[0] == '/' || strings.ContainsAny(chunk, "=&<>\"|`\\") || strings.Contains(chunk, "://") ||
		strings.Contains(chunk, "](") || containsWWW(chunk)
}

// containsWWW reports whether an address without a scheme begins in s.
func containsWWW(s string) bool {
	return strings.Contains(s, "www.") || strings.Contains(s, "WWW.")
}

// letterRun returns how many ASCII letters, three at most, s ends with if step is
// -1, or begins with if it is 1.
func letterRun(s string, step int) int {
	i := 0
	if step < 0 {
		i = len(s) - 1
	}
	n := 0
	for n < 3 && asciiLetterAt(s, i) {
		n++
		i += step
	}
	return n
}

// percentCode returns the character that the percent codes at the beginning of s
// stand for and how many bytes they take, 0 if they do not stand for a visible
// character.
func percentCode(s string) (rune, int) { return codedRune(s, "%") }

// codedRune returns the character whose UTF-8 is written at the beginning of s, each
// byte as two hexadecimal digits after prefix, and how many bytes that takes, 0 if
// there is no such character, or it is a control character other than white space.
func codedRune(s, prefix string) (rune, int) {
	var buf [utf8.UTFMax]byte
	n := len(prefix) + 2
	for k := range buf {
		at := k * n
		if at+n > len(s) || s[at:at+len(prefix)] != prefix {
			return 0, 0
		}
		b := hexAt(s, at+len(prefix), 2)
		if b < 0 {
			return 0, 0
		}
		buf[k] = byte(b)
		if k == 0 && b < utf8.RuneSelf {
			return b, shownBytes(b, n)
		}
		if utf8.FullRune(buf[:k+1]) {
			r, size := utf8.DecodeRune(buf[:k+1])
			if r == utf8.RuneError || size != k+1 || r < 0xa0 {
				return 0, 0
			}
			return r, (k + 1) * n
		}
	}
	return 0, 0
}

// shownBytes returns n if the ASCII character r is white space or visible, otherwise 0.
func shownBytes(r rune, n int) int {
	if r == 0x7f || r < ' ' && r != '\n' && r != '\r' && r != '\t' {
		return 0
	}
	return n
}

// percents reads the codes of text[from:to]. It reads a plus as a space if the
// chunk has no coded space and the plus is not at its ends.
func (e *editor) percents(from, to int) {
	plus := strings.IndexByte(e.text[from:to], '+') >= 0 && !strings.Contains(e.text[from:to], "%20")
	for i := from; i < to; {
		switch c := e.text[i]; {
		case c == '%':
			r, n := percentCode(e.text[i:to])
			e.replace(i, i+n, string(r), Entity)
			i += n
		case c == '+' && plus && i > from && i+1 < to:
			e.replace(i, i+1, " ", Entity)
			i++
		default:
			i++
		}
	}
}

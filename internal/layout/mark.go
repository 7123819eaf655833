package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxCitation bounds the length of a citation mark in bytes.
const maxCitation = 48

// marks returns the citation marks and keycaps in a text.
func marks(text string) (out []Span) {
	index := 0 // where an index ends; another may follow it, as in m[2][3]
	bracket := ahead{of: "["}
	for i := 0; i < len(text); i++ {
		if i += firstBeyondASCII(text[i:bracket.from(text, i)]); i == len(text) {
			break
		}
		switch c := text[i]; {
		case c == '[':
			n := citation(text[i:])
			switch {
			case n == 0:
				continue
			case i > 0 && i == index || indexes(text, i, i+n):
				index = i + n
			default:
				out = append(out, Span{i, i + n, Citation, false})
			}
			i += n - 1
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(text[i:])
			switch {
			case r == keycap:
				if start := keyBefore(text[:i]); start >= 0 {
					out = append(out, Span{start, i + n, Keycap, false})
				}
			case superscript(r) && refers(text[:i]):
				n = superscripts(text[i:])
				out = append(out, Span{i, i + n, Citation, true})
			}
			i += n - 1
		}
	}
	return out
}

// citation returns the length of the mark at the beginning of s: numbers in square
// brackets with commas, semicolons or dashes between them. It returns 0 if there is
// none.
func citation(s string) int {
	end := strings.IndexByte(s[:min(len(s), maxCitation)], ']')
	if end < 2 {
		return 0
	}
	digits, number := 0, false // of the current number; there is one at all

	inside := strings.TrimPrefix(s[1:end], "^") // a footnote of Markdown
	for _, r := range inside {
		switch {
		case '0' <= r && r <= '9':
			if digits++; digits > 3 {
				return 0 // a year, an amount
			}
			number = true
		case strings.ContainsRune(" ,;-–\u00a0", r):
			digits = 0
		default:
			return 0
		}
	}
	if !number || strings.Trim(s[1:end], "0 ") == "" {
		return 0 // nobody counts references from 0
	}
	return end + 1
}

// indexes reports whether a number in the brackets text[start:end] is an index of a
// program or a formula: it directly follows one letter (x[1]) or a name that contains a
// digit or an underscore, or it is followed by program text (data[1] = 2, argv[1].name),
// or the name is the first argument of a call (f(args[1], …)).
func indexes(text string, start, end int) bool {
	k, letters, figures := start, 0, false
	for k > 0 && start-k < maxCitation {
		r, n := utf8.DecodeLastRuneInString(text[:k])
		if unicode.IsDigit(r) || r == '_' {
			figures = true
		} else if !unicode.IsLetter(r) {
			break
		}
		letters++
		k -= n
	}
	if letters == 0 {
		return false
	}
	if letters == 1 || figures {
		return true
	}
	if k > 1 && text[k-1] == '(' && isLetter(text[k-2]) {
		return true
	}
	behind := text[end:]
	if len(behind) > 1 && behind[0] == '.' && isLetter(behind[1]) {
		return true
	}
	behind = strings.TrimPrefix(behind, " ")
	return behind != "" && strings.IndexByte("=+*/<>&|%^", behind[0]) >= 0 && !strings.HasPrefix(behind, "</")
}

// keycap is the combining key that encloses the digit before it.
const keycap = '\u20e3'

// keyBefore returns where the digit before a keycap begins, or -1.
func keyBefore(text string) int {
	text = strings.TrimSuffix(text, "\ufe0f")
	if n := len(text); n > 0 && (isDigit(text[n-1]) || text[n-1] == '#' || text[n-1] == '*') {
		return n - 1
	}
	return -1
}

// superscript reports whether r is a raised digit.
func superscript(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || '\u2070' <= r && r <= '\u2079'
}

// superscripts returns the length of the raised digits at the beginning of s, with
// commas between.
func superscripts(s string) int {
	n := 0
	for i, r := range s {
		if !superscript(r) && r != '\u02d2' && r != '⁻' {
			break
		}
		n = i + utf8.RuneLen(r)
	}
	return n
}

// refers reports whether a raised digit after text is a reference: it follows a word
// of at least four letters, or a mark. After less it may be a power or a part of a
// unit.
func refers(text string) bool {
	for letters := range 4 {
		r, n := utf8.DecodeLastRuneInString(text)
		if !unicode.IsLetter(r) {
			return letters == 0 && strings.ContainsRune(`.,;:!?"'”’»)`, r)
		}
		text = text[:len(text)-n]
	}
	return true
}

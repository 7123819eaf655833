package shingle

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mayHoldAddress reports whether s, in lower case, could hold a URL or an
// e-mail address. It is a filter: cheap, but true too often.
func mayHoldAddress(s string) bool {
	return strings.IndexByte(s, '@') >= 0 || strings.Contains(s, "://") || strings.Contains(s, "www.")
}

// addresses returns the spans of the URLs and e-mail addresses of s, in order
// and disjoint. s is in normal form and lower case. A URL begins with a scheme
// and :// or with www., and runs to white space, a quotation mark, an angle bracket
// or a character of a script without spaces, without the punctuation at its end.
// The time is linear: each byte is looked at for at most two marks.
func addresses(s string) [][2]int {
	var spans [][2]int
	floor := 0 // no span may begin before it
	for i := 0; i < len(s); {
		start, end := -1, -1
		switch {
		case s[i] == '@':
			start, end = mailAt(s, floor, i)
		case s[i] == ':' && strings.HasPrefix(s[i:], "://"):
			start, end = urlAt(s, floor, i)
		case s[i] == 'w' && strings.HasPrefix(s[i:], "www.") && mayStart(s[:i]):
			if e := urlEnd(s, i+4); e > i+4 {
				start, end = i, e
			}
		}
		if start < 0 {
			i++
			continue
		}
		spans = append(spans, [2]int{start, end})
		floor, i = end, end
	}
	return spans
}

// mayStart reports whether a URL without a scheme may directly follow s.
func mayStart(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r != '_' && !in(r, unicode.Letter, unicode.Mark, unicode.Digit) || unspaced(r)
}

// urlAt returns the URL whose :// is at s[i], or -1.
func urlAt(s string, floor, i int) (start, end int) {
	for start = i; start > floor; start-- {
		c := s[start-1]
		if byteClass[c]&(isLetter|isDigit) == 0 && c != '+' && c != '-' {
			break
		}
	}
	for start < i && byteClass[s[start]]&isLetter == 0 {
		start++
	}
	if start == i {
		return -1, -1 // before urlEnd: "://://…" must stay linear
	}
	if end = urlEnd(s, i+3); end == i+3 {
		return -1, -1
	}
	return start, end
}

// urlEnd returns where a URL that has begun before s[i] ends.
func urlEnd(s string, i int) int {
	end := i // just after the last character that may end a URL
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if c <= ' ' || c == 0x7f || strings.IndexByte("\"<>`{}|\\^", c) >= 0 {
				break
			}
			i++
			if byteClass[c]&(isLetter|isDigit) != 0 || strings.IndexByte("/=&#%+-~$", c) >= 0 {
				end = i
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !in(r, unicode.Letter, unicode.Mark, unicode.Digit) || unspaced(r) {
			break
		}
		i += n
		end = i
	}
	return end
}

// unspaced reports whether r is of a script without spaces between words, where the
// next word may directly follow an address.
func unspaced(r rune) bool {
	return r >= 0x0e00 && in(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// mailAt returns the e-mail address whose @ is at s[i], or -1.
func mailAt(s string, floor, i int) (start, end int) {
	for start = i; start > floor; start-- {
		c := s[start-1]
		if byteClass[c]&wordByte == 0 && strings.IndexByte(".%+-", c) < 0 {
			break
		}
	}
	for start < i && byteClass[s[start]]&(isLetter|isDigit) == 0 {
		start++
	}
	if start == i {
		return -1, -1
	}
	dot := false // a domain has two labels at least
	end = i + 1
	for j := end; j < len(s); j++ {
		if byteClass[s[j]]&(isLetter|isDigit) != 0 {
			dot = dot || s[j-1] == '.'
			end = j + 1
		} else if s[j] != '.' && s[j] != '-' || s[j-1] == '.' || s[j-1] == '@' {
			break
		}
	}
	if !dot {
		return -1, -1
	}
	return start, end
}

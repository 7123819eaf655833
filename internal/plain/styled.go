package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// The mathematical alphabets have holes where Unicode had the letter before, and programs
// that count from the letter a write unassigned characters there.
const (
	firstStyled = 0x1d400
	lastStyled  = 0x1d6a3
)

// beyondBMP is the first byte of characters above U+FFFF, up to U+3FFFF.
const beyondBMP = 0xf0

// Two regional indicators are a flag, and four are two. A text with several runs of three or
// more is written in them, and all runs are words.
const (
	firstRegional = 0x1f1e6
	lastRegional  = 0x1f1ff
	leastFlags    = 4
)

// styled reads the letters that package shingle does not: unassigned characters of the
// mathematical alphabets, as the letters between which they stand, and regional indicators.
func (m *mender) styled() {
	var flags []edit
	long := 0
	for i := 0; i < len(m.text); {
		k := strings.IndexByte(m.text[i:], beyondBMP)
		if k < 0 {
			break
		}
		i += k
		r, n := utf8.DecodeRuneInString(m.text[i:])
		if letter, ok := styledLetter(r); ok && !unicode.IsLetter(r) {
			m.add(i, i+n, string(rune(letter)), shingle.Styled)
			m.holes = true
		}
		if run := regional(m.text[i:]); run != "" {
			if len(run) > 2 {
				long++
			}
			n = 4 * len(run)
			flags = append(flags, edit{i, i + n, run, shingle.Styled})
		}
		i += n
	}
	if long >= leastFlags {
		m.edits = append(m.edits, flags...)
	}
}

// unread reports whether a text has letters that styled reads.
func unread(text string) bool {
	runs := 0
	for {
		k := strings.IndexByte(text, beyondBMP)
		if k < 0 {
			return false
		}
		r, n := utf8.DecodeRuneInString(text[k:])
		if _, ok := styledLetter(r); ok && !unicode.IsLetter(r) {
			return true
		}
		if run := regional(text[k:]); run != "" {
			n = 4 * len(run)
			if runs++; runs >= leastFlags {
				return true
			}
		}
		text = text[k+n:]
	}
}

// regional returns the letters of the regional indicators at the beginning of a text.
func regional(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < firstRegional || r > lastRegional {
			break
		}
		b.WriteByte(byte('a' + r - firstRegional))
	}
	return b.String()
}

// styledLetter returns the ASCII letter of a mathematical one.
func styledLetter(r rune) (byte, bool) {
	if r < firstStyled || r > lastStyled {
		return 0, false
	}
	k := byte((r - firstStyled) % 52)
	if k < 26 {
		return 'A' + k, true
	}
	return 'a' + k - 26, true
}

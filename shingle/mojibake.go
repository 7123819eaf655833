package shingle

import (
	"strings"
	"unicode/utf8"
)

// Mojibake is UTF-8 that a program read as Windows-1252: cafÃ© for café, donâ€™t
// for don’t, ÃƒÂ© where that was done twice. Each garbled character tells by
// itself, so that nothing elsewhere in a text decides whether it is read:
//
//   - A capital letter from Â to Þ, with what would be its second byte behind it, is
//     one if a small letter or another garbled character stands beside the two, or
//     if the second is no quotation mark, dash, space or letter. Where honest text
//     has such a pair, as in “CAFÉ”, it stands among capitals.
//   - Punctuation is one where it begins with â€.
//   - Other characters of three bytes are ones if two stand side by side.

// mojibake returns the edits that bring garbled characters back, or nil.
func mojibake(text string) *editor {
	var e *editor
	last := -1 // end of the garbled character before
	for i := 0; ; {
		k := strings.IndexByte(text[i:], 0xc3)
		if k < 0 {
			return e
		}
		i += k
		r, n := ungarble(text[i:])
		if n == 0 || !garbled(text, i, n, r, last == i) {
			i++
			continue
		}
		if e == nil {
			e = &editor{text: text}
		}
		e.replace(i, i+n, string(r), Mojibake)
		i += n
		last = i
	}
}

// garbled reports whether text[i:i+n], which could be r garbled, is. Follows says
// that the characters before it are garbled.
func garbled(text string, i, n int, r rune, follows bool) bool {
	if follows {
		return true
	}
	if r >= 0x800 {
		if r>>6 == 0x2000>>6 || r == '€' || r == '™' {
			return true
		}
		_, more := ungarble(text[i+n:])
		return more > 4
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+n:])
	second, _ := utf8.DecodeRuneInString(text[i+2:])
	if isLowerRune(before) || isLowerRune(after) && straight(second) == 0 {
		return true
	}
	if _, more := ungarble(text[i+n:]); more > 0 {
		return true
	}
	return second >= 0xa1 && second < 0xc0 && second != '»' && second != '«' && second != '·' && second != 'º' && second != 'ª' && second != '´'
}

// ungarble returns the character that the UTF-8 at the beginning of s would be
// if it were that of characters read as Windows-1252, and how many bytes of s it
// takes, 0 if it could not be.
func ungarble(s string) (r rune, n int) {
	var buf [3]byte
	lead, k := utf8.DecodeRuneInString(s)
	size := 2
	switch {
	case 0xe0 <= lead && lead <= 0xef:
		size = 3
	case lead < 0xc2 || lead > 0xde: // ß is small
		return 0, 0
	}
	buf[0], n = byte(lead), k
	for i := 1; i < size; i++ {
		c, k := utf8.DecodeRuneInString(s[n:])
		b := windows1252(c)
		if b < 0x80 || b > 0xbf {
			return 0, 0
		}
		buf[i] = b
		n += k
	}
	if r, k = utf8.DecodeRune(buf[:size]); k != size || hidden(r) && r != 0xad {
		return 0, 0
	}
	return r, n
}

// windows1252 returns the byte that is r in Windows-1252, or 0 if none from 0x80
// to 0xbf is. The five bytes that are not assigned there are read as themselves.
func windows1252(r rune) byte {
	if 0x80 <= r && r < 0xc0 {
		return byte(r)
	}
	if r < 0x152 {
		return 0
	}
	if i := strings.IndexRune(windowsSigns, r); i >= 0 {
		return 0x80 + byte(utf8.RuneCountInString(windowsSigns[:i]))
	}
	return 0
}

// windowsSigns are the characters from 0x80 on in Windows-1252, as the Unicode
// Consortium's CP1252.TXT has them, with a full stop where there is none.
const windowsSigns = "€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ"

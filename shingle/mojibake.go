package shingle

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Mojibake is UTF-8 that a program read in another character set: cafÃ© for café
// in Windows-1252, cafГ© in Windows-1251, caf√© on a Macintosh, caf├⌐ under DOS, and
// ÃƒÂ© where that was done twice. Each garbled character is recognised by itself, or
// by one of the same set near it (see [accept]), so that nothing far away decides
// whether it is read. In Windows-1252:
//
//   - A capital letter from Â to Þ, followed by a possible second byte, is garbled
//     if a small letter or another garbled character is beside the two, or if the
//     second is no quotation mark, dash, space or letter. If honest text has such a
//     pair, as in “CAFÉ”, it is among capitals.
//   - Punctuation is garbled if it begins with â€.
//   - Other characters of three bytes are garbled if two are side by side.
//
// In the other sets:
//
//   - Punctuation is garbled.
//   - Greek and Cyrillic letters are garbled if two are side by side.
//   - A Latin letter is garbled if it is beside an ASCII letter, and one of the two
//     characters that stand for it is a sign or of another script. If both are Latin
//     letters, as in ROMÂNĂ, or mathematical signs, as in √π, more letters must be
//     beside it.

// charset returns the table of a set.
func charset(set notation) *charmap.Charmap {
	return [...]*charmap.Charmap{charmap.Windows1252, charmap.Windows1250, charmap.Windows1251,
		charmap.Macintosh, charmap.CodePage437, charmap.CodePage850, charmap.CodePage866}[set-setWindows1252]
}

// mojibake returns the edits that bring garbled characters back, or nil.
func mojibake(text string) *editor {
	var found []escape
	for i := nextLead(text, 0); i < len(text); i = nextLead(text, i) {
		if alone(text, i) {
			i++
			continue
		}
		var before escape
		if len(found) > 0 {
			before = found[len(found)-1]
		}
		e, ok := garbledAt(text, i, before)
		if from := passedLead(text, i); !ok && from >= before.to {
			e, ok = garbledAt(text, from, before)
		}
		if !ok {
			_, n := utf8.DecodeRuneInString(text[i:])
			i += n
			continue
		}
		if found == nil {
			found = make([]escape, 0, 16)
		}
		found = append(found, e)
		i = e.to
	}
	if found == nil {
		return nil
	}
	return accept(text, found, Mojibake)
}

// alone reports whether the character that begins at text[i] is between two ASCII
// characters, or at an end. Such a character is never garbled, because the other
// bytes are missing.
func alone(text string, i int) bool {
	end := i + 2
	if text[i] >= 0xe0 {
		end++
	}
	return (i == 0 || text[i-1] < utf8.RuneSelf) && (end >= len(text) || text[end] < utf8.RuneSelf)
}

// nextLead returns the offset of the first character from text[i:] on that may
// begin a garbled one. It looks at eight bytes at a time: ASCII characters and
// small Cyrillic letters never begin one.
func nextLead(text string, i int) int {
	for i+9 <= len(text) {
		x := load8(text[i:])
		if i += 8; x&highLanes == 0 {
			for i+32 <= len(text) && (load8(text[i:])|load8(text[i+8:])|load8(text[i+16:])|load8(text[i+24:]))&highLanes == 0 {
				i += 32
			}
			continue
		}
		lead := x & (x << 1) & highLanes // two high bits: not inside a character
		if lead == 0 {
			continue
		}
		// Cyrillic begins with 0xd0 or 0xd1. Its capitals up to С have a second byte from
		// 0x90 to 0xa1, and nearly all small letters have others.
		d0 := (x ^ 0xd0*lanes) & (0xfe * lanes)
		cyrillic := ^(d0&^highLanes + 0x7f*lanes | d0) & highLanes
		y := load8(text[i-7:]) &^ highLanes
		capital := (y + (0x80-0x10)*lanes) &^ (y + (0x80-0x22)*lanes) & highLanes
		if hit := lead &^ (cyrillic &^ capital); hit != 0 {
			return i - 8 + bits.TrailingZeros64(hit)>>3
		}
	}
	for ; i < len(text); i++ {
		if text[i] >= 0xc0 {
			return i
		}
	}
	return len(text)
}

// passedLead returns the offset of the first character of garbled punctuation in
// Windows-1251 or DOS whose third or second character is text[i], or -1. That first
// character is в or т, a small letter that [nextLead] skips.
func passedLead(text string, i int) int {
	switch {
	case strings.HasSuffix(text[:i], "вЂ"):
		return i - len("вЂ")
	case strings.HasSuffix(text[:i], "т") && strings.HasPrefix(text[i:], "А"):
		return i - len("т")
	}
	return -1
}

// garbledAt returns the garbled character at text[i], in the first set that has
// one. before is the one before it.
func garbledAt(text string, i int, before escape) (escape, bool) {
	lead, n := utf8.DecodeRuneInString(text[i:])
	if i+n >= len(text) || text[i+n] < utf8.RuneSelf {
		return escape{}, false
	}
	sets := leads(lead)
	for set := setWindows1252; sets>>set != 0; set++ {
		if sets&(1<<set) == 0 {
			continue
		}
		r, n := ungarble(text[i:], set)
		if n == 0 {
			continue
		}
		g := garble{text: text, at: i, end: i + n, char: r, set: set}
		g.follows = before.to == i && before.notation == set && before.certain
		if certain, ok := g.judge(); ok {
			return escape{from: i, to: i + n, chars: string(r), notation: set, certain: certain}, true
		}
	}
	return escape{}, false
}

// leads returns the bits of the sets in which r is the first UTF-8 byte of a Latin,
// Greek or Cyrillic letter, or of punctuation.
func leads(r rune) (sets uint) {
	switch r {
	case 'Ă', 'Ĺ', 'Ď', 'Đ', 'Ń':
		return 1 << setWindows1250
	case 'В', 'Г', 'Д', 'Е', 'О', 'П', 'Р', 'С', 'в':
		return 1 << setWindows1251
	case '¬', '√', 'ƒ', '≈', 'Œ', 'œ', '–', '—', '‚':
		return 1 << setMacintosh
	case '┬', '├', '─', '┼', '╨', '╤', '╬', '╧':
		return 1<<setDOS437 | 1<<setDOS850 | 1<<setDOS866
	case 'Γ':
		return 1 << setDOS437
	case 'т':
		return 1 << setDOS866
	case 'ð', 'Ð', 'Ô':
		sets = 1 << setDOS850
	case 'Ä', 'Î', 'Â', 'â':
		sets = 1 << setWindows1250
	}
	if 0xc2 <= r && r <= 0xde || 0xe0 <= r && r <= 0xef { // ß is small
		sets |= 1 << setWindows1252
	}
	return sets
}

// ungarble returns the character whose UTF-8, read in a set, gives the beginning of
// s, and how many bytes of s it takes, 0 if there is none. If its second byte was
// lost, it is a lost letter.
func ungarble(s string, set notation) (r rune, n int) {
	var buf [3]byte
	table := charset(set)
	lead, k := utf8.DecodeRuneInString(s)
	buf[0], _ = table.EncodeRune(lead)
	size := 2
	switch {
	case 0xe0 <= buf[0] && buf[0] <= 0xef:
		size = 3
	case buf[0] < 0xc2 || buf[0] > 0xde:
		return 0, 0
	}
	n = k
	for i := 1; i < size; i++ {
		c, k := utf8.DecodeRuneInString(s[n:])
		if c == utf8.RuneError && k == 3 && size == 2 && buf[0] >= 0xce {
			return c, n + k
		}
		b, ok := table.EncodeRune(c)
		if !ok && c < 0xa0 {
			b = byte(c) // a byte that is not assigned is read as itself
		}
		if b < 0x80 || b > 0xbf {
			return 0, 0
		}
		buf[i] = b
		n += k
	}
	if r, k = utf8.DecodeRune(buf[:size]); k != size || r < 0xa0 || hidden(r) && r != 0xad || unassigned(r) {
		return 0, 0
	}
	return r, n
}

// A garble is a character that may be garbled: text[at:end] stands for char, in a set.
type garble struct {
	text    string
	at, end int
	char    rune
	set     notation
	follows bool // another of the same set
}

// judge reports whether the character is garbled: certainly, or perhaps.
func (g *garble) judge() (certain, perhaps bool) {
	switch r := g.char; {
	case r == utf8.RuneError:
		return g.follows || g.nextLetter(), true
	case g.set == setWindows1252:
		return g.western()
	case r>>6 == 0x2000>>6, r == '€', r == '™':
		return true, true
	case r < 0xc0:
		return false, true
	case r < 0x180:
		return g.follows || g.latin(), true
	case modernLetter(r):
		return g.follows || g.nextLetter(), true
	}
	return false, false
}

// modernLetter reports whether r is a letter of Greek or Cyrillic that is in use.
func modernLetter(r rune) bool {
	return 0x386 <= r && r <= 0x3ce || 0x400 <= r && r < 0x460 || r == 'Ґ' || r == 'ґ'
}

// nextLetter reports whether another garbled modern letter follows, and a third if
// two letters stand for this one.
func (g *garble) nextLetter() bool {
	lead, n := utf8.DecodeRuneInString(g.text[g.at:])
	second, _ := utf8.DecodeRuneInString(g.text[g.at+n:])
	more := 1
	if isLetterRune(lead) && isLetterRune(second) {
		more = 2
	}
	for end := g.end; more > 0; more-- {
		r, n := ungarble(g.text[end:], g.set)
		if n == 0 || !modernLetter(r) && r != utf8.RuneError {
			return false
		}
		end += n
	}
	return true
}

// latin reports whether a Latin letter is garbled, by the letters beside it.
func (g *garble) latin() bool {
	_, n := utf8.DecodeRuneInString(g.text[g.at:])
	second, _ := utf8.DecodeRuneInString(g.text[g.at+n:])
	before, after := asciiLetterAt(g.text, g.at-1), asciiLetterAt(g.text, g.end)
	switch {
	case g.set == setWindows1250 && isLetterRune(second):
		return smallAt(g.text, g.at-1) // no capital can be there
	case g.set == setWindows1250:
		return smallAt(g.text, g.at-1) || smallAt(g.text, g.end) && !unicode.IsPunct(second) && !isSpaceRune(second)
	case mathematical(second):
		return before && after || before && asciiLetterAt(g.text, g.at-2) || after && asciiLetterAt(g.text, g.end+1)
	}
	return before || after
}

// mathematical reports whether r may follow a root or a sign of approximation, or a line of
// a table, in honest text.
func mathematical(r rune) bool {
	return strings.ContainsRune("π∂≠≥≤∞∑∏∫Ω±µ°", r) || 0x2500 <= r && r < 0x25a0
}

// western is judge for Windows-1252.
func (g *garble) western() (certain, perhaps bool) {
	_, more := ungarble(g.text[g.end:], g.set)
	switch {
	case g.follows:
		return true, true
	case 0x590 <= g.char && g.char < 0x600: // Hebrew begins with a sign of multiplication
		return more > 0, more > 0
	case g.char >= 0x800:
		ok := g.char>>6 == 0x2000>>6 || g.char == '€' || g.char == '™' || more > 4
		return ok, ok
	}
	before, _ := utf8.DecodeLastRuneInString(g.text[:g.at])
	after, _ := utf8.DecodeRuneInString(g.text[g.end:])
	second, _ := utf8.DecodeRuneInString(g.text[g.at+2:])
	certain = isLowerRune(before) || isLowerRune(after) && straight(second) == 0 || more > 0 ||
		second >= 0xa1 && second < 0xc0 && !strings.ContainsRune("»«·ºª´", second)
	return certain, certain || isLetterRune(g.char)
}

package shingle

import (
	"slices"
	"sync"
	"unicode/utf8"
)

// Plain text is text in normal form and lower case that the rules for ASCII can
// cut, if everything beyond ASCII is taken for a letter. Most text in languages
// with Latin letters is plain except for a few characters.

// gap stands in plain text for a character that separates words but is no place to
// cut the text, such as a dash. No rule distinguishes it from a dash.
const gap = "\x1f"

// latinTable holds the plain forms of the Latin letters, see [latinForms].
type latinTable [latinLimit + extraLimit - extraFrom]string

// appendPlain appends the plain form of s to dst, by a table of letters, up to the first
// chunk without white space that has no plain form. It returns the slice and how many bytes
// of s were read. pad zero bytes follow the plain form in its array.
func appendPlain(dst []byte, s string, letters *latinTable) ([]byte, int) {
	n := len(dst)
	dst = slices.Grow(dst, len(s)+pad)[:n+len(s)+pad] // no plain form is longer than its character
	i := 0
	for {
		k := lowerPrefix(dst[n:], s[i:])
		n += k
		if i += k; i == len(s) {
			break
		}
		form, size := letters.form(s[i:])
		if form == "" {
			for i > 0 && byteClass[s[i-1]]&isBlank == 0 {
				i--
			}
			for n > 0 && byteClass[dst[n-1]]&isBlank == 0 {
				n--
			}
			break
		}
		n += copy(dst[n:], form)
		i += size
	}
	clear(dst[n : n+pad])
	return dst[:n], i
}

// form returns the plain form of the first character of s, which is not ASCII, and
// its length in s. The form is empty if the character has none.
func (f *latinTable) form(s string) (form string, size int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r < latinLimit:
		return f[r], size
	case extraFrom <= r && r < extraLimit:
		return f[latinLimit+r-extraFrom], size
	case '‐' <= r && r <= '›':
		return punctuation[r-'‐'], size
	}
	return "", size
}

// punctuation holds the plain forms of the characters from U+2010 to U+203A.
// Those that are left out are rare, or more than marks between words.
var punctuation = [...]string{
	'›' - '‐': "'",
	0:         gap, '‑' - '‐': gap, '‒' - '‐': gap, '–' - '‐': gap, '—' - '‐': gap, '―' - '‐': gap,
	'‘' - '‐': "'", '’' - '‐': "'", '‚' - '‐': "'", '‛' - '‐': "'", '′' - '‐': "'", '‵' - '‐': "'", '‹' - '‐': "'",
	'“' - '‐': `"`, '”' - '‐': `"`, '„' - '‐': `"`, '‟' - '‐': `"`, '″' - '‐': `"`, '‶' - '‐': `"`,
	'•' - '‐': gap, '…' - '‐': "...",
}

// The Latin letters that may be plain are those up to the end of Latin Extended-B,
// and those of Latin Extended Additional, which has the Vietnamese ones.
const (
	latinLimit = 0x250
	extraFrom  = 0x1e00
	extraLimit = 0x1f00
)

// latinForms returns the plain forms of the characters below latinLimit, and after
// them of those from extraFrom to extraLimit: letters, quotation marks, and the
// no-break space.
var latinForms = sync.OnceValue(func() *latinTable {
	var forms latinTable
	for r, form := range singleForms()[:latinLimit] {
		if isPlain(rune(r), form) {
			forms[r] = form
		}
	}
	forms['\u00a0'] = gap
	for r := rune(0x80); r < 0xa0; r++ {
		forms[r] = "" // they are invisible, except for the line end U+0085
	}
	var c cleaner
	for r := rune(extraFrom); r < extraLimit; r++ {
		if form := c.normal(string(r)); isPlain(r, form) {
			forms[latinLimit+r-extraFrom] = form
		}
	}
	return &forms
})

// foldedLatinForms returns the plain forms without marks, none longer than its
// character.
var foldedLatinForms = sync.OnceValue(func() *latinTable {
	forms := *latinForms()
	for i, form := range forms {
		forms[i] = Fold(form)
	}
	return &forms
})

// isPlain reports whether the normal form of r is plain: r is a quotation mark, or
// a Latin letter that becomes only Latin letters, in no more bytes.
func isPlain(r rune, form string) bool {
	letters := form != "" && len(form) <= utf8.RuneLen(r) && scriptOf(r) == scriptLatin
	for _, l := range form {
		letters = letters && scriptOf(l) == scriptLatin && !isOddLatin(l)
	}
	return letters || straight(r) != 0
}

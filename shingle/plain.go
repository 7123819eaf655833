package shingle

import (
	"slices"
	"sync"
	"unicode/utf8"
)

// Plain text is text in normal form and lower case that the rules for ASCII
// cut, if all that is not ASCII is taken for a letter. Most text in languages
// with Latin letters is plain but for a few characters.

// gap stands in plain text for a character that parts words without being a
// place to cut the text at, such as a dash. No rule tells it from a dash.
const gap = "\x1f"

// appendPlain appends the plain form of s to dst, as far as the first chunk
// without white space that has none, and returns with it how many bytes of s it
// stands for. Pad zero bytes follow it in its array.
func appendPlain(dst []byte, s string) ([]byte, int) {
	n := len(dst)
	dst = slices.Grow(dst, len(s)+pad)[:n+len(s)+pad] // no plain form is longer than its character
	i := 0
	for {
		k := lowerPrefix(dst[n:], s[i:])
		n += k
		if i += k; i == len(s) {
			break
		}
		form, size := plainForm(s[i:])
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

// plainForm returns the plain form of the first character of s, which is not
// ASCII, and its length in s. The form is empty if it has none.
func plainForm(s string) (form string, size int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r < latinLimit:
		return latinForms()[r], size
	case '‐' <= r && r <= '›':
		return punctuation[r-'‐'], size
	}
	return "", size
}

// punctuation holds the plain forms of the characters from U+2010 to U+203A.
// Those left out are rare, or more than marks between words.
var punctuation = [...]string{
	'›' - '‐': "'",
	0:         gap, '‑' - '‐': gap, '‒' - '‐': gap, '–' - '‐': gap, '—' - '‐': gap, '―' - '‐': gap,
	'‘' - '‐': "'", '’' - '‐': "'", '‚' - '‐': "'", '‛' - '‐': "'", '′' - '‐': "'", '‵' - '‐': "'", '‹' - '‐': "'",
	'“' - '‐': `"`, '”' - '‐': `"`, '„' - '‐': `"`, '‟' - '‐': `"`, '″' - '‐': `"`, '‶' - '‐': `"`,
	'•' - '‐': gap, '…' - '‐': "...",
}

// latinLimit is the end of Latin Extended-B.
const latinLimit = 0x250

// latinForms returns the plain forms of the characters below latinLimit: those
// of letters, quotation marks, and the space that does not break.
var latinForms = sync.OnceValue(func() *[latinLimit]string {
	var forms [latinLimit]string
	for r, form := range singleForms()[:latinLimit] {
		letters := form != "" && len(form) <= utf8.RuneLen(rune(r))
		for _, l := range form {
			letters = letters && scriptOf(l) == scriptLatin
		}
		if letters && scriptOf(rune(r)) == scriptLatin || straight(rune(r)) != 0 {
			forms[r] = form
		}
	}
	forms['\u00a0'] = gap
	return &forms
})

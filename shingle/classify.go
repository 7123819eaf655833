package shingle

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A classifier makes words of tokens, in the order of the text.
type classifier struct {
	text string
	lang Language
	last int // end of the word before
}

// word returns the word of a token.
func (c *classifier) word(t token) Word {
	w := Word{
		Start: t.start, End: t.end,
		Form: t.form, Hash: hashForm(t.form),
		Disguise: t.disguise,
	}
	w.Break = breakOf(c.text[c.last:t.start])
	if c.last == 0 && t.start >= 0 {
		w.Break = Paragraph
	}
	c.last = t.end
	w.Class = c.class(t, w.Break)
	return w
}

// class returns the class of a token that follows a break.
func (c *classifier) class(t token, b Break) Class {
	first := t.form[0]
	switch {
	case t.address:
		return Other
	case '0' <= first && first <= '9':
		return Number
	case c.lang.IsFunctionWord(t.form):
		return Function
	}
	r, n := utf8.DecodeRuneInString(c.text[t.start:t.end])
	switch {
	case !unicode.IsUpper(r):
		if unicode.IsDigit(r) {
			return Number
		}
		return Content
	case b < Sentence, acronym(c.text[t.start+n : t.end]):
		return Name
	}
	return Content
}

// acronym reports whether the rest of a word that begins with a capital goes
// on in capitals.
func acronym(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "."))
	return unicode.IsUpper(r)
}

// breakOf says what the bytes between two words amount to.
func breakOf(gap string) Break {
	switch gap {
	case " ":
		return Space
	case ", ":
		return Clause
	case ". ":
		return Sentence
	case "", "-":
		return Joined
	}
	b, blank, lines := Joined, false, 0
	for _, r := range gap {
		switch r {
		case '\n', '\u2028':
			lines++
			fallthrough
		case ' ', '\t', '\v', '\f', '\r', '\u00a0', '\u202f', '\u3000':
			blank = true
		case '.', '!', '?', ':', '…', '。', '！', '？', '：', '•', '*', '#':
			b = max(b, Sentence)
		case '-', '‐', '‑', '/', '\'', '’', '_', '&', '@':
		case '\u2029':
			lines += 2
		default:
			if !hidden(r) && r != utf8.RuneError {
				b = max(b, Clause)
			}
		}
	}
	switch {
	case lines > 1:
		return Paragraph
	case blank && b == Joined:
		return Space
	}
	return b
}

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
	word := strings.TrimLeftFunc(c.text[t.start:t.end], func(r rune) bool {
		return r == '_' || unseen(r)
	})
	r, n := utf8.DecodeRuneInString(word)
	switch {
	case !capital(r):
		if unicode.IsDigit(r) {
			return Number
		}
		return Content
	case b < Sentence, acronym(word[n:]):
		return Name
	}
	return Content
}

// acronym reports whether the rest of a word that begins with a capital goes
// on in capitals.
func acronym(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, func(r rune) bool {
		return r == '.' || unseen(r)
	}))
	return capital(r)
}

// unseen reports whether r is hidden or a mark on another character.
func unseen(r rune) bool {
	return r >= utf8.RuneSelf && (hidden(r) || unicode.Is(unicode.M, r))
}

// capital reports whether r is a capital letter, be it only the first of two
// letters in one, as ǅ and ᾼ are.
func capital(r rune) bool { return unicode.IsUpper(r) || unicode.IsTitle(r) }

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
		case '\n', '\u0085', '\u2028':
			lines++
			blank = true
		case '.', '!', '?', ':', '…', '。', '！', '？', '：', '•', '*', '#':
			b = max(b, Sentence)
		case '-', '‐', '‑', '/', '\'', '’', '_', '&', '@':
		case '\u2029':
			lines += 2
		default:
			if unicode.IsSpace(r) {
				blank = true
			} else if !hidden(r) && r != utf8.RuneError {
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

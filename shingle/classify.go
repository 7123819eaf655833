package shingle

import (
	"strings"
	"unicode/utf8"
)

// A classifier makes words from tokens, in the order of the text.
type classifier struct {
	text   string
	lang   Language
	listed *formTable[bool] // words of the language
	folded *formTable[bool] // function words of the language that have marks, with the marks removed
	last   int              // end of the word before
}

// newClassifier returns a classifier for the reading of a text in a language,
// which it guesses for [Auto].
func newClassifier(text string, lang Language) *classifier {
	if lang == Auto {
		lang = guess(text)
	}
	return &classifier{lang: lang, listed: lang.words(), folded: lang.foldedWords(), text: text}
}

// set sets w to the word of a token whose form has the hash h. It writes in place,
// because copying a word whose last bytes were just written makes the processor
// wait.
func (c *classifier) set(w *Word, t *token, h uint64) {
	w.Start, w.End = t.start, t.end
	w.Form, w.Hash = t.form, h
	w.Disguise = t.disguise
	w.Break = breakOf(c.text[c.last:t.start])
	if c.last == 0 && t.start >= 0 {
		w.Break = Paragraph
	}
	c.last = t.end
	w.Class = c.class(t, h, w.Break)
}

// class returns the class of a token, of the given hash, that follows a break.
func (c *classifier) class(t *token, h uint64, b Break) Class {
	first := t.form[0]
	switch {
	case t.address:
		return Other
	case '0' <= first && first <= '9':
		return Number
	case c.lang.row != nil && c.function(h, t):
		return Function
	}
	if c := c.text[t.start]; 'a' <= c && c <= 'z' {
		return Content // as below, for most words
	}
	word := strings.TrimLeftFunc(c.text[t.start:t.end], func(r rune) bool {
		return r == '_' || unseen(r)
	})
	r, n := utf8.DecodeRuneInString(word)
	switch {
	case !capital(r):
		if isDigitRune(r) {
			return Number
		}
		return Content
	case acronym(word[n:]), b < Sentence && !c.lang.nounCapitals():
		return Name
	}
	return Content
}

// function reports whether the form of a token is a function word, possibly without
// its marks or with more marks. The folded form has the hash h.
func (c *classifier) function(h uint64, t *token) bool {
	is, listed := c.listed.get(h, t.form)
	switch {
	case is || c.isFolded(h, t.form):
		return true
	case t.form == t.folded: // most words: h is the hash of the form
		return !listed && c.lang.isUnlisted(t.form)
	}
	return c.isListed(h, t.folded) || c.isFolded(h, t.folded) || c.isListed(hashForm(t.form), t.form)
}

// isListed reports whether a form with the hash h is itself a function word.
func (c *classifier) isListed(h uint64, form string) bool {
	if is, listed := c.listed.get(h, form); listed {
		return is
	}
	return c.lang.isUnlisted(form)
}

// isFolded reports whether a folded form with the hash h is that of a function
// word.
func (c *classifier) isFolded(h uint64, folded string) bool {
	if c.folded == nil {
		return false // as in English
	}
	is, _ := c.folded.get(h, folded)
	return is
}

// acronym reports whether the rest of a word that begins with a capital is in
// capitals too.
func acronym(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, func(r rune) bool {
		return r == '.' || unseen(r)
	}))
	return capital(r)
}

// unseen reports whether r is hidden or a mark on another character.
func unseen(r rune) bool {
	return r >= utf8.RuneSelf && (hidden(r) || isMarkRune(r))
}

// breakOf returns the break that the bytes between two words make.
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
			if isSpaceRune(r) {
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

package change

import (
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// rewritten reports whether both sides are one word by their letters alone, whatever
// they mean: written apart or together, with or without marks.
func (e *exchanged) rewritten() bool {
	switch {
	case e.single():
		return shingle.SameLetters(e.forms[0], e.others[0])
	case len(e.v) == 1:
		return align.Joins(e.forms[0], e.w)
	case len(e.w) == 1:
		return align.Joins(e.others[0], e.v)
	}
	return false
}

// misspelt reports whether one word is likely the other with slips of the pen, of
// the keyboard or of a scanner in it. Two words in the lexicon are different words,
// however alike they look, unless scanners read one as the other: modern as modem.
// Thesauri list common slips (definately), so a word may be related to its slip. If
// the lexicon relates the sides, it must have counted only one of them.
func (c *Changes) misspelt(e *exchanged, related bool) bool {
	v, w := strings.Join(e.forms, ""), strings.Join(e.others, "")
	if !c.maybeMisspelt(e, related, v, w) {
		return false
	}
	return alike(v, w) // last: it takes a microsecond
}

// maybeMisspelt reports whether the lexicon allows that one of two words is the other
// misspelt.
func (c *Changes) maybeMisspelt(e *exchanged, related bool, v, w string) bool {
	if c.Lexicon == nil {
		return !related
	}
	a, b := e.is[0].known, e.is[1].known
	if related {
		return a != b
	}
	return !a || !b || misread(v, w)
}

// slip reports whether slips have turned a function word into another word, or
// another word into a function word: the as teh, same as fame. Two function words are
// different words.
func (c *Changes) slip(e *exchanged) bool {
	if !e.single() || (e.v[0].Class == shingle.Function) == (e.w[0].Class == shingle.Function) {
		return false
	}
	v, w := e.forms[0], e.others[0]
	return (c.Lexicon == nil || !e.is[0].known || !e.is[1].known || misread(v, w)) && alike(v, w)
}

// misreadings replaces letters that scanners often confuse, and the long s, by one
// of the two.
var misreadings = strings.NewReplacer("rn", "m", "cl", "d", "vv", "w", "nn", "m", "f", "s")

// misread reports whether two words differ only in what scanners confuse.
func misread(v, w string) bool { return misreadings.Replace(v) == misreadings.Replace(w) }

// maxMisspelt bounds the letters of words that are compared: a longer string is not
// a word.
const maxMisspelt = 40

// alike reports whether two forms are [likeSpelling] or [garbled]. Both look at forms
// without marks, which are made once.
func alike(v, w string) bool {
	long := utf8.RuneCountInString(v) > maxMisspelt || utf8.RuneCountInString(w) > maxMisspelt
	v, w = shingle.Fold(v), shingle.Fold(w)
	return !long && likeSpelling(v, w) || garbled(v, w)
}

// likeSpelling reports whether two forms without marks are so alike that one is likely the other
// misspelt: by Damerau's distance in letters, one for words of three or four letters,
// a third of the letters of longer ones. Slips of scanners cost half.
func likeSpelling(v, w string) bool {
	most, least := utf8.RuneCountInString(v), utf8.RuneCountInString(w)
	if most < least {
		most, least = least, most
	}
	if least < 2 || most < 3 || most > maxMisspelt {
		return false
	}
	limit := 2 * max(1, most/3) // in halves
	if most-least > limit/2+1 || leastDistance(v, w) > limit {
		return false
	}
	return distance([]rune(v), []rune(w), limit) <= limit
}

// unreadable reports whether a word has unreadable letters.
func unreadable(words []shingle.Word) bool {
	for i := range words {
		if words[i].Disguise&shingle.Unreadable != 0 {
			return true
		}
	}
	return false
}

package change

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// mostContracted is the most letters of an abbreviation that leaves out letters
// inside the word, such as Bldg. and Jhdt.
const mostContracted = 5

// abbreviated reports whether one side stands for the other as its beginning (mun. for
// municipal), with letters left out (bldg. for building), or as the initials of its
// words (EPA for Environmental Protection Agency). A full stop must follow unless the
// abbreviation is a run of initials. At the end of a sentence the full stop may belong
// to the sentence: there left-out letters, a single letter, and a beginning that the
// lexicon has as a word, such as night of nighttime, are no proof.
func (c *Changes) abbreviated(e *exchanged) bool {
	if len(e.w) == 1 && c.shortened(c.Suspect, &e.w[0], e.step.B+1, e.forms, e.is[1].known) {
		return true
	}
	return len(e.v) == 1 && c.shortened(c.Source, &e.v[0], e.step.A+1, e.others, e.is[0].known)
}

// shortened reports whether a word of a text, before the word next, is short for long.
// known says that the lexicon has it.
func (c *Changes) shortened(t *prepare.Text, short *shingle.Word, next int32, long []string, known bool) bool {
	if len(long) > 1 {
		return initials(short.Form, long)
	}
	if short.End >= len(t.Raw) || t.Raw[short.End] != '.' {
		return false
	}
	a, b := shingle.Fold(short.Form), shingle.Fold(long[0])
	n, m := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	if n+2 > m {
		return false
	}
	last := int(next) >= len(t.Words) || t.Words[next].Break == shingle.Paragraph ||
		t.Words[next].Break == shingle.Sentence && capitalised(t.Raw[t.Words[next].Start:])
	if strings.HasPrefix(b, a) {
		return !last || n > 1 && !known
	}
	return !last && n > 1 && n <= mostContracted && a[0] == b[0] && contains(b, a)
}

// capitalised reports whether a text begins with a letter that is its own upper case, as
// the first of a sentence does.
func capitalised(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ToLower(string(r)) != string(r)
}

// contains reports whether word has the letters in their order, with others between.
func contains(word, letters string) bool {
	for _, r := range letters {
		i := strings.IndexRune(word, r)
		if i < 0 {
			return false
		}
		_, n := utf8.DecodeRuneInString(word[i:])
		word = word[i+n:]
	}
	return true
}

// initials reports whether a form consists of the first letters of words, at least two
// and in their order. Function words may be left out, and an elided article is no part
// of a word (l'ONU).
func initials(form string, words []string) bool {
	form, words = unelided(form), slices.Clone(words)
	words[0] = unelided(words[0])
	letters := []rune(strings.ReplaceAll(form, ".", ""))
	if len(letters) < 2 || len(letters) > len(words) {
		return false
	}
	k := 0
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if k < len(letters) && r == letters[k] {
			k++
		} else if utf8.RuneCountInString(w) > mostSkipped {
			return false
		}
	}
	return k == len(letters)
}

// unelided returns a form without the part before an apostrophe.
func unelided(form string) string { return form[strings.IndexByte(form, '\'')+1:] }

// mostSkipped is the most letters of a word that initials may leave out: of, and,
// für.
const mostSkipped = 3

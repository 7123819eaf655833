package lexicon

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Word is what is known about a word by itself, whatever replaces it.
type Word struct {
	Key  Key    // see [Lexicon.Key]
	Stem string // of the unchanged form, see [shingle.Language.Stem]

	Rarity float64 // see [Lexicon.Rarity]; 0 if the word is not Rated
	Rated  bool    // the lexicon says how rare the word is

	// Open says that the word is of an open class: no list of words that belong together
	// contains it or another word with its stem. [Siblings], [Person], [Figures] and
	// [SameElsewhere] relate it to nothing, and [Closed] only to the same word in
	// another spelling.
	Open bool
}

// Word returns what is known about a word, given as its normal form. It costs a stem
// and some look-ups, and much less for a recent word: see [Lexicon.Key].
func (l *Lexicon) Word(form string) Word {
	return l.cache.word(form, l.wordOf)
}

// wordOf makes the Word of a form.
func (l *Lexicon) wordOf(form string) Word {
	w := WordOf(l.Language(), form)
	w.Rarity, w.Rated = l.Rarity(form)
	return w
}

// WordOf returns what the package knows about a word of a language, given as its
// normal form, without a lexicon, so the word is not Rated. It costs a stem and some
// look-ups.
func WordOf(lang shingle.Language, form string) Word {
	w := Word{Stem: lang.Stem(form)}
	if strings.HasPrefix(form, w.Stem) {
		w.Stem = form[:len(w.Stem)] // most are: two strings become one
	}
	w.Key = wordKeyOf(lang, form, w.Stem)
	w.Open = open(lang, form, w.Stem)
	return w
}

// wordKeyOf is wordKey for a word whose stem is known.
func wordKeyOf(lang shingle.Language, form, stem string) Key {
	if form == "" || lang != shingle.English || american(form) != form {
		return wordKey(lang, form)
	}
	return Key(max(1, hashOf(stem)))
}

// open reports whether no list contains a word, see [Word.Open].
func open(lang shingle.Language, form, stem string) bool {
	if personLists.of(lang).has(form, stem) || setLists.of(lang).has(form, stem) || regionalLists.of(lang).has(stem) {
		return false
	}
	if lang != shingle.English || form == "" {
		return true
	}
	if strings.IndexByte(form, '\'') >= 0 || len(closedEnglish().of[form]) > 0 || ProperSense(form) != NotProper {
		return false
	}
	words := []string{form}
	_, isNumber := readNumber(words)
	_, _, isMeasure := measure(words)
	return !isNumber && !isMeasure
}

package lexicon

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Word is what is known of a word by itself, whatever is put in its place.
type Word struct {
	Key  Key    // see [Lexicon.Key]
	Stem string // of the form as it is, see [shingle.Language.Stem]

	Rarity float64 // see [Lexicon.Rarity]; 0 if the word is not Rated
	Rated  bool    // the lexicon says how rare the word is

	// Open reports that the word is of an open class: no list of words that belong
	// together has it, or another word of its stem. [Siblings], [Person], [Figures] and
	// [SameElsewhere] relate it to nothing, and [Closed] to nothing but the same word in
	// another spelling.
	Open bool
}

// Word returns what is known of a word, given as its normal form. It costs a stem and
// some look-ups, and much less for a word met lately: see [Lexicon.Key].
func (l *Lexicon) Word(form string) Word {
	return l.cache.word(form, l.wordOf)
}

// wordOf makes what is known of a word.
func (l *Lexicon) wordOf(form string) Word {
	w := WordOf(l.Language(), form)
	w.Rarity, w.Rated = l.Rarity(form)
	return w
}

// WordOf returns what the package knows of a word of a language, given as its normal
// form, without a lexicon: it rates no word. It costs a stem and some look-ups.
func WordOf(lang shingle.Language, form string) Word {
	w := Word{Stem: lang.Stem(form)}
	if strings.HasPrefix(form, w.Stem) {
		w.Stem = form[:len(w.Stem)] // most are: two strings become one
	}
	w.Key = wordKeyOf(lang, form, w.Stem)
	w.Open = open(lang, form, w.Stem)
	return w
}

// wordKeyOf is wordKey of a word whose stem is known.
func wordKeyOf(lang shingle.Language, form, stem string) Key {
	if form == "" || lang != shingle.English || american(form) != form {
		return wordKey(lang, form)
	}
	return Key(max(1, hashOf(stem)))
}

// open reports whether no list has a word, see [Word.Open].
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

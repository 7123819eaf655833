package shingle

import (
	"iter"
	"strings"
)

// A Word is one word of a text: text[Start:End], counted in bytes of the text as
// given.
type Word struct {
	Start, End int
	Form       string    // normal form
	Hash       uint64    // hash of the form without marks, see [Fold] and [Shingler.Scheme]
	Class      Class     // the role of the word: see [Class]
	Break      Break     // what is between the word and the one before it
	Disguise   Disguises // the disguises that were removed to get Form
}

// Equal reports whether two words are the same: their forms are equal after [Fold].
// Marks, case, quotation style and disguises make no difference.
func (w *Word) Equal(v *Word) bool {
	return w.Hash == v.Hash && (w.Form == v.Form || Fold(w.Form) == Fold(v.Form))
}

// A Class is the role of a word. Programs that exchange words leave function words,
// numbers and most names unchanged.
type Class uint8

const (
	Content  Class = iota // any other word
	Function              // article, pronoun, preposition, conjunction, auxiliary …
	Name                  // capitalised inside a sentence, or an acronym
	Number                // begins with a digit
	Other                 // URL or e-mail address
)

var classNames = [...]string{"content", "function", "name", "number", "other"}

// String returns the class in lower case, "function" for [Function].
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return "invalid"
}

// A Break says what is between a word and the word before it. Breaks are ordered: a
// greater one separates more.
type Break uint8

const (
	Joined    Break = iota // no white space: a hyphen, a slash, or nothing
	Space                  // white space, nothing else
	Clause                 // a comma, a bracket, a dash, a quotation mark …
	Sentence               // a full stop, question or exclamation mark, or colon
	Paragraph              // an empty line, or the start of the text
)

// Words returns an iterator over the words of text, in order. Words do not
// overlap, and no word holds an invalid byte: bytes that are not UTF-8 end a word
// and belong to no word.
//
// lang decides only the class of a word, never its span or form. [Auto] means
// [Guess](text), [None] means no function words at all.
//
// Character references (&#105; &eacute; &shy;), other escapes and garbled characters
// are read as the characters they stand for, see the package comment. The span of a
// word covers them entirely.
//
// Time and memory are linear in the length of text. Forms share memory with
// text or with a copy of it where they can.
func Words(text string, lang Language) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		r := read(text)
		w := walker{classifier: newClassifier(r.text, lang), reading: &r, yield: yield}
		w.walk()
	}
}

// guessSample is the most bytes of a text that [Guess] reads. About 650 words are
// ten times as much as the decision needs.
const guessSample = 4 << 10

// Guess returns the language of text if its function words show it, and [None] if
// they do not: because the text is too short, mixed, or in a language without a
// list. It considers the supported languages and up to 16 of own, which
// [NewLanguage] made; [Auto] guesses without these. It reads only the first 4 KiB
// of what text stands for.
func Guess(text string, own ...Language) Language {
	for size := 2 * guessSample; ; size *= 4 {
		sample := text[:min(len(text), size)]
		r := reading{text: sample}
		if strings.IndexByte(sample, '&') >= 0 {
			r = readPart(text, size) // the reading may be half as long
		}
		r = r.steps()
		if len(r.text) >= guessSample || size >= len(text) {
			return guess(r.text, own...)
		}
	}
}

// guess is [Guess] for the reading of a text.
func guess(text string, own ...Language) Language {
	text = text[:min(len(text), guessSample)] // may cut a word: one in thousands
	return guessLanguage(func(yield func(string) bool) {
		if !yieldPlain(text, yield) {
			scan(text, func(t *token) bool { return yield(t.form) })
		}
	}, own...)
}

// yieldPlain yields the forms of the words of a sample that is entirely plain;
// [scan] takes three times as long for that. If the sample is not plain, yieldPlain
// yields nothing and returns false.
func yieldPlain(text string, yield func(string) bool) bool {
	var room [guessSample + pad]byte
	plain, n := appendPlain(room[:0], text, latinForms())
	if n < len(text) || mayHoldAddressAt(plain) {
		return false
	}
	var cut cutter
	cut.begin(plain)
	forms := string(plain)
	for words, ok := cut.next(); ok; words, ok = cut.next() {
		for _, w := range words {
			if !yield(forms[w.from:w.to]) {
				return true
			}
		}
	}
	return true
}

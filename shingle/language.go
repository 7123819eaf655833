package shingle

import (
	"errors"
	"fmt"
	"strings"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
)

// Language names the language whose function words and stems are used.
// Its value is the two-letter code of the language, so that it can be written
// into a report or read from a command line as it stands.
type Language string

// The languages the package knows, and the two choices that are not languages.
const (
	// Auto asks for the language to be guessed from the text.
	Auto Language = ""
	// English is the language with the code "en".
	English Language = "en"
	// French is the language with the code "fr".
	French Language = "fr"
	// Spanish is the language with the code "es".
	Spanish Language = "es"
	// Russian is the language with the code "ru".
	Russian Language = "ru"
	// Swedish is the language with the code "sv".
	Swedish Language = "sv"
	// Norwegian is the language with the code "no". It covers Bokmål; the list
	// of function words also holds the common Nynorsk forms.
	Norwegian Language = "no"
	// Hungarian is the language with the code "hu".
	Hungarian Language = "hu"
	// None stands for a text in no supported language. It has no function words
	// and leaves every form unstemmed.
	None Language = "none"
)

// maxStemBytes bounds the forms that are stemmed. No word of a supported
// language that a reader would recognise is longer, and the bound keeps a
// hostile text made of one huge word from costing more than a plain one.
const maxStemBytes = 64

// ErrLanguage is wrapped by the errors of ParseLanguage.
var ErrLanguage = errors.New("shingle: unknown language")

// Languages returns the supported languages, without Auto and None. Each call
// returns a fresh slice, which the caller may keep and change.
func Languages() []Language {
	return []Language{English, French, Spanish, Russian, Swedish, Norwegian, Hungarian}
}

// ParseLanguage returns the language written as s: the code of a supported
// language, "none", or "auto" or the empty string for Auto. Case is ignored.
// Anything else is an error that wraps ErrLanguage and names the input.
func ParseLanguage(s string) (Language, error) {
	switch l := Language(strings.ToLower(s)); l {
	case Auto, "auto":
		return Auto, nil
	case English, French, Spanish, Russian, Swedish, Norwegian, Hungarian, None:
		return l, nil
	}
	return None, fmt.Errorf("%w: %q", ErrLanguage, s)
}

// IsFunctionWord reports whether form is a function word of the language: an
// article, a pronoun, a preposition, a conjunction, an auxiliary or another
// member of a closed class. The form must be a normal form, that is lower-cased,
// in NFKC and with ASCII apostrophes. None and Auto have no function words.
//
// The words are those of the Snowball list for the language, without the few
// content words that the list holds, and with the closed classes completed by
// hand. English contractions of a pronoun (they'll) and French elisions of two
// function words (qu'il) follow by rule. The first call for a language loads
// its list; later calls cost a map look-up and do not allocate.
func (l Language) IsFunctionWord(form string) bool {
	if is, listed := l.words().get(hashForm(form), form); listed {
		return is
	}
	return l.isUnlisted(form)
}

// isUnlisted reports whether a form that the list of the language does not hold
// is a function word.
func (l Language) isUnlisted(form string) bool {
	switch l {
	case English:
		return english.IsStopWord(form) || isEnglishContraction(form)
	case French:
		return french.IsStopWord(form) || isFrenchElision(form)
	case Spanish:
		return spanish.IsStopWord(form)
	case Russian:
		return russian.IsStopWord(form)
	case Swedish:
		return swedish.IsStopWord(form)
	case Norwegian:
		return norwegian.IsStopWord(form)
	case Hungarian:
		return hungarian.IsStopWord(form)
	}
	return false
}

// Stem returns the Snowball stem of form, a normal form as IsFunctionWord takes
// it, so that the inflected forms of one word compare equal. English irregular
// forms are first brought to their lemma, which makes the stem of "brought"
// that of "bring", and a possessive 's is dropped. French loses an elided
// article or particle (l'homme), and Russian ё counts as е.
//
// Function words are returned as they are, and so are forms with a digit, a
// stop, a slash, an at sign, a colon or an underscore, which are numbers,
// addresses and identifiers rather than words. Forms longer than 64 bytes are
// also returned unchanged, which bounds the cost of a call whatever the text
// holds. None and Auto return the form itself.
func (l Language) Stem(form string) string {
	if l == None || l == Auto || len(form) > maxStemBytes || !isStemmable(form) || l.IsFunctionWord(form) {
		return form
	}
	switch l {
	case English:
		word := strings.TrimSuffix(strings.TrimSuffix(form, "'s"), "'")
		if lemma, ok := englishLemmas()[word]; ok {
			word = lemma
		}
		if word == "" || English.IsFunctionWord(word) {
			return word
		}
		if stem := doubled(word); stem != "" {
			return stem
		}
		return english.Stem(word, true)
	case French:
		word := form
		if _, tail, ok := cutElision(form); ok {
			word = tail
		}
		// The French stemmer logs this one string, a debugging remnant. It is
		// its own stem.
		if word == "voudrion" || French.IsFunctionWord(word) {
			return word
		}
		return french.Stem(word, true)
	case Spanish:
		return spanish.Stem(form, true)
	case Russian:
		return russian.Stem(strings.ReplaceAll(form, "ё", "е"), true)
	case Swedish:
		return swedish.Stem(form, true)
	case Norwegian:
		return norwegian.Stem(form, true)
	case Hungarian:
		return hungarian.Stem(form, true)
	}
	return form
}

// isStemmable reports whether form is free of the ASCII characters that mark a
// number, an address or an identifier.
func isStemmable(form string) bool {
	for i := range len(form) {
		switch c := form[i]; {
		case c >= 0x80 || 'a' <= c && c <= 'z':
		case '0' <= c && c <= '9', c == '.', c == '/', c == '@', c == ':', c == '_':
			return false
		}
	}
	return true
}

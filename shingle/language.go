package shingle

import (
	"errors"
	"fmt"
	"strings"
	"sync"
)

// A Language names the language whose function words and stems are used. The
// zero value is [Auto]. A Language is one of the variables of this package, a
// result of [ParseLanguage], or a result of [NewLanguage]: no Language has an
// unknown code. Languages may be compared with ==.
//
// The variables of this package must not be assigned.
type Language struct {
	row *language // nil for Auto
}

// The two choices that are not languages.
var (
	// Auto means that the language is guessed from the text, among those that the
	// package supports.
	Auto = Language{}
	// None stands for a text in no supported language. It has no function words and
	// leaves every form unstemmed. Its schemes name a stemmer all the same, because
	// those of the first version do.
	None = Language{&language{code: "none", name: "none", stemmer: snowballVersion}}
)

// languages holds the supported languages. It is the only place that lists them;
// each is a row in its own file.
var languages = []Language{
	English, French, Spanish, Russian, Swedish, Norwegian, Hungarian,
	German, Italian, Portuguese, Dutch, Danish,
}

// A language is everything that the package knows about a language.
type language struct {
	code string // of ISO 639-1
	name string // in English

	// list is the text of the list of function words, see parseWords. revision
	// names it in schemes, and is empty for the first list.
	list     string
	revision string

	// stop reports whether the stemmer itself takes a form that is not in the list
	// for a function word. It is nil if the list is complete.
	stop func(form string) bool
	// joined reports whether a form that is not in the list consists of several
	// function words, such as they'll and qu'il. It is nil if no rule makes such
	// forms.
	joined func(l *language, form string) bool

	// A form that is no function word is stemmed in three steps. stemmer names the
	// stems in schemes: the module and its version, and after a plus sign the
	// version of this package's own steps. cut removes what does not belong to the
	// word, an elided article or a possessive; it is nil if there is nothing to
	// remove. irregular is the text of the list of irregular forms, see lemmaTable.
	// stem returns the stem of the rest; it is nil if a form is its own stem.
	cut       func(form string) string
	irregular string
	stem      func(word string) string
	stemmer   string

	// sayings are verbs of saying and other words that attribute a quotation, see
	// IsSaying. Those that mean something else in other languages are in
	// sayingsAtHome.
	sayings, sayingsAtHome string

	// marks are words, endings (-hed), beginnings (kj-) and letters anywhere (-ñ-)
	// that related languages do not have. A guess needs them only in close calls.
	marks string

	// nounCapitals says that every noun has a capital, so that a capital within a
	// sentence does not indicate a name.
	nounCapitals bool

	words       onceTable // of list
	sayingTable onceTable // of sayings and sayingsAtHome
	lemmas      lemmaTable

	foldedOnce sync.Once
	folded     *formTable[bool] // see foldedWords
}

// A onceTable is a table of forms that is made at its first use. A program pays
// only for the languages that it meets, well under 0.1 ms and some 40 kB for each.
type onceTable struct {
	once sync.Once
	made *formTable[bool]
}

func (t *onceTable) get(text ...string) *formTable[bool] {
	t.once.Do(func() { t.made = parseWords(text...) })
	return t.made
}

// maxStemBytes bounds the forms that are stemmed. No word of a supported
// language that a reader would recognise is longer, and the bound keeps a
// hostile text made of one huge word from costing more than a plain one.
const maxStemBytes = 64

// ErrLanguage is wrapped by the errors of [ParseLanguage], about a code that no
// supported language has.
var ErrLanguage = errors.New("shingle: unknown language")

// Languages returns the supported languages, without Auto and None. Each call
// returns a fresh slice, which the caller may keep and change.
func Languages() []Language { return append([]Language(nil), languages...) }

// LanguageCodes returns everything that [ParseLanguage] accepts, for usage texts
// and messages: "auto", the codes of the supported languages in the order of
// [Languages], and "none". Each call returns a fresh slice.
func LanguageCodes() []string {
	codes := []string{Auto.String()}
	for _, l := range languages {
		codes = append(codes, l.row.code)
	}
	return append(codes, None.row.code)
}

// ParseLanguage returns the language written as s: the code of a supported
// language, "none", or "auto" or the empty string for Auto. Case is ignored.
// Anything else, including the codes of languages that [NewLanguage] made, is an
// error that wraps ErrLanguage and names the input.
func ParseLanguage(s string) (Language, error) {
	code := strings.ToLower(s)
	switch code {
	case "", Auto.String():
		return Auto, nil
	case None.row.code:
		return None, nil
	}
	for _, l := range languages {
		if l.row.code == code {
			return l, nil
		}
	}
	return None, fmt.Errorf("%w: %q", ErrLanguage, s)
}

// String returns the code of the language: that of ISO 639-1 for supported
// languages, "none" for [None] and "auto" for [Auto].
func (l Language) String() string {
	if l.row == nil {
		return "auto"
	}
	return l.row.code
}

// Name returns the English name of the language, such as "German"; it is "none" for
// [None] and "auto" for [Auto].
func (l Language) Name() string {
	if l.row == nil {
		return "auto"
	}
	return l.row.name
}

// MarshalText returns the code of the language, and an empty text for [Auto]. It
// never fails.
func (l Language) MarshalText() ([]byte, error) {
	if l.row == nil {
		return []byte{}, nil
	}
	return []byte(l.row.code), nil
}

// UnmarshalText sets l to the result of [ParseLanguage], and returns its errors. It
// does not know languages that [NewLanguage] made.
func (l *Language) UnmarshalText(text []byte) error {
	parsed, err := ParseLanguage(string(text))
	if err != nil {
		return err
	}
	*l = parsed
	return nil
}

// IsFunctionWord reports whether form is a function word of the language: an
// article, a pronoun, a preposition, a conjunction, an auxiliary or another
// member of a closed class. The form must be a normal form, that is lower-cased,
// in NFKC and with ASCII apostrophes. None and Auto have no function words.
//
// The words of the first seven languages come from the Snowball list of the
// language, without its few content words, and with the closed classes completed by
// hand. Those of the others are listed by hand. English contractions of a pronoun
// (they'll) and elisions of two function words (qu'il, dell'altro) follow by rule.
// The first call for a language loads its list; later calls cost a map look-up and
// do not allocate.
func (l Language) IsFunctionWord(form string) bool {
	if is, listed := l.words().get(hashForm(form), form); listed {
		return is
	}
	return l.isUnlisted(form)
}

// words returns the list of the language, or nil for None and Auto.
func (l Language) words() *formTable[bool] {
	if l.row == nil || l.row.list == "" {
		return nil
	}
	return l.row.words.get(l.row.list)
}

// isUnlisted reports whether a form that the list of the language does not hold
// is a function word.
func (l Language) isUnlisted(form string) bool {
	r := l.row
	return r != nil && (r.stop != nil && r.stop(form) || r.joined != nil && r.joined(r, form))
}

// Stem returns the Snowball stem of form, a normal form as IsFunctionWord takes
// it, so that the inflected forms of one word compare equal. The commonest
// irregular forms are first replaced by their lemma, so that "brought" has the stem
// of "bring", and the German "ging" that of "gehen". English loses a possessive 's,
// French and Italian lose an elided article or particle (l'homme, dell'uomo), and
// Russian ё counts as е.
//
// Function words are returned unchanged, and so are forms with a digit, a stop, a
// slash, an at sign, a colon or an underscore, which are numbers, addresses and
// identifiers, not words, and forms with a character that Unicode 15.0 does not
// assign. Forms longer than 64 bytes are also returned unchanged, which bounds the
// cost of a call whatever the text holds. None and Auto return the form itself.
func (l Language) Stem(form string) string {
	if l.row == nil || l.row.stem == nil || len(form) > maxStemBytes || !isStemmable(form) || l.IsFunctionWord(form) {
		return form
	}
	word := form
	if l.row.cut != nil {
		word = l.row.cut(form)
	}
	if word == "" || word != form && l.IsFunctionWord(word) {
		return word
	}
	return l.row.stemLemma(word)
}

// isStemmable reports whether form is free of the ASCII characters that mark a
// number, an address or an identifier, and of characters whose lower case
// depends on the compiler's version of Unicode.
func isStemmable(form string) bool {
	for i := range len(form) {
		switch c := form[i]; {
		case c >= 0x80 || 'a' <= c && c <= 'z':
		case '0' <= c && c <= '9', c == '.', c == '/', c == '@', c == ':', c == '_':
			return false
		}
	}
	return isASCII(form) || strings.IndexFunc(form, unassigned) < 0
}

// nounCapitals reports whether every noun of the language has a capital.
func (l Language) nounCapitals() bool { return l.row != nil && l.row.nounCapitals }

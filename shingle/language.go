package shingle

import (
	"errors"
	"fmt"
	"strings"
	"sync"
)

// A Language names the language whose function words and stems are used. The
// zero value is [Auto]. A Language is one of the variables of this package, what
// [ParseLanguage] returns for a code, or what [NewLanguage] makes: a code that
// no language has cannot be a Language. Languages may be compared with ==.
//
// The variables of this package must not be assigned.
type Language struct {
	row *language // nil for Auto
}

// The two choices that are not languages.
var (
	// Auto asks for the language to be guessed from the text, among those that
	// the package supports.
	Auto = Language{}
	// None stands for a text in no supported language. It has no function words
	// and leaves every form unstemmed, although its schemes name a stemmer: those of
	// the first version do.
	None = Language{&language{code: "none", name: "none", stemmer: snowballVersion}}
)

// languages holds the supported languages. It is the one place that lists them:
// each is a row in a file of its own.
var languages = []Language{
	English, French, Spanish, Russian, Swedish, Norwegian, Hungarian,
	German, Italian, Portuguese, Dutch, Danish,
}

// A language is all that the package knows of one.
type language struct {
	code string // of ISO 639-1
	name string // in English

	// list is the text of the list of function words, see parseWords. revision
	// names it in schemes. It is empty for the first.
	list     string
	revision string

	// stop reports whether the stemmer itself takes a form that the list does not
	// hold for a function word. It is nil where the list is whole.
	stop func(form string) bool
	// joined reports whether a form that the list does not hold is made of several
	// function words, as they'll and qu'il. It is nil where no rule makes them.
	joined func(l *language, form string) bool

	// A form that is no function word is stemmed in three steps, and stemmer names
	// the stems in schemes: the module and its version, and after a plus sign what
	// this package does before. cut takes off what is no part of the word, an elided
	// article or a possessive, and is nil where nothing is. irregular is the text of
	// the list of irregular forms, see lemmaTable. stem returns the stem of what is
	// left, and is nil if a form is its own stem.
	cut       func(form string) string
	irregular string
	stem      func(word string) string
	stemmer   string

	// sayings are verbs of saying and other words that attribute a quotation, see
	// IsSaying. Those that are other words elsewhere stand in sayingsAtHome.
	sayings, sayingsAtHome string

	// marks are words, endings (-hed), beginnings (kj-) and letters anywhere (-ñ-)
	// that its relatives do not have. A guess needs them in close calls only.
	marks string

	// nounCapitals reports that every noun has a capital, so that a capital within a
	// sentence makes no name.
	nounCapitals bool

	words       onceTable // of list
	sayingTable onceTable // of sayings and sayingsAtHome
	lemmas      lemmaTable

	foldedOnce sync.Once
	folded     *formTable[bool] // see foldedWords
}

// A onceTable is a table of forms that is made when it is first asked for. A
// program pays only for the languages it meets, well under 0.1 ms and some 40 kB
// for each.
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

// LanguageCodes returns all that [ParseLanguage] takes, for usage texts and
// messages: "auto", the codes of the supported languages in the order of
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
// Anything else, the codes of languages that [NewLanguage] made included, is an
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

// String returns the code of the language, as ISO 639-1 has it for those that
// the package supports, "none" for [None] and "auto" for [Auto].
func (l Language) String() string {
	if l.row == nil {
		return "auto"
	}
	return l.row.code
}

// Name returns the English name of the language, such as "German": "none" for
// [None], and "auto" for [Auto].
func (l Language) Name() string {
	if l.row == nil {
		return "auto"
	}
	return l.row.name
}

// MarshalText returns the code of the language, and nothing for [Auto]. It never
// fails.
func (l Language) MarshalText() ([]byte, error) {
	if l.row == nil {
		return []byte{}, nil
	}
	return []byte(l.row.code), nil
}

// UnmarshalText sets l as [ParseLanguage] reads text, and fails as it does. It
// cannot know the languages that [NewLanguage] made.
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
// The words of the first seven languages are those of the Snowball list for the
// language, without the few content words that the list holds, and with the
// closed classes completed by hand. Those of the others are listed by hand.
// English contractions of a pronoun (they'll) and elisions of two function words
// (qu'il, dell'altro) follow by rule. The first call for a language loads its
// list; later calls cost a map look-up and do not allocate.
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
// irregular forms are first brought to their lemma, which makes the stem of
// "brought" that of "bring", and that of the German "ging" that of "gehen". English
// loses a possessive 's, French and Italian lose an elided article or particle
// (l'homme, dell'uomo), and Russian ё counts as е.
//
// Function words are returned as they are, and so are forms with a digit, a
// stop, a slash, an at sign, a colon or an underscore, which are numbers,
// addresses and identifiers rather than words, and forms with a character that
// Unicode 15.0 does not assign. Forms longer than 64 bytes are also returned
// unchanged, which bounds the cost of a call whatever the text holds. None and Auto
// return the form itself.
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

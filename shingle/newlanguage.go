package shingle

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// LanguageSettings describe a language that the package does not support. Only Code
// must be set. The three lists hold normal forms, separated by white space; lines
// that begin with '#' are ignored, as in a file.
type LanguageSettings struct {
	Code string // as in BCP 47, in lower case: "ca", "gsw", "pt-br"
	Name string // in English; the code if empty

	// FunctionWords are the articles, pronouns, prepositions, conjunctions and
	// auxiliaries of the language, in all their forms. Some 150 are enough to guess
	// the language; they make up a quarter of prose or more.
	FunctionWords string
	// Elided are particles that lose a vowel and are joined to the next word by an
	// apostrophe: "l d" for l'home, d'una. A particle joined to a function word is
	// a function word too, and Stem is called without the particle.
	Elided string
	// Sayings are verbs of saying and other words that attribute a quotation.
	Sayings string

	// Stem returns the stem of a normal form of at most 64 bytes that is no
	// function word. It must always return the same stem for a form, and be safe
	// for concurrent use. If it is nil, forms are their own stems.
	Stem func(form string) string
	// StemVersion names the version of Stem, as in "snowball-2.2.0+1": it must
	// change whenever a stem changes. It must be set if and only if Stem is set.
	StemVersion string
}

// ErrLanguageSettings is wrapped by the errors of NewLanguage.
var ErrLanguageSettings = errors.New("shingle: bad settings of a language")

// Bounds on the settings of a language.
const (
	maxCode        = 35 // bytes
	maxStemVersion = 64 // bytes
	maxWords       = 50_000
)

// NewLanguage returns a language of the caller's own, which can be used wherever a
// Language can. No part of this package finds it by its code: give it to [Guess]
// for texts that may be in it, and keep it, because two calls with the same
// settings make two languages that are not equal.
//
// Hashes made with it have their own [Shingler.Scheme], with a digest of the
// function words and of the elided particles, and with StemVersion.
//
// Errors wrap [ErrLanguageSettings] and say which field is wrong: a code that is not of
// the form of BCP 47 or that [ParseLanguage] takes, a listed word that is not the
// normal form of one word, more than 50,000 words in a list, or a stem without a
// version.
func NewLanguage(s LanguageSettings) (Language, error) {
	if err := s.check(); err != nil {
		return None, err
	}
	row := &language{
		code: s.Code, name: s.Name, list: s.FunctionWords, sayings: s.Sayings,
		revision: s.revision(), stemmer: "none",
	}
	if row.name == "" {
		row.name = s.Code
	}
	particles := wordsOf(s.Elided)
	elides := func(particle string) bool { return slices.Contains(particles, particle) }
	if len(particles) > 0 {
		row.joined = joinsElided(elides)
	}
	if s.Stem != nil {
		row.stemmer = s.StemVersion
		row.cut = func(form string) string {
			word, _ := cutElided(form, elides)
			return word
		}
		row.stem = s.Stem
	}
	return Language{row}, nil
}

// check returns an error for settings that do not describe a language.
func (s LanguageSettings) check() error {
	_, err := ParseLanguage(s.Code)
	switch {
	case !isCode(s.Code):
		return fmt.Errorf("%w: Code %q, want one of BCP 47 in lower case", ErrLanguageSettings, s.Code)
	case err == nil:
		return fmt.Errorf("%w: Code %q is taken", ErrLanguageSettings, s.Code)
	case (s.Stem != nil) != (s.StemVersion != ""):
		return fmt.Errorf("%w: StemVersion %q, want one if and only if Stem is set", ErrLanguageSettings, s.StemVersion)
	case len(s.StemVersion) > maxStemVersion || strings.ContainsFunc(s.StemVersion, notGraphic):
		return fmt.Errorf("%w: StemVersion %q, want at most %d printable characters of ASCII, no space",
			ErrLanguageSettings, s.StemVersion, maxStemVersion)
	}
	for _, l := range [...]struct{ name, list string }{
		{"FunctionWords", s.FunctionWords}, {"Elided", s.Elided}, {"Sayings", s.Sayings},
	} {
		if err := checkForms(l.name, wordsOf(l.list)); err != nil {
			return err
		}
	}
	return nil
}

// notGraphic reports whether r is not a printable ASCII character, or is the space.
func notGraphic(r rune) bool { return r <= ' ' || r > '~' }

// isCode reports whether code has the form of a language tag: two to eight
// letters, then groups of up to eight letters and digits, each after a hyphen.
func isCode(code string) bool {
	if len(code) > maxCode {
		return false
	}
	first := true
	for group := range strings.SplitSeq(code, "-") {
		for _, r := range group {
			if ('a' > r || r > 'z') && (first || '0' > r || r > '9') {
				return false
			}
		}
		if len(group) > 8 || group == "" || first && len(group) < 2 {
			return false
		}
		first = false
	}
	return true
}

// checkForms returns an error if one of the words of a list is not a normal form.
func checkForms(name string, words []string) error {
	if len(words) > maxWords {
		return fmt.Errorf("%w: %s has %d words, want at most %d", ErrLanguageSettings, name, len(words), maxWords)
	}
	for _, word := range words {
		var forms []string
		for w := range Words(word, None) {
			forms = append(forms, w.Form)
		}
		if len(forms) != 1 || forms[0] != word {
			return fmt.Errorf("%w: %s has %q, which is not the normal form of one word; as words it is %q",
				ErrLanguageSettings, name, word, forms)
		}
	}
	return nil
}

// revision names in schemes how the hashes depend on the lists: equal for the same
// words in any order.
func (s LanguageSettings) revision() string {
	h := sha256.New()
	for _, list := range [...]string{s.FunctionWords, s.Elided} {
		words := wordsOf(list)
		slices.Sort(words)
		fmt.Fprintf(h, "%q", slices.Compact(words))
	}
	return fmt.Sprintf("own-%x", h.Sum(nil)[:8])
}

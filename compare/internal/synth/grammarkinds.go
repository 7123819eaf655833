package synth

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// grammarKinds change person, gender, tense and number.
func grammarKinds() []kind {
	gender := func(l *tables.Language) tables.Pairs { return l.Gender }
	neutral := func(l *tables.Language) tables.Pairs { return l.Neutral }
	third := func(l *tables.Language) tables.Pairs { return l.Third }
	thirdWithVerbs := func(l *tables.Language) tables.Pairs { return slices.Concat(l.Third, l.Agree) }
	address := func(l *tables.Language) tables.Pairs { return l.Address }
	tense := func(l *tables.Language) tables.Pairs { return l.Tense }
	return []kind{
		{name: "gender", label: "near-duplicate", weight: 3, strengths: []float64{0.6, 1, 1}, makers: []maker{
			pairs("to-she", 3, gender, false, false), pairs("to-he", 3, gender, true, false), pairs("both", 3, gender, false, true), edited("with-names", 4, genderWithNames).in("en fr es sv no hu it pt nl da"),
		}},
		{name: "neutral", label: "near-duplicate", languages: "en fr es ru it pt de nl sv no da", strengths: []float64{0.6, 1, 1}, makers: []maker{
			pairs("to-they", 2, neutral, false, false), pairs("to-he", 2, neutral, true, false),
		}},
		{name: "person", label: "near-duplicate", weight: 2, strengths: []float64{0.6, 1, 1}, makers: []maker{
			pairs("to-third", 3, thirdWithVerbs, false, false), pairs("to-first", 3, third, true, false),
			pairs("address", 2, address, false, false).in("fr es ru it pt de nl sv no da hu"),
		}},
		{name: "tense", label: "near-duplicate", weight: 2, strengths: []float64{0.5, 1, 1}, makers: []maker{
			edited("to-present", 3, toPresent), pairs("to-past", 3, tense, true, false),
			edited("regular-verbs", 3, regularTense).in("en"), edited("past-of-all", 4, allTense).in("en"),
		}},
		{name: "inflected", label: "near-duplicate", weight: 2, strengths: []float64{0.05, 0.1, 0.2}, makers: []maker{
			edited("attested", 3, attestedForms), edited("number", 3, numberOfNouns).in("en"), edited("endings", 3, endings),
		}},
	}
}

// toPresent changes verbs of the list from past to present. It leaves a word after
// an English auxiliary, which is a participle.
func toPresent(t *task) int {
	for i := 1; i < len(t.words) && t.Language == "en"; i++ {
		if slices.Contains(auxiliaries, t.words[i-1].Form) {
			t.at(i, word).changed = true
		}
	}
	return t.substitute(table(t.lists.Tense, false))
}

// genderWithNames changes gender and replaces every name.
func genderWithNames(t *task) int {
	n := t.substitute(table(t.lists.Gender, t.r.IntN(2) == 0))
	if n < 2 {
		return 0
	}
	if renamed := (reviser{t.draft, t.r}).rename(); renamed > 0 {
		return n + renamed
	}
	return 0
}

// regularTense changes regular verbs of the list from past to present.
func regularTense(t *task) int {
	to := make(map[string]string)
	for _, v := range t.lists.Verbs {
		to[inflect(v, past, false)] = inflect(v, plural, false) // walks is spelt as a plural
	}
	return t.each(func(i int, word string) string {
		if i > 0 && slices.Contains(auxiliaries, t.words[i-1].Form) {
			return word // a participle
		}
		return lookUpWord(to, word)
	})
}

// allTense changes the verbs of both lists from past to present.
func allTense(t *task) int {
	n := toPresent(t)
	return n + regularTense(t)
}

// lookUpWord returns the value of a word with its capitals, or the word.
func lookUpWord(table map[string]string, word string) string {
	if v, ok := table[strings.ToLower(word)]; ok {
		return recase(v, word)
	}
	return word
}

// numberOfNouns exchanges nouns of the list for their plurals, and plurals for
// singulars.
func numberOfNouns(t *task) int {
	to := make(map[string]string)
	for _, v := range t.lists.Plurals {
		s := inflect(v, plural, false)
		to[v], to[s] = s, v
	}
	t.strength = min(1, 6*t.strength) // few words are in the list
	return t.each(func(_ int, word string) string { return lookUpWord(to, word) })
}

// attestedForms puts other forms of the same stem that the base texts of the
// language hold: sg. for pl., past for present, case for case.
func attestedForms(t *task) int {
	forms := t.g.forms(t.Language)
	l := t.shingle()
	if l == shingle.None {
		return 0
	}
	return t.each(func(i int, word string) string {
		form := t.words[i].Form
		if !t.content(i) || strings.ToLower(word) != form || utf8.RuneCountInString(form) < 4 {
			return word
		}
		others := forms[l.Stem(form)]
		for range 4 {
			if len(others) < 2 {
				break
			}
			if x := others[t.r.IntN(len(others))]; x != form && near(x, form) {
				return recase(x, word)
			}
		}
		return word
	})
}

// near reports whether two forms share a beginning that lacks at most four letters
// of the longer one. Forms of one stem that do not are often different words.
func near(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return max(utf8.RuneCountInString(a[n:]), utf8.RuneCountInString(b[n:])) <= 4 && utf8.RuneCountInString(a[:n]) >= 3
}

// suffixes are endings that replace one another in a language: a crude way to
// inflect, which differs from that of attestedForms.
var suffixes = map[string][]string{
	"en": {"s", "", "ed", "ing"}, "fr": {"s", "", "es", "e"}, "es": {"s", "", "as", "os", "a", "o"}, "pt": {"s", "", "as", "os", "a", "o"},
	"it": {"o", "i", "a", "e"}, "de": {"en", "e", "er", "es", "em"}, "nl": {"en", "e", "s"}, "sv": {"en", "ar", "arna", "et", "er"},
	"no": {"en", "er", "ene", "et", "a"}, "da": {"en", "er", "erne", "et", "e"}, "hu": {"ok", "ot", "ban", "nak", "on", "ek", "et", "ben", "nek"},
	"ru": {"ы", "а", "ов", "ам", "ом", "у", "ый", "ого", "ому", "ая", "ой"},
}

// endings puts one ending for another of the language.
func endings(t *task) int {
	list := suffixes[t.Language]
	return t.each(func(i int, word string) string {
		if !t.content(i) || utf8.RuneCountInString(word) < 5 {
			return word
		}
		from := t.r.IntN(max(1, len(list)))
		for k := range list {
			old := list[(from+k)%len(list)]
			stem, ok := strings.CutSuffix(word, old)
			if !ok || old == "" || utf8.RuneCountInString(stem) < 3 {
				continue
			}
			if to := list[t.r.IntN(len(list))]; to != old {
				return stem + to
			}
		}
		return word
	})
}

// formLimit bounds how many words of a language forms are gathered from.
const formLimit = 400_000

// gatherForms returns the forms of each stem in texts of a language, sorted.
func gatherForms(language string, texts []Base) map[string][]string {
	seen := make(map[string]bool)
	out := make(map[string][]string)
	l := languageOf(language)
	if l == shingle.None {
		return nil
	}
	n := 0
	for _, b := range texts {
		for w := range shingle.Words(b.Body, l) {
			ordinary := w.Class == shingle.Content || w.Class == shingle.Name && language == "de"
			if n++; !ordinary || seen[w.Form] || w.Disguise != 0 {
				continue
			}
			seen[w.Form] = true
			if stem := l.Stem(w.Form); plain(w.Form) {
				out[stem] = append(out[stem], strings.Clone(w.Form))
			}
		}
		if n > formLimit {
			break
		}
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}

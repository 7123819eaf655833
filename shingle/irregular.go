package shingle

import (
	"strings"
	"sync"
)

// A lemmaTable maps irregular forms of a language to their lemmas. It is made at its
// first use, which took .6 to 1.6 ms: a stem for each starred form.
type lemmaTable struct {
	once  sync.Once
	forms *formTable[string] // by the form
	stems *formTable[string] // by the stem that the stemmer gives to the form
}

// get returns the table of a language, and makes it if necessary. Each line of a
// list such as irregular/de.txt holds a form and its lemma; lines that begin with
// '#' are headings. A form with a star after it stands for all forms with its stem:
// "ging* gehen" holds for gingen and ginge too.
func (t *lemmaTable) get(l *language) *lemmaTable {
	t.once.Do(func() {
		forms := make(map[string]string, strings.Count(l.irregular, "\n"))
		stems := make(map[string]string)
		for line := range strings.Lines(l.irregular) {
			form, lemma, ok := strings.Cut(strings.TrimSpace(line), " ")
			if !ok || form[0] == '#' {
				continue
			}
			if form, star := strings.CutSuffix(form, "*"); star {
				stems[l.stem(form)] = lemma
			} else {
				forms[form] = lemma
			}
		}
		t.forms, t.stems = newFormTable(forms), newFormTable(stems)
	})
	return t
}

// stemLemma returns the stem of a word, or that of its lemma if the list of
// irregular forms has the word or the stem.
func (l *language) stemLemma(word string) string {
	if l.irregular == "" {
		return l.stem(word)
	}
	t := l.lemmas.get(l)
	lemma, ok := t.forms.get(hashForm(word), word)
	if !ok {
		stem := l.stem(word)
		if lemma, ok = t.stems.get(hashForm(stem), stem); !ok {
			return stem
		}
	}
	if l.is(lemma) {
		return lemma
	}
	return l.stem(lemma)
}

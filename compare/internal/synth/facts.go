package synth

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// groups are words that stand for one another when the facts of a text change:
// each line of the file is one set of them.
var groups = sync.OnceValue(func() map[string][]string {
	of := make(map[string][]string)
	for _, line := range read("facts.txt") {
		words := strings.Fields(line)
		for _, w := range words {
			of[w] = words
		}
	}
	return of
})

// group returns the words that stand for one another with a word when the facts
// of a text change: months and weekdays in all languages, more in English.
func (t *Text) group(form string) []string {
	if t.Language == "en" {
		return groups()[form]
	}
	return t.lists.Dates(form)
}

// A reviser changes what a draft says but not how it says it: figures, names,
// terms.
type reviser struct {
	*draft
	r *rand.Rand
}

// figures brings a text up to date: it changes a given share of the numbers, the
// dates, and the words for rises and falls.
func (v reviser) figures(share float64) int {
	n := 0
	for i, w := range v.words {
		if v.r.Float64() >= share {
			continue
		}
		text := v.word(i)
		switch group := v.group(w.Form); {
		case w.Class == shingle.Number:
			text = otherNumber(text, v.r)
		case group != nil && !(w.Form == "may" && !unicode.IsUpper(rune(text[0]))):
			text = recase(group[v.r.IntN(len(group))], text)
		}
		if text != v.word(i) {
			v.set(i, text)
			n++
		}
	}
	return n
}

// otherNumber changes the digits of a number, but not how many there are, nor
// the century of a year.
func otherNumber(text string, r *rand.Rand) string {
	b := []byte(text)
	from := 0
	if len(b) == 4 && (text[:2] == "19" || text[:2] == "20") {
		from = 2
	}
	for k, c := range b {
		if k >= from && c >= '0' && c <= '9' && (k == len(b)-1 || r.IntN(3) > 0) {
			low := 0
			if k == 0 {
				low = 1
			}
			b[k] = byte('0' + low + r.IntN(10-low))
		}
	}
	return string(b)
}

// rename replaces every name of a text with another, which is the same wherever the
// name occurs. Months and weekdays stay. So do words that also occur without a
// capital: they look like names only in headings.
func (v reviser) rename() int {
	pool := slices.Clone(v.surnames())
	v.r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	to := make(map[string]string)
	for i, w := range v.words {
		if v.word(i)[0] == w.Form[0] {
			to[w.Form] = "" // no capital
		}
	}
	given := 0
	for i, w := range v.words {
		form := strings.TrimSuffix(w.Form, "'s")
		if _, known := to[form]; known || w.Class != shingle.Name || v.group(form) != nil || !plain(form) || len(form) < 3 {
			continue
		}
		to[form] = pool[given%len(pool)]
		if strings.ToUpper(v.word(i)) == v.word(i) {
			to[form] = acronym(len(form), v.r)
		}
		given++
	}
	n := 0
	for i, w := range v.words {
		form, possessive := strings.CutSuffix(w.Form, "'s")
		name := to[form]
		if name == "" || w.Class != shingle.Name && !v.opens(i) {
			continue
		}
		if possessive {
			name += "'s"
		}
		v.set(i, name)
		n++
	}
	return n
}

// acronym draws capitals.
func acronym(length int, r *rand.Rand) string {
	b := make([]byte, length)
	for k := range b {
		b[k] = byte('A' + r.IntN(26))
	}
	return string(b)
}

// terms are words that a house style exchanges for one another, with all their
// inflections.
var terms = sync.OnceValue(func() map[string]string {
	of := make(map[string]string)
	for _, line := range read("terms.txt") {
		f := strings.Fields(line)
		for i, a := range f {
			for j, b := range f {
				if i != j && of[a] == "" {
					of[a] = b
					of[inflect(a, plural, false)] = inflect(b, plural, false)
				}
			}
		}
	}
	return of
})

// retitle renames one to three terms throughout a text. It counts the words
// renamed.
func (v reviser) retitle() int {
	var found []string
	places := make(map[string][]int)
	for i, w := range v.words {
		lemma := w.Form
		if terms()[lemma] == "" || v.joined(i) || w.Class != shingle.Content {
			continue
		}
		if l, ok := strings.CutSuffix(lemma, "s"); ok && terms()[l] != "" {
			lemma = l
		}
		if places[lemma] == nil {
			found = append(found, lemma)
		}
		places[lemma] = append(places[lemma], i)
	}
	v.r.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	found = slices.DeleteFunc(found, func(l string) bool { return len(places[l]) < 2 })
	n := 0
	for _, lemma := range found[:min(len(found), 1+v.r.IntN(3))] {
		for _, i := range places[lemma] {
			v.set(i, recase(terms()[v.words[i].Form], v.word(i)))
			n++
		}
	}
	return n
}

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

// figures brings a text up to date: it changes numbers, dates and what rose or
// fell, each with the share given.
func (d *draft) figures(share float64, r *rand.Rand) int {
	n := 0
	for i, w := range d.words {
		if r.Float64() >= share {
			continue
		}
		text := d.word(i)
		switch group := d.group(w.Form); {
		case w.Class == shingle.Number:
			text = otherNumber(text, r)
		case group != nil && !(w.Form == "may" && !unicode.IsUpper(rune(text[0]))):
			text = recase(group[r.IntN(len(group))], text)
		}
		if text != d.word(i) {
			d.set(i, text)
			n++
		}
	}
	return n
}

// group returns the words that stand for one another with a word when the facts
// of a text change: months and weekdays in all languages, more in English.
func (d *draft) group(form string) []string {
	if d.Language == "en" {
		return groups()[form]
	}
	return d.lists.Dates(form)
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

// rename gives every name of a text another, the same wherever it stands.
// Months and weekdays stay, and words that also stand without a capital: they
// are names in headings only.
func (d *draft) rename(r *rand.Rand) int {
	pool := slices.Clone(d.surnames())
	r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	to := make(map[string]string)
	for i, w := range d.words {
		if d.word(i)[0] == w.Form[0] {
			to[w.Form] = "" // no capital
		}
	}
	given := 0
	for i, w := range d.words {
		form := strings.TrimSuffix(w.Form, "'s")
		if _, known := to[form]; known || w.Class != shingle.Name || d.group(form) != nil || !plain(form) || len(form) < 3 {
			continue
		}
		to[form] = pool[given%len(pool)]
		if strings.ToUpper(d.word(i)) == d.word(i) {
			to[form] = acronym(len(form), r)
		}
		given++
	}
	n := 0
	for i, w := range d.words {
		form, possessive := strings.CutSuffix(w.Form, "'s")
		name := to[form]
		if name == "" || w.Class != shingle.Name && !d.opens(i) {
			continue
		}
		if possessive {
			name += "'s"
		}
		d.set(i, name)
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

// terms are words that a house style puts for one another, whole inflections.
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
func (d *draft) retitle(r *rand.Rand) int {
	var found []string
	places := make(map[string][]int)
	for i, w := range d.words {
		lemma := w.Form
		if terms()[lemma] == "" || d.joined(i) || w.Class != shingle.Content {
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
	r.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	found = slices.DeleteFunc(found, func(l string) bool { return len(places[l]) < 2 })
	n := 0
	for _, lemma := range found[:min(len(found), 1+r.IntN(3))] {
		for _, i := range places[lemma] {
			d.set(i, recase(terms()[d.words[i].Form], d.word(i)))
			n++
		}
	}
	return n
}

// britain has the British spelling of American words, and back.
var britain = sync.OnceValues(func() (to, from map[string]string) {
	to, from = make(map[string]string), make(map[string]string)
	for _, line := range read("spelling.txt") {
		f := strings.Fields(line)
		for _, s := range []form{base, plural, past, ing} {
			a, b := inflect(f[0], s, false), inflect(f[1], s, false)
			to[a], from[b] = b, a
		}
		to[f[0]+"ly"], from[f[1]+"ly"] = f[1]+"ly", f[0]+"ly"
	}
	return to, from
})

// respell returns a word in British spelling, or in American.
func respell(w string, british bool) string {
	to, from := britain()
	if !british {
		to = from
	}
	if x := to[w]; x != "" {
		return x
	}
	for _, rule := range [][2]string{{"ize", "ise"}, {"ized", "ised"}, {"izes", "ises"}, {"izing", "ising"}, {"ization", "isation"}, {"izations", "isations"}, {"yze", "yse"}, {"yzed", "ysed"}, {"yzing", "ysing"}} {
		a, b := rule[0], rule[1]
		if !british {
			a, b = b, a
		}
		if stem, ok := strings.CutSuffix(w, a); ok && len(stem) > 3 && stem != "caps" && (british || rule[0][0] == 'y' || izes(stem)) {
			return stem + b
		}
	}
	return w
}

// izes reports whether a stem takes ize in America: those that do not are few.
func izes(stem string) bool {
	for _, s := range []string{"exerc", "adv", "superv", "prom", "comprom", "surpr", "enterpr", "franch", "expert", "prec", "otherw", "telev", "improv", "merchand", "exc", "rev", "dev", "disgu", "desp", "compr", "likew", "prem", "treat", "conc", "anal"} {
		if strings.HasSuffix(stem, s) {
			return false
		}
	}
	return true
}

// localise puts a text into the spelling of the other side of the Atlantic.
func (d *draft) localise(british bool) int {
	n := 0
	for i, w := range d.words {
		if to := respell(w.Form, british); to != w.Form && w.Class == shingle.Content {
			d.set(i, recase(to, d.word(i)))
			n++
		}
	}
	return n
}

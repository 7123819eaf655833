package synth

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
)

// A task is one attempt at an honest pair: a text, the random choices for it, and a
// revision of it that becomes the suspect.
type task struct {
	revision
	g        *Generator
	strength float64 // share of what can be changed, 0 to 1
}

// A maker is one way of making a kind. It makes a pair, or returns false if the
// text does not lend itself to it.
type maker struct {
	name      string
	languages string // codes divided by spaces; empty for those of the kind
	make      func(*task) (Pair, bool)
}

// edited returns a maker that edits the draft. It fails if the edit changes fewer
// than least places.
func edited(name string, least int, change func(*task) int) maker {
	return maker{name: name, make: func(t *task) (Pair, bool) {
		n := change(t)
		suspect, _, _ := t.render(t.whole())
		return Pair{Source: t.Body, Suspect: suspect, Replaced: float64(n) / float64(len(t.words))}, n >= least
	}}
}

// set returns a maker that rearranges units of the source, and other text. It fails
// on nil units.
func set(name string, units func(*task) []unit) maker {
	return maker{name: name, make: func(t *task) (Pair, bool) {
		all := units(t)
		p := Pair{Source: t.Body}
		p.Suspect, _, p.Passages = t.render(all)
		return p, all != nil
	}}
}

// raw returns a maker that makes both texts.
func raw(name string, both func(*task) (source, suspect string)) maker {
	return maker{name: name, make: func(t *task) (Pair, bool) {
		a, b := both(t)
		return Pair{Source: a, Suspect: b}, a != "" && b != ""
	}}
}

// in restricts a maker to languages.
func (m maker) in(languages string) maker {
	m.languages = languages
	return m
}

// each changes a share of the words that change can change, and returns how many it
// changed. The strength is the share. change gets a word and returns it, changed or
// unchanged.
func (t *task) each(change func(i int, word string) string) int {
	type place struct {
		i    int
		text string
	}
	var found []place
	for i := range t.words {
		if !t.kept(i) {
			continue
		}
		if text := change(i, t.word(i)); text != t.word(i) {
			found = append(found, place{i, text})
		}
	}
	n := 0
	for _, k := range t.r.Perm(len(found))[:int(t.strength*float64(len(found))+0.5)] {
		t.set(found[k].i, found[k].text)
		n++
	}
	return n
}

// substitute replaces the keys of a table by its values at a share of the places,
// which the strength says. Keys are words and phrases of up to four words in small
// letters; the longest count first. It returns the number of places.
func (t *task) substitute(table map[string]string) int {
	n := 0
	for i := 0; i < len(t.words); {
		to, value := t.lookUp(table, i)
		if to > i && t.r.Float64() < t.strength {
			t.merge(i, to, recase(value, t.word(i)), false)
			n++
		}
		i = max(i+1, to)
	}
	return n
}

// lookUp returns the end of the longest key that begins at word i, and its value.
// It returns i if there is none.
func (t *task) lookUp(table map[string]string, i int) (to int, value string) {
	to = i
	var key strings.Builder
	for k := i; k < min(len(t.words), i+4) && t.kept(k) && (k == i || t.plainSpace(k)); k++ {
		if k > i {
			key.WriteByte(' ')
		}
		key.WriteString(strings.ReplaceAll(strings.ToLower(t.word(k)), "’", "'"))
		if v, ok := table[key.String()]; ok && v != key.String() {
			to, value = k+1, v
		}
	}
	return to, value
}

// table returns pairs of words in the form that substitute takes.
func table(p tables.Pairs, both bool) map[string]string {
	out := make(map[string]string)
	for from, to := range p.Map(both) {
		out[strings.ToLower(from)] = to
	}
	return out
}

// pairs returns a maker that replaces one member of pairs by the other: the first
// by the second, the second by the first, or both ways by turns.
func pairs(name string, least int, of func(*tables.Language) tables.Pairs, back, both bool) maker {
	return edited(name, least, func(t *task) int {
		p := of(t.lists)
		if back {
			p = p.Back()
		}
		return t.substitute(table(p, both))
	})
}

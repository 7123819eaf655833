package synth

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// nameKinds rename what a text is about: people, places, products, terms,
// members of closed sets, figures.
func nameKinds() []kind {
	return []kind{
		{name: "names", label: "near-duplicate", languages: "en fr es ru sv no hu it pt nl da", weight: 2, strengths: []float64{1}, makers: []maker{
			edited("surnames", 3, func(t *task) int { return reviser{t.draft, t.r}.rename() }), edited("initials", 3, initials), edited("one-name", 2, oneName),
		}},
		{name: "terms", label: "near-duplicate", weight: 3, strengths: []float64{1}, makers: []maker{
			edited("house-style", 2, func(t *task) int { return reviser{t.draft, t.r}.retitle() }).in("en"), edited("list", 2, listedTerm),
			edited("one-noun", 3, func(t *task) int { return t.renounce(1) }), edited("two-nouns", 4, func(t *task) int { return t.renounce(2) }), edited("three-nouns", 6, func(t *task) int { return t.renounce(3) }),
			edited("product", 2, product),
		}},
		{name: "closed-set", label: "near-duplicate", weight: 3, strengths: []float64{1}, makers: []maker{
			edited("in-place", 1, membersInPlace), {name: "named-thing", make: namedThing}, {name: "form", make: closedForm}, {name: "adjective", make: adjective},
		}},
		{name: "codes", label: "near-duplicate", strengths: []float64{0.5, 1}, makers: []maker{
			{name: "put-in", make: codes}, edited("digits", 2, func(t *task) int {
				return t.each(func(i int, w string) string {
					if strings.ContainsAny(w, "0123456789") && (t.words[i].Class != shingle.Number || t.joined(i)) {
						return otherNumber(w, t.r)
					}
					return w
				})
			}),
		}},
		{name: "figures", label: "near-duplicate", weight: 3, strengths: []float64{0.3, 0.6, 1}, makers: []maker{
			edited("facts", 2, func(t *task) int { return reviser{t.draft, t.r}.figures(t.strength) }), edited("numbers", 2, func(t *task) int {
				return t.each(func(i int, w string) string {
					if t.words[i].Class == shingle.Number {
						return otherNumber(w, t.r)
					}
					return w
				})
			}), edited("dates", 1, otherDates),
		}},
		{name: "figure-words", label: "near-duplicate", strengths: []float64{1}, makers: []maker{edited("to-words", 2, toWords), edited("to-figures", 2, toFigures)}},
	}
}

// renounce renames the n commonest nouns, or words in the places of nouns. The new
// noun has nothing to do with the old one.
func (t *task) renounce(n int) int {
	found := t.nouns(2)
	if len(found) < n {
		return 0
	}
	pool := slices.Clone(t.lists.Nouns)
	t.r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	done := 0
	for k, noun := range found[:n] {
		if k >= len(pool) {
			break
		}
		done += t.setForm(noun, pool[k])
	}
	return done
}

// nouns returns the content words in the places of nouns, between a function word
// and another one or the end of a clause, that occur at least least times. The
// commonest come first.
func (t *Text) nouns(least int) []string {
	count, fits := make(map[string]int), make(map[string]int)
	for i := range t.words {
		if !t.content(i) || utf8.RuneCountInString(t.words[i].Form) < 4 || t.words[i].Disguise != 0 {
			continue
		}
		form := t.words[i].Form
		count[form]++
		if i > 0 && t.beforeNoun(i-1) && t.plainSpace(i) && (t.Language != "de" || t.capital(i)) && (i+1 == len(t.words) || t.function(i+1) || t.words[i+1].Break > shingle.Space) {
			fits[form]++
		}
	}
	var out []string
	for form, n := range fits {
		if 2*n >= count[form] && count[form] >= least {
			out = append(out, form)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	return out
}

// beforeNoun reports whether a noun is likely to follow word i: it is an article
// or, in languages whose prepositions do not stand before verbs, a preposition.
func (t *Text) beforeNoun(i int) bool {
	form := t.words[i].Form
	if slices.Contains(t.lists.Articles, form) {
		return true
	}
	return allows("en de nl sv no da ru", t.Language) && len(t.lists.Classes) > 0 && form != "to" && form != "zu" && slices.Contains(t.lists.Classes[0], form)
}

// listedTerm renames one to three terms of the list of the language.
func listedTerm(t *task) int {
	table := make(map[string]string)
	for _, set := range t.lists.Terms {
		a := t.r.IntN(len(set))
		b := (a + 1 + t.r.IntN(len(set)-1)) % len(set)
		table[strings.ToLower(set[a])] = set[b]
		if t.Language == "en" {
			table[inflect(set[a], plural, false)] = inflect(set[b], plural, false)
		}
	}
	return t.substitute(table)
}

// invented are names of products and firms that no list of names holds.
var invented = strings.Fields("Zephyra Quillon Novetta Brixo Tandoro Velmara Krysto Ollivex Pindara Murello Sorvana Tilbrook Xandrine Yorvik Lumora Fenwell Castavo Drimble Hexaro Jolinta")

// product gives a new name to the commonest name of a text or, if the text has no
// names, to its commonest noun.
func product(t *task) int {
	form := t.commonestName()
	if form == "" {
		return 0
	}
	return t.setForm(form, invented[t.r.IntN(len(invented))])
}

// commonestName returns the form of the name that occurs most often, but at least
// twice. Among several it takes the first in the alphabet.
func (t *Text) commonestName() string {
	count := make(map[string]int)
	for i, w := range t.words {
		if t.named(i) && utf8.RuneCountInString(w.Form) > 2 {
			count[w.Form]++
		}
	}
	best := ""
	for form, n := range count {
		if n > 1 && (n > count[best] || n == count[best] && form < best) {
			best = form
		}
	}
	return best
}

// named reports whether word i is a name or, in German, a noun: both are written with a
// capital there.
func (t *Text) named(i int) bool {
	if t.Language != "de" {
		return t.words[i].Class == shingle.Name
	}
	first, _ := utf8.DecodeRuneInString(t.Body[t.words[i].Start:])
	return t.content(i) && !t.opens(i) && unicode.IsUpper(first)
}

// oneName replaces one name with another.
func oneName(t *task) int {
	form := t.commonestName()
	pool := t.surnames()
	if form == "" {
		return 0
	}
	return t.setForm(form, pool[t.r.IntN(len(pool))])
}

// surnames returns surnames in the script of the language.
func (t *Text) surnames() []string {
	if len(t.lists.Names) > 0 {
		return t.lists.Names
	}
	return slots()["surname"]
}

// initials cuts names to their first letter, as court reports do.
func initials(t *task) int {
	return t.each(func(i int, word string) string {
		if t.words[i].Class != shingle.Name || utf8.RuneCountInString(word) < 3 || t.lists.Dates(word) != nil {
			return word
		}
		_, n := utf8.DecodeRuneInString(word)
		if strings.HasPrefix(t.at(i+1, closing).text, ".") {
			return word[:n]
		}
		return word[:n] + "."
	})
}

// setOf returns the closed set that a word is a member of, or nil.
func (t *Text) setOf(word string) []string {
	word = strings.ToLower(word)
	for _, set := range t.lists.Sets {
		for _, member := range set {
			if strings.ToLower(member) == word {
				return set
			}
		}
	}
	return nil
}

// membersInPlace replaces the members of closed sets in a text with others of the
// same set. A member gets the same replacement everywhere.
func membersInPlace(t *task) int {
	to := make(map[string]string)
	n := 0
	for i := range t.words {
		form := strings.ToLower(t.word(i))
		set := t.setOf(form)
		if set == nil || t.function(i) || form == "may" && !t.capital(i) {
			continue
		}
		if to[form] == "" {
			to[form] = other(set, t.word(i), t.r)
		}
		t.set(i, recase(to[form], t.word(i)))
		n++
	}
	return n
}

// other draws a member of a set other than word.
func other(set []string, word string, r *rand.Rand) string {
	from := r.IntN(len(set))
	for k := range set {
		if x := set[(from+k)%len(set)]; !strings.EqualFold(x, word) {
			return x
		}
	}
	return word
}

// twoMembers draws two members of a set of the language, with a frame for names.
func (t *task) twoMembers() (a, b, frame string) {
	set := t.lists.Sets[t.r.IntN(len(t.lists.Sets))]
	a = set[t.r.IntN(len(set))]
	return a, other(set, a, t.r), t.lists.Frames[t.r.IntN(len(t.lists.Frames))]
}

// namedThing puts the Oak Room, or the Red Line, in place of the commonest name or
// noun in one text, and the Elm Room, or the Blue Line, in the other.
func namedThing(t *task) (Pair, bool) {
	if len(t.lists.Sets) == 0 || len(t.lists.Frames) == 0 {
		return Pair{}, false
	}
	form := t.commonestName()
	if found := t.nouns(2); form == "" && len(found) > 0 {
		form = found[t.r.IntN(min(3, len(found)))]
	}
	if form == "" {
		return Pair{}, false
	}
	a, b, frame := t.twoMembers()
	return t.twice(func(d *draft, first bool) int {
		x := b
		if first {
			x = a
		}
		return d.setForm(form, strings.ReplaceAll(frame, "{}", capitalised(x)))
	}, 2)
}

// adjective puts a member of a set of adjectives before the nouns that recur:
// the red kettle, the blue kettle.
func adjective(t *task) (Pair, bool) {
	found := t.nouns(2)
	if len(found) == 0 || len(t.lists.Sets) == 0 {
		return Pair{}, false
	}
	set := t.lists.Sets[0] // colours
	a := set[t.r.IntN(len(set))]
	b := other(set, a, t.r)
	found = found[:min(len(found), 1+t.r.IntN(4))]
	return t.twice(func(d *draft, first bool) int {
		n := 0
		for i, w := range d.words {
			if !slices.Contains(found, w.Form) || d.capital(i) && d.Language != "de" {
				continue
			}
			x := b
			if first {
				x = a
			}
			d.set(i, x+" "+d.word(i))
			n++
		}
		return n
	}, 2)
}

// twice makes a pair of two drafts of one text. edit changes them, in at least
// least places.
func (t *task) twice(edit func(d *draft, first bool) int, least int) (Pair, bool) {
	a, b := newDraft(t.Text), newDraft(t.Text)
	n := edit(a, true)
	edit(b, false)
	source, _, _ := a.render(a.whole())
	suspect, _, _ := b.render(b.whole())
	return Pair{Source: source, Suspect: suspect, Replaced: float64(n) / float64(len(t.words))}, n >= least
}

// codes puts codes after nouns on both sides, with different codes on each.
func codes(t *task) (Pair, bool) {
	form := []string{"%[1]c%[2]c-%[3]d", "no. %[3]d/%[1]c", "(%[1]c%[3]d)", "#%[3]d-%[1]c%[2]c", "%[2]c%[1]c%[2]c %[3]d"}[t.r.IntN(5)]
	every := 12 + t.r.IntN(30)
	code := func() string {
		s := fmt.Sprintf(form, 'A'+t.r.IntN(26), 'A'+t.r.IntN(26), 100+t.r.IntN(90000))
		s, _, _ = strings.Cut(s, "%!(EXTRA") // a letter that the form leaves out
		return s
	}
	return t.twice(func(d *draft, _ bool) int {
		n := 0
		for i := range d.words {
			if i%every == every-1 && d.content(i) {
				d.set(i, d.word(i)+" "+code())
				n++
			}
		}
		return n
	}, 2)
}

// otherDates changes months, weekdays and the numbers beside them.
func otherDates(t *task) int {
	n := 0
	for i := range t.words {
		set := t.lists.Dates(t.word(i))
		if set == nil || t.Language == "en" && !t.capital(i) {
			continue
		}
		t.set(i, recase(other(set, t.word(i), t.r), t.word(i)))
		n++
		for _, k := range []int{i - 1, i + 1, i + 2} {
			if k >= 0 && k < len(t.words) && t.words[k].Class == shingle.Number {
				t.set(k, otherNumber(t.word(k), t.r))
				n++
			}
		}
	}
	return n
}

// toWords writes the figures from 0 to 20 as words. toFigures writes such words,
// from two on, as figures.
func toWords(t *task) int {
	return t.each(func(i int, word string) string {
		if n, err := strconv.Atoi(word); err == nil && n < len(t.lists.Figures) && word == strconv.Itoa(n) && t.apart(i) {
			return t.lists.Figures[n]
		}
		return word
	})
}

func toFigures(t *task) int {
	return t.each(func(_ int, word string) string {
		if n := slices.Index(t.lists.Figures, strings.ToLower(word)); n > 1 {
			return fmt.Sprint(n)
		}
		return word
	})
}

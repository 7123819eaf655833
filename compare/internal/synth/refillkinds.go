package synth

import (
	"slices"
	"strings"
)

// refillKinds fill one form with other facts or other goods: what shops, towns
// and firms do with the same text. They are near-duplicates or on one topic, and
// never spun.
func refillKinds() []kind {
	return []kind{
		{name: "template", label: "template-or-update", languages: "en", weight: 3, makers: []maker{{name: "facts", make: twoFillings}}},
		{name: "refilled", label: "template-or-update", weight: 5, strengths: []float64{0.3, 0.6, 1}, makers: []maker{
			{name: "form", make: twoForms}, edited("nouns", 4, func(t *task) int { return t.refill(t.draft, t.noun(nil)) }),
			{name: "nouns-both", make: nounsOnBothSides}, edited("nouns-facts", 6, nounsAndFacts),
		}},
		{name: "genre", label: "same-topic", languages: "en", makers: []maker{{name: "two-templates", make: sameGenre}}},
		{name: "update", label: "template-or-update", weight: 2, strengths: []float64{0.3, 0.7, 1}, makers: []maker{
			{name: "figures-sentences", make: update}, {name: "figures-edits", make: updateEdited},
		}},
	}
}

// twoFillings fills one template twice.
func twoFillings(t *task) (Pair, bool) {
	x := templates()[t.r.IntN(len(templates()))]
	p := Pair{Source: x.fill(t.r), Suspect: x.fill(t.r)}
	p.Group, p.Genre = "template "+x.name, x.genre
	return p, true
}

// sameGenre fills two templates of one genre.
func sameGenre(t *task) (Pair, bool) {
	a, b := templates()[t.r.IntN(len(templates()))], templates()[t.r.IntN(len(templates()))]
	p := Pair{Source: a.fill(t.r), Suspect: b.fill(t.r)}
	p.Group, p.Genre = "template "+a.name, a.genre
	return p, a.genre == b.genre && a.name != b.name
}

// twoForms fills one form of a language for two trades.
func twoForms(t *task) (Pair, bool) {
	all := forms(t.Language)
	if len(all) == 0 {
		return Pair{}, false
	}
	x := all[t.r.IntN(len(all))]
	p := Pair{Source: x.fill(t.r), Suspect: x.fill(t.r)}
	p.Group, p.Genre = "form "+t.Language+" "+x.name, "form"
	return p, differ(p.Source, p.Suspect) >= 5
}

// differ counts the words of a that b does not have. Two fillings for one trade
// have few.
func differ(a, b string) int {
	in := make(map[string]bool)
	for _, w := range strings.Fields(b) {
		in[w] = true
	}
	n := 0
	for _, w := range strings.Fields(a) {
		if !in[w] {
			n++
		}
	}
	return n
}

// noun returns a function that returns one noun after another: none of those in
// taken, and each once until all are used up.
func (t *task) noun(taken []string) func() string {
	pool := slices.DeleteFunc(slices.Clone(t.lists.Nouns), func(s string) bool { return slices.Contains(taken, s) })
	t.r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	k := -1
	return func() string {
		if k++; k >= len(pool) {
			k = 0
		}
		return pool[k]
	}
}

// refill replaces nouns of a draft. A noun gets the same replacement everywhere.
// The strength says which share of the nouns it replaces, and it replaces at most
// 25. It returns how many words it changed.
func (t *task) refill(d *draft, next func() string) int {
	if len(t.lists.Nouns) == 0 {
		return 0
	}
	found := t.nouns(1)
	t.r.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	n := 0
	for _, noun := range found[:min(len(found), 25, int(t.strength*float64(len(found))+0.5))] {
		n += d.setForm(noun, next())
	}
	return n
}

// nounsOnBothSides refills both texts, so that neither has the nouns that its
// author chose.
func nounsOnBothSides(t *task) (Pair, bool) {
	found := t.nouns(1)
	t.r.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	found = found[:min(len(found), 20, int(t.strength*float64(len(found))+0.5))]
	next := t.noun(nil)
	if len(found) < 4 || 2*len(found) > len(t.lists.Nouns) {
		return Pair{}, false
	}
	return t.twice(func(d *draft, _ bool) int {
		n := 0
		for _, noun := range found {
			n += d.setForm(noun, next())
		}
		return n
	}, 4)
}

// nounsAndFacts refills a text and changes its names and figures too.
func nounsAndFacts(t *task) int {
	n := t.refill(t.draft, t.noun(nil))
	if t.Language != "de" { // whose nouns look like names
		n += reviser{t.draft, t.r}.rename()
	}
	return n + reviser{t.draft, t.r}.figures(1)
}

// update changes the figures of a text, leaves out sentences and puts in others.
func update(t *task) (Pair, bool) {
	n := reviser{t.draft, t.r}.figures(t.strength)
	units := sentencesAdded(t)
	if units == nil || n < 2 {
		return Pair{}, false
	}
	gone := t.r.IntN(len(t.sentences))
	if 6*t.sentences[gone].len() < len(t.words) {
		t.erase(t.sentences[gone])
	}
	p := Pair{Source: t.Body}
	p.Suspect, _, _ = t.render(units)
	return p, true
}

// updateEdited changes the figures of a text, copy-edits it and cuts its end.
func updateEdited(t *task) (Pair, bool) {
	n := reviser{t.draft, t.r}.figures(t.strength)
	copyEditor{t.draft, t.r}.edit(0.03)
	punctuate(t, 0.2)
	if k := len(t.sentences) - 1; k > 3 && 6*t.sentences[k].len() < len(t.words) && t.r.IntN(2) == 0 {
		t.erase(t.sentences[k])
	}
	p := Pair{Source: t.Body}
	p.Suspect, _, _ = t.render(t.whole())
	p.Suspect = strings.TrimSpace(p.Suspect)
	return p, n >= 2
}

// Package synth makes pairs of texts whose relation is known, to fit and test
// package compare on.
//
// Half of the pairs are spun: a machine exchanges words of an honest text by a
// dictionary, the way content spinners do. It looks keys up longest first, maps
// from the source side only, keeps capitals, mostly carries English inflections
// over, and does not distinguish senses. In addition one of two generators may
// change function words, and fillers and lay-out may be put in, and sentences and
// words left out; see [Spinning] and Pair. The exchanges are known to the byte.
//
// The other half is honest, and chosen to look spun: accents lost, words masked,
// letters mistyped, forms refilled, terms and members of closed sets renamed,
// person, gender and tense changed, lay-out and disguises put in, passages quoted
// in other languages. [Kinds] lists them. None of it is made with a dictionary of
// synonyms, except for the short lists of terms, plain words and function words that
// house styles have. The package imitates people's own rewriting for one purpose only,
// to distinguish it from other texts on its subject ("re-said"): a machine that does
// it is one more spinner, so models of spinning are not fitted on it.
//
// Each kind has makers that are independent of each other, so that a model can be
// judged on pairs unlike those it saw. The seed, the texts and the dictionaries
// determine everything.
package synth

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
	"github.com/palimpsest-go/palimpsest/shingle"
)

const (
	fewestWords = 60   // of a text to make a pair of
	mostWords   = 4000 // more words would show nothing more
	attempts    = 30   // at a kind before the turn passes to the next
)

// Settings say what pairs are made from. The zero value makes all kinds of
// filled-in templates.
type Settings struct {
	Seed         uint64
	Bases        []Base
	Dictionaries []*Dictionary // besides those of [Builtin]
	Kinds        []string      // names of kinds, with or without "made-", "honest" and "spun" for all of a sort; nil for all but those made apart
}

// A Generator makes pairs. It may be used by several goroutines.
type Generator struct {
	seed         uint64
	texts        map[string][]Base // by language
	languages    []string          // that have texts, sorted
	spoken       []string          // of these, those that have dictionaries
	dictionaries map[string][]*Dictionary
	functions    *Dictionary // function words, for the style loosened
	humanize     *Dictionary
	rounds       []kind // honest kinds, each as often as its weight
	styles       []spunStyle

	mu       sync.Mutex
	attested map[string]map[string][]string // forms of stems, by language
}

// NewGenerator returns a generator. Texts of fewer than 60 words or more than
// 4,000, and of languages other than the twelve, are left out; if no texts are
// left, templates and forms are filled in to make some. The generator keeps the
// texts, and nothing else of their size.
func NewGenerator(s Settings) (*Generator, error) {
	g := &Generator{seed: s.Seed, texts: make(map[string][]Base), dictionaries: make(map[string][]*Dictionary), attested: make(map[string]map[string][]string)}
	g.takeTexts(s.Bases)
	for _, d := range append(s.Dictionaries[:len(s.Dictionaries):len(s.Dictionaries)], Builtin()...) {
		if d.Len() == 0 {
			continue
		}
		d.index()
		g.dictionaries[d.language()] = append(g.dictionaries[d.language()], d)
		if d.Functions && d.language() == "en" {
			g.functions = d
		}
	}
	g.humanize = NewDictionary("humanize")
	for _, p := range tables.Of("en").Humanize {
		g.humanize.Add(p.From, p.To)
	}
	for _, l := range g.languages {
		if len(g.dictionaries[l]) > 0 {
			g.spoken = append(g.spoken, l)
		}
	}
	return g, g.plan(s.Kinds)
}

// takeTexts sorts texts by language.
func (g *Generator) takeTexts(bases []Base) {
	for _, b := range bases {
		if b.Language == "" {
			b.Language = shingle.Guess(b.Body).String()
		}
		n := len(strings.Fields(b.Body))
		if n >= fewestWords && n <= mostWords && tables.Of(b.Language) != nil {
			g.texts[b.Language] = append(g.texts[b.Language], b)
		}
	}
	if len(g.texts) == 0 {
		g.fillTexts()
	}
	for _, l := range strings.Fields(allLanguages) {
		if len(g.texts[l]) > 0 {
			g.languages = append(g.languages, l)
		}
	}
	slices.Sort(g.languages)
}

// fillTexts makes texts of all templates and forms.
func (g *Generator) fillTexts() {
	r := rand.New(rand.NewPCG(g.seed, 1<<63))
	for _, t := range templates() {
		for range 3 {
			g.texts["en"] = append(g.texts["en"], Base{Group: "template " + t.name, Genre: t.genre, Language: "en", Body: t.fill(r)})
		}
	}
	for _, l := range strings.Fields(allLanguages) {
		for _, x := range forms(l) {
			for range 9 {
				g.texts[l] = append(g.texts[l], Base{Group: "form " + l + " " + x.name, Genre: "form", Language: l, Body: x.fill(r)})
			}
		}
	}
}

// plan sets the turns of kinds and styles. An unknown name is an error.
func (g *Generator) plan(names []string) error {
	wanted := make(map[string]bool)
	for _, name := range names {
		wanted[strings.TrimPrefix(name, "made-")] = false
	}
	want := func(all, name string) bool {
		found := len(names) == 0
		for _, x := range []string{all, name} {
			if _, ok := wanted[x]; ok {
				wanted[x], found = true, true
			}
		}
		return found
	}
	var honest []kind
	for _, k := range kinds() {
		all := "honest"
		if k.apart {
			all = k.name
		}
		if want(all, k.name) && (!k.apart || len(names) > 0) {
			honest = append(honest, k)
		}
	}
	for _, s := range spunStyles {
		if want("spun", "spun-"+s.name) && (!s.english || slices.Contains(g.spoken, "en")) && len(g.spoken) > 0 {
			g.styles = append(g.styles, s)
		}
	}
	for name, found := range wanted {
		if !found {
			return fmt.Errorf("synth: no kind %q", name)
		}
	}
	for turn := 0; ; turn++ {
		n := len(g.rounds)
		for _, k := range honest {
			if max(1, k.weight) > turn {
				g.rounds = append(g.rounds, k)
			}
		}
		if len(g.rounds) == n {
			return nil
		}
	}
}

// Pairs returns n pairs, spun and honest by turns and every kind as often as
// its weight. Pair i depends on the settings and on i alone.
func (g *Generator) Pairs(n int) iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		for i := range n {
			if p, ok := g.Pair(i); ok && !yield(p) {
				return
			}
		}
	}
}

// turn returns the style of pair i, or its kind and maker.
func (g *Generator) turn(i int) (style *spunStyle, rate float64, k *kind, m *maker) {
	half := i / 2
	if len(g.styles) == 0 || len(g.rounds) == 0 {
		half = i
	}
	if len(g.rounds) == 0 || len(g.styles) > 0 && i%2 == 0 {
		if len(g.styles) == 0 {
			return nil, 0, nil, nil
		}
		return &g.styles[half%len(g.styles)], Rates[half/len(g.styles)%len(Rates)], nil, nil
	}
	k = &g.rounds[half%len(g.rounds)]
	// If a kind has several turns in a round, each goes on where the last one ended.
	turns := 0
	for j := range g.rounds[:half%len(g.rounds)] {
		if g.rounds[j].name == k.name {
			turns++
		}
	}
	turns += half / len(g.rounds) * max(1, k.weight)
	return nil, 0, k, &k.makers[turns%len(k.makers)]
}

// Planned returns the kind and maker planned for pair i. Pair makes another kind if
// no text lends itself to the planned one.
func (g *Generator) Planned(i int) (kind, maker string) {
	style, _, k, m := g.turn(i)
	switch {
	case style != nil:
		return "made-spun-" + style.name, style.name
	case k != nil:
		return "made-" + k.name, m.name
	}
	return "", ""
}

// Pair returns pair i, counted from 0. It has the planned kind or, if no text lends
// itself to that, the next kind for which one does. The result is false if there is
// no such kind.
func (g *Generator) Pair(i int) (Pair, bool) {
	r := rand.New(rand.NewPCG(g.seed, uint64(i)))
	for j := range len(g.rounds) + len(g.styles) {
		style, rate, k, m := g.turn(i + 2*j)
		for range attempts {
			var p Pair
			ok := false
			if style != nil {
				p, ok = g.spun(*style, rate, r)
			} else if k != nil {
				p, ok = g.honest(*k, *m, r)
			}
			if ok {
				p.ID = fmt.Sprintf("made-%d-%06d", g.seed, i)
				return p, true
			}
		}
	}
	return Pair{}, false
}

// honest makes an honest pair in a language that the maker and the texts have.
func (g *Generator) honest(k kind, m maker, r *rand.Rand) (Pair, bool) {
	var list []string
	for _, l := range k.speaks(m) {
		if len(g.texts[l]) > 0 {
			list = append(list, l)
		}
	}
	if len(list) == 0 {
		return Pair{}, false
	}
	language := list[r.IntN(len(list))]
	if list[0] == "en" && r.IntN(3) == 0 {
		language = "en"
	}
	return g.make(k, m, language, r)
}

// make makes an honest pair of a text of the language.
func (g *Generator) make(k kind, m maker, language string, r *rand.Rand) (Pair, bool) {
	text := g.textIn(language, r)
	if text == nil {
		return Pair{}, false
	}
	t := &task{revision: revision{draft: newDraft(text), r: r}, g: g, strength: 1}
	if len(k.strengths) > 0 {
		t.strength = k.strengths[r.IntN(len(k.strengths))]
	}
	strength := t.strength
	p, ok := m.make(t)
	if !ok || p.Source == p.Suspect || strings.TrimSpace(p.Suspect) == "" {
		return Pair{}, false
	}
	p.Label, p.Kind, p.Style, p.Maker, p.Language = k.label, "made-"+k.name, k.name, m.name, language
	if p.Group == "" {
		p.Group, p.Genre = text.Group, text.Genre
	}
	if len(k.strengths) > 0 {
		p.Strength = strength
	}
	if p.Label == "excerpt" && p.mostlyShared() {
		p.Label = "near-duplicate-or-excerpt"
	}
	if !k.oneWay && r.IntN(2) == 0 {
		p.turn()
	}
	return p, true
}

// textIn draws a text in a language. It returns nil if there is none.
func (g *Generator) textIn(language string, r *rand.Rand) *Text {
	list := g.texts[language]
	if len(list) == 0 {
		return nil
	}
	return NewText(list[r.IntN(len(list))])
}

// forms returns the forms of each stem that the texts of a language hold.
func (g *Generator) forms(language string) map[string][]string {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, ok := g.attested[language]; !ok {
		g.attested[language] = gatherForms(language, g.texts[language])
	}
	return g.attested[language]
}

// other draws a text in the same language that has nothing to do with t: they share
// no five words in a row and less than a tenth of the other words. It returns nil
// if it finds none.
func (g *Generator) other(t *Text, r *rand.Rand) *Text {
	for range 20 {
		if u := g.textIn(t.Language, r); u != nil && u.Group != t.Group && strange(t, u) {
			return u
		}
	}
	return nil
}

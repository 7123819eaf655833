package synth

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/layout"
)

// Rates are the shares of words that spinners exchange.
var Rates = []float64{0.05, 0.07, 0.10, 0.15, 0.25, 0.40, 0.60}

// A job is a text to be spun, and how.
type job struct {
	*task
	dict   *Dictionary
	how    Spinning
	extra  extras
	done   int // words exchanged, and words that could have been
	of     int
	traits []string
}

// spin spins words s at the rate of the job, then changes its function words.
func (j *job) spin(s stretch) {
	j.done += j.draft.spin(j.dict, j.how, s, j.r)
	j.of += s.len()
	j.regions = append(j.regions, s)
	switch j.extra.noise {
	case "table":
		j.noise(s, j.extra.functions, true, j.swapOf)
	case "class":
		j.noise(s, j.extra.functions, true, j.sameClass)
	}
}

func (j *job) all() stretch { return stretch{0, len(j.words)} }

// A spunStyle makes the units of a spun text; nil if the text does not lend
// itself to it. Moved says that the units do not follow one another as in the
// source, or stand in foreign text. English says that it needs lists of English.
type spunStyle struct {
	name    string
	moved   bool
	english bool
	make    func(*job) []unit
}

// spunStyles are the ways in which spun texts are laid out.
var spunStyles = []spunStyle{
	{"consistent", false, false, func(j *job) []unit { j.how.Free = false; j.spin(j.all()); return j.whole() }},
	{"free", false, false, func(j *job) []unit { j.how.Free = true; j.spin(j.all()); return j.whole() }},
	{"phrases", false, false, func(j *job) []unit { j.how.Phrases = true; j.spin(j.all()); return j.whole() }},
	{"loosened", false, true, loosened},
	{"broken", false, false, func(j *job) []unit { j.how.Names = true; j.spin(j.all()); return j.whole() }},
	{"copy-edited", false, true, copyEdited},
	{"shuffle-sentences", true, false, shuffleSentences},
	{"shuffle-paragraphs", true, false, shuffleParagraphs},
	{"embedded", true, false, embedded},
	{"embedded-long", true, false, embeddedLong},
	{"part", false, false, part},
	{"alternate", false, false, alternate},
	{"mixed", false, false, mixed},
	{"stitched", true, false, stitched},
	{"tail-cut", false, false, tailCut},
	{"first-half", false, false, firstHalf},
	{"headline", true, false, headline},
	{"humanizer", false, true, humanizer},
	{"humanizer-table", false, true, humanizerTable},
	{"wrong-inflection", false, true, wrong},
}

// spun makes a spun pair of a text; false if the text or the dictionary has
// too little for the style.
func (g *Generator) spun(style spunStyle, rate float64, r *rand.Rand) (Pair, bool) {
	language := g.spinLanguage(style, r)
	t := g.textIn(language, r)
	if t == nil {
		return Pair{}, false
	}
	list := g.dictionaries[language]
	j := &job{task: &task{draft: newDraft(t), g: g, r: r}, dict: list[r.IntN(len(list))], extra: drawExtras(r)}
	j.how = Spinning{Rate: rate, Free: r.IntN(2) == 0, Functions: j.dict.Functions || rate > 0.5, Repair: language == "en" && r.IntN(2) == 0, Bare: r.IntN(6) == 0, Names: r.IntN(10) == 0}
	units := style.make(j)
	if units == nil || j.of == 0 || j.done < 3 {
		return Pair{}, false
	}
	reached := float64(j.done) / float64(j.of)
	if rate = j.settle(rate, reached); rate == 0 {
		return Pair{}, false
	}
	j.apply(j.extra)
	if r.IntN(8) == 0 && language == "en" {
		j.requote()
		j.traits = append(j.traits, "quotes")
	}
	p := Pair{
		Label: "spun", Kind: "made-spun-" + style.name, Maker: style.name, Source: t.Body, Language: language, Genre: t.Genre, Group: t.Group,
		Dictionary: j.dict.Name, Style: style.name, Rate: rate, Choice: "consistent", Replaced: reached,
		Noise: j.extra.noise, Functions: j.extra.functions, Fillers: j.extra.fillers, Cut: j.extra.cut,
	}
	if j.how.Free {
		p.Choice = "free"
	}
	p.Traits = append(j.traits, traits(j.how)...)
	p.Suspect, p.Gold, p.Passages = j.render(units)
	if !style.moved {
		p.Passages = nil
	}
	if l := j.extra.layout; l >= 0 {
		all := layout.All()
		p.setOut(all[l%len(all)], j.extra.side, j.task)
	}
	return p, strings.TrimSpace(p.Suspect) != "" && len(p.Gold) > 0
}

// settle returns the rate that a pair is said to have: the one asked for, or now
// and then, where the dictionary is too small, the highest that was reached; 0 if
// the pair is to be thrown away.
func (j *job) settle(rate, reached float64) float64 {
	if j.dict == j.g.humanize {
		return rung(max(reached, Rates[0]))
	}
	if reached >= 0.8*rate {
		return rate
	}
	if j.r.IntN(4) > 0 {
		return 0
	}
	return rung(reached)
}

// spinLanguage draws the language of a spun pair among those that have texts and
// dictionaries: English as often as all others together, twice over where they
// are few.
func (g *Generator) spinLanguage(style spunStyle, r *rand.Rand) string {
	list := g.spoken
	if len(list) == 0 {
		return ""
	}
	if style.english || len(g.dictionaries["en"]) > 0 && slices.Contains(list, "en") && r.IntN(2) == 0 {
		return "en"
	}
	return list[r.IntN(len(list))]
}

// rung returns the highest rate that a share reaches; 0 if it reaches none.
func rung(reached float64) float64 {
	for i := len(Rates) - 1; i >= 0; i-- {
		if reached >= 0.9*Rates[i] {
			return Rates[i]
		}
	}
	return 0
}

func traits(how Spinning) []string {
	var out []string
	for _, x := range []struct {
		is   bool
		name string
	}{{how.Repair, "articles-repaired"}, {how.Bare, "inflection-dropped"}, {how.Regular, "inflection-wrong"}, {how.Names, "names-broken"}, {how.Phrases, "phrases"}, {how.Functions, "functions"}} {
		if x.is {
			out = append(out, x.name)
		}
	}
	return out
}

// turn swaps source and suspect, with all places.
func (p *Pair) turn() {
	p.Source, p.Suspect, p.Turned = p.Suspect, p.Source, true
	for _, spans := range [][][4]int{p.Gold, p.Passages} {
		for i, s := range spans {
			spans[i] = [4]int{s[2], s[3], s[0], s[1]}
		}
	}
	slices.SortFunc(p.Gold, func(a, b [4]int) int { return cmp.Compare(a[0], b[0]) })
}

package synth

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/internal/synth/layout"
)

// Rates are the shares of words that spinners exchange.
var Rates = []float64{0.05, 0.07, 0.10, 0.15, 0.25, 0.40, 0.60}

// A job is a text to be spun, and the way to spin it.
type job struct {
	*task
	dict      *Dictionary
	how       Spinning
	extra     extras
	done      int // words exchanged, and words that could have been
	of        int
	noised    int // function words changed, and words that could have been
	functions int
	traits    []string
}

// spin spins words s at the rate of the job, then changes its function words.
func (j *job) spin(s stretch) {
	j.done += newSpinner(j.draft, j.dict, j.how, j.r).spin(s)
	j.of += s.len()
	j.regions = append(j.regions, s)
	if j.extra.noise == "" {
		return
	}
	c := functionChanger{j.revision}
	of := c.swapOf
	if j.extra.noise == "class" {
		of = c.sameClass
	}
	j.noised += c.replace(s, j.extra.functions, true, of)
	for i := s.from; i < s.to; i++ {
		if j.function(i) {
			j.functions++
		}
	}
}

func (j *job) all() stretch { return stretch{0, len(j.words)} }

// A spunStyle makes the units of a spun text. It returns nil if the text does not
// lend itself to it. moved says that the units do not follow one another as in the
// source, or are inside foreign text. english says that the style needs English
// lists, and both that the source is spun too.
type spunStyle struct {
	name    string
	moved   bool
	english bool
	both    bool
	make    func(*job) []unit
}

// spunStyles are the ways in which spun texts are laid out.
var spunStyles = []spunStyle{
	{name: "consistent", make: func(j *job) []unit { j.how.Free = false; j.spin(j.all()); return j.whole() }},
	{name: "free", make: func(j *job) []unit { j.how.Free = true; j.spin(j.all()); return j.whole() }},
	{name: "both-sides", both: true, make: func(j *job) []unit { j.spin(j.all()); return j.whole() }},
	{name: "phrases", make: func(j *job) []unit { j.how.Phrases = true; j.spin(j.all()); return j.whole() }},
	{name: "loosened", english: true, make: loosened},
	{name: "broken", make: func(j *job) []unit { j.how.Names = true; j.spin(j.all()); return j.whole() }},
	{name: "copy-edited", english: true, make: copyEdited},
	{name: "shuffle-sentences", moved: true, make: shuffleSentences},
	{name: "shuffle-paragraphs", moved: true, make: shuffleParagraphs},
	{name: "embedded", moved: true, make: embedded},
	{name: "embedded-long", moved: true, make: embeddedLong},
	{name: "part", make: part},
	{name: "alternate", make: alternate},
	{name: "mixed", make: mixed},
	{name: "stitched", moved: true, make: stitched},
	{name: "tail-cut", make: tailCut},
	{name: "first-half", make: firstHalf},
	{name: "headline", moved: true, make: headline},
	{name: "humanizer", english: true, make: humanizer},
	{name: "humanizer-table", english: true, make: humanizerTable},
	{name: "wrong-inflection", english: true, make: wrong},
}

// spun makes a spun pair of a text. It returns false if the text or the dictionary
// has too little for the style.
func (g *Generator) spun(style spunStyle, rate float64, r *rand.Rand) (Pair, bool) {
	language := g.spinLanguage(style, r)
	t := g.textIn(language, r)
	if t == nil {
		return Pair{}, false
	}
	list := g.dictionaries[language]
	j := &job{task: &task{revision: revision{draft: newDraft(t), r: r}, g: g}, dict: list[r.IntN(len(list))], extra: drawExtras(r)}
	j.how = Spinning{Rate: rate, Free: r.IntN(2) == 0, Functions: j.dict.Functions || rate > 0.5, Repair: language == "en" && r.IntN(2) == 0, Bare: r.IntN(6) == 0, Names: r.IntN(10) == 0, First: r.IntN(8) == 0}
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
		requote(j.draft)
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
	if j.functions > 0 {
		p.Noised = float64(j.noised) / float64(j.functions)
	}
	p.Suspect, p.Gold, p.Passages = j.render(units)
	if !style.moved {
		p.Passages = nil
	}
	if style.both {
		p.Source, p.Gold = j.other(list, rate), nil
	} else if r.IntN(10) == 0 {
		p.turn()
	}
	if l := j.extra.layout; l >= 0 {
		all := layout.All()
		p.setOut(all[l%len(all)], j.extra.side, j.task)
	}
	p.Traits = append(j.traits, traits(j.how)...)
	return p, strings.TrimSpace(p.Suspect) != "" && (len(p.Gold) > 0 || style.both)
}

// other spins the text once more, with another dictionary of the list if there is
// one. Both texts of the pair are then spun from a third text, which is not in the
// pair.
func (j *job) other(list []*Dictionary, rate float64) string {
	d := newDraft(j.Text)
	dict := list[j.r.IntN(len(list))]
	newSpinner(d, dict, Spinning{Rate: rate, Free: j.how.Free, Functions: dict.Functions}, j.r).spin(j.all())
	j.traits = append(j.traits, "source-by-"+dict.Name)
	out, _, _ := d.render(d.whole())
	return out
}

// settle returns the rate that a pair is labelled with. It is usually the rate
// asked for. If the dictionary is too small for that, it is sometimes the highest
// rate that was reached, and otherwise 0, which means that the pair is thrown away.
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
// dictionaries. At least half of the pairs are English, and the other languages are
// equally frequent.
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

// rung returns the highest rate that a share reaches, or 0 if it reaches none.
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
	}{{how.Repair, "articles-repaired"}, {how.Bare, "inflection-dropped"}, {how.Regular, "inflection-wrong"}, {how.Names, "names-broken"}, {how.First, "first-synonym"}, {how.Phrases, "phrases"}, {how.Functions, "functions"}} {
		if x.is {
			out = append(out, x.name)
		}
	}
	return out
}

// turn swaps source and suspect, and all places with them.
func (p *Pair) turn() {
	p.Source, p.Suspect, p.Turned = p.Suspect, p.Source, true
	for _, spans := range [][][4]int{p.Gold, p.Passages} {
		for i, s := range spans {
			spans[i] = [4]int{s[2], s[3], s[0], s[1]}
		}
	}
	slices.SortFunc(p.Gold, func(a, b [4]int) int { return cmp.Compare(a[0], b[0]) })
}

package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Rates are the shares of words that spinners exchange.
var Rates = []float64{0.05, 0.07, 0.10, 0.15, 0.25, 0.40, 0.60}

// A job is a text to be spun, and how.
type job struct {
	*draft
	g      *Generator
	r      *rand.Rand
	dict   *Dictionary
	how    Spinning
	done   int // words exchanged, and words that could have been
	of     int
	traits []string
}

// spin spins words s at the rate of the job.
func (j *job) spin(s stretch) {
	j.done += j.draft.spin(j.dict, j.how, s, j.r)
	j.of += s.len()
}

func (j *job) all() stretch { return stretch{0, len(j.words)} }

// A spunStyle makes the units of a spun text; nil if the text does not lend
// itself to it. Moved says that the units do not follow one another as in the
// source, or stand in foreign text.
type spunStyle struct {
	name  string
	moved bool
	make  func(*job) []unit
}

// spunStyles are the ways in which spun texts are laid out.
var spunStyles = []spunStyle{
	{"consistent", false, func(j *job) []unit { j.how.Free = false; j.spin(j.all()); return j.whole() }},
	{"free", false, func(j *job) []unit { j.how.Free = true; j.spin(j.all()); return j.whole() }},
	{"phrases", false, func(j *job) []unit { j.how.Phrases = true; j.spin(j.all()); return j.whole() }},
	{"loosened", false, loosened},
	{"broken", false, func(j *job) []unit { j.how.Names = true; j.spin(j.all()); return j.whole() }},
	{"copy-edited", false, copyEdited},
	{"shuffle-sentences", true, shuffleSentences},
	{"shuffle-paragraphs", true, shuffleParagraphs},
	{"embedded", true, embedded},
	{"part", false, part},
	{"mixed", false, mixed},
	{"stitched", true, stitched},
	{"tail-cut", false, tailCut},
	{"headline", true, headline},
}

// loosened exchanges function words too, two fifths of the rate, by the
// dictionary that has them.
func loosened(j *job) []unit {
	dict, rate := j.dict, j.how.Rate
	j.how.Functions = true
	j.dict, j.how.Rate = j.g.functions, 0.4*rate
	j.spin(j.all())
	j.dict, j.how.Rate = dict, rate-float64(j.done)/float64(j.of)
	j.how.Functions = dict.Functions
	j.of = 0
	j.spin(j.all())
	return j.whole()
}

func copyEdited(j *job) []unit {
	j.spin(j.all())
	j.copyEdit(0.02+0.03*j.r.Float64(), j.r)
	return j.whole()
}

func shuffled(r *rand.Rand, s []stretch) []stretch {
	out := make([]stretch, len(s))
	for i, k := range r.Perm(len(s)) {
		out[i] = s[k]
	}
	return out
}

func shuffleSentences(j *job) []unit {
	if len(j.sentences) < 4 {
		return nil
	}
	j.spin(j.all())
	return j.in(j.sentences, shuffled(j.r, j.sentences))
}

func shuffleParagraphs(j *job) []unit {
	if len(j.paragraphs) < 3 {
		return nil
	}
	j.spin(j.all())
	return j.in(j.paragraphs, shuffled(j.r, j.paragraphs))
}

// passage draws a run of sentences that has low to high words; empty if there
// is none where it looks.
func (t *Text) passage(low, high int, r *rand.Rand) stretch {
	if len(t.sentences) == 0 {
		return stretch{}
	}
	want := low + r.IntN(high-low+1)
	from := r.IntN(len(t.sentences))
	for from > 0 && len(t.words)-t.sentences[from].from < want {
		from--
	}
	s := t.sentences[from]
	for _, next := range t.sentences[from+1:] {
		if s.len() >= want || next.to-s.from > high {
			break
		}
		s.to = next.to
	}
	if s.len() < low || s.len() > high {
		return stretch{}
	}
	return s
}

// within puts units inside a foreign text, between two of its sentences.
func within(host *Text, r *rand.Rand, inner []unit) []unit {
	if len(host.sentences) < 2 {
		return nil
	}
	at := host.sentences[1+r.IntN(len(host.sentences)-1)].from
	out := []unit{{foreign: host.slice(stretch{0, at}) + "\n\n"}}
	out = append(out, inner...)
	return append(out, unit{foreign: "\n\n" + host.slice(stretch{at, len(host.words)})})
}

func embedded(j *job) []unit {
	s := j.passage(60, 220, j.r)
	host := j.g.other(j.Text, j.r)
	if s.len() == 0 || host == nil {
		return nil
	}
	j.spin(s)
	return within(host, j.r, []unit{j.unit(s)})
}

// part spins some paragraphs, about half of the text, and leaves the others.
func part(j *job) []unit {
	if len(j.paragraphs) < 2 {
		return nil
	}
	for _, k := range j.r.Perm(len(j.paragraphs)) {
		if s := j.paragraphs[k]; 2*j.of < len(j.words) {
			j.spin(s)
		}
	}
	return j.whole()
}

// mixed spins the second half of a text, by paragraphs, and copy-edits the
// first.
func mixed(j *job) []unit {
	if len(j.paragraphs) < 2 {
		return nil
	}
	at := j.paragraphs[len(j.paragraphs)/2].from
	j.spin(stretch{at, len(j.words)})
	j.copyEdit(0.05, j.r)
	return j.whole()
}

// stitched puts spun paragraphs of two texts by turns.
func stitched(j *job) []unit {
	host := j.g.other(j.Text, j.r)
	if host == nil || len(j.paragraphs) < 2 {
		return nil
	}
	j.spin(j.all())
	second := newDraft(host)
	second.spin(j.dict, j.how, stretch{0, len(host.words)}, j.r)
	var out []unit
	for i := range max(len(j.paragraphs), len(host.paragraphs)) {
		if i < len(j.paragraphs) {
			out = append(out, j.unit(j.paragraphs[i]), unit{foreign: "\n\n"})
		}
		if i < len(host.paragraphs) {
			text, _, _ := second.render([]unit{second.unit(host.paragraphs[i])})
			out = append(out, unit{foreign: text}, unit{foreign: "\n\n"})
		}
	}
	return out[:len(out)-1]
}

// tailCut leaves the last sentences out, up to two fifths of the words.
func tailCut(j *job) []unit {
	k := len(j.sentences) - 1
	least := len(j.words) * (6 + j.r.IntN(4)) / 10
	for k > 0 && j.sentences[k-1].to > least {
		k--
	}
	if k < 1 || j.sentences[k-1].to < 50 {
		return nil
	}
	s := stretch{0, j.sentences[k-1].to}
	j.spin(s)
	return []unit{j.unit(s)}
}

func headline(j *job) []unit {
	first := j.g.headline(j.Text, j.r)
	if first == "" {
		return nil
	}
	j.spin(j.all())
	return append([]unit{{foreign: first + "\n\n"}}, j.unit(j.all()))
}

// spun makes a spun pair of a text; false if the text or the dictionary has
// too little for the style.
func (g *Generator) spun(style spunStyle, rate float64, r *rand.Rand) (Pair, bool) {
	t := g.text(r)
	if t == nil {
		return Pair{}, false
	}
	j := &job{draft: newDraft(t), g: g, r: r, dict: g.dictionaries[r.IntN(len(g.dictionaries))]}
	j.how = Spinning{Rate: rate, Free: r.IntN(2) == 0, Functions: j.dict.Functions || rate > 0.5, Repair: r.IntN(2) == 0, Bare: r.IntN(6) == 0, Names: r.IntN(10) == 0}
	units := style.make(j)
	if units == nil || j.of == 0 || j.done < 3 {
		return Pair{}, false
	}
	reached := float64(j.done) / float64(j.of)
	if reached < 0.8*rate { // too small a dictionary: now and then settle for less
		if rate = rung(reached); rate == 0 || r.IntN(4) > 0 {
			return Pair{}, false
		}
	}
	if r.IntN(8) == 0 {
		j.requote()
		j.traits = append(j.traits, "quotes")
	}
	p := Pair{
		Label: "spun", Kind: fmt.Sprintf("made-%s-%02.0f", style.name, 100*rate), Source: t.Body,
		Dictionary: j.dict.Name, Style: style.name, Rate: rate, Choice: "consistent", Replaced: reached, Group: t.Group,
	}
	if j.how.Free {
		p.Choice = "free"
	}
	p.Traits = append(j.traits, traits(j.how)...)
	p.Suspect, p.Gold, p.Passages = j.render(units)
	if !style.moved {
		p.Passages = nil
	}
	return p, strings.TrimSpace(p.Suspect) != ""
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
	}{{how.Repair, "articles-repaired"}, {how.Bare, "inflection-dropped"}, {how.Names, "names-broken"}, {how.Phrases, "phrases"}, {how.Functions, "functions"}} {
		if x.is {
			out = append(out, x.name)
		}
	}
	return out
}

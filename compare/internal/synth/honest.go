package synth

import (
	"math/rand/v2"
	"strings"
)

// An honestKind makes a pair of a label and kind; false if the text drawn does
// not lend itself to it.
type honestKind struct {
	label, kind string
	weight      int // how many turns it has in a round
	make        func(*Generator, *rand.Rand) (Pair, bool)
}

// honestKinds are the pairs that must not be called spun.
var honestKinds = []honestKind{
	{"template-or-update", "made-template", 4, (*Generator).twoFillings},
	{"template-or-update", "made-figures", 2, edited(func(d *draft, r *rand.Rand) int { return d.figures(0.3+0.7*r.Float64(), r) }, 2)},
	{"near-duplicate", "made-names", 2, edited(func(d *draft, r *rand.Rand) int { return d.rename(r) }, 3)},
	{"near-duplicate", "made-terms", 2, edited(func(d *draft, r *rand.Rand) int { return d.retitle(r) }, 2)},
	{"near-duplicate", "made-spelling", 1, edited(func(d *draft, r *rand.Rand) int { return d.localise(r.IntN(2) == 0) }, 1)},
	{"near-duplicate", "made-copy-edited", 3, edited(func(d *draft, r *rand.Rand) int { return d.copyEdit(0.03+0.07*r.Float64(), r) }, 2)},
	{"near-duplicate", "made-ocr", 1, edited(func(d *draft, r *rand.Rand) int { return d.scan(0.01+0.07*r.Float64(), r) }, 1)},
	{"near-duplicate", "made-cut", 1, laidOut(sentencesCut)},
	{"near-duplicate", "made-added", 1, laidOut(sentencesAdded)},
	{"near-duplicate", "made-reordered", 1, laidOut(sentencesReordered)},
	{"near-duplicate", "made-truncated", 1, laidOut(truncated)},
	{"near-duplicate", "made-boilerplate", 1, laidOut(boilerplate)},
	{"excerpt", "made-quoted", 2, laidOut(quoted)},
	{"paraphrase", "made-turned", 1, (*Generator).turned},
	{"same-topic", "made-genre", 1, (*Generator).sameGenre},
	{"unrelated", "made-texts", 2, (*Generator).twoTexts},
}

// edited makes a pair of a text and what an edit made of it, where it changed
// least words or more.
func edited(edit func(*draft, *rand.Rand) int, least int) func(*Generator, *rand.Rand) (Pair, bool) {
	return func(g *Generator, r *rand.Rand) (Pair, bool) {
		t := g.text(r)
		if t == nil {
			return Pair{}, false
		}
		d := newDraft(t)
		n := edit(d, r)
		suspect, _, _ := d.render(d.whole())
		return Pair{
			Source: t.Body, Suspect: suspect, Group: t.Group, Replaced: float64(n) / float64(len(t.words)),
		}, n >= least && suspect != t.Body
	}
}

// laidOut makes a pair of a text and its words in another layout.
func laidOut(layout func(*Generator, *draft, *rand.Rand) []unit) func(*Generator, *rand.Rand) (Pair, bool) {
	return func(g *Generator, r *rand.Rand) (Pair, bool) {
		t := g.text(r)
		if t == nil {
			return Pair{}, false
		}
		d := newDraft(t)
		units := layout(g, d, r)
		if units == nil {
			return Pair{}, false
		}
		p := Pair{Source: t.Body, Group: t.Group}
		p.Suspect, _, p.Passages = d.render(units)
		return p, p.Suspect != t.Body
	}
}

// sentencesCut leaves out sentences, up to a quarter of the words.
func sentencesCut(_ *Generator, d *draft, r *rand.Rand) []unit {
	gone := make(map[int]bool)
	left := len(d.words) / 4
	for _, k := range r.Perm(len(d.sentences)) {
		if n := d.sentences[k].len(); n <= left && len(gone) < 4 {
			gone[k] = true
			left -= n
		}
	}
	if len(gone) == 0 {
		return nil
	}
	var kept []stretch
	for k, s := range d.sentences {
		if !gone[k] {
			kept = append(kept, s)
		}
	}
	return d.in(kept, kept)
}

// sentencesAdded puts in one to three sentences of another text.
func sentencesAdded(g *Generator, d *draft, r *rand.Rand) []unit {
	host := g.other(d.Text, r)
	if host == nil || len(d.sentences) < 2 {
		return nil
	}
	add := make(map[int]string)
	for range 1 + r.IntN(3) {
		s := host.sentences[r.IntN(len(host.sentences))]
		if s.len() <= len(d.words)/8 {
			add[r.IntN(len(d.sentences))] = host.slice(s)
		}
	}
	if len(add) == 0 {
		return nil
	}
	var out []unit
	for k, s := range d.sentences {
		if k > 0 {
			out = append(out, d.separator(s))
		}
		out = append(out, d.unit(s))
		if add[k] != "" {
			out = append(out, unit{foreign: " " + add[k]})
		}
	}
	return out
}

// sentencesReordered moves one sentence or paragraph that holds a fifth of the
// words at most.
func sentencesReordered(_ *Generator, d *draft, r *rand.Rand) []unit {
	original := d.sentences
	if r.IntN(2) == 0 {
		original = d.paragraphs
	}
	if len(original) < 4 {
		return nil
	}
	from, to := r.IntN(len(original)), r.IntN(len(original)-1)
	if from == to || original[from].len() > len(d.words)/5 || original[from].len() < 5 {
		return nil
	}
	var order []stretch
	order = append(order, original[:from]...)
	order = append(order, original[from+1:]...)
	order = append(order[:to], append([]stretch{original[from]}, order[to:]...)...)
	return d.in(original, order)
}

// truncated ends a text early, in the middle of a sentence as feeds do.
func truncated(_ *Generator, d *draft, r *rand.Rand) []unit {
	n := len(d.words) * (30 + r.IntN(60)) / 100
	if n < 40 {
		return nil
	}
	u := d.unit(stretch{0, n})
	u.to-- // what closes it
	return []unit{u, {foreign: []string{"…", "...", "", " [read more]"}[r.IntN(4)]}}
}

// frames are what web pages put round a text.
var frames = [][2]string{
	{"Home | News | About us | Contact\n\n", "\n\nShare this page. Subscribe to our newsletter. All rights reserved."},
	{"You are here: Start > Archive > Article\n\n", "\n\nBack to the list. Print this page."},
	{"", "\n\nThis article first appeared elsewhere and is republished here with permission. The views are those of the author. To report an error, write to the editors. We use cookies to make this site work."},
	{"Skip to main content\nMenu\nSearch\nSign in\n\n", "\n\nTerms of use\nPrivacy\nImprint\nRelated articles\nMost read"},
	{"The following text was sent to us by a reader. We print it as it came.\n\n", "\n\nWhat do you think? Tell us below. Comments are closed after two weeks."},
}

func boilerplate(_ *Generator, d *draft, r *rand.Rand) []unit {
	f := frames[r.IntN(len(frames))]
	return []unit{{foreign: f[0]}, d.unit(stretch{0, len(d.words)}), {foreign: f[1]}}
}

// quoted quotes a passage in a foreign text.
func quoted(g *Generator, d *draft, r *rand.Rand) []unit {
	s, host := d.passage(40, 160, r), g.other(d.Text, r)
	if s.len() == 0 || host == nil {
		return nil
	}
	return within(host, r, []unit{d.unit(s)})
}

// turned makes a text that says the same in sentences built otherwise: the
// words of each in another order, three at most together. It stands for
// thorough rewriting that leaves no passage to align.
func (g *Generator) turned(r *rand.Rand) (Pair, bool) {
	t := g.text(r)
	if t == nil {
		return Pair{}, false
	}
	var b strings.Builder
	for _, s := range t.sentences {
		words := strings.Fields(t.slice(s))
		var runs []string
		for len(words) > 0 {
			n := min(len(words), 1+r.IntN(3))
			runs = append(runs, strings.Join(words[:n], " "))
			words = words[n:]
		}
		r.Shuffle(len(runs), func(i, j int) { runs[i], runs[j] = runs[j], runs[i] })
		b.WriteString(strings.Join(runs, " "))
		b.WriteByte(' ')
	}
	return Pair{Source: t.Body, Suspect: strings.TrimSpace(b.String()), Group: t.Group}, true
}

// twoFillings fills one template twice.
func (g *Generator) twoFillings(r *rand.Rand) (Pair, bool) {
	t := templates()[r.IntN(len(templates()))]
	p := Pair{Source: t.fill(r), Suspect: t.fill(r), Group: "template " + t.name}
	return p, p.Source != p.Suspect
}

// sameGenre fills two templates of one genre.
func (g *Generator) sameGenre(r *rand.Rand) (Pair, bool) {
	a, b := templates()[r.IntN(len(templates()))], templates()[r.IntN(len(templates()))]
	return Pair{Source: a.fill(r), Suspect: b.fill(r), Group: "template " + a.name}, a.genre == b.genre && a.name != b.name
}

// twoTexts pairs two texts that have nothing in common.
func (g *Generator) twoTexts(r *rand.Rand) (Pair, bool) {
	t := g.text(r)
	if t == nil {
		return Pair{}, false
	}
	u := g.other(t, r)
	if u == nil {
		return Pair{}, false
	}
	return Pair{Source: t.Body, Suspect: u.Body, Group: t.Group}, true
}

package synth

import (
	"math/rand/v2"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// extras are what is done to a spun text besides exchanging words, each drawn
// without regard to the others. The zero value does nothing, but that layout is
// -1 then.
type extras struct {
	noise     string  // generator that changes function words: table, class or none
	functions float64 // share of function words to change
	fillers   float64 // share of sentences that get fillers
	filler    int     // their kind
	cut       string  // one of cuts
	layout    int     // index into layout.All; -1 for none
	side      string  // that gets it
}

// cuts are what is left out, jostled, merged or split.
var cuts = []string{
	"sentences-2", "sentences-3", "sentences-4", "words-5", "words-10", "words-15", "articles", "jostled-5", "jostled-10", "merged", "split",
}

// drawExtras draws extras; a third of spun texts have none.
func drawExtras(r *rand.Rand) extras {
	e := extras{layout: -1}
	if r.IntN(3) == 0 {
		return e
	}
	if r.IntN(2) == 0 {
		e.noise = []string{"table", "class"}[r.IntN(2)]
		e.functions = []float64{0.1, 0.2, 0.3, 0.4}[r.IntN(4)]
	}
	if r.IntN(4) == 0 {
		e.fillers, e.filler = []float64{0.2, 0.4, 0.8}[r.IntN(3)], r.IntN(4)
	}
	if r.IntN(3) == 0 {
		e.cut = cuts[r.IntN(len(cuts))]
	}
	if r.IntN(4) == 0 {
		e.layout = r.IntN(1 << 20)
		e.side = []string{"suspect", "suspect", "source", "both"}[r.IntN(4)]
	}
	return e
}

// apply does what is left to do once the words were exchanged.
func (j *job) apply(e extras) {
	j.cut(e.cut)
	if e.fillers == 0 {
		return
	}
	switch e.filler {
	case 0:
		j.addMarkers(j.lists.Markers, e.fillers)
	case 1:
		j.addMarkers(j.lists.Openers, e.fillers)
	case 2:
		j.addAdverbs(e.fillers / 8)
	case 3:
		j.addSentences(e.fillers)
	}
}

// cut leaves out, jostles, merges or splits as one of cuts says.
func (j *job) cut(how string) {
	switch how {
	case "sentences-2", "sentences-3", "sentences-4":
		j.dropSentences(int(how[len(how)-1] - '0'))
	case "words-5":
		j.dropWords(0.05)
	case "words-10":
		j.dropWords(0.10)
	case "words-15":
		j.dropWords(0.15)
	case "articles":
		j.dropArticles(1)
	case "jostled-5":
		j.jostle(0.05)
	case "jostled-10":
		j.jostle(0.10)
	case "merged":
		j.mergeSentences(0.5)
	case "split":
		j.splitSentences(0.7)
	}
}

// humanize makes words chatty at the share of places that the list has them, puts
// openers before sentences and contracts what can be. The words count as
// exchanges.
func (j *job) humanize(share float64) {
	how := Spinning{Rate: share, Free: true, Functions: true}
	for _, s := range j.sites(j.g.humanize, how, j.all(), j.r) {
		if j.r.Float64() < share {
			j.exchange(s, choose(s, how, j.r), how)
		}
	}
	j.addMarkers(j.lists.Openers, share/3)
	j.strength = share
	j.substitute(table(j.lists.Contractions, false))
	j.traits = append(j.traits, "humanized")
}

// dropSentences leaves out every k-th sentence of what was spun.
func (t *task) dropSentences(k int) {
	n := 0
	for _, s := range t.sentences {
		if !t.inside(s.from) {
			continue
		}
		if n++; n%k == 0 {
			t.erase(s)
		}
	}
}

// dropWords leaves out the share of words, none that were exchanged.
func (t *task) dropWords(share float64) {
	for i := range t.words {
		if t.inside(i) && t.kept(i) && !t.joined(i) && i > 0 && t.plainSpace(i) && t.r.Float64() < share {
			t.drop(i, i+1)
		}
	}
}

// jostle swaps the share of neighbouring words, none that were exchanged.
func (t *task) jostle(share float64) {
	for i := 0; i+1 < len(t.words); i++ {
		if t.inside(i) && t.kept(i) && t.kept(i+1) && t.plainSpace(i+1) && !t.joined(i) && !t.joined(i+1) && t.r.Float64() < share {
			a, b := t.word(i), t.word(i+1)
			t.set(i, b)
			t.set(i+1, a)
			i++
		}
	}
}

// splitSentences ends sentences at the share of commas that stand before the word
// for and, and leaves that word out.
func (t *task) splitSentences(share float64) int {
	n := 0
	for i := 1; i+1 < len(t.words); i++ {
		if len(t.lists.And) == 0 || t.words[i].Form != t.lists.And[0] || !t.inside(i) || !t.kept(i) || !t.kept(i+1) || !t.plainSpace(i+1) || t.words[i].Break != shingle.Clause {
			continue
		}
		if p := t.at(i, closing); p.text == "," && t.r.Float64() < share {
			p.text = "."
			t.drop(i, i+1)
			t.set(i+1, capitalised(t.word(i+1)))
			n++
		}
	}
	return n
}

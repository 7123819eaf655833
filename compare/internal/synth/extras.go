package synth

import "math/rand/v2"

// extras are the changes to a spun text besides the exchange of words. Each is
// drawn independently of the others. The zero value with layout -1 does nothing.
type extras struct {
	noise     string  // generator that changes function words: table, class or none
	functions float64 // share of function words to change
	fillers   float64 // share of sentences that get fillers
	filler    int     // their kind
	cut       string  // one of cuts
	layout    int     // index into layout.All; -1 for none
	side      string  // the text that gets it
}

// cuts are the ways to leave out, jostle, merge or split.
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

// apply makes the remaining changes after the words were exchanged.
func (j *job) apply(e extras) {
	j.cut(e.cut)
	if e.fillers == 0 {
		return
	}
	p := padder{j.revision}
	switch e.filler {
	case 0:
		p.addMarkers(j.lists.Markers, e.fillers)
	case 1:
		p.addMarkers(j.lists.Openers, e.fillers)
	case 2:
		p.addAdverbs(e.fillers / 8)
	case 3:
		p.addSentences(e.fillers)
	}
}

// cut leaves out, jostles, merges or splits, as its entry of cuts says.
func (j *job) cut(how string) {
	c := cutter{j.revision}
	switch how {
	case "sentences-2", "sentences-3", "sentences-4":
		c.dropSentences(int(how[len(how)-1] - '0'))
	case "words-5":
		c.dropWords(0.05)
	case "words-10":
		c.dropWords(0.10)
	case "words-15":
		c.dropWords(0.15)
	case "articles":
		c.dropArticles(1)
	case "jostled-5":
		c.jostle(0.05)
	case "jostled-10":
		c.jostle(0.10)
	case "merged":
		c.mergeSentences(0.5)
	case "split":
		c.splitSentences(0.7)
	}
}

// humanize makes words chatty at a share of the places where the list has them,
// puts openers before sentences, and contracts words that can be contracted. The
// words count as exchanges.
func (j *job) humanize(share float64) {
	how := Spinning{Rate: share, Free: true, Functions: true}
	humanizer := newSpinner(j.draft, j.g.humanize, how, j.r)
	for _, s := range humanizer.sites(j.all()) {
		if j.r.Float64() < share {
			humanizer.exchanger.exchange(s, choose(s, how, j.r))
		}
	}
	padder{j.revision}.addMarkers(j.lists.Openers, share/3)
	j.strength = share
	j.substitute(table(j.lists.Contractions, false))
	j.traits = append(j.traits, "humanized")
}

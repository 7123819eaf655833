package synth

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Two generators change function words, and know nothing of each other, so that
// a model fitted on one can be judged on the other. The first puts what means
// much the same, by a table, and contractions; the second puts a random word of
// the same class.

// swapFunctions changes the share of the function words of s kept by the table
// of the language and by its contractions, and returns how many. Gold says
// whether they count as exchanges.
func (t *task) swapFunctions(share float64, gold bool) int {
	return t.noise(stretch{0, len(t.words)}, share, gold, t.swapOf)
}

// mixFunctions changes them to others of their class.
func (t *task) mixFunctions(share float64, gold bool) int {
	return t.noise(stretch{0, len(t.words)}, share, gold, t.sameClass)
}

// noise changes words of s to what of says, at the share of its function words.
// Where of has no answer for a word it takes the next.
func (t *task) noise(s stretch, share float64, gold bool, of func(i int) string) int {
	var places []int
	all := 0
	for i := s.from; i < s.to; i++ {
		if !t.function(i) {
			continue
		}
		all++
		if t.kept(i) && !t.joined(i) && t.words[i].Disguise == 0 {
			places = append(places, i)
		}
	}
	t.r.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	target, n := int(share*float64(all)+0.5), 0
	for _, i := range places {
		if n >= target {
			break
		}
		to := of(i)
		if to == "" {
			continue
		}
		if gold {
			n += t.exchange(site{from: i, to: i + 1}, to, Spinning{})
		} else {
			t.set(i, recase(to, t.word(i)))
			n++
		}
	}
	return n
}

// swapOf returns another way to say a function word, or its contraction with the
// word behind it taken apart; empty if the table has none.
func (t *task) swapOf(i int) string {
	form := t.words[i].Form
	list := t.lists.Swaps[form]
	for _, c := range t.lists.Contractions {
		if lowered(c.To) == form {
			list = append(slices.Clone(list), lowered(c.From))
			break
		}
	}
	if len(list) == 0 {
		return ""
	}
	return list[t.r.IntN(len(list))]
}

// sameClass returns a random word of the class of a function word; empty if it
// is in none.
func (t *task) sameClass(i int) string {
	form := t.words[i].Form
	for _, class := range t.lists.Classes {
		if slices.Contains(class, form) {
			return other(class, form, t.r)
		}
	}
	return ""
}

// addMarkers puts a discourse marker before the share of sentences.
func (t *task) addMarkers(list []string, share float64) int {
	if len(list) == 0 {
		return 0
	}
	n := 0
	for _, s := range t.sentences {
		if t.r.Float64() >= share || !t.inside(s.from) || !t.capital(s.from) || t.joined(s.from) {
			continue
		}
		t.insert(s.from, list[t.r.IntN(len(list))]+" ")
		if p := t.at(s.from, word); t.function(s.from) || t.words[s.from].Class == shingle.Content && t.Language != "de" {
			p.text = lowered(p.text) // an exchange stays one
		}
		n++
	}
	return n
}

// addAdverbs puts an adverb that says nothing before the share of content words.
func (t *task) addAdverbs(share float64) int {
	n := 0
	for i := 1; i < len(t.words) && len(t.lists.Fillers) > 0; i++ {
		if t.inside(i) && t.content(i) && t.plainSpace(i) && t.function(i-1) && !t.joined(i) && t.r.Float64() < 2*share {
			t.insert(i, t.lists.Fillers[t.r.IntN(len(t.lists.Fillers))]+" ")
			n++
		}
	}
	return n
}

// addSentences puts a sentence that says nothing behind the share of sentences.
func (t *task) addSentences(share float64) int {
	n := 0
	for _, s := range t.sentences[min(1, len(t.sentences)):] {
		if p := t.at(s.from, space); t.inside(s.from) && p.text != "" && len(t.lists.Sentences) > 0 && t.r.Float64() < share {
			p.text = " " + t.lists.Sentences[t.r.IntN(len(t.lists.Sentences))] + p.text
			n++
		}
	}
	return n
}

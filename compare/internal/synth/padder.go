package synth

import "github.com/palimpsest-go/palimpsest/shingle"

// A padder puts empty words and sentences into a revision.
type padder struct{ revision }

// addMarkers puts a discourse marker before a share of the sentences.
func (p padder) addMarkers(list []string, share float64) int {
	if len(list) == 0 {
		return 0
	}
	n := 0
	for _, s := range p.sentences {
		if p.r.Float64() >= share || !p.inside(s.from) || !p.capital(s.from) || p.joined(s.from) {
			continue
		}
		p.insert(s.from, list[p.r.IntN(len(list))]+" ")
		if first := p.at(s.from, word); p.function(s.from) || p.words[s.from].Class == shingle.Content && p.Language != "de" {
			first.text = lowered(first.text) // an exchange remains an exchange
		}
		n++
	}
	return n
}

// addAdverbs puts an empty adverb before a share of the content words.
func (p padder) addAdverbs(share float64) int {
	n := 0
	for i := 1; i < len(p.words) && len(p.lists.Fillers) > 0; i++ {
		if p.inside(i) && p.content(i) && p.plainSpace(i) && p.function(i-1) && !p.joined(i) && p.r.Float64() < 2*share {
			p.insert(i, p.lists.Fillers[p.r.IntN(len(p.lists.Fillers))]+" ")
			n++
		}
	}
	return n
}

// addSentences puts an empty sentence after a share of the sentences.
func (p padder) addSentences(share float64) int {
	n := 0
	for _, s := range p.sentences[min(1, len(p.sentences)):] {
		if gap := p.at(s.from, space); p.inside(s.from) && gap.text != "" && len(p.lists.Sentences) > 0 && p.r.Float64() < share {
			gap.text = " " + p.lists.Sentences[p.r.IntN(len(p.lists.Sentences))] + gap.text
			n++
		}
	}
	return n
}

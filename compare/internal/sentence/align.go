package sentence

import (
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// An Alignment says which sentences of a suspect say the same as which sentences of a
// source.
type Alignment struct {
	Sentences [2][]Sentence // of source and suspect
	Pairs     []Pair        // in the order of the suspect; no sentence is in two
	Measures
}

// A Pair is a sentence of each text; each is nearer to the other than to any other
// sentence of the other text.
type Pair struct {
	Source, Suspect int32   // places in Sentences
	Score           float64 // how much of each the other has: geometric mean, 0 to 1
	Lead            float64 // how much less the next best sentence has of each: the lower of both, 0 to 1
	Common          int32   // terms that are the same or related
}

// Measures say how much was reworded. They do not change when the texts change places.
// Shares are 0 to 1.
type Measures struct {
	Said     float64 // share of both texts, by weight, that pairs have in common
	Contrast float64 // how much more of a sentence the best one has than all have on average: mean, of the text where it is greater
	Lead     float64 // how much more it has than the next best: mean of both texts
	Order    float64 // how many standard deviations the order of pairs differs from chance (Kendall)
	Facts    int     // different names and numbers of either text that the other has too
	FactsOf  int     // different names and numbers of both
	Runs     int     // words of pairs that are in runs of leastRun or more equal words
	Equal    int     // words of pairs that are equal, in order
}

// Align aligns the sentences of two texts. lex may be nil; it is not used if either
// text is in another language. Time and memory are linear in the words of both.
func Align(source, suspect *prepare.Text, lex *lexicon.Lexicon) *Alignment {
	if lex != nil && (lex.Language() != source.Language || lex.Language() != suspect.Language) {
		lex = nil
	}
	al, _ := alignBy(source, suspect, newVocabulary(lex, (len(source.Words)+len(suspect.Words))/4))
	return al
}

// alignBy is Align with a vocabulary. It also returns the couples that it compared.
func alignBy(source, suspect *prepare.Text, v *vocabulary) (*Alignment, []couple) {
	al := &Alignment{}
	var readings [2]*reading
	readings, al.Sentences = v.sentences(source, suspect)
	al.Facts, al.FactsOf = facts(readings)
	if len(al.Sentences[0]) == 0 || len(al.Sentences[1]) == 0 {
		return al, nil
	}
	v.weigh(&al.Sentences)
	couples, shared := v.candidates(&al.Sentences)
	m := newMatcher(&al.Sentences)
	for _, c := range couples {
		m.add(c, v.compare(&al.Sentences[0][c.source], &al.Sentences[1][c.suspect]))
	}
	al.Pairs = m.pairs()
	al.measure(m, &shared)
	for i := range al.Pairs {
		p := &al.Pairs[i]
		if p.Score >= nearScore {
			x, y := &al.Sentences[0][p.Source], &al.Sentences[1][p.Suspect]
			runs, equal := inRuns(common(source.Words[x.First:x.End], suspect.Words[y.First:y.End]))
			al.Runs, al.Equal = al.Runs+runs, al.Equal+equal
		}
	}
	return al, couples
}

// sentences returns the readings of two texts and their sentences.
func (v *vocabulary) sentences(source, suspect *prepare.Text) (r [2]*reading, all [2][]Sentence) {
	r[0] = v.read(source, nil)
	r[1] = v.read(suspect, r[0])
	for side := range r {
		all[side] = r[side].cut(len(v.terms))
	}
	return r, all
}

// A matcher keeps for each sentence of both texts the best sentence of the other text.
type matcher struct {
	best [2][]match
}

// A match is the best sentence for another one, and how much of that it and the next
// best have.
type match struct {
	to     int32 // -1 if there is none
	common int32
	score  float64
	next   float64
}

func newMatcher(texts *[2][]Sentence) *matcher {
	m := &matcher{}
	for side := range texts {
		m.best[side] = slices.Repeat([]match{{to: -1}}, len(texts[side]))
	}
	return m
}

// add takes a couple into account. Among equal ones the first counts.
func (m *matcher) add(c couple, l likeness) {
	for side, to := range [2]int32{c.suspect, c.source} {
		x := &m.best[side][[2]int32{c.source, c.suspect}[side]]
		switch s := l.of[side]; {
		case s > x.score:
			*x = match{to, l.common, s, x.score}
		case s > x.next:
			x.next = s
		}
	}
}

// pairs returns the pairs of sentences that are each other's best.
func (m *matcher) pairs() (out []Pair) {
	for k, x := range m.best[1] {
		if x.to < 0 {
			continue
		}
		if y := m.best[0][x.to]; y.to == int32(k) {
			out = append(out, Pair{x.to, int32(k), math.Sqrt(x.score * y.score), min(x.score-x.next, y.score-y.next), x.common})
		}
	}
	return out
}

// measure sets the measures except the facts.
func (al *Alignment) measure(m *matcher, shared *[2][]int64) {
	var mass, contrast, lead [2]float64
	for side, all := range al.Sentences {
		others := float64(len(al.Sentences[1-side]) - 1)
		for k := range all {
			w, x := float64(all[k].mass), &m.best[side][k]
			mass[side] += w
			lead[side] += w * (x.score - x.next)
			contrast[side] += w * x.score
			if others > 0 {
				contrast[side] -= min(w*x.score, max(0, float64(shared[side][k])-w*x.score)/others)
			}
		}
	}
	said := 0.0
	for _, p := range al.Pairs {
		said += p.Score * math.Sqrt(float64(al.Sentences[0][p.Source].mass)*float64(al.Sentences[1][p.Suspect].mass))
	}
	al.Said = share(said, math.Sqrt(mass[0]*mass[1]))
	al.Contrast = max(share(contrast[0], mass[0]), share(contrast[1], mass[1]))
	al.Lead = (share(lead[0], mass[0]) + share(lead[1], mass[1])) / 2
	al.Order = order(al.Pairs)
}

// facts returns how many different names and numbers of either text the other has too,
// and how many there are in both, each text counted separately.
func facts(texts [2]*reading) (n, of int) {
	for side, r := range texts {
		table := texts[1-side].table
		counted := make([]bool, len(r.first))
		for k, s := range r.table.Seeds {
			w := &r.text.Words[s.First]
			if w.Class != shingle.Name && w.Class != shingle.Number || counted[r.first[k]] {
				continue
			}
			counted[r.first[k]] = true
			of++
			if table.First(s.Hash) >= 0 {
				n++
			}
		}
	}
	return n, of
}

package align

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Sentences that were moved and whose words were exchanged may have no run of equal
// words with which a chain could begin. If the texts are mostly the same, the
// sentences that are in no passage are compared with each other.
const (
	minSentence = 3  // words in such a sentence
	maxSentence = 60 // a longer one has seeds

	// maxSharing is how many sentences may share a feature for it to count.
	maxSharing = 16

	// maxCandidates is how many sentences each is compared with.
	maxCandidates = 4

	// minScore is the least score of two sentences that belong together, and
	// minLead its least lead over the next best of either.
	minScore = 1.2
	minLead  = 0.5

	// leastShared is the least weight of the words that two sentences share, for each word
	// of the longer one, which has at most maxTimes as many words as the other. 9 of 1,841
	// moved sentences of spun texts have less in common. Aligning all pairs that have less
	// took a quarter of the time of checks in a corpus.
	leastShared = 0.1
	maxTimes    = 2
)

// A sentence is words[from:to] of a text.
type sentence struct{ from, to int32 }

// A pairing is two sentences that may belong together, with the score of their
// alignment.
type pairing struct {
	source, suspect int // indices of sentences
	score           float32
	steps           []Step
}

// addMoved makes passages of sentences that are in no passage, if a sentence of the
// source and one of the suspect clearly belong together.
func (al *aligner) addMoved(f *filler) {
	if !al.mostlyOne() {
		return
	}
	source, suspect := al.texts()
	scored := al.scores()
	for _, starts := range []func(t *prepare.Text, i int) bool{startsSentence, startsCapital} {
		inSource, inSuspect := al.covered()
		s, t := uncovered(source, inSource, starts), uncovered(suspect, inSuspect, starts)
		for _, m := range clearBest(al.candidates(source, suspect, s, t, f, scored)) {
			al.passages = append(al.passages, newPassage(joinSteps(slices.Clone(m.steps))))
		}
	}
	slices.SortFunc(al.passages, func(p, q Passage) int {
		_, x := al.sides(p.A, p.B)
		_, y := al.sides(q.A, q.B)
		return cmp.Compare(x, y)
	})
}

// scores returns the pairings that were scored with what is learned, by the sentences of a
// and b. When a pair is shaped again, most of them are the same: see reshape.
func (al *aligner) scores() map[[2]sentence]pairing {
	if al.scored == nil || !al.learned.same(al.scoredWith) {
		al.scored, al.scoredWith = make(map[[2]sentence]pairing), al.learned
	}
	return al.scored
}

// covered returns which words of the source and of the suspect are in passages.
func (al *aligner) covered() (inSource, inSuspect []bool) {
	source, suspect := al.texts()
	inSource, inSuspect = make([]bool, len(source.Words)), make([]bool, len(suspect.Words))
	inA, inB := inSource, inSuspect
	if al.flipped {
		inA, inB = inSuspect, inSource
	}
	for _, p := range al.passages {
		mark(inA[p.A:p.AEnd])
		mark(inB[p.B:p.BEnd])
	}
	return inSource, inSuspect
}

// uncovered returns the sentences none of whose words is covered. A sentence
// goes from one word that starts one to the next.
func uncovered(t *prepare.Text, covered []bool, starts func(t *prepare.Text, i int) bool) (out []sentence) {
	from, free := int32(0), true
	for i := 0; i < len(t.Words); i++ {
		for !free && covered[i] { // the sentences that this word ends and starts are covered
			if i++; i == len(covered) {
				return out
			}
		}
		if i > 0 && starts(t, i) {
			out = appendSentence(out, sentence{from, int32(i)}, free)
			from, free = int32(i), true
		}
		free = free && !covered[i]
	}
	return appendSentence(out, sentence{from, int32(len(t.Words))}, free)
}

// startsSentence reports whether the marks before a word end a sentence.
func startsSentence(t *prepare.Text, i int) bool { return t.Words[i].Break >= shingle.Sentence }

// startsCapital reports whether a word may start a sentence by its marks or by its
// capital: a heading that became part of a paragraph has no mark at its end.
func startsCapital(t *prepare.Text, i int) bool {
	return startsSentence(t, i) || t.Capital(i) && !t.Capital(i-1)
}

func appendSentence(out []sentence, s sentence, free bool) []sentence {
	if n := s.to - s.from; free && n >= minSentence && n <= maxSentence {
		return append(out, s)
	}
	return out
}

// candidates returns the pairs of sentences that are worth a look, with their scores.
// Each sentence of the suspect is aligned with those of the source with which it
// shares most features, unless the pair was scored before; time is linear in the
// number of sentences.
func (al *aligner) candidates(source, suspect *prepare.Text, s, t []sentence, f *filler, scored map[[2]sentence]pairing) (out []pairing) {
	holders := make(map[uint64][]int32)
	for k, o := range s {
		for h := range skeletonPairs(source.Words[o.from:o.to]) {
			if held := holders[h]; len(held) <= maxSharing && (len(held) == 0 || held[len(held)-1] != int32(k)) {
				holders[h] = append(held, int32(k))
			}
		}
	}
	votes := make([]float32, len(s))
	var asked []int32
	for k, o := range t {
		asked = asked[:0]
		for h := range skeletonPairs(suspect.Words[o.from:o.to]) {
			held := holders[h]
			if len(held) > maxSharing {
				continue
			}
			for _, x := range held {
				if votes[x] == 0 {
					asked = append(asked, x)
				}
				votes[x] += 1 / float32(len(held))
			}
		}
		slices.SortFunc(asked, func(x, y int32) int { return cmp.Or(cmp.Compare(votes[y], votes[x]), cmp.Compare(x, y)) })
		for i, x := range asked {
			votes[x] = 0
			if i >= maxCandidates {
				continue
			}
			two := [2]sentence{s[x], o}
			if al.flipped {
				two = [2]sentence{o, s[x]}
			}
			m, ok := scored[two]
			if !ok {
				m = al.score(s[x], o, f)
				scored[two] = m
			}
			if m.score >= minScore {
				m.source, m.suspect = int(x), k
				out = append(out, m)
			}
		}
	}
	return out
}

// skeletonPairs yields a hash of each two consecutive words in the skeleton of a
// sentence, and of its first and its last word with its ends. Content words, which
// may be exchanged, do not count, and neither do repeats.
func skeletonPairs(words []shingle.Word) func(yield func(uint64) bool) {
	return func(yield func(uint64) bool) {
		const end = 0x9ae16a3b2f90404f
		last := uint64(end)
		for i := range words {
			if w := &words[i]; prepare.Fixed(w.Class) || w.Class == shingle.Name {
				if !yield(last*0xd6e8feb86659fd93 ^ w.Hash) {
					return
				}
				last = w.Hash
			}
		}
		if last != end {
			yield(last*0xd6e8feb86659fd93 ^ end)
		}
	}
}

// score aligns two sentences. A pairing that scores too little has no steps.
func (al *aligner) score(source, suspect sentence, f *filler) (m pairing) {
	a, b := source, suspect
	if al.flipped {
		a, b = suspect, source
	}
	if v, w := al.a.Words[a.from:a.to], al.b.Words[b.from:b.to]; !alike(v, w) {
		return m
	}
	m.steps = f.between(a.from, a.to-a.from, b.from, b.to-b.from, nil)
	for _, s := range m.steps {
		m.score += f.stepGain(s)
	}
	if m.score < minScore {
		m.steps = nil
	}
	return m
}

// alike reports whether two sentences have enough in common to be aligned, whatever the
// lexicon says of their words.
func alike(v, w []shingle.Word) bool {
	if len(v) > len(w) {
		v, w = w, v
	}
	if len(w) > maxTimes*len(v) {
		return false
	}
	var shared float32
	var used uint64 // words of w, of which there are at most maxSentence
	for i := range v {
		for j := range w {
			if v[i].Hash == w[j].Hash && used>>j&1 == 0 {
				used |= 1 << j
				shared += weightOf(v[i].Class)
				break
			}
		}
	}
	return shared >= leastShared*float32(len(w))
}

// clearBest returns the pairings that are ahead of all others of either
// sentence, in the order of the suspect.
func clearBest(all []pairing) (out []pairing) {
	bySource, bySuspect := make(map[int]bestTwo), make(map[int]bestTwo)
	for _, m := range all {
		bySource[m.source] = bySource[m.source].with(m.score)
		bySuspect[m.suspect] = bySuspect[m.suspect].with(m.score)
	}
	for _, m := range all {
		if bySource[m.source].leads(m.score) && bySuspect[m.suspect].leads(m.score) {
			out = append(out, m)
		}
	}
	return out
}

// A bestTwo is the best two scores.
type bestTwo struct{ first, second float32 }

func (p bestTwo) with(score float32) bestTwo {
	if score > p.first {
		return bestTwo{score, p.first}
	}
	return bestTwo{p.first, max(p.second, score)}
}

// leads reports whether the score is the first, ahead of the second.
func (p bestTwo) leads(score float32) bool { return score == p.first && score >= p.second+minLead }

package corpus

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A comparison takes longer than everything else in a check, and most candidates of an
// honest text have only a phrase in common with it. So a candidate is compared only if
// its words near the hits resemble those of the suspect. Where 60 words were spun, every
// second content word is still at its place, or the function words are; beside a phrase
// that two texts share by chance, neither is.
//
// Measured among 60,000 texts, half of them real prose and half of a Markov chain, with
// 60 spun words (45 % of the content words exchanged) among 400 others: how often the
// source was among the ten compared texts if 0, 20 and 40 % of the function words were
// changed by a table of other ways to say them; the same of 38 texts of which 40 % of all
// words were exchanged; and how many texts were compared with 460 honest words:
//
//	least score 0.4, all are compared       1.000  .982  .913  .842  2.6
//	0.4, wording 40                         1.000  .982  .913  .763  1.0
//	0.4, wording 44                         1.000  .982  .911  .737  0.7
//	0.3, all                                1.000  .983  .928  .868  4.9
//	0.3, wording 40                         1.000  .983  .928  .763  1.2
//	0.3, wording 44                         1.000  .983  .925  .737  0.8
//	0.3, wording 44 or skeleton 30          1.000  .983  .925  .816  0.8
//	0.3, wording 48                         1.000  .983  .924  .711  0.7
//	0.2, wording 44                         1.000  .985  .934  .737  0.9
//
// Scores of the hits alone did not tell as much. A second phrase in place of a second
// hit, or less for a text with many other hits, compared as many honest texts as a
// least score of 0.5 does where as many sources were found.

// A scoring says what two words at one place of an alignment score, and a word left
// out of either text.
type scoring struct {
	content   int32 // the same content word
	function  int32 // the same function word
	exchanged int32 // two content words
	other     int32 // other different words
	leftOut   int32
	least     int32 // for suspects of 150 words or more
}

// scorings are two kinds of evidence, and one suffices.
var scorings = [...]scoring{
	// Wording is left in any spun text. Few function words need be.
	{content: 6, function: 2, exchanged: -1, other: -1, leftOut: -1, least: 44},
	// The skeleton of function words is all that is left where most content words
	// were exchanged.
	{content: 2, function: 3, exchanged: 0, other: -3, leftOut: -2, least: 30},
}

const (
	sureScore    = 1.2 // candidates that score so much are compared in any case
	bandMargin   = 8   // diagonals aligned beside those of the hits
	bandReach    = 60  // words aligned before the first hit and after the last
	mostPassages = 8   // of a candidate are aligned
)

// A token is what an alignment looks at in a word.
type token struct {
	hash     uint64
	function bool
}

// appendTokens appends the tokens of the words of a text.
func appendTokens(tokens []token, text string, lang shingle.Language) []token {
	for w := range shingle.Words(text, lang) {
		tokens = append(tokens, token{w.Hash, w.Class == shingle.Function})
	}
	return tokens
}

// A likeness decides which candidates resemble a suspect.
type likeness struct {
	suspect  []token
	language shingle.Language
	source   []token // of the candidate
	row      []int32
}

// newLikeness returns the likeness to a suspect.
func newLikeness(suspect string, lang shingle.Language) *likeness {
	return &likeness{suspect: appendTokens(nil, suspect, lang), language: lang}
}

// resembles reports whether the text of a candidate has a passage like one of the
// suspect where the hits are. It aligns the best passages of the hits, in time
// proportional to the words of the text and of the suspect.
func (l *likeness) resembles(c candidate, text string) bool {
	l.source = appendTokens(l.source[:0], text, l.language)
	for _, p := range bestPassages(c.hits) {
		if l.aligned(p.hits) {
			return true
		}
	}
	return false
}

// resembles reports whether a candidate with a text should be compared with the suspect.
func (k *check) resembles(c candidate, text string) bool {
	if k.several || c.whole || c.common || c.score >= sureScore {
		return true
	}
	if k.like == nil {
		lang := k.Language
		if lang == shingle.Auto {
			lang = k.prepared.Language()
		}
		k.like = newLikeness(k.suspect.Text, lang)
	}
	return k.like.resembles(c, text)
}

// A passage is some hits on nearly one diagonal.
type passage struct {
	hits  []hit
	score float32
}

// bestPassages returns the passages of a candidate that score most.
func bestPassages(hits []hit) []passage {
	var all []passage
	for on := range diagonals(slices.Clone(hits)) {
		if w := worth(on); w > 0 {
			all = append(all, passage{on, w})
		}
	}
	slices.SortStableFunc(all, func(a, b passage) int { return cmp.Compare(b.score, a.score) })
	return all[:min(len(all), mostPassages)]
}

// aligned reports whether the best local alignment near the hits of a passage scores
// enough (Smith, Waterman, Identification of Common Molecular Subsequences, 1981).
func (l *likeness) aligned(hits []hit) bool {
	low, high := hits[0].diagonal, hits[0].diagonal
	first, last := hits[0].position, hits[0].position
	for _, h := range hits {
		low, high = min(low, h.diagonal), max(high, h.diagonal)
		first, last = min(first, h.position), max(last, h.position)
	}
	b := band{
		low: int(low) - bandMargin, width: int(high-low) + 2*bandMargin + 1,
		from: max(0, int(first)-bandReach), to: min(len(l.suspect), int(last)+bandReach),
	}
	return slices.ContainsFunc(scorings[:], func(s scoring) bool { return l.reaches(b, s) })
}

// A band is the part of an alignment that is looked at: width diagonals from low on,
// and the words of the suspect from one to another.
type band struct{ low, width, from, to int }

// reaches reports whether an alignment within the band scores enough. Short suspects
// need less.
func (l *likeness) reaches(b band, s scoring) bool {
	least := int32(float32(s.least) * min(1, float32(len(l.suspect))/150))
	// row[k+1] is the best score of an alignment that ends at a word of the suspect and
	// on the diagonal low+k.
	row := append(l.row[:0], make([]int32, b.width+2)...)
	l.row = row
	for i := b.from; i < b.to; i++ {
		w := l.suspect[i]
		// Diagonals go down, places in the source go up. So row[k+2] is that of this
		// word and the place before, row[k] that of the word before and this place.
		at := i - b.low - b.width + 1
		for k := b.width - 1; k >= 0; k-- {
			x := s.other
			if uint(at) < uint(len(l.source)) {
				x = s.of(w, l.source[at])
			}
			at++
			x = max(0, row[k+1]+x, row[k]+s.leftOut, row[k+2]+s.leftOut)
			if x >= least {
				return true
			}
			row[k+1] = x
		}
	}
	return false
}

// of returns the score of two words at one place.
func (s *scoring) of(a, b token) int32 {
	switch {
	case a.hash != b.hash && !a.function && !b.function:
		return s.exchanged
	case a.hash != b.hash:
		return s.other
	case a.function:
		return s.function
	}
	return s.content
}

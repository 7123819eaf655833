package corpus

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A comparison takes longer than everything else in a check, and most candidates of an
// honest text have only a phrase in common with it. So a candidate is compared only if
// its words near the hits resemble those of the suspect. Where 60 words were spun, every
// second content word is still at its place; beside a phrase that two texts share by
// chance, next to none is.
//
// Measured among 60,000 texts, half of them real prose and half of a Markov chain, with
// 60 spun words (45 % of the content words exchanged) among 400 others: how often the
// source was among the ten compared texts if 0, 20 and 40 % of the function words were
// changed, by a table of other ways to say them, and how many texts were compared with
// 460 honest words:
//
//	least score 0.4                    .999  .985  .927   2.6
//	least score 0.6                    .999  .966  .895   1.0
//	0.4, and content matches count 4 (the others as here), resemblance 24
//	                                   .998  .985  .902   1.0
//	0.4, resemblance 37                .998  .985  .914   1.0
//	0.4, resemblance 41                .998  .983  .904   0.7
//	0.4, resemblance 45                .996  .982  .891   0.5
//	0.3, resemblance 38                .998  .990  .920   1.0, but reads 5 texts, not 2.6
//
// Two weights for passages and their hits, by which a search could tell the same
// without the texts, moved along the curve from 0.4 to 0.6: a second phrase in place of
// a second hit, and a share of the text's other hits subtracted.

// The scores of two words at one place of an alignment, and of a word left out of
// either text.
const (
	contentMatch  = 6
	functionMatch = 1
	mismatch      = -1
	leftOut       = -1
)

const (
	leastResemblance = 40  // of a candidate of a suspect of 150 words or more
	sureScore        = 1.2 // candidates that score so much are compared without
	bandMargin       = 8   // diagonals aligned beside those of the hits
	bandReach        = 60  // words aligned before the first hit and after the last
	mostPassages     = 8   // of a candidate are aligned
)

// A token is what an alignment looks at in a word.
type token struct {
	hash  uint64
	match int32 // the score of an equal word
}

// A likeness decides which candidates resemble a suspect.
type likeness struct {
	suspect  []token
	language shingle.Language
	least    int32
	source   []uint64 // hashes of the words of a candidate
	row      []int32
}

// newLikeness returns the likeness to a suspect.
func newLikeness(suspect string, lang shingle.Language) *likeness {
	l := &likeness{language: lang}
	for w := range shingle.Words(suspect, lang) {
		t := token{w.Hash, contentMatch}
		if w.Class == shingle.Function {
			t.match = functionMatch
		}
		l.suspect = append(l.suspect, t)
	}
	l.least = int32(leastResemblance * min(1, float32(len(l.suspect))/150))
	return l
}

// resembles reports whether the text of a candidate has a passage like one of the
// suspect where the hits are. It aligns the best passages of the hits, in time
// proportional to the words of the text and of the suspect.
func (l *likeness) resembles(c candidate, text string) bool {
	l.source = l.source[:0]
	for w := range shingle.Words(text, l.language) {
		l.source = append(l.source, w.Hash)
	}
	for _, p := range bestPassages(c.hits) {
		if l.aligned(p.hits) {
			return true
		}
	}
	return false
}

// resembles reports whether a candidate with a text should be compared with the suspect.
func (k *check) resembles(c candidate, text string) bool {
	if k.broken || c.whole || c.common || c.score >= sureScore {
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

// bestPassages returns the passages of a candidate that score most. The hits are in
// order of passages, as the search leaves them.
func bestPassages(hits []hit) []passage {
	hits = slices.Clone(hits)
	slices.SortFunc(hits, compareHits)
	var all []passage
	for start := 0; start < len(hits); {
		end := start + 1
		for end < len(hits) && sameDiagonal(hits[start], hits[end-1], hits[end]) {
			end++
		}
		if s := worth(hits[start:end]); s > 0 {
			all = append(all, passage{hits[start:end], s})
		}
		start = end
	}
	slices.SortStableFunc(all, func(a, b passage) int { return cmp.Compare(b.score, a.score) })
	return all[:min(len(all), mostPassages)]
}

// aligned reports whether the best local alignment near the hits of a passage scores
// enough (Smith, Waterman, Identification of Common Molecular Subsequences, 1981). It
// looks at a band of diagonals.
func (l *likeness) aligned(hits []hit) bool {
	low, high := hits[0].diagonal, hits[0].diagonal
	first, last := hits[0].position, hits[0].position
	for _, h := range hits {
		low, high = min(low, h.diagonal), max(high, h.diagonal)
		first, last = min(first, h.position), max(last, h.position)
	}
	low -= bandMargin
	width := int(high-low) + bandMargin + 1
	// row[k+1] is the best score of an alignment that ends at a word of the suspect and
	// on the diagonal low+k.
	row := append(l.row[:0], make([]int32, width+2)...)
	l.row = row
	from, to := max(0, int(first)-bandReach), min(len(l.suspect), int(last)+bandReach)
	for i := from; i < to; i++ {
		w := l.suspect[i]
		// Diagonals go down, places in the source go up. So row[k+2] is that of this
		// word and the place before, row[k] that of the word before and this place.
		for k, at := width-1, i-int(low)-width+1; k >= 0; k, at = k-1, at+1 {
			s := row[k+1] + mismatch
			if uint(at) < uint(len(l.source)) && l.source[at] == w.hash {
				s = row[k+1] + w.match
			}
			s = max(0, s, row[k]+leftOut, row[k+2]+leftOut)
			if s >= l.least {
				return true
			}
			row[k+1] = s
		}
	}
	return false
}

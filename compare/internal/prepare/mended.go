package prepare

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/internal/plain"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Words that are broken are mended one by one where the other text has them. What was
// exchanged before it was broken the other text does not have: a spun text whose words are
// all broken stays in pieces wherever it was spun. So where the other text shows for word
// after word that the text is broken, it is read as plain text throughout.

// leastMended is how many words of the other text at least stand where a text is read as
// another, and a quarter of what is read as another must be such words.
const leastMended = 12

// looksBroken reports whether a text may have broken words in numbers.
func (t *Text) looksBroken() bool {
	return len(t.Excluded) == 0 && len(t.Kept) == 0 &&
		(t.spaced || 8*len(t.candidates) >= len(t.Words) || slices.ContainsFunc(t.Words, func(w shingle.Word) bool {
			return glued(w) && w.Class != shingle.Other // which addresses are
		}))
}

// mended returns the text as plain text where the other text shows that it is broken, or
// the text itself. Met is the text with the words that could be mended one by one; it is
// returned where plain text has no greater share of words that the other has.
func (t *Text) mended(met, other *Text) *Text {
	if !t.looksBroken() {
		return met
	}
	lang := t.Language
	if lang == shingle.None {
		lang = other.Language
	}
	cut := segment
	if lang != shingle.English {
		cut = nil
	}
	p := plain.Of(t.Raw, cut)
	if p == nil {
		return met
	}
	words := shingle.AppendWords(nil, p.Plain, lang)
	p.Place(words)
	v := newVocabulary(other.Words)
	shown, changed := 0, 0
	for i := range words {
		if words[i].Disguise&(shingle.Spaced|shingle.Glued|shingle.Leet) == 0 {
			continue
		}
		changed++
		if _, ok := v.first(words[i].Hash); ok {
			shown++
		}
	}
	if shown < leastMended || 4*shown < changed || v.share(words) <= v.share(met.Words) {
		return met
	}
	out := t.empty()
	out.Language, out.Words, out.Total = lang, words, len(words)
	out.lowerNames()
	out.survey()
	return out
}

// share returns the share of words that the vocabulary has.
func (v *vocabulary) share(words []shingle.Word) float64 {
	n := 0
	for i := range words {
		if _, ok := v.first(words[i].Hash); ok {
			n++
		}
	}
	return float64(n) / float64(max(1, len(words)))
}

// segment cuts words of English that are run together. Without a lexicon it cuts none.
func segment(letters string) string {
	l, err := lexicon.English()
	if err != nil {
		return ""
	}
	return l.Segment(letters)
}

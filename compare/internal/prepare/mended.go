package prepare

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/internal/plain"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Broken words are mended one by one if the other text has them. But the other text does
// not have words that were exchanged before they were broken: in a spun text whose words
// are all broken, the exchanged words would stay in pieces. So if the other text shows for
// word after word that the text is broken, the whole text is read as plain text.

// leastMended is the least number of words of the other text at the places where the
// plain text differs; at least a quarter of the words at these places must be such
// words.
const leastMended = 12

// looksBroken reports whether a text may have many broken words.
func (t *Text) looksBroken() bool {
	return len(t.Excluded) == 0 && len(t.Kept) == 0 &&
		(t.spaced || 8*len(t.candidates) >= len(t.Words) || slices.ContainsFunc(t.Words, func(w shingle.Word) bool {
			return glued(w) && w.Class != shingle.Other // as addresses are
		}))
}

// mended returns the text as plain text if the other text shows that it is broken,
// otherwise met, the text with those words mended that could be mended one by one. It
// also returns met if the plain text does not have a greater share of words of the other
// text.
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

// segment cuts English words that are run together. Without a lexicon it cuts none.
func segment(letters string) string {
	l, err := lexicon.English()
	if err != nil {
		return ""
	}
	return l.Segment(letters)
}

package compare

import (
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// What a text alone cannot say, whether c0unc1l, c*uncil or "coun cil" is one
// word, the other text can: what is a word there, while the words read here are
// not all words there, is that word. As with letters set apart, features never
// depend on it.

// maxMasked bounds how many words of the other text a masked one is held against.
const maxMasked = 64

// meet returns two texts with the words that each has in the light of the other.
func meet(a, b *Text) (*Text, *Text) {
	a, b = a.respaced(b), b.respaced(a)
	return a.reread(b), b.reread(a)
}

// reread returns the text with candidates in the place of words where the other
// text has them as words, or the text itself if it has none. Time is linear in the
// number of words.
func (t *Text) reread(other *Text) *Text {
	if len(t.candidates) == 0 {
		return t
	}
	v := newVocabulary(other.words)
	var found []spelled
	next := 0
	for i := range t.candidates {
		c := &t.candidates[i]
		for next < len(t.words) && t.words[next].Start < c.Start {
			next++
		}
		to := next
		for to < len(t.words) && t.words[to].End <= c.End {
			to++
		}
		if to == next || len(found) > 0 && found[len(found)-1].to > next || v.hasAll(t.words[next:to]) {
			continue
		}
		if w, ok := v.find(c); ok {
			w.Start, w.End, w.Break, w.Disguise = c.Start, c.End, t.words[next].Break, c.Disguise
			found = append(found, spelled{next, to, w})
		}
	}
	return t.with(found)
}

// A vocabulary holds the words of a text.
type vocabulary struct {
	words  []shingle.Word
	byHash map[uint64]int32
	masked map[maskKey][]int32 // made when first asked for
}

// A maskKey is what is known of a masked word at once.
type maskKey struct {
	letters int
	first   rune
}

func newVocabulary(words []shingle.Word) *vocabulary {
	v := &vocabulary{words: words, byHash: make(map[uint64]int32, len(words))}
	for i := range words {
		if _, ok := v.byHash[words[i].Hash]; !ok {
			v.byHash[words[i].Hash] = int32(i)
		}
	}
	return v
}

// hasAll reports whether all of some words are words of the vocabulary.
func (v *vocabulary) hasAll(words []shingle.Word) bool {
	for i := range words {
		if _, ok := v.byHash[words[i].Hash]; !ok {
			return false
		}
	}
	return true
}

// find returns the word that a candidate is.
func (v *vocabulary) find(c *shingle.Candidate) (shingle.Word, bool) {
	if c.Disguise&shingle.Unreadable == 0 {
		i, ok := v.byHash[c.Hash]
		if !ok || !shingle.SameLetters(v.words[i].Form, c.Form) {
			return shingle.Word{}, false
		}
		return v.words[i], true
	}
	key := keyOfMask(c.Form)
	if key.first == utf8.RuneError {
		return shingle.Word{}, false // nearly any word could be it
	}
	if v.masked == nil {
		v.index()
	}
	for _, i := range v.masked[key] {
		if w := v.words[i]; shingle.SameLetters(w.Form, c.Form) {
			return w, true
		}
	}
	return shingle.Word{}, false
}

// index makes the table of masked words.
func (v *vocabulary) index() {
	v.masked = make(map[maskKey][]int32)
	for i := range v.words {
		w := &v.words[i]
		if v.byHash[w.Hash] == int32(i) {
			key := keyOfMask(w.Form)
			if list := v.masked[key]; len(list) < maxMasked {
				v.masked[key] = append(list, int32(i))
			}
		}
	}
}

// keyOfMask returns the key of a form.
func keyOfMask(form string) maskKey {
	folded := shingle.Fold(form)
	first, _ := utf8.DecodeRuneInString(folded)
	return maskKey{utf8.RuneCountInString(folded), first}
}

// candidates returns the candidates of a text that are no plain numbers.
func candidates(text string) (out []shingle.Candidate) {
	for c := range shingle.Candidates(text) {
		if strings.ContainsFunc(c.Form, func(r rune) bool { return r != utf8.RuneError }) {
			out = append(out, c)
		}
	}
	return out
}

package prepare

import (
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/internal/layout"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A text alone cannot show whether c0unc1l, c*uncil or "coun cil" is one word, but
// the other text can: a candidate counts if it is a word of the other text, while
// not all of the words read here are. As with letters set apart, features never
// depend on it.

// maxMasked bounds how many words of the other text a masked word is compared with.
const maxMasked = 64

// Meet returns two texts, each read again with the help of the other. Time is that
// of [Text.Respaced], and linear in the number of words.
func Meet(a, b *Text) (*Text, *Text) {
	given, other := a, b
	a, b = a.Unglued(b), b.Unglued(a)
	a, b = a.unstretched(b), b.unstretched(a)
	a, b = a.Respaced(b), b.Respaced(a)
	a, b = a.reread(b), b.reread(a)
	return given.mended(a, b), other.mended(b, a)
}

// reread returns the text with candidates in place of words where the other text
// has them as words, or the text itself if it has none. Time is linear in the
// number of words.
func (t *Text) reread(other *Text) *Text {
	var v *vocabulary
	if t.unreadable || other.pairLetters {
		v = newVocabulary(other.Words)
		v.asker = t
		t = t.respelled(v)
	}
	if len(t.candidates) == 0 {
		return t
	}
	places := t.places()
	if v == nil {
		v = t.sought(places, other.Words)
	}
	var found []spelled
	for _, p := range places {
		if len(found) > 0 && found[len(found)-1].to > p.from || v.hasAll(t.Words[p.from:p.to]) {
			continue
		}
		c := &t.candidates[p.candidate]
		if w, ok := v.find(c); ok {
			w.Start, w.End, w.Break, w.Disguise = c.Start, c.End, t.Words[p.from].Break, c.Disguise
			found = append(found, spelled{p.from, p.to, w})
		}
	}
	return t.with(found)
}

// A candidatePlace is a candidate with the words that are read in its place,
// Words[from:to], at least one.
type candidatePlace struct{ candidate, from, to int }

// places returns the places of the candidates in order.
func (t *Text) places() []candidatePlace {
	places := make([]candidatePlace, 0, len(t.candidates))
	next := 0
	for i := range t.candidates {
		c := &t.candidates[i]
		for next < len(t.Words) && t.Words[next].Start < c.Start {
			next++
		}
		to := next
		for to < len(t.Words) && t.Words[to].End <= c.End {
			to++
		}
		if to > next {
			places = append(places, candidatePlace{i, next, to})
		}
	}
	return places
}

// sought returns the vocabulary restricted to the words that the candidates at some
// places need. A vocabulary of all words would take a twentieth of a comparison.
func (t *Text) sought(places []candidatePlace, words []shingle.Word) *vocabulary {
	v := &vocabulary{words: words, asker: t, byHash: make(map[uint64]int32)}
	var bits [1 << 6]uint64 // by the end of a hash: whether one is sought
	seek := func(h uint64) {
		v.byHash[h] = -1
		bits[h>>6&(1<<6-1)] |= 1 << (h & (1<<6 - 1))
	}
	for _, p := range places {
		seek(t.candidates[p.candidate].Hash)
		for i := range t.Words[p.from:p.to] {
			seek(t.Words[p.from+i].Hash)
		}
	}
	for i := range words {
		h := words[i].Hash
		if bits[h>>6&(1<<6-1)]>>(h&(1<<6-1))&1 == 0 {
			continue // nearly all words
		}
		if at, ok := v.byHash[h]; ok && at < 0 {
			v.byHash[h] = int32(i)
		}
	}
	return v
}

// respelled returns the text with words of a vocabulary in place of words that
// spell them with other letters: aa for å, or U+FFFD for a lost letter.
func (t *Text) respelled(v *vocabulary) *Text {
	var found []spelled
	for i := range t.Words {
		w := &t.Words[i]
		if _, ok := v.first(w.Hash); ok {
			continue
		}
		to, ok := v.spelled(w)
		if !ok {
			continue
		}
		to.Start, to.End, to.Break, to.Disguise = w.Start, w.End, w.Break, w.Disguise
		found = append(found, spelled{i, i + 1, to})
	}
	return t.with(found)
}

// candidates returns the candidates of a text that are not plain numbers, with
// their places in the text. It searches the reading from which words are cut.
func candidates(reading *layout.Reading) (out []shingle.Candidate) {
	places := reading.Places()
	for c := range shingle.Candidates(reading.Text) {
		if !strings.ContainsFunc(c.Form, func(r rune) bool { return r != utf8.RuneError }) {
			continue
		}
		c.Start = places.Start(c.Start)
		ends := *places // the next candidate may begin before this one ends
		c.End = ends.End(c.End)
		out = append(out, c)
	}
	return out
}

package prepare

import (
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A vocabulary holds the words of a text, or only those that are sought.
type vocabulary struct {
	words  []shingle.Word
	asker  *Text               // the text that may have them masked
	byHash map[uint64]int32    // the first word with a hash; -1 if it was sought and is missing
	pairs  map[string]int32    // of words beyond ASCII, by onceWritten
	masked map[maskKey][]int32 // made at the first use
}

// A maskKey is what a masked word shows directly.
type maskKey struct {
	letters int
	edge    rune
	last    bool // the edge is the last letter, because the first is not known
}

func newVocabulary(words []shingle.Word) *vocabulary {
	v := &vocabulary{words: words, byHash: make(map[uint64]int32, len(words)), pairs: make(map[string]int32)}
	for i := range words {
		if _, ok := v.byHash[words[i].Hash]; !ok {
			v.byHash[words[i].Hash] = int32(i)
			if hasPairLetter(words[i].Form) {
				v.pairs[onceWritten(words[i].Form)] = int32(i)
			}
		}
	}
	return v
}

// first returns the first word of a hash.
func (v *vocabulary) first(hash uint64) (i int32, ok bool) {
	i, ok = v.byHash[hash]
	return i, ok && i >= 0
}

// hasAll reports whether all of some words are words of the vocabulary.
func (v *vocabulary) hasAll(words []shingle.Word) bool {
	for i := range words {
		if _, ok := v.first(words[i].Hash); !ok {
			return false
		}
	}
	return true
}

// find returns the word that a candidate stands for.
func (v *vocabulary) find(c *shingle.Candidate) (shingle.Word, bool) {
	if c.Disguise&shingle.Unreadable == 0 {
		i, ok := v.first(c.Hash)
		if !ok || !shingle.SameLetters(v.words[i].Form, c.Form) {
			return shingle.Word{}, false
		}
		return v.words[i], true
	}
	return v.unmask(c.Form)
}

// pairLetters are the letters that are written as two.
const pairLetters = "åäöøüæœ"

// hasPairLetter reports whether a form has a letter that is written as two.
func hasPairLetter(form string) bool {
	some := byte(0)
	for i := range len(form) {
		some |= form[i]
	}
	return some >= utf8.RuneSelf && strings.ContainsAny(form, pairLetters)
}

// unmask returns the word that a form with U+FFFD stands for.
func (v *vocabulary) unmask(form string) (shingle.Word, bool) {
	if v.masked == nil {
		v.index()
	}
	for _, key := range keysOfMask(form) {
		for _, i := range v.masked[key] {
			if w := v.words[i]; shingle.SameLetters(w.Form, form) {
				return w, true
			}
		}
	}
	return shingle.Word{}, false
}

// index makes the table of masked words, only for the keys of the asking text. Most
// texts have a few words with a question mark or an asterisk at an end, and a table
// of all keys took a twentieth of a comparison.
func (v *vocabulary) index() {
	v.masked = v.asker.maskKeys()
	var lengths uint64 // of the keys, as bits
	for key := range v.masked {
		lengths |= 1 << min(key.letters, 63)
	}
	seen := make(map[uint64]bool)
	for i := range v.words {
		w := &v.words[i]
		folded := shingle.Fold(w.Form)
		if lengths>>min(utf8.RuneCountInString(folded), 63)&1 == 0 || seen[w.Hash] {
			continue
		}
		seen[w.Hash] = true
		for _, last := range [...]bool{false, true} {
			key := keyOfMask(folded, last)
			if list, ok := v.masked[key]; ok && len(list) < maxMasked {
				v.masked[key] = append(list, int32(i))
			}
		}
	}
}

// maskKeys returns the keys of all masked words in the text, with nothing found yet.
func (t *Text) maskKeys() map[maskKey][]int32 {
	keys := make(map[maskKey][]int32)
	add := func(form string, d shingle.Disguises) {
		if d&shingle.Unreadable != 0 {
			for _, key := range keysOfMask(form) {
				keys[key] = nil
			}
		}
	}
	for i := range t.candidates {
		add(t.candidates[i].Form, t.candidates[i].Disguise)
	}
	for i := range t.Words {
		add(t.Words[i].Form, t.Words[i].Disguise)
	}
	return keys
}

// keysOfMask returns the keys of the words that a form with U+FFFD may be.
func keysOfMask(form string) (keys []maskKey) {
	runs := strings.ReplaceAll(form, "\ufffd\ufffd", "\ufffd") // of a letter of two bytes
	for _, f := range [...]string{form, runs} {
		folded := shingle.Fold(f)
		key := keyOfMask(folded, false)
		if key.edge == utf8.RuneError {
			key = keyOfMask(folded, true)
		}
		if key.edge != utf8.RuneError { // otherwise nearly any word would fit
			keys = append(keys, key)
		}
	}
	return keys
}

// keyOfMask returns the key of a form without marks.
func keyOfMask(folded string, last bool) maskKey {
	edge, _ := utf8.DecodeRuneInString(folded)
	if last {
		edge, _ = utf8.DecodeLastRuneInString(folded)
	}
	return maskKey{utf8.RuneCountInString(folded), edge, last}
}

// spelled returns the word with letters beyond ASCII that w spells in another way.
func (v *vocabulary) spelled(w *shingle.Word) (shingle.Word, bool) {
	if w.Disguise&shingle.Unreadable != 0 {
		return v.unmask(w.Form)
	}
	if len(v.pairs) == 0 {
		return shingle.Word{}, false
	}
	i, ok := v.pairs[onceWritten(w.Form)]
	if !ok || !shingle.SameLetters(v.words[i].Form, w.Form) {
		return shingle.Word{}, false
	}
	return v.words[i], true
}

// onceWritten returns a form without marks in which aa, ae, oe and ue are replaced
// by the letters that they may stand for.
func onceWritten(form string) string { return pairs.Replace(shingle.Fold(form)) }

var pairs = strings.NewReplacer("aa", "a", "ae", "a", "oe", "o", "ue", "u")

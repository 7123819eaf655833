package shingle

import (
	"slices"
	"strings"
)

// AppendWords appends the words that [Words] yields to dst and returns the
// extended slice. It is for callers that can reuse a slice: that takes half the time
// of collecting the words in a new one (0.7 of 1.5 ms for 80 kB of English).
func AppendWords(dst []Word, text string, lang Language) []Word {
	r := read(text)
	w := walker{classifier: newClassifier(r.text, lang), reading: &r, dst: dst}
	w.walk()
	return w.dst
}

// A walker finds the words of a text, those of plain ASCII with a [cutter] and others
// with a scanner, and yields them or appends them to a slice.
type walker struct {
	*classifier
	*reading
	scan  scanner
	yield func(Word) bool // nil to append
	dst   []Word
}

// asciiBytes is how much text is copied for the cutter at a time; minCut is the
// least length for which that pays.
const (
	asciiBytes = 4 << 10
	minCut     = 64
)

// walk finds the words of the text, the same as the scanner's run.
func (w *walker) walk() {
	w.scan.yield = w.word
	w.scan.begin(w.reading.text)
	if len(w.scan.text) < minCut || w.scan.mixed() {
		w.scan.run() // Latin letters may be disguises
		return
	}
	text, lower := w.scan.text, lowerASCII(w.scan.text)
	var cut cutter
	var room [asciiBytes + pad]byte
	var hashes [windowBytes/2 + 1]uint64
	for i := 0; i < len(text); {
		from, to := nextChunk(text, i)
		for i < from {
			end, easy := asciiPart(lower[:from], i)
			if !easy {
				if !w.scan.part(lower[i:end], place{base: i}) {
					return
				}
				i = end
				continue
			}
			n := copy(room[:], lower[i:end])
			clear(room[n : n+pad])
			cut.begin(room[:n])
			for words, ok := cut.next(); ok; words, ok = cut.next() {
				if !w.addAll(lower[:end], i, words, appendWordHashes(hashes[:0], cut.text, words)) {
					return
				}
			}
			i = end
		}
		if to > from && !w.scan.chunk(from, to) {
			return
		}
		i = to
	}
}

// asciiPart returns the end of the part of lower that begins at i, and whether the
// cutter can cut it: it is long enough, and has no addresses and low lines.
func asciiPart(lower string, i int) (end int, easy bool) {
	end = min(i+asciiBytes, len(lower))
	for end < len(lower) && end > i && byteClass[lower[end-1]]&isBlank == 0 {
		end--
	}
	if end == i {
		return len(lower), false // a word as long as that
	}
	part := lower[i:end]
	return end, len(part) >= minCut && strings.IndexByte(part, '_') < 0 && !mayHoldAddress(part)
}

// addAll adds words of lower[base:], each with its hash, or returns false to stop.
func (w *walker) addAll(lower string, base int, words []span, hashes []uint64) bool {
	var t token
	for k, at := range words {
		t.start, t.end = base+at.from, base+at.to
		t.form = lower[t.start:t.end]
		t.folded = t.form
		if !w.add(&t, hashes[k]) {
			return false
		}
	}
	return true
}

// word adds the word of a token.
func (w *walker) word(t *token) bool {
	t.folded = Fold(t.form)
	return w.add(t, hashForm(t.folded))
}

// add yields or appends the word of a token whose form has a hash.
func (w *walker) add(t *token, hash uint64) bool {
	if w.yield != nil {
		var word Word
		w.classifier.set(&word, t, hash)
		w.reading.place(&word)
		return w.yield(word)
	}
	n := len(w.dst)
	if n == cap(w.dst) {
		w.dst = slices.Grow(w.dst, 1)
	}
	w.dst = w.dst[:n+1] // appending an empty word took a tenth of the time
	word := &w.dst[n]
	w.classifier.set(word, t, hash) // all fields
	if w.reading.refs != nil {
		w.reading.place(word)
	}
	return true
}

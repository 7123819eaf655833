package shingle

import (
	"slices"
	"strings"
)

// AppendWords appends the words that [Words] yields to dst and returns the
// extended slice. It is for those who keep the words: collecting them from the
// iterator takes nearly twice as long.
func AppendWords(dst []Word, text string, lang Language) []Word {
	r := read(text)
	a := appender{classifier: newClassifier(r.text, lang), reading: &r, dst: dst}
	a.scan.yield = a.word
	a.scan.begin(r.text)
	a.words()
	return a.dst
}

// An appender appends words to a slice: those of plain ASCII as a [cutter] finds
// them, others as a scanner does.
type appender struct {
	*classifier
	*reading
	scan scanner
	dst  []Word
}

// asciiBytes is how much text is copied for the cutter at a time; minCut is the
// least that this is worth its while for.
const (
	asciiBytes = 4 << 10
	minCut     = 64
)

// words appends the words of the text, as the scanner's run reports them.
func (a *appender) words() {
	if a.scan.mixed() {
		a.scan.run() // Latin letters may be disguises
		return
	}
	text, lower := a.scan.text, lowerASCII(a.scan.text)
	var cut cutter
	var room [asciiBytes + pad]byte
	var hashes [windowBytes/2 + 1]uint64
	for i := 0; i < len(text); {
		from, to := nextChunk(text, i)
		for i < from {
			end, easy := asciiPart(lower[:from], i)
			if !easy {
				a.scan.part(lower[i:end], place{base: i})
				i = end
				continue
			}
			n := copy(room[:], lower[i:end])
			clear(room[n : n+pad])
			cut.begin(room[:n])
			for words, ok := cut.next(); ok; words, ok = cut.next() {
				a.addAll(lower[:end], i, words, appendWordHashes(hashes[:0], cut.text, words))
			}
			i = end
		}
		if to > from {
			a.scan.chunk(from, to)
		}
		i = to
	}
}

// asciiPart returns the end of the part of lower that begins at i, and whether it
// is for the cutter: long enough, and without addresses and low lines.
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

// addAll appends words of lower[base:], each with its hash.
func (a *appender) addAll(lower string, base int, words []span, hashes []uint64) {
	var t token
	for k, w := range words {
		t.start, t.end = base+w.from, base+w.to
		t.form = lower[t.start:t.end]
		a.add(&t, hashes[k])
	}
}

// word appends the word of a token.
func (a *appender) word(t *token) bool {
	a.add(t, hashWord(t.form))
	return true
}

// add appends the word of a token whose form has a hash.
func (a *appender) add(t *token, hash uint64) {
	n := len(a.dst)
	if n == cap(a.dst) {
		a.dst = slices.Grow(a.dst, 1)
	}
	a.dst = a.dst[:n+1] // appending an empty word took a tenth of the time
	w := &a.dst[n]
	a.classifier.set(w, t, hash) // all fields
	a.reading.place(w)
}

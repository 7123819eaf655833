package shingle

import (
	"iter"
	"strings"
)

// A reading is a text with its character references read. Whatever cuts, folds
// or classifies words sees the reading alone, and only spans are brought back to
// the text as given: so no rule about words can depend on how a text was escaped.
type reading struct {
	text string
	refs []reference
	next int // index of the first reference that may not lie before the next word
}

// A reference tells that the bytes from:to of a text as given stand for the
// bytes at:end of its reading.
type reference struct{ at, end, from, to int }

// read returns the reading of a text, which is the text itself if it holds no
// reference. That costs the search for an ampersand. Otherwise the memory is about
// 32 bytes for each reference, and a copy.
func read(text string) reading {
	if strings.IndexByte(text, '&') < 0 {
		return reading{text: text}
	}
	return readPart(text, len(text))
}

// readPart returns the first limit bytes of the reading of a text.
func readPart(text string, limit int) reading {
	var r reading
	var b strings.Builder
	done := 0 // all before it is in b
	for ref, chars := range references(text, limit) {
		b.WriteString(text[done:ref.from])
		b.Write(chars)
		r.refs = append(r.refs, ref)
		done = ref.to
	}
	r.text = text[done:]
	if done > 0 {
		b.WriteString(r.text[:min(len(r.text), limit)])
		r.text = b.String()
	}
	r.text = r.text[:min(len(r.text), limit)]
	return r
}

// references returns an iterator over the character references of text that
// begin within the first limit bytes of its reading, and what they stand for,
// which is valid until the next. It looks no further, whatever else begins with
// an ampersand: a reference is never shorter than what it is read as.
func references(text string, limit int) iter.Seq2[reference, []byte] {
	return func(yield func(reference, []byte) bool) {
		var buf [8]byte
		shift := 0 // how far the reading lies before the text
		for i := 0; i-shift < limit; {
			k := strings.IndexByte(text[i:min(len(text), limit+shift)], '&')
			if k < 0 {
				return
			}
			i += k
			chars, n := appendReference(buf[:0], text[i:])
			if n == 0 {
				i++
				continue
			}
			at := i - shift
			if !yield(reference{at, at + len(chars), i, i + n}, chars) {
				return
			}
			i += n
			shift += n - len(chars)
		}
	}
}

// place brings the span of a word of the reading back to the text as given. Calls
// must go from the front to the back.
func (r *reading) place(w *Word) {
	if r.refs == nil {
		return
	}
	var refs int
	if w.Start, w.End, refs = r.span(w.Start, w.End); refs > 0 {
		w.Disguise |= Entity
	}
}

// span returns which bytes of the text as given the bytes i:j of its reading
// stand for, and how many references are among them. Calls must go from the
// front to the back. No name stands for characters that different words begin
// with, so words that are disjoint have disjoint spans.
func (r *reading) span(i, j int) (from, to, refs int) {
	for r.next < len(r.refs) && r.refs[r.next].end <= i {
		r.next++
	}
	from, last := r.origin(i, r.next), r.next
	for last < len(r.refs) && r.refs[last].at < j {
		last++
	}
	if last > r.next && r.refs[last-1].end >= j {
		return from, r.refs[last-1].to, last - r.next
	}
	return from, r.origin(j, last), last - r.next
}

// origin returns where in the text as given the byte i of its reading is, which
// lies behind the first n references.
func (r *reading) origin(i, n int) int {
	if n < len(r.refs) && r.refs[n].at <= i {
		return r.refs[n].from
	}
	if n > 0 {
		i += r.refs[n-1].to - r.refs[n-1].end
	}
	return i
}

// Runes returns an iterator over the characters that text stands for, with the
// byte offset of each: those of text, and in the place of a character reference
// those that it stands for, all at its offset. A byte that is not UTF-8 is
// U+FFFD, as in a range over a string.
func Runes(text string) iter.Seq2[int, rune] {
	return func(yield func(int, rune) bool) {
		done := 0
		for ref, chars := range references(text, len(text)) {
			for i, r := range text[done:ref.from] {
				if !yield(done+i, r) {
					return
				}
			}
			for _, r := range string(chars) {
				if !yield(ref.from, r) {
					return
				}
			}
			done = ref.to
		}
		for i, r := range text[done:] {
			if !yield(done+i, r) {
				return
			}
		}
	}
}

package shingle

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// A token is a word as the scanner finds it, before it is classified.
type token struct {
	start, end int // in the caller's text
	form       string
	folded     string // the form without marks; set by the code that needs it
	disguise   Disguises
	address    bool
}

// scan calls yield for each word of text until it returns false. The token is
// valid during the call.
//
// Every word ends at ASCII white space, so the text can be cut there, and each part
// is handled in the cheapest exact way. A stretch of ASCII is segmented in place,
// in a lower-cased copy of the whole text. A chunk with other bytes is first
// cleaned, and segmented by the full rules only if something beyond ASCII is left.
// Cleaning before segmentation makes the words of a text independent of hidden
// characters, whatever words Unicode says they separate.
func scan(text string, yield func(*token) bool) {
	s := scanner{yield: yield}
	s.begin(text)
	s.run()
}

// run reports the words of the text.
func (s *scanner) run() {
	lower := lowerASCII(s.text)
	for i := 0; i < len(s.text); {
		from, to := nextChunk(s.text, i)
		if !s.part(lower[i:from], place{base: i}) || to > from && !s.chunk(from, to) {
			return
		}
		i = to
	}
}

// nextChunk returns the first stretch without white space, from text[i:] on,
// that is not all ASCII; it is empty and at the end of text if there is none.
func nextChunk(text string, i int) (from, to int) {
	to = i + asciiPrefix(text[i:])
	if to == len(text) {
		return to, to
	}
	for from = to; from > i && byteClass[text[from-1]]&isBlank == 0; {
		from--
	}
	return from, chunkEnd(text, to)
}

// chunkEnd returns the end of the chunk without white space that text[i] is in.
func chunkEnd(text string, i int) int {
	for i < len(text) && byteClass[text[i]]&isBlank == 0 {
		i++
	}
	return i
}

// A place says where in the caller's text a part is.
type place struct {
	base  int    // offset of its first byte
	cells []cell // what its pieces stand for; nil if it is unchanged
}

type scanner struct {
	text  string
	yield func(*token) bool
	token token // the last one reported; a field, because a token given to yield leaves the stack
	clean cleaner
	kept  strings.Builder // the normal forms of chunks, see keep
	cell  int             // index of the cell last found, see find
	last  int             // end of the last word reported

	hasMixed, mixedKnown bool // set at the first use, see mixed
}

// begin prepares the scanner for text.
func (s *scanner) begin(text string) { s.text, s.last, s.mixedKnown = text, 0, false }

// chunk reports the words of text[from:to], which is not all ASCII, or false to
// stop.
func (s *scanner) chunk(from, to int) bool {
	s.clean.reset(s.text[from:to])
	s.cell = 0
	return s.part(s.keep(s.clean.out), place{base: from, cells: s.clean.cells})
}

// keptBytes is how much room is made for the normal forms of chunks at a time: most
// chunks are one word, and an allocation for each took an eighth of the time.
const keptBytes = 1 << 10

// keep returns a string of b.
func (s *scanner) keep(b []byte) string {
	n := s.kept.Len()
	if s.kept.Cap()-n < len(b) {
		s.kept, n = strings.Builder{}, 0
		s.kept.Grow(max(len(b), min(keptBytes, len(s.text))))
	}
	s.kept.Write(b)
	return s.kept.String()[n:]
}

// part reports the words of a part of the text in normal form, or false to
// stop.
func (s *scanner) part(c string, at place) bool {
	if mayHoldAddress(c) {
		from := 0
		for _, a := range addresses(c) {
			if !s.plain(c, from, a[0], at) || !s.emit(c, a[0], a[1], at, true) {
				return false
			}
			from = a[1]
		}
		return s.plain(c, from, len(c), at)
	}
	return s.plain(c, 0, len(c), at)
}

// plain reports the words of c[from:to], which holds no address.
func (s *scanner) plain(c string, from, to int, at place) bool {
	if isASCII(c[from:to]) {
		return s.ascii(c, from, to, at)
	}
	seg := words.FromString(c[from:to])
	for seg.Next() {
		w := seg.Value()
		if !wordlike(w) {
			continue
		}
		if i := from + seg.Start(); !s.emit(c, i, i+len(w), at, false) {
			return false
		}
	}
	return true
}

// wordlike reports whether a segment holds a letter or a digit.
func wordlike(segment string) bool { return wordStart(segment) < len(segment) }

// wordStart returns the offset of the first letter or digit of a segment, or
// its length.
func wordStart(segment string) int {
	for i, r := range segment {
		if r < utf8.RuneSelf {
			if byteClass[r]&(isLetter|isDigit) != 0 {
				return i
			}
		} else if isLetterRune(r) || isNumberRune(r) {
			return i
		}
	}
	return len(segment)
}

// ascii reports the words of c[from:to], all ASCII.
func (s *scanner) ascii(c string, from, to int, at place) bool {
	c = c[:to]
	for i := from; i < to; {
		if byteClass[c[i]]&wordByte == 0 {
			i++
			continue
		}
		end, ok := asciiWord(c, i)
		if ok && !s.emit(c, i, end, at, false) {
			return false
		}
		i = end
	}
	return true
}

// emit reports the word c[i:j].
func (s *scanner) emit(c string, i, j int, at place, address bool) bool {
	t := &s.token
	*t = token{start: at.base + i, end: at.base + j, address: address}
	if at.cells != nil {
		k := s.find(at.cells, i)
		if at.base+at.cells[k].from < s.last {
			// One character became several words (U+FDFA, an Arabic formula). Spans
			// must stay disjoint, so the first word stands for the whole character,
			// and a word that directly follows begins after it.
			if k++; k == len(at.cells) || at.cells[k].out >= j {
				return true
			}
			i = at.cells[k].out
			if i += wordStart(c[i:j]); i == j {
				return true
			}
			k = s.find(at.cells, i)
		}
		t.start, t.disguise = at.base+at.cells[k].from, at.cells[k].within
		for l := s.find(at.cells, j-1); k < l; {
			k++
			t.disguise |= at.cells[k].before | at.cells[k].within
		}
		t.end = at.base + at.cells[k].to
	}
	t.form = trimLowLines(c[i:j])
	if t.disguise&Marks != 0 {
		t.form = trimLowLines(unmarked(t.form)) // a mark on a low line kept it
	}
	if t.disguise&Unreadable != 0 {
		if t.form = strings.ReplaceAll(t.form, string(lostLetter), "\ufffd"); !wordlike(t.form) {
			return true
		}
	}
	if !isASCII(t.form) || !address && s.mixed() {
		s.undisguise(t)
	}
	s.last = t.end
	return s.yield(t)
}

// find returns the index of the cell that holds byte i of a part. Words come in
// order, so it continues from its last result.
func (s *scanner) find(cells []cell, i int) int {
	for s.cell+1 < len(cells) && cells[s.cell+1].out <= i {
		s.cell++
	}
	return s.cell
}

// trimLowLines removes the low lines from the ends of a form: _so_ becomes so,
// which is what writers of plain text mean.
func trimLowLines(form string) string {
	if form[0] == '_' {
		form = form[wordStart(form):] // marks on them are removed too
	}
	return strings.TrimRight(form, "_")
}

// lowerASCII returns s with A–Z in lower case and every other byte unchanged, so
// that offsets agree. It returns s itself if nothing changes.
func lowerASCII(s string) string {
	i := 0
	for i+8 <= len(s) && capitals(load8(s[i:])) == 0 {
		i += 8
	}
	for i < len(s) && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := []byte(s)
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		binary.LittleEndian.PutUint64(b[i:], x|capitals(x)>>2)
	}
	for ; i < len(b); i++ {
		if c := b[i]; 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

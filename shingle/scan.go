package shingle

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// A token is a word as the scanner finds it, before it is classified.
type token struct {
	start, end int // in the caller's text
	form       string
	disguise   Disguises
	address    bool
}

// scan calls yield for each word of text until it returns false.
//
// Every word ends at ASCII white space, so the text can be cut there, and each
// part takes the cheapest way that is exact for it: a stretch of ASCII is
// segmented in place, in a copy of the text lower-cased as a whole; a chunk
// with other bytes is first cleaned, and segmented by the full rules only if
// that left something beyond ASCII. Cleaning before segmentation is what makes
// the words of a text independent of hidden characters, whatever Unicode says
// they separate.
func scan(text string, yield func(token) bool) {
	s := scanner{text: text, yield: yield, lower: lowerASCII(text)}
	for i := 0; i < len(text); {
		high := i + asciiPrefix(text[i:])
		from := high // of the chunk that holds the byte at high, if any
		for high < len(text) && from > i && byteClass[text[from-1]]&isBlank == 0 {
			from--
		}
		if !s.part(s.lower[i:from], place{base: i}) {
			return
		}
		to := high
		for to < len(text) && byteClass[text[to]]&isBlank == 0 {
			to++
		}
		if to > from {
			s.clean.reset(text[from:to])
			if !s.part(string(s.clean.out), place{base: from, cells: s.clean.cells}) {
				return
			}
		}
		i = to
	}
}

// A place tells where in the caller's text a part stands.
type place struct {
	base  int    // offset of its first byte
	cells []cell // what its bytes stand for; nil if it stands as it is
}

// span returns the bytes of the caller's text for part[i:j], i < j, and the
// disguises taken from them.
func (p place) span(i, j int) (start, end int, d Disguises) {
	if p.cells == nil {
		return p.base + i, p.base + j, 0
	}
	for k, c := range p.cells[i:j] {
		d |= c.within
		if k > 0 {
			d |= c.before
		}
	}
	return p.base + p.cells[i].from, p.base + p.cells[j-1].to, d
}

type scanner struct {
	text  string
	lower string // text with A–Z in lower case, byte for byte
	yield func(token) bool
	clean cleaner
	last  int    // end of the last word reported
	own   script // the text's script once asked for, see ownScript
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
func wordlike(segment string) bool {
	for _, r := range segment {
		if r < utf8.RuneSelf {
			if byteClass[r]&(isLetter|isDigit) != 0 {
				return true
			}
		} else if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return true
		}
	}
	return false
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
	t := token{form: trimLowLines(c[i:j]), address: address}
	t.start, t.end, t.disguise = at.span(i, j)
	if t.start < s.last {
		// One character became several words (U+FDFA, an Arabic formula):
		// spans must stay disjoint, so its first word speaks for all.
		return true
	}
	if !isASCII(t.form) {
		if form, ok := s.lookalikes(t.form); ok {
			t.form = form
			t.disguise |= LookAlike
		}
	}
	s.last = t.end
	return s.yield(t)
}

// trimLowLines takes the low lines from the ends of a form: _so_ is so, as
// people who write plain text mean it.
func trimLowLines(form string) string {
	if form[0] != '_' && form[len(form)-1] != '_' {
		return form
	}
	return strings.Trim(form, "_")
}

// lowerASCII returns s with A–Z in lower case and every other byte as it is,
// so that offsets agree. It returns s itself where nothing changes.
func lowerASCII(s string) string {
	i := 0
	for i < len(s) && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := []byte(s)
	for ; i < len(b); i++ {
		if c := b[i]; 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

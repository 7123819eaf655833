package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// leastGlued is the least length in bytes of a chunk without white space that is
// taken for words run together.
const leastGlued = 24

// split cuts chunks of several words at marks in place of spaces, at capitals, or
// where the lexicon says.
func (m *mender) split() {
	for from := 0; from < len(m.text); {
		r, n := utf8.DecodeRuneInString(m.text[from:])
		if unicode.IsSpace(r) {
			from += n
			continue
		}
		to := from + n
		for to < len(m.text) {
			r, n := utf8.DecodeRuneInString(m.text[to:])
			if unicode.IsSpace(r) {
				break
			}
			to += n
		}
		if to-from >= leastGlued && !strings.Contains(m.text[from:to], "://") {
			m.chunk(from, to)
		}
		from = to
	}
}

// A piece is a run of letters and digits: text[start:end]. Outer and after are the bytes of
// marks around it that belong to it.
type piece struct{ start, end, letters, outer, after int }

// pieces returns the runs of letters and digits of text[from:to]. A capital after a
// small letter begins a new run.
func (m *mender) pieces(from, to int) (out []piece) {
	p := piece{start: from, end: from}
	small := false
	flush := func(at int) {
		if p.letters > 0 {
			out = append(out, p)
		}
		p = piece{start: at, end: at}
	}
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(m.text[i:to])
		i += n
		switch {
		case unicode.IsMark(r), unseen(r):
		case blank(r), !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush(i)
			small = false
			continue
		default:
			if unicode.IsUpper(r) && small {
				flush(i - n)
			}
			small = unicode.IsLower(r)
			p.letters++
		}
		p.end = i
	}
	flush(to)
	return out
}

// unseen reports whether r is an invisible character within words, and not the only
// space between two words.
func unseen(r rune) bool {
	return r == '\u00ad' || r == '\u034f' || unicode.Is(unicode.Variation_Selector, r)
}

// The least number of pieces of a chunk that holds several words, and their least
// average number of letters.
const (
	leastPieces  = 4
	leastLetters = 2
)

// chunk cuts text[from:to].
func (m *mender) chunk(from, to int) {
	pieces := m.pieces(from, to)
	letters := 0
	for _, p := range pieces {
		letters += p.letters
	}
	least := leastGlued
	switch {
	case len(pieces) >= leastPieces && letters == len(pieces):
		m.spelled(pieces)
		return
	case len(pieces) >= leastPieces && letters >= leastLetters*len(pieces):
		least = leastSpelled
		for i := 1; i < len(pieces); i++ {
			m.cut(pieces[i-1].end, pieces[i])
		}
	}
	for _, p := range pieces {
		if p.end-p.start < least || m.divided(p) {
			continue
		}
		for _, k := range m.cuts(m.text[p.start:p.end]) {
			m.add(p.start+k, p.start+k, " ", shingle.Glued)
		}
	}
}

// divided cuts a run of ASCII letters at the letter in the place of spaces, if the text has
// one, and reports whether it did: half of the parts at least are words.
func (m *mender) divided(p piece) bool {
	letters := m.text[p.start:p.end]
	c, ok := m.divider()
	if !ok || !ascii(letters) {
		return false
	}
	parts := strings.Split(letters, string(c))
	if len(parts) < 2 || 2*m.known(parts) < len(parts) {
		return false
	}
	at := p.start
	for _, part := range parts[:len(parts)-1] {
		at += len(part)
		m.add(at, at+1, " ", shingle.Glued)
		at++
	}
	return true
}

// known returns how many of some strings are words.
func (m *mender) known(parts []string) (n int) {
	for _, part := range parts {
		if m.knows(strings.ToLower(part)) {
			n++
		}
	}
	return n
}

// divider returns the letter that the text has in the place of spaces (thexcouncilxclosed): one
// at which long runs of letters are cut into parts that are nearly all words.
func (m *mender) divider() (rune, bool) {
	if m.lex == nil || m.searched {
		return m.divides, m.divides != 0
	}
	m.searched = true
	var long []string
	n := 0
	for chunk := range strings.FieldsFuncSeq(m.text, func(r rune) bool { return r >= utf8.RuneSelf || !unicode.IsLetter(r) }) {
		if len(chunk) >= leastDivided {
			long = append(long, chunk)
			if n += len(chunk); n > mostDivided {
				break
			}
		}
	}
	best := 0.
	for c := 'a'; c <= 'z'; c++ {
		all, known := 0, 0
		for _, chunk := range long {
			if parts := strings.Split(chunk, string(c)); len(parts) > 1 {
				all += len(parts)
				known += m.known(parts)
			}
		}
		if share := float64(known) / float64(max(1, all)); all >= leastEscapes && share > max(best, leastKnown) {
			best, m.divides = share, c
		}
	}
	return m.divides, m.divides != 0
}

// The letter in the place of spaces is looked for in runs of leastDivided letters and more, of
// mostDivided letters in all. At least leastKnown of the parts are words.
const (
	leastDivided = 8
	mostDivided  = 1 << 12
	leastKnown   = 0.75
)

// cut puts a space before a piece. A capital that took the place of the space becomes small.
func (m *mender) cut(end int, p piece) {
	first, n := utf8.DecodeRuneInString(m.text[p.start:])
	if next, _ := utf8.DecodeRuneInString(m.text[p.start+n:]); end == p.start && unicode.IsUpper(first) && !unicode.IsUpper(next) {
		m.add(p.start, p.start+n, " "+string(unicode.ToLower(first)), shingle.Glued)
		return
	}
	m.add(end, p.start, " ", shingle.Glued)
}

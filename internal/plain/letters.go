package plain

import (
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// lettersApart joins letters that stand apart: m i l i t a r y, m-i-l-i-t-a-r-y.
func (m *mender) lettersApart() {
	if m.holes {
		return // words are in pieces at the holes
	}
	single := func(i int) bool {
		return i < len(m.words) && utf8.RuneCountInString(m.words[i].Form) == 1
	}
	for i := 0; i < len(m.words); i++ {
		if !single(i) {
			continue
		}
		from := i
		for single(i + 1) {
			i++
		}
		if i-from+1 >= leastPieces {
			pieces := make([]piece, 0, i-from+1)
			for _, w := range m.words[from : i+1] {
				pieces = append(pieces, piece{start: w.Start, end: w.End, letters: 1})
			}
			m.spelled(pieces)
		}
	}
	for _, w := range m.words {
		if pieces := m.pieces(w.Start, w.End); len(pieces) >= leastPieces && len(pieces) > (w.End-w.Start)/4 {
			m.dotted(w, pieces)
		}
	}
}

// dotted joins the letters of a word that marks separate: m.i.l.i.t.a.r.y.
func (m *mender) dotted(w shingle.Word, pieces []piece) {
	for _, p := range pieces {
		if p.letters > 1 {
			return
		}
	}
	m.spelled(pieces)
}

// leastSpelled is how many letters may be several words, if they stand apart or are in
// a chunk of several pieces.
const leastSpelled = 12

// spelled joins letters that stand apart by the same gap. At another gap a word ends. If
// many letters have no other gap, the lexicon decides where words end.
func (m *mender) spelled(letters []piece) {
	gap := make(map[string]int)
	for i := 1; i < len(letters); i++ {
		gap[m.text[letters[i-1].end:letters[i].start]]++
	}
	var inner string
	most := 0
	for g, n := range gap {
		if n > most || n == most && g < inner {
			inner, most = g, n
		}
	}
	from := 0
	for i := 1; i <= len(letters); i++ {
		if i == len(letters) || m.text[letters[i-1].end:letters[i].start] != inner {
			m.join(m.bracketed(letters[from:i], inner))
			from = i
		}
	}
}

// bracketed returns letters with the marks around the first and the last one, if these are those
// between them: [m][i][l][i].
func (m *mender) bracketed(letters []piece, inner string) []piece {
	first, last := letters[0].start, letters[len(letters)-1].end
	if strings.TrimSpace(inner) != inner {
		return letters // white space around a word is not the word's
	}
	for k := 1; k < len(inner); k++ {
		if strings.HasSuffix(m.text[:first], inner[k:]) && strings.HasPrefix(m.text[last:], inner[:k]) {
			letters = append([]piece(nil), letters...)
			letters[0].outer = len(inner) - k
			letters[len(letters)-1].after = k
			return letters
		}
	}
	return letters
}

// join makes one word of letters, or several words if they spell several.
func (m *mender) join(letters []piece) {
	var b strings.Builder
	for _, p := range letters {
		b.WriteString(m.text[p.start:p.end])
	}
	word, from := b.String(), 0
	if len(word) == len(letters) && len(word) >= leastSpelled {
		for _, k := range m.cuts(word) {
			m.add(letters[from].start-letters[from].outer, letters[k-1].end, word[from:k], shingle.Spaced)
			m.add(letters[k-1].end, letters[k].start, " ", shingle.Spaced)
			from = k
		}
	}
	if from < len(letters) {
		rest := word
		if from > 0 {
			rest = word[from:]
		}
		last := letters[len(letters)-1]
		m.add(letters[from].start-letters[from].outer, last.end+last.after, rest, shingle.Spaced)
	}
}

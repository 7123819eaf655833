package plain

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A mender finds the words of a text that look broken, and what they may stand for.
// If two of its rules apply to one place, the earlier one counts.
type mender struct {
	text  string
	words []shingle.Word
	edits []edit

	segment   func(string) string
	segmented int // letters that were cut
}

// mostSegmented bounds how many letters of a text are cut, because each costs look-ups.
const mostSegmented = 1 << 14

// cuts returns the ends, except the last, of the words that a run of ASCII letters
// spells; nil if it spells none.
func (m *mender) cuts(letters string) (ends []int) {
	if m.segment == nil || !ascii(letters) || m.segmented+len(letters) > mostSegmented {
		return nil
	}
	m.segmented += len(letters)
	at := 0
	for word := range strings.FieldsSeq(m.segment(letters)) {
		if at > 0 {
			ends = append(ends, at)
		}
		at += len(word)
	}
	if at != len(letters) {
		return nil
	}
	return ends
}

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

// A piece is a run of letters and digits: text[start:end].
type piece struct{ start, end, letters int }

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
	for i, r := range m.text[from:to] {
		i += from
		switch {
		case unicode.IsMark(r), unseen(r):
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush(i + utf8.RuneLen(r))
			small = false
			p.start = i + max(1, utf8.RuneLen(r))
			continue
		default:
			if unicode.IsUpper(r) && small {
				flush(i)
			}
			small = unicode.IsLower(r)
			p.letters++
		}
		p.end = i + max(1, utf8.RuneLen(r))
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
			m.add(pieces[i-1].end, pieces[i].start, " ", shingle.Glued)
		}
	}
	for _, p := range pieces {
		if p.end-p.start < least {
			continue
		}
		for _, k := range m.cuts(m.text[p.start:p.end]) {
			m.add(p.start+k, p.start+k, " ", shingle.Glued)
		}
	}
}

// lettersApart joins letters that stand apart: m i l i t a r y, m-i-l-i-t-a-r-y.
func (m *mender) lettersApart() {
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
				pieces = append(pieces, piece{w.Start, w.End, 1})
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
			m.join(letters[from:i])
			from = i
		}
	}
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
			m.add(letters[from].start, letters[k-1].end, word[from:k], shingle.Spaced)
			m.add(letters[k-1].end, letters[k].start, " ", shingle.Spaced)
			from = k
		}
	}
	if from < len(letters) {
		rest := word
		if from > 0 {
			rest = word[from:]
		}
		m.add(letters[from].start, letters[len(letters)-1].end, rest, shingle.Spaced)
	}
}

// candidates takes the candidates of package shingle.
func (m *mender) candidates() {
	var last edit
	leet := false
	for c := range shingle.Candidates(m.text) {
		if strings.ContainsRune(c.Form, utf8.RuneError) {
			continue
		}
		e := edit{c.Start, c.End, recased(c.Form, m.text[c.Start:c.End]), c.Disguise}
		switch {
		case e.start >= last.end:
			m.add(last.start, last.end, last.text, last.kind)
		case e.start > last.start || leet || e.end <= last.end:
			continue // the first choice of letters, or the most pieces
		}
		last, leet = e, c.Disguise&shingle.Leet != 0
	}
	m.add(last.start, last.end, last.text, last.kind)
}

// unstretch writes a letter once if it is repeated three times or more: sooo.
func (m *mender) unstretch() {
	for _, w := range m.words {
		raw, last, n := m.text[w.Start:w.End], rune(-1), 0
		var b strings.Builder
		for i, r := range raw {
			if n++; r != last || !unicode.IsLetter(r) {
				last, n = r, 1
			}
			_, size := utf8.DecodeRuneInString(raw[i:])
			if n == 1 || n == 2 && !strings.HasPrefix(raw[i+size:], string(r)) {
				b.WriteString(raw[i : i+size])
			}
		}
		if b.Len() < len(raw) {
			m.add(w.Start, w.End, b.String(), 0)
		}
	}
}

// unmark takes the marks off letters if the result is English, which has no marks.
func (m *mender) unmark() {
	n := len(m.edits)
	var b strings.Builder
	done := 0
	for _, w := range m.words {
		if raw := m.text[w.Start:w.End]; !ascii(raw) {
			if folded := shingle.Fold(w.Form); folded != w.Form {
				b.WriteString(m.text[done:w.Start])
				folded = recased(folded, raw)
				b.WriteString(folded)
				done = w.End
				m.add(w.Start, w.End, folded, 0)
			}
		}
	}
	if done == 0 {
		return
	}
	b.WriteString(m.text[done:])
	if shingle.Guess(b.String()) != shingle.English {
		m.edits = m.edits[:n]
	}
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// recased gives a form the capital that a word begins with.
func recased(form, word string) string {
	r, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(r) {
		return form
	}
	first, n := utf8.DecodeRuneInString(form)
	return string(unicode.ToUpper(first)) + form[n:]
}

func (m *mender) add(start, end int, text string, kind shingle.Disguises) {
	if start < end || text != "" {
		m.edits = append(m.edits, edit{start, end, text, kind})
	}
}

// ordered returns the edits in order, without those that overlap an earlier one.
func (m *mender) ordered() []edit {
	type ranked struct {
		edit
		rank int
	}
	all := make([]ranked, len(m.edits))
	for i, e := range m.edits {
		all[i] = ranked{e, i}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.rank, b.rank))
	})
	var out []ranked
	for _, e := range all {
		for len(out) > 0 && e.start < out[len(out)-1].end && e.rank < out[len(out)-1].rank {
			out = out[:len(out)-1]
		}
		if len(out) == 0 || e.start >= out[len(out)-1].end {
			out = append(out, e)
		}
	}
	edits := make([]edit, len(out))
	for i, e := range out {
		edits[i] = e.edit
	}
	return edits
}

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

	lex       Lexicon // nil if the text is not in its language
	segmented int     // letters that were cut
	searched  bool    // for the letter in the place of spaces
	divides   rune    // that letter, 0 if there is none
	holes     bool    // some letters are unassigned characters, see styled
	ciphered  bool    // words were changed in one way, see ciphers
	corrects  bool    // misspelt words are corrected, see respell
}

// mostSegmented bounds how many letters of a text are cut, because each costs look-ups.
const mostSegmented = 1 << 14

// cuts returns the ends, except the last, of the words that a run of ASCII letters
// spells; nil if it spells none.
func (m *mender) cuts(letters string) (ends []int) {
	if m.lex == nil || !ascii(letters) || m.segmented+len(letters) > mostSegmented {
		return nil
	}
	m.segmented += len(letters)
	at := 0
	for word := range strings.FieldsSeq(m.lex.Segment(letters)) {
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

// candidates takes the candidates of package shingle. Of several for one place it takes the
// first, or the first that the lexicon has.
func (m *mender) candidates() {
	var last edit
	var leet, known bool
	for c := range shingle.Candidates(m.text) {
		if strings.ContainsRune(c.Form, utf8.RuneError) {
			continue
		}
		knows := m.lex != nil && m.knows(c.Form)
		if m.lex != nil && !knows {
			switch raw := newCore(m.text[c.Start:c.End], c.Start); {
			case c.Disguise&shingle.Spaced != 0 && m.knowsPieces(raw):
				continue // words with a mark for a space
			case raw.odd && m.knows(raw.letters):
				continue // a word with marks in it
			case !raw.foreign && m.filled(raw) != "":
				continue // a word with a mark in the place of a letter, see respell
			}
		}
		e := edit{c.Start, c.End, recased(c.Form, m.text[c.Start:c.End]), c.Disguise}
		switch {
		case e.start >= last.end:
			m.add(last.start, last.end, last.text, last.kind)
		case e.start == last.start && e.end == last.end && knows && !known:
		case e.start > last.start || leet || e.end <= last.end:
			continue // the first choice of letters, or the most pieces
		}
		last, leet, known = e, c.Disguise&shingle.Leet != 0, knows
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
			m.add(w.Start, w.End, b.String(), shingle.Stretched)
		}
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

// ordered returns the edits in order, without those that overlap an earlier one. It sorts numbers:
// the code to sort edits would add 12 KB to programs.
func (m *mender) ordered() []edit {
	order := make([]int32, len(m.edits))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		a, b := &m.edits[i], &m.edits[j]
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(i, j))
	})
	var out []int32
	for _, i := range order {
		start := m.edits[i].start
		for len(out) > 0 && start < m.edits[out[len(out)-1]].end && i < out[len(out)-1] {
			out = out[:len(out)-1]
		}
		if len(out) == 0 || start >= m.edits[out[len(out)-1]].end {
			out = append(out, i)
		}
	}
	edits := make([]edit, len(out))
	for k, i := range out {
		edits[k] = m.edits[i]
	}
	return edits
}

package prepare

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// marks reads the quotation marks of paragraphs, from one gap between words to
// the next.
type marks struct {
	text     *Text
	hidden   map[int]bool
	from, to int32
	within   rune // open before the first paragraph, or 0

	opening rune   // the mark opened last
	closes  string // what may close it; "" outside a quotation
	begin   int32  // the first word behind it
	out     []Part
}

// gap reads the marks before Words[i], only those of its paragraph. It reports
// whether they match the open mark and no invisible character is beside them.
func (m *marks) gap(i int32) bool {
	start, end := m.bounds(i)
	marked := false // the character before is a mark
	for k, r := range shingle.Runes(m.text.Shown[start:end]) {
		if marked && m.hidden[start+k] {
			return false
		}
		_, marked = closing[r]
		marked = marked || strings.ContainsRune(m.closes, r)
		if marked && (m.hidden[start+k-1] || !m.mark(r, i)) {
			return false
		}
	}
	return !marked || !m.hidden[end]
}

// bounds returns the bytes of the gap before Words[i] that belong to the
// paragraphs.
func (m *marks) bounds(i int32) (start, end int) {
	t := m.text
	start, end = 0, len(t.Shown)
	switch {
	case i > m.from:
		start = t.Words[i-1].End
	case m.within != 0:
		start = m.paragraphBreak(i)
	default:
		start = m.paragraphStart(i)
	}
	if int(i) < len(t.Words) {
		end = t.Words[i].Start
	}
	if i == m.to {
		end = m.paragraphBreak(i)
	}
	return start, end
}

// mark takes a mark before Words[i] and reports whether it is allowed there.
func (m *marks) mark(r rune, i int32) bool {
	switch {
	case m.closes == "":
		m.opening, m.closes, m.begin = r, closing[r], i
	case r == m.opening && r != '"' && m.repeats(i):
	case strings.ContainsRune(m.closes, r):
		if i > m.begin || m.within != 0 {
			m.out = append(m.out, Part{m.begin, i, ReasonQuotation})
		}
		m.closes = ""
	default:
		return false
	}
	return true
}

// repeats reports whether an opening mark before Words[i] may repeat the open one,
// because a new paragraph of the quotation begins there.
func (m *marks) repeats(i int32) bool {
	t := m.text
	return (i > m.from || m.within != 0) && int(i) < len(t.Words) && t.Words[i].Break == shingle.Paragraph
}

// paragraphStart returns where those marks before Words[i] begin that belong to its
// paragraph and not to the previous one.
func (m *marks) paragraphStart(i int32) int {
	t := m.text
	before := 0
	if i > 0 {
		before = t.Words[i-1].End
	}
	gap := t.Shown[before:t.Words[i].Start]
	if line := strings.LastIndexByte(gap, '\n'); line >= 0 {
		return before + line
	}
	return before
}

// paragraphBreak returns the end of the marks after Words[i-1] that belong to its
// paragraph.
func (m *marks) paragraphBreak(i int32) int {
	t := m.text
	start, end := t.Words[i-1].End, len(t.Shown)
	if int(i) < len(t.Words) {
		end = t.Words[i].Start
	}
	if e := strings.Index(t.Shown[start:end], "\n\n"); e >= 0 {
		end = start + e
	}
	return end
}

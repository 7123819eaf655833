package prepare

import (
	"iter"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Why a part of a text is left out.
const (
	ReasonQuotation   = "quotation"   // Quotations found it
	ReasonBoilerplate = "boilerplate" // declared boilerplate has it too
)

// Bounds of a quotation that is excluded, in words. A shorter one is a term or
// a title, a longer one makes up the text rather than standing in it.
const (
	minQuotation = 5
	maxQuotation = 250

	// nearQuotation is how far from a quotation its attribution may stand.
	nearQuotation = 12
)

// closing is the marks that may close what each mark opens. Single marks are
// apostrophes too often to be trusted.
var closing = map[rune]string{
	'"': `"`, '“': "”", '”': "”", '„': "“”", '«': "»", '»': "«", '＂': "＂", '「': "」", '『': "』",
}

// Quotations returns the quotations of a text that are excluded: between marks
// that match and are not hidden, and attributed nearby. Marks match within a
// paragraph, or over several if the opening mark is not the closing one too.
func Quotations(t *Text) (out []Part) {
	hidden := hiddenAt(t.Raw)
	var run unclosed
	for from := int32(0); int(from) < len(t.Words); {
		to := t.paragraphEnd(from)
		found, open := t.quoted(from, to, 0, hidden)
		if open != 0 {
			if end := run.follow(t, from, to, open, hidden); end > to {
				if found, _ = t.quoted(from, end, 0, hidden); found != nil {
					to = end
				}
			}
		}
		for _, q := range found {
			if n := q.To - q.From; n >= minQuotation && n <= maxQuotation && t.attributed(q, from, to) {
				out = append(out, q)
			}
		}
		from = to
	}
	return out
}

// An unclosed is a quotation that was followed through paragraphs that do not
// close it. It is kept from one paragraph to the next: many of which each begins
// with an opening mark are then read once and not each from its place on.
type unclosed struct {
	mark         rune  // that is open where each paragraph from since to until ends
	since, until int32 // words
	failed       bool  // what follows until has marks that do not match
}

// follow returns the end of the paragraph that closes what is open behind
// words[from:to], or to if none does within bounds.
func (u *unclosed) follow(t *Text, from, to int32, mark rune, hidden map[int]bool) int32 {
	if u.mark != mark || to < u.since || to > u.until {
		*u = unclosed{mark: mark, since: to, until: to}
	}
	for !u.failed && int(u.until) < len(t.Words) && u.until-from < 2*maxQuotation {
		end := t.paragraphEnd(u.until)
		found, open := t.quoted(u.until, end, u.mark, hidden)
		if found != nil {
			*u = unclosed{}
			return end
		}
		if u.failed = open == 0; open != u.mark {
			u.mark, u.since = open, end
		}
		u.until = end
	}
	return to
}

// paragraphEnd returns the word after the paragraph of words[i].
func (t *Text) paragraphEnd(i int32) int32 {
	for i++; int(i) < len(t.Words) && t.Words[i].Break != shingle.Paragraph; i++ {
	}
	return i
}

// hiddenAt returns the bytes of characters that do not show, written as
// references or not.
func hiddenAt(text string) map[int]bool {
	at := make(map[int]bool)
	for _, concealed := range []iter.Seq[shingle.Concealment]{shingle.Hidden(text), shingle.References(text)} {
		for h := range concealed {
			for i := h.Start; i < h.End && !h.Benign && h.Kind != shingle.Entity; i++ {
				at[i] = true
			}
		}
	}
	return at
}

// quoted returns what stands between quotation marks in the paragraphs
// Words[from:to], into which the mark within is open if it is not 0: nothing if
// their marks do not match, or if something that does not show stands beside one
// of them. If all that is wrong is that a quotation is not closed, which a later
// paragraph may do, it returns its mark as open, else 0. Paragraphs within a
// quotation may begin with its opening mark again.
func (t *Text) quoted(from, to int32, within rune, hidden map[int]bool) (out []Part, open rune) {
	m := marks{text: t, hidden: hidden, from: from, to: to, within: within, opening: within, closes: closing[within], begin: from}
	for i := from; i <= to; i++ {
		if !m.gap(i) {
			return nil, 0
		}
	}
	switch {
	case m.closes == "":
		return m.out, 0
	case strings.ContainsRune(m.closes, m.opening):
		return nil, 0
	}
	return nil, m.opening
}

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

// gap reads the marks before Words[i], those of its paragraph alone. It reports
// whether they match what is open and nothing that does not show is beside them.
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
		start = t.paragraphBreak(i)
	default:
		start = t.paragraphStart(i)
	}
	if int(i) < len(t.Words) {
		end = t.Words[i].Start
	}
	if i == m.to {
		end = t.paragraphBreak(i)
	}
	return start, end
}

// mark takes a mark before Words[i] and reports whether it may stand there.
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

// repeats reports whether an opening mark before Words[i] may repeat the one that
// is open: a new paragraph of the quotation begins there.
func (m *marks) repeats(i int32) bool {
	t := m.text
	return (i > m.from || m.within != 0) && int(i) < len(t.Words) && t.Words[i].Break == shingle.Paragraph
}

// paragraphStart returns where the marks before words[i] begin that belong to
// its paragraph and not to the one before.
func (t *Text) paragraphStart(i int32) int {
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

// paragraphBreak returns the end of the marks behind words[i-1] that belong to its
// paragraph.
func (t *Text) paragraphBreak(i int32) int {
	start, end := t.Words[i-1].End, len(t.Shown)
	if int(i) < len(t.Words) {
		end = t.Words[i].Start
	}
	if e := strings.Index(t.Shown[start:end], "\n\n"); e >= 0 {
		end = start + e
	}
	return end
}

// attributed reports whether the words around a quotation say whose words it is:
// by a verb of saying in its paragraph words[from:to], by a name or number in
// brackets behind it, or by a name or such a verb before a colon.
func (t *Text) attributed(q Part, from, to int32) bool {
	for i := max(from, q.From-nearQuotation); i < min(to, q.To+nearQuotation); i++ {
		if (i < q.From || i >= q.To) && t.saying(t.Words[i].Form) {
			return true
		}
	}
	naming := func(i, to int32, classes ...shingle.Class) bool {
		for ; i < to; i++ {
			if slices.Contains(classes, t.Words[i].Class) {
				return true
			}
		}
		return false
	}
	if q.To < to && strings.ContainsAny(t.Shown[t.Words[q.To-1].End:t.Words[q.To].Start], "([") {
		return naming(q.To, min(to, q.To+nearQuotation), shingle.Number, shingle.Name)
	}
	if q.From > 0 && strings.Contains(t.Shown[t.Words[q.From-1].End:t.Words[q.From].Start], ":") {
		before := max(0, q.From-nearQuotation)
		return naming(before, q.From, shingle.Name) ||
			slices.ContainsFunc(t.Words[before:q.From], func(w shingle.Word) bool { return t.saying(w.Form) })
	}
	return false
}

// saying reports whether a form says whose words follow or precede: in the
// language of the text, or in another where it cannot mislead.
func (t *Text) saying(form string) bool { return t.Language.IsSaying(form) || shingle.IsSaying(form) }

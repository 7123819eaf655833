package compare

import (
	"iter"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
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

// quotations returns the quotations of a text that are excluded: between marks
// that match and are not hidden, and attributed nearby. Marks match within a
// paragraph, or over several if the opening mark is not the closing one too.
func quotations(t *Text) (out []exclusion) {
	hidden := hiddenAt(t.text)
	var run unclosed
	for from := int32(0); int(from) < len(t.words); {
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
			if n := q.to - q.from; n >= minQuotation && n <= maxQuotation && t.attributed(q, from, to) {
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
	for !u.failed && int(u.until) < len(t.words) && u.until-from < 2*maxQuotation {
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
	for i++; int(i) < len(t.words) && t.words[i].Break != shingle.Paragraph; i++ {
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
// words[from:to], into which the mark within is open if it is not 0: nothing if
// their marks do not match, or if something that does not show stands beside one
// of them. If all that is wrong is that a quotation is not closed, which a later
// paragraph may do, it returns its mark as open, else 0. Paragraphs within a
// quotation may begin with its opening mark again.
func (t *Text) quoted(from, to int32, within rune, hidden map[int]bool) (out []exclusion, open rune) {
	opening, begin := within, from
	closes := closing[within] // "" outside a quotation
	for i := from; i <= to; i++ {
		start, end := 0, len(t.text)
		if i > 0 {
			start = t.words[i-1].End
		}
		switch {
		case i > from:
		case within != 0:
			start = t.paragraphBreak(i)
		default:
			start = t.paragraphStart(i)
		}
		if int(i) < len(t.words) {
			end = t.words[i].Start
		}
		if i == to {
			end = t.paragraphBreak(i)
		}
		marked := false // the character before is one of the marks
		for k, r := range shingle.Runes(t.text[start:end]) {
			if marked && hidden[start+k] {
				return nil, 0
			}
			_, marked = closing[r]
			if marked = marked || strings.ContainsRune(closes, r); !marked {
				continue
			}
			if hidden[start+k-1] {
				return nil, 0
			}
			switch {
			case closes == "":
				opening, closes, begin = r, closing[r], i
			case r == opening && r != '"' && (i > from || within != 0) && int(i) < len(t.words) && t.words[i].Break == shingle.Paragraph:
			case strings.ContainsRune(closes, r):
				if i > begin || within != 0 {
					out = append(out, exclusion{begin, i, ReasonQuotation})
				}
				closes = ""
			default:
				return nil, 0
			}
		}
		if marked && hidden[end] {
			return nil, 0
		}
	}
	if closes == "" {
		return out, 0
	}
	if strings.ContainsRune(closes, opening) {
		return nil, 0
	}
	return nil, opening
}

// paragraphStart returns where the marks before words[i] begin that belong to
// its paragraph and not to the one before.
func (t *Text) paragraphStart(i int32) int {
	before := 0
	if i > 0 {
		before = t.words[i-1].End
	}
	gap := t.text[before:t.words[i].Start]
	if line := strings.LastIndexByte(gap, '\n'); line >= 0 {
		return before + line
	}
	return before
}

// paragraphBreak returns the end of the marks behind words[i-1] that belong to its
// paragraph.
func (t *Text) paragraphBreak(i int32) int {
	start, end := t.words[i-1].End, len(t.text)
	if int(i) < len(t.words) {
		end = t.words[i].Start
	}
	if e := strings.Index(t.text[start:end], "\n\n"); e >= 0 {
		end = start + e
	}
	return end
}

// attributed reports whether the words around a quotation say whose words it is:
// by a verb of saying in its paragraph words[from:to], by a name or number in
// brackets behind it, or by a name or such a verb before a colon.
func (t *Text) attributed(q exclusion, from, to int32) bool {
	for i := max(from, q.from-nearQuotation); i < min(to, q.to+nearQuotation); i++ {
		if (i < q.from || i >= q.to) && t.saying(t.words[i].Form) {
			return true
		}
	}
	naming := func(i, to int32, classes ...shingle.Class) bool {
		for ; i < to; i++ {
			if slices.Contains(classes, t.words[i].Class) {
				return true
			}
		}
		return false
	}
	if q.to < to && strings.ContainsAny(t.text[t.words[q.to-1].End:t.words[q.to].Start], "([") {
		return naming(q.to, min(to, q.to+nearQuotation), shingle.Number, shingle.Name)
	}
	if q.from > 0 && strings.Contains(t.text[t.words[q.from-1].End:t.words[q.from].Start], ":") {
		before := max(0, q.from-nearQuotation)
		return naming(before, q.from, shingle.Name) ||
			slices.ContainsFunc(t.words[before:q.from], func(w shingle.Word) bool { return t.saying(w.Form) })
	}
	return false
}

// saying reports whether a form says whose words follow or precede: in the
// language of the text, or in another where it cannot mislead.
func (t *Text) saying(form string) bool { return t.lang.IsSaying(form) || shingle.IsSaying(form) }

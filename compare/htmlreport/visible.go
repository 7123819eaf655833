package htmlreport

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A visibleWriter writes a text as HTML in which every character is visible. Its
// parts are written from front to back.
type visibleWriter struct {
	bytes.Buffer
	text     string
	hidden   []shingle.Concealment // not yet passed
	withheld []compare.Span        // not yet passed
}

func newVisibleWriter(text string, withheld []compare.Span) *visibleWriter {
	v := &visibleWriter{text: text, hidden: slices.Collect(shingle.Hidden(text)), withheld: withheld}
	v.Grow(len(text) + len(text)/4)
	return v
}

// write writes text[from:to], with a mark in place of each withheld part.
func (v *visibleWriter) write(from, to int) {
	for from < to && len(v.withheld) > 0 && v.withheld[0].Start < to {
		part := v.withheld[0]
		if part.Start > from {
			v.writeAll(from, part.Start)
		}
		v.WriteString(`<i class="w" title="not shown">[…]</i>`)
		from = min(part.End, to)
		if part.End > to {
			return
		}
		v.withheld = v.withheld[1:]
	}
	v.writeAll(from, to)
}

// writeAll writes text[from:to]. If from or to is inside a character, which happens
// only with spans made by hand, its bytes appear as invalid.
func (v *visibleWriter) writeAll(from, to int) {
	inMark, verbatim := false, from // verbatim is where text begins that needs nothing but escaping
	flush := func(end int) {
		markupEscaper.WriteString(v, v.text[verbatim:end])
	}
	for i := from; i < to; {
		r, n := rune(v.text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(v.text[i:to])
		}
		mark := v.mark(i, r, n)
		switch {
		case mark == "":
			if inMark {
				v.WriteString("</b>")
				inMark, verbatim = false, i
			}
			if r == '\r' {
				flush(i)
				if verbatim = i + 1; i+1 == len(v.text) || v.text[i+1] != '\n' {
					v.WriteByte('\n')
				}
			}
		case inMark:
			v.WriteString(" " + mark)
		default:
			flush(i)
			v.WriteString(`<b class="h">` + mark)
			inMark = true
		}
		i += n
	}
	if inMark {
		v.WriteString("</b>")
		return
	}
	flush(to)
}

// mark returns what is shown in place of the character r of n bytes at i; "" means
// the character itself.
func (v *visibleWriter) mark(i int, r rune, n int) string {
	for len(v.hidden) > 0 && v.hidden[0].End <= i {
		v.hidden = v.hidden[1:]
	}
	switch {
	case ' ' <= r && r <= '~' || r == '\n' || r == '\r' || r == '\t':
		return ""
	case r == utf8.RuneError && n == 1:
		return fmt.Sprintf("0x%02X", v.text[i])
	case unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\ufeff', unicode.Is(unicode.Bidi_Control, r):
		return codePoint(r)
	case len(v.hidden) > 0 && v.hidden[0].Start <= i && !v.hidden[0].Benign:
		return codePoint(r)
	}
	return ""
}

func codePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

// shownLength bounds what a title or a cell of a table shows of a text, in
// characters.
const shownLength = 120

// shown returns s for titles and tables: on one line, not much longer than
// shownLength, and with marks such as [U+202E] in place of invisible characters.
func shown(s string) string {
	var b strings.Builder
	n := 0
	hidden := slices.Collect(shingle.Hidden(s))
	v := visibleWriter{text: s, hidden: hidden}
	for i, r := range s {
		if n++; n > shownLength {
			b.WriteString("…")
			break
		}
		size := utf8.RuneLen(r)
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)) {
			size = 1
		}
		mark := v.mark(i, r, size)
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteByte(' ')
		case mark != "":
			b.WriteString("[" + mark + "]")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foreign names the characters that disguise a word: those that are not ASCII, and
// those for which references stand.
func foreign(word string) string {
	var names []string
	seen := make(map[rune]bool)
	for i, r := range shingle.Runes(word) {
		if r < utf8.RuneSelf && (word[i] != '&' || r == '&') || seen[r] {
			continue
		}
		if seen[r] = true; len(names) == 4 {
			names = append(names, "…")
			break
		}
		name := codePoint(r)
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			name += " " + string(r)
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

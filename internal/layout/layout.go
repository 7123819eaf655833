// Package layout finds the parts of a text that are layout and not content: tags of
// HTML and BBCode in plain text, subtitle and clock times, line and verse numbers,
// citation marks, keycaps, running heads.
//
// Numbers or tags between the lines of a text do not change what it says. Words are
// therefore read without them, see [Read].
package layout

import (
	"cmp"
	"slices"
)

// A Kind names a kind of layout.
type Kind string

const (
	Tag         Kind = "tag"          // of HTML or BBCode, or a comment of HTML
	TimeCode    Kind = "time-code"    // of a subtitle or a line of a transcript, with the number of its cue
	LineNumber  Kind = "line-number"  // that counts lines or items
	VerseNumber Kind = "verse-number" // that counts verses or sentences
	Citation    Kind = "citation"     // a mark such as [12] or [3, 4]
	Keycap      Kind = "keycap"       // a digit in a key
	RunningHead Kind = "running-head" // a line that recurs with another page number
	Inserted    Kind = "inserted"     // numbers or letters between all words; never from Find, which knows no words
)

// A Span is a piece of layout: the bytes Start to End of a text, half-open.
type Span struct {
	Start, End int
	Kind       Kind
	Joins      bool // the text before it and after it is one word if nothing else separates it
}

// Find returns the layout of a text, in order and disjoint. [Runs] joins pieces of
// one kind with nothing or white space between them. Time and memory are linear in
// the length of the text, except for sorting the spans.
func Find(text string) []Span {
	spans := tags(text)
	if firstDigit(text) >= 0 { // the beginnings of lines and verses are numbers
		spans = append(spans, lines(text)...) // before marks: a [1] that counts lines is no citation
		spans = append(spans, verses(text)...)
	}
	spans = append(spans, lettered(text)...)
	spans = append(spans, marks(text)...)
	slices.SortStableFunc(spans, func(s, t Span) int { return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(t.End, s.End)) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			continue // within the one before, or begins there
		}
		out = append(out, s)
	}
	return out
}

// Runs joins neighbouring spans of one kind with nothing but white space between
// them, as reports list them.
func Runs(text string, spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].Kind == s.Kind && isSpace(text[out[n-1].End:s.Start]) {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// isSpace reports whether s is white space of ASCII, or empty.
func isSpace(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ' ', '\t', '\n', '\r', '\v', '\f':
		default:
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

package htmlreport

import (
	"slices"
	"strings"
	"unicode"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Options says what a page shows. The zero value shows both texts.
type Options struct {
	// WithholdSource is for readers who may not see the source, for instance if a
	// service shows senders of texts what their texts were made from. Then the page
	// shows only these parts of the source: the exchanged words, which the report
	// quotes itself; within passages, words that the suspect contains too, whatever
	// their capitals, except deleted ones; and the white space and punctuation next
	// to these. The rest, including layout and what was left out of the judgement, is
	// "[…]".
	//
	// Such a page still shows in which order and with which capitals the words of
	// the suspect occur in the source. It has the digest of the source, as the
	// report does.
	WithholdSource bool
}

// withheld returns the parts of the source that the page does not show, in order.
// words are those of the two texts as they were compared. Time is linear, except for
// sorting the report's spans.
func withheld(r *compare.Report, source, suspect string, words [2][]pageWord) []compare.Span {
	var out []compare.Span
	end := 0
	for _, s := range append(disclosed(r, source, suspect, words), compare.Span{Start: len(source), End: len(source)}) {
		if s.Start > end {
			part := source[end:s.Start]
			rest := strings.TrimLeftFunc(part, isBetweenWords)
			if rest != "" {
				out = append(out, compare.Span{Start: s.Start - len(rest), End: end + len(strings.TrimRightFunc(part, isBetweenWords))})
			}
		}
		end = max(end, s.End)
	}
	return out
}

// disclosed returns the words of the source that the page shows, in order. They may
// overlap.
func disclosed(r *compare.Report, source, suspect string, words [2][]pageWord) []compare.Span {
	known := make(map[string]bool, len(words[1]))
	for _, w := range words[1] {
		known[strings.ToLower(suspect[w.Start:w.End])] = true
	}
	var passages, taken, out []compare.Span
	for _, p := range r.Passages {
		passages = append(passages, p.Source)
	}
	for _, e := range r.Edits {
		taken = append(taken, e.Source)
	}
	passages, taken = union(passages), union(taken)
	for _, w := range words[0] {
		if inside(w.Span, &passages) && !meets(w.Span, &taken) && known[strings.ToLower(source[w.Start:w.End])] {
			out = append(out, w.Span)
		}
	}
	for _, s := range r.Substitutions {
		if source[s.Source.Start:s.Source.End] == s.Source.Text {
			out = append(out, s.Source.Span)
		}
	}
	slices.SortFunc(out, func(x, y compare.Span) int { return x.Start - y.Start })
	return out
}

// union returns spans in order, without empty ones; spans that overlap or touch become
// one.
func union(spans []compare.Span) (out []compare.Span) {
	slices.SortFunc(spans, func(x, y compare.Span) int { return x.Start - y.Start })
	for _, s := range spans {
		switch n := len(out); {
		case s.Start == s.End:
		case n > 0 && s.Start <= out[n-1].End:
			out[n-1].End = max(out[n-1].End, s.End)
		default:
			out = append(out, s)
		}
	}
	return out
}

// passed drops the spans that end at or before a place.
func passed(at int, spans *[]compare.Span) {
	for len(*spans) > 0 && (*spans)[0].End <= at {
		*spans = (*spans)[1:]
	}
}

// inside reports whether a span is within one of others, which are disjoint and in
// order. It drops those that end before it, so calls must come in order.
func inside(s compare.Span, others *[]compare.Span) bool {
	passed(s.Start, others)
	return len(*others) > 0 && (*others)[0].Start <= s.Start && s.End <= (*others)[0].End
}

// meets reports whether a span shares a byte with one of others, in the same way.
func meets(s compare.Span, others *[]compare.Span) bool {
	passed(s.Start, others)
	return len(*others) > 0 && (*others)[0].Start < s.End
}

// isBetweenWords reports whether a character is white space or punctuation.
func isBetweenWords(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }

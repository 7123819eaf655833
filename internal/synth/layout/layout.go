// Package layout adds layout without content to plain texts: tags, time codes, line
// and verse numbers, citation marks, bullets, quote marks, running heads. It works
// on text in any language that has white space between words, and it reports the
// new place of every byte of the text.
package layout

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Layout is a way of setting a text.
type Layout struct {
	Kind, Name string
	// Make returns the splices that set a text in this way, in order. It takes linear
	// time.
	Make func(t *Text, r *rand.Rand) []Splice
}

// A Splice puts Text in place of the bytes from Start to End, which are white space
// or empty.
type Splice struct {
	Start, End int
	Text       string
}

// A Token is a run of bytes without white space; glued tokens are one and may
// hold white space.
type Token struct {
	Start, End int
	Fixed      bool // nothing may be put into it
	Ends       bool // a sentence ends with it
	Paragraph  bool // an empty line comes before it
}

// A Text is a text with its tokens.
type Text struct {
	Body   string
	Tokens []Token
}

// NewText cuts a text into tokens. Spans of fixed, half-open in bytes, are not
// split; they must not overlap. It takes linear time, except for sorting the spans.
func NewText(body string, fixed [][2]int) *Text {
	t := &Text{Body: body}
	at := 0
	for at < len(body) {
		c, n := utf8.DecodeRuneInString(body[at:])
		if unicode.IsSpace(c) {
			at += n
			continue
		}
		end := at
		for end < len(body) {
			c, n := utf8.DecodeRuneInString(body[end:])
			if unicode.IsSpace(c) {
				break
			}
			end += n
		}
		k := Token{Start: at, End: end}
		if m := len(t.Tokens); m > 0 {
			k.Paragraph = strings.Count(body[t.Tokens[m-1].End:at], "\n") > 1
		}
		t.Tokens = append(t.Tokens, k)
		at = end
	}
	t.glue(fixed)
	for i := range t.Tokens {
		k := &t.Tokens[i]
		last := strings.TrimRight(body[k.Start:k.End], `"'”’»)]`)
		k.Ends = last != "" && strings.IndexByte(".!?", last[len(last)-1]) >= 0
	}
	return t
}

// glue joins the tokens that a fixed span covers.
func (t *Text) glue(fixed [][2]int) {
	fixed = slices.Clone(fixed)
	slices.SortFunc(fixed, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	var out []Token
	f := 0
	for _, k := range t.Tokens {
		for f < len(fixed) && fixed[f][1] <= k.Start {
			f++
		}
		k.Fixed = f < len(fixed) && fixed[f][0] < k.End
		if k.Fixed && fixed[f][0] < k.Start && len(out) > 0 {
			out[len(out)-1].End = k.End
			continue
		}
		out = append(out, k)
	}
	t.Tokens = out
}

// before returns a splice that puts text before token i.
func (t *Text) before(i int, text string) Splice {
	return Splice{t.Tokens[i].Start, t.Tokens[i].Start, text}
}

// after returns a splice that puts text after token i.
func (t *Text) after(i int, text string) Splice {
	return Splice{t.Tokens[i].End, t.Tokens[i].End, text}
}

// gap returns a splice that puts text in place of the white space before token i.
func (t *Text) gap(i int, text string) Splice {
	return Splice{t.Tokens[i-1].End, t.Tokens[i].Start, text}
}

// starts returns the tokens that begin a line of at most width bytes, the first
// among them. An empty line ends a line too.
func (t *Text) starts(width int) []int {
	var out []int
	from := 0
	for i, k := range t.Tokens {
		if i == 0 || k.Paragraph || k.End-from > width {
			out = append(out, i)
			from = k.Start
		}
	}
	return out
}

// sentences returns the tokens that begin a sentence.
func (t *Text) sentences() []int {
	var out []int
	for i := range t.Tokens {
		if i == 0 || t.Tokens[i-1].Ends || t.Tokens[i].Paragraph {
			out = append(out, i)
		}
	}
	return out
}

// lines breaks a text before the tokens given and nowhere else, and puts lead(n)
// before line n, counted from 0. sep separates the lines.
func (t *Text) lines(starts []int, sep string, lead func(n int) string) []Splice {
	var out []Splice
	n := 0
	for i := range t.Tokens {
		switch {
		case n == len(starts) || i != starts[n]:
			if i > 0 && strings.Contains(t.Body[t.Tokens[i-1].End:t.Tokens[i].Start], "\n") {
				out = append(out, t.gap(i, " "))
			}
			continue
		case i == 0:
			out = append(out, t.before(i, lead(n)))
		default:
			out = append(out, t.gap(i, sep+lead(n)))
		}
		n++
	}
	return out
}

// Apply makes the splices, which are in order and do not overlap. For a span of the
// text, start returns the new place of its start and end that of its end: what is
// inserted at its ends stays outside.
func Apply(body string, splices []Splice) (out string, start, end func(int) int) {
	var b strings.Builder
	grown := make([]int, len(splices)+1)
	at := 0
	for i, s := range splices {
		b.WriteString(body[at:s.Start])
		b.WriteString(s.Text)
		at = s.End
		grown[i+1] = grown[i] + len(s.Text) - (s.End - s.Start)
	}
	b.WriteString(body[at:])
	start = func(pos int) int {
		return pos + grown[sort.Search(len(splices), func(i int) bool { return splices[i].End > pos })]
	}
	end = func(pos int) int {
		return pos + grown[sort.Search(len(splices), func(i int) bool { return splices[i].Start >= pos })]
	}
	return b.String(), start, end
}

// All returns all layouts. The kind says what is inserted, the name how.
func All() []Layout {
	return slices.Concat(tags(), times(), numbers(), citations(), signs())
}

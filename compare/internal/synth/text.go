package synth

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Text is an honest text to make pairs from.
type Text struct {
	Group string // what it must be kept together with in cross-validation
	Body  string

	words      []shingle.Word
	sentences  []stretch // never empty where words is not
	paragraphs []stretch // the same; of three sentences where there are no empty lines
}

// A stretch is words, half-open.
type stretch struct{ from, to int }

func (s stretch) len() int { return s.to - s.from }

// NewText cuts a text into words, sentences and paragraphs, in linear time.
func NewText(group, body string) *Text {
	t := &Text{Group: group, Body: body}
	for w := range shingle.Words(body, shingle.English) {
		t.words = append(t.words, w)
	}
	t.sentences = t.cut(shingle.Sentence)
	if t.paragraphs = t.cut(shingle.Paragraph); len(t.paragraphs) < 3 {
		t.paragraphs = nil
		for i := 0; i < len(t.sentences); i += 3 {
			last := t.sentences[min(i+2, len(t.sentences)-1)]
			t.paragraphs = append(t.paragraphs, stretch{t.sentences[i].from, last.to})
		}
	}
	return t
}

// Words returns how many words the text has.
func (t *Text) Words() int { return len(t.words) }

// cut divides the words where a break is at least at. It divides only where
// there is white space, since "3.Next" is no place to move a sentence to.
func (t *Text) cut(at shingle.Break) (out []stretch) {
	from := 0
	for i := range t.words {
		if i > from && t.words[i].Break >= at && strings.ContainsFunc(t.Body[t.words[i-1].End:t.words[i].Start], unicode.IsSpace) {
			out = append(out, stretch{from, i})
			from = i
		}
	}
	if from < len(t.words) {
		out = append(out, stretch{from, len(t.words)})
	}
	return out
}

// word returns word i as it stands.
func (t *Text) word(i int) string {
	return t.Body[t.words[i].Start:t.words[i].End]
}

// slice returns the text of words s with the marks at their ends.
func (t *Text) slice(s stretch) string {
	d := newDraft(t)
	suspect, _, _ := d.render([]unit{d.unit(s)})
	return suspect
}

// joined reports whether word i is part of a compound: hyphen or slash on a side.
func (t *Text) joined(i int) bool {
	return i > 0 && t.words[i].Break == shingle.Joined || i+1 < len(t.words) && t.words[i+1].Break == shingle.Joined
}

// opens reports whether word i is the first of a sentence.
func (t *Text) opens(i int) bool { return t.words[i].Break >= shingle.Sentence }

// recase gives text the capitals of model: none, the first, or all.
func recase(text, model string) string {
	first, size := utf8.DecodeRuneInString(model)
	switch {
	case !unicode.IsUpper(first):
		return text
	case utf8.RuneCountInString(model) > 1 && strings.ToUpper(model) == model:
		return strings.ToUpper(text)
	case size == 0 || text == "":
		return text
	}
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}

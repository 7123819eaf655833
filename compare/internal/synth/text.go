package synth

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Base is an honest text to make pairs from. Texts of one Group must be kept
// together in cross-validation. Language is a code of package shingle; if it is
// empty, the language is guessed.
type Base struct {
	ID, Group, Genre, Language, Body string
}

// A Text is a base text cut into words, sentences and paragraphs.
type Text struct {
	Base

	lists      *tables.Language // of the language; empty lists where there are none
	words      []shingle.Word
	sentences  []stretch // not empty unless words is
	paragraphs []stretch // the same; of three sentences each if there are no empty lines
}

// A stretch is a half-open range of words.
type stretch struct{ from, to int }

func (s stretch) len() int { return s.to - s.from }

// NewText cuts a text, in linear time.
func NewText(b Base) *Text {
	if b.Language == "" {
		b.Language = shingle.Guess(b.Body).String()
	}
	t := &Text{Base: b, lists: tables.Of(b.Language)}
	if t.lists == nil {
		t.lists = &tables.Language{Code: b.Language}
	}
	for w := range shingle.Words(b.Body, t.shingle()) {
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

// shingle returns the language as package shingle has it, or None.
func (t *Text) shingle() shingle.Language { return languageOf(t.Language) }

// languageOf returns the language of a code, None if package shingle has none.
func languageOf(code string) shingle.Language {
	l, err := shingle.ParseLanguage(code)
	if err != nil || l == shingle.Auto {
		return shingle.None
	}
	return l
}

// Words returns how many words the text has.
func (t *Text) Words() int { return len(t.words) }

// cut divides the words at breaks of at least at. It divides only at white space,
// since a sentence cannot be moved into "3.Next".
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

// word returns word i as the text writes it.
func (t *Text) word(i int) string {
	return t.Body[t.words[i].Start:t.words[i].End]
}

// function reports whether word i is a function word.
func (t *Text) function(i int) bool {
	w := t.words[i]
	return w.Class == shingle.Function || t.shingle() == shingle.None && t.lists.IsFunction(w.Form)
}

// content reports whether word i is an ordinary word: no function word, name,
// number or address. German nouns are such words.
func (t *Text) content(i int) bool {
	return t.words[i].Class == shingle.Content && !t.function(i)
}

// equal reports whether word i and w are the same word.
func (t *Text) equal(i int, w string) bool {
	return t.words[i].Form == strings.ReplaceAll(strings.ToLower(w), "’", "'")
}

// joined reports whether word i is part of a compound, with a hyphen or slash on either
// side.
func (t *Text) joined(i int) bool {
	return i > 0 && t.words[i].Break == shingle.Joined || i+1 < len(t.words) && t.words[i+1].Break == shingle.Joined
}

// opens reports whether word i is the first of a sentence.
func (t *Text) opens(i int) bool { return t.words[i].Break >= shingle.Sentence }

// capital reports whether word i begins with a capital.
func (t *Text) capital(i int) bool {
	c, _ := utf8.DecodeRuneInString(t.word(i))
	return unicode.IsUpper(c)
}

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

// capitalised returns text with a capital at its start, and lowered returns it with
// a small letter.
func capitalised(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}

func lowered(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(r)) + text[n:]
}

// plainSpace reports whether nothing but white space stands before word i.
func (t *Text) plainSpace(i int) bool {
	return i > 0 && t.words[i].Break == shingle.Space
}

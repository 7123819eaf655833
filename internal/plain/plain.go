// Package plain guesses the plain text of a text whose words were broken so that programs
// do not find them: by layout, by lines that are shown from right to left, by marks or spaces
// within words, by signs for letters, by one change to all words, by slips, or by leaving out the
// spaces between them. The text alone does not show whether
// the guess is right, so features and verdicts must not rest on it. It serves to look up
// what a text may be a copy of, and to read it beside a text that shows that the guess is
// right.
package plain

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/internal/layout"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// leastShare: at least one in leastShare bytes must be layout or look broken. In
// other texts enough can be read without mending.
const leastShare = 16

// bytesPerWord is how many bytes a word and the space after it take at least in most
// texts.
const bytesPerWord = 5

// A Text is a text without its layout and with its broken words mended.
type Text struct {
	Plain     string
	Corrected bool // so many words are not in the lexicon that misspelt ones were corrected

	edits   []edit
	at      []int // where in text each edit ends
	from    *layout.Reading
	display *layout.Display // nil if the text is shown in the order in which it is given
}

// Shown reports whether the text has lines that are shown in another order than they are given.
// In these, the places of words are those of the words at the same place in the bytes given.
func (p *Text) Shown() bool { return p.display != nil }

// An edit is the text for the bytes start to end of a text without its layout, and the
// disguise that it undoes.
type edit struct {
	start, end int
	text       string
	kind       shingle.Disguises
}

// A Lexicon knows the words of English, as that of package lexicon does. See there.
type Lexicon interface {
	Segment(letters string) string                 // with spaces between the words; "" if they are none
	Rarity(form string) (bits float64, known bool) // how rare a word is
	Correct(form string) string                    // the word that was misspelt; "" if none

	// CorrectSlip is Correct for one kind of slip, from 0 on, those with few choices first.
	CorrectSlip(form string, slip int) (word string, bits float64)
}

// Of returns the plain text of a text; nil if the text is plain, or nearly plain. words are
// those of the text. With a lexicon Of also mends words that are run together, torn or
// misspelt; lex is nil for texts in other languages than English. Time and memory are linear;
// the lexicon is asked about a bounded part of a text.
func Of(text string, words []shingle.Word, lex Lexicon) *Text {
	display := layout.Displayed(text)
	if display != nil {
		text = display.Text
		if lang := shingle.Guess(text); lang != shingle.English && lang != shingle.None {
			lex = nil // words backwards are of no language
		}
	}
	spans := layout.Find(text)
	reading := layout.Read(text, spans)
	body := reading.Text
	if display == nil && lex != nil && leastShare*(len(text)-len(body)) < len(text) && !Broken(text, words, lex) {
		return nil // nearly all texts
	}
	if display != nil || len(spans) > 0 {
		words = shingle.AppendWords(make([]shingle.Word, 0, len(body)/bytesPerWord+1), body, shingle.None)
	}
	m := &mender{text: body, lex: lex, words: words}
	m.references()
	m.percents()
	m.styled()
	m.insertions()
	m.ciphers()
	m.drawn()
	m.split()
	m.lettersApart()
	m.candidates()
	m.unstretch()
	m.asLatin()
	m.respell()
	edits := m.ordered()
	broken := len(text) - len(body)
	for _, e := range edits {
		broken += max(e.end-e.start, len(e.text))
		if e.kind&shingle.Glued != 0 {
			broken += 2 * bytesPerWord // the words on both sides
		}
	}
	if display == nil && (leastShare*broken < len(text) || len(edits)+len(spans) == 0) {
		return nil
	}
	p := &Text{Corrected: m.corrects, edits: edits, from: reading, display: display}
	var b strings.Builder
	done := 0
	for _, e := range edits {
		b.WriteString(body[done:e.start])
		b.WriteString(e.text)
		p.at = append(p.at, b.Len())
		done = e.end
	}
	b.WriteString(body[done:])
	p.Plain = b.String()
	return p
}

// Guessed reports whether most words that were mended are misspelt ones that were corrected.
func (p *Text) Guessed() bool {
	n := 0
	for i := range p.edits {
		if p.edits[i].kind&shingle.Misspelt != 0 {
			n++
		}
	}
	return 2*n > len(p.edits)
}

// Place changes the places of words of the plain text, which are in order, to their
// places in the text as given, and adds to each word the disguises that were undone in
// it. No places overlap.
func (p *Text) Place(words []shingle.Word) {
	first := 0 // edits[:first] end before the word
	last := 0  // where the word before ends
	starts, ends := p.from.Places(), p.from.Places()
	for i := range words {
		w := &words[i]
		for first < len(p.edits) && p.at[first] < w.Start {
			first++
		}
		start, end := p.origin(w.Start, first), p.origin(w.End, first)
		for k := first; k < len(p.edits) && p.at[k]-len(p.edits[k].text) <= w.End; k++ {
			e, from := p.edits[k], p.at[k]-len(p.edits[k].text)
			w.Disguise |= e.kind
			switch {
			case p.at[k] <= w.Start:
				start = p.origin(w.Start, k+1)
			case from <= w.Start && w.Start < p.at[k]:
				start = e.start
			}
			switch {
			case p.at[k] < w.End:
				end = p.origin(w.End, k+1)
			case from < w.End:
				end = e.end
			}
		}
		w.Start, w.End = starts.Start(start), ends.End(end)
		if p.display != nil {
			if p.display.Within(w.Start, w.End) {
				w.Disguise |= shingle.Turned
			}
			w.Start, w.End = p.display.Start(w.Start), p.display.End(w.End)
		}
		w.Start = max(w.Start, last)
		w.End = max(w.End, w.Start)
		last = w.End
	}
}

// origin returns where a place after the first n edits is in the text without layout.
func (p *Text) origin(at, n int) int {
	if n == 0 {
		return at
	}
	return at + p.edits[n-1].end - p.at[n-1]
}

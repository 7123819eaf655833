package synth

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// A piece is a stretch of the source, in bytes, and its counterpart in the suspect
// text.
type piece struct {
	start, end int
	text       string
	gold       bool // words exchanged, to be found
	changed    bool // no longer as in the source
}

// A draft has four pieces for each word: the marks that close the text before it,
// white space, the marks that open the text it begins, and the word. Three more
// follow the last word. Only white space distinguishes marks: those before it
// close. Without white space all marks close, except those before the first word.
const (
	closing = iota
	space
	opening
	word
	pieces
)

// A draft is a suspect text in the making, piece by piece beside its source.
type draft struct {
	*Text
	pieces []piece
}

func newDraft(t *Text) *draft {
	d := &draft{Text: t, pieces: make([]piece, 0, pieces*len(t.words)+word)}
	at := 0
	add := func(end int) {
		d.pieces = append(d.pieces, piece{start: at, end: end, text: t.Body[at:end]})
		at = end
	}
	gap := func(end int) {
		between := t.Body[at:end]
		if i := strings.IndexFunc(between, unicode.IsSpace); i >= 0 && at > 0 {
			add(at + i)
			rest := strings.TrimLeftFunc(between[i:], unicode.IsSpace)
			add(end - len(rest))
		} else if at > 0 {
			add(end)
			add(end)
		} else {
			add(0)
			add(0)
		}
		add(end)
	}
	for _, w := range t.words {
		gap(w.Start)
		add(w.End)
	}
	gap(len(t.Body))
	return d
}

// excerpt returns the words of s with the marks at their ends.
func excerpt(t *Text, s stretch) string {
	d := newDraft(t)
	text, _, _ := d.render([]unit{d.unit(s)})
	return text
}

// at returns a piece of word i.
func (d *draft) at(i, part int) *piece { return &d.pieces[pieces*i+part] }

// kept reports whether word i is still as in the source.
func (d *draft) kept(i int) bool { return !d.at(i, word).changed }

// set changes the counterpart of one word.
func (d *draft) set(i int, text string) {
	p := d.at(i, word)
	p.text, p.changed = text, true
}

// setForm replaces a form by to wherever it is still as in the source, and returns
// the number of places.
func (d *draft) setForm(form, to string) int {
	n := 0
	for i, w := range d.words {
		if w.Form == form && d.kept(i) {
			d.set(i, recase(to, d.word(i)))
			n++
		}
	}
	return n
}

// apart reports whether word i has white space on both sides, so that it is not a
// part of a time or a code.
func (d *draft) apart(i int) bool {
	return (i == 0 || d.at(i, space).text != "") && (i+1 == len(d.words) || d.at(i+1, space).text != "")
}

// merge changes the counterpart of the words from up to to, which become one piece.
func (d *draft) merge(from, to int, text string, gold bool) {
	first := d.at(from, word)
	for k := pieces*from + word + 1; k <= pieces*(to-1)+word; k++ {
		p := &d.pieces[k]
		p.start, p.text, p.changed = p.end, "", true
	}
	first.end = d.words[to-1].End
	first.text, first.gold, first.changed = text, gold, true
}

// drop deletes words with the space before them.
func (d *draft) drop(from, to int) {
	for i := from; i < to; i++ {
		d.set(i, "")
		d.at(i, space).text = ""
	}
}

// erase deletes the words of s with the marks and white space around them, and
// forgets what was exchanged in them.
func (d *draft) erase(s stretch) {
	for k := pieces*s.from + space; k < pieces*s.to+space; k++ {
		if k >= len(d.pieces) {
			break
		}
		d.pieces[k].text, d.pieces[k].gold, d.pieces[k].changed = "", false, true
	}
}

// insert puts text before word i, after the marks that open the text it begins.
func (d *draft) insert(i int, text string) { d.at(i, opening).text += text }

// A unit is a run of pieces, or text that is not from the source.
type unit struct {
	from, to int
	foreign  string
}

// unit returns the words of a stretch with the marks at their ends.
func (d *draft) unit(s stretch) unit {
	if s.len() <= 0 {
		return unit{}
	}
	return unit{from: pieces*s.from + opening, to: pieces*s.to + closing + 1}
}

// separator returns the white space before the first word of s.
func (d *draft) separator(s stretch) unit {
	if sep := d.at(s.from, space).text; sep != "" {
		return unit{foreign: sep}
	}
	return unit{foreign: " "}
}

// whole returns all of the draft, in order.
func (d *draft) whole() []unit { return []unit{{to: len(d.pieces)}} }

// in returns stretches in the given order. The white space between them is that
// between the stretches of the original order.
func (d *draft) in(original, order []stretch) []unit {
	var out []unit
	for i, s := range order {
		if i > 0 {
			out = append(out, d.separator(original[min(i, len(original)-1)]))
		}
		out = append(out, d.unit(s))
	}
	return out
}

// render returns the suspect text that the units make up, its exchanged words by
// place in the source, and the new place of each unit of the source.
func (d *draft) render(units []unit) (suspect string, gold, passages [][4]int) {
	var b strings.Builder
	for _, u := range units {
		if u.foreign != "" {
			b.WriteString(u.foreign)
			continue
		}
		if u.from == u.to {
			continue
		}
		at := b.Len()
		for _, p := range d.pieces[u.from:u.to] {
			if p.gold {
				gold = append(gold, [4]int{p.start, p.end, b.Len(), b.Len() + len(p.text)})
			}
			b.WriteString(p.text)
		}
		if b.Len() == at {
			continue // all of it was left out
		}
		passages = append(passages, [4]int{d.pieces[u.from].start, d.pieces[u.to-1].end, at, b.Len()})
	}
	slices.SortFunc(gold, func(x, y [4]int) int { return cmp.Compare(x[0], y[0]) })
	return b.String(), gold, passages
}

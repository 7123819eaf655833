package shingle

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// escapedShare is the least share of the letters beyond ASCII that are in
// references if a whole text was escaped. It is less than 1, because texts put
// together from two pages have letters of both kinds.
const escapedShare = 0.9

// References returns an iterator over the runs of character references and other
// escapes that are read in text, in order. A run is adjacent references of the same
// kind. The kind is [Entity], together with the kinds of [Hidden] if they stand for
// invisible characters.
//
// Whether a run is benign depends on what it stands for:
//
//   - ASCII letters and digits are never benign: nothing keeps a writer from typing
//     them.
//   - Marks, signs and spaces are benign, in ASCII or not, and so is a reference that
//     stands for nothing, such as a change of font. ASCII marks have a meaning in HTML
//     or in another markup, and they hide no letter.
//   - Letters beyond ASCII, and marks on letters, are benign if nine in ten of
//     those in the text are in references: then the whole text was escaped.
//   - For invisible characters [Hidden] decides.
//
// Time is linear in the length of text.
func References(text string) iter.Seq[Concealment] {
	return func(yield func(Concealment) bool) {
		r := readPart(text, len(text))
		for _, step := range []func(string) *editor{quoted, percents, backslashes} {
			r = r.composed(step)
		}
		if r.refs == nil {
			return
		}
		escaped := r.escaped()
		var run, unseen Concealment // unseen is a run of the reading
		for _, ref := range r.refs {
			if c, _ := utf8.DecodeRuneInString(r.text[ref.at:]); hidden(c) && ref.at < ref.end && ref.at >= unseen.End {
				unseen = concealment(r.text, ref.at)
			}
			c := r.judge(ref, escaped, unseen)
			if run.End == c.Start && run.Kind == c.Kind && run.Benign == c.Benign {
				run.End = c.End
				continue
			}
			if run.Kind != 0 && !yield(run) {
				return
			}
			run = c
		}
		yield(run)
	}
}

// judge returns what a reference conceals; escaped says that the whole text was
// escaped. unseen is the run of hidden characters that the reference belongs to, if
// it does.
func (r *reading) judge(ref reference, escaped bool, unseen Concealment) Concealment {
	first, _ := utf8.DecodeRuneInString(r.text[ref.at:])
	c := Concealment{Benign: true}
	switch {
	case ref.at == ref.end: // nothing is hidden
	case ref.at < unseen.End:
		c = unseen
	case first < utf8.RuneSelf:
		c.Benign = byteClass[first]&(isLetter|isDigit) == 0
	case lettered(first):
		c.Benign = escaped
	}
	c.Start, c.End, c.Kind = ref.from, ref.to, c.Kind|Entity
	return c
}

// escaped reports whether all but a few of the letters beyond ASCII are in
// references.
func (r *reading) escaped() bool {
	in, all := 0, 0
	next := 0
	for i := asciiPrefix(r.text); i < len(r.text); i += asciiPrefix(r.text[i:]) {
		for next < len(r.refs) && r.refs[next].end <= i {
			next++
		}
		c, n := utf8.DecodeRuneInString(r.text[i:])
		if lettered(c) {
			all++
			if next < len(r.refs) && r.refs[next].at <= i {
				in++
			}
		}
		i += n
	}
	return float64(in) >= escapedShare*float64(all)
}

// lettered reports whether r, beyond ASCII, is a letter, a digit or a mark on one.
func lettered(r rune) bool {
	return r >= utf8.RuneSelf && in(r, unicode.Letter, unicode.Digit, unicode.Mark)
}

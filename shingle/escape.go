package shingle

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// escapedShare is the share of the letters beyond ASCII that stand in references
// where a text was escaped as a whole. Texts put together from two pages have
// letters of both kinds, so it is less than all.
const escapedShare = 0.9

// References returns an iterator over the runs of character references and other
// escapes that are read in text, in order: those that stand side by side and are of
// the same kind. The kind is [Entity], with those of [Hidden] where they stand for
// characters that do not show.
//
// Whether a run is benign depends on what it stands for:
//
//   - Letters and digits of ASCII never are: nothing keeps a writer from typing
//     them.
//   - Marks, signs and spaces are, in ASCII or not, and so is what stands for nothing,
//     as a change of font. Those of ASCII mean something to HTML or to another mark-up,
//     and they hide no letter.
//   - Letters beyond ASCII, and marks on letters, are if nine in ten of those of
//     the text stand in references: then the text was escaped as a whole.
//   - Characters that do not show are as [Hidden] says.
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

// judge returns what a reference conceals, in a text escaped as a whole or not.
// Unseen is the run of hidden characters that it stands for one of, if it does.
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

// escaped reports whether the letters beyond ASCII stand in references, all but
// a few.
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

package shingle

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// A Concealment is a run of characters that are invisible or shown as others:
// text[Start:End], counted in bytes.
type Concealment struct {
	Start, End int
	Kind       Disguises // one kind at least
	Benign     bool      // the script, the emoji around it or plain escaping needs it
}

// Hidden returns an iterator over the runs of hidden characters of text, in order.
// A byte-order mark at the beginning does not count. Joiners are benign if no
// letter of an alphabet that is written without them is beside them, and variation
// selectors if no such letter is before them. Controls of direction are benign if a
// letter written from right to left is beside them. The runs include HTML comments
// inside a word, since the text may be shown as HTML, and sequences that set the
// colours of a terminal. Time is linear in the length of text.
func Hidden(text string) iter.Seq[Concealment] {
	return func(yield func(Concealment) bool) {
		w := rewriter{editor: editor{text: text}, closing: -1}
		for i := special(text, 0); i < len(text); i = special(text, i) {
			var c Concealment
			r, n := utf8.DecodeRuneInString(text[i:])
			if end := w.comments(i); end > i {
				c = Concealment{Start: i, End: end, Kind: Unrendered}
			} else if hidden(r) && !(i == 0 && r == '\ufeff') {
				c = concealment(text, i)
			} else {
				i += n
				continue
			}
			if i = c.End; !yield(c) {
				return
			}
		}
	}
}

// concealment returns the run of hidden characters that begins at text[i].
func concealment(text string, i int) Concealment {
	before, _ := utf8.DecodeLastRuneInString(text[:i]) // the invalid rune at the beginning
	c := Concealment{Start: i}
	joiners, selectors, controls := true, true, true
	r, n := utf8.DecodeRuneInString(text[i:])
	for hidden(r) {
		if r < utf8.RuneSelf {
			n = controlEnd(text, i) - i
		}
		c.Kind |= hiddenKind(r)
		selectors = selectors && in(r, unicode.Variation_Selector)
		joiners = joiners && joiner(r)
		controls = controls && in(r, unicode.Bidi_Control)
		i += n
		r, n = utf8.DecodeRuneInString(text[i:])
	}
	c.End = i
	c.Benign = joiners && !unjoined(before) && (selectors || !unjoined(r)) ||
		controls && (rightToLeft(before) || rightToLeft(r))
	return c
}

// joiner reports whether r joins or separates the characters beside it, or selects
// their variant.
func joiner(r rune) bool {
	return r == '\u200c' || r == '\u200d' || in(r, unicode.Variation_Selector)
}

// unjoined reports whether r is a letter of a script that does not use joiners, a
// space, or an ASCII character that is not part of a keycap.
func unjoined(r rune) bool {
	keycap := '0' <= r && r <= '9' || r == '#' || r == '*' // with a selector they are emoji
	return r < utf8.RuneSelf && !keycap || isSpaceRune(r) ||
		in(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// rightToLeft reports whether r is of a script written from right to left.
func rightToLeft(r rune) bool {
	return r >= 0x590 && in(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

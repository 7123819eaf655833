package shingle

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// rewrite returns the edits that turn a text without references and mojibake into
// what a reader sees, or nil if there are none:
//
//   - ASCII control characters, with their terminal sequences and overstrikes, and
//     HTML comments inside a word are removed. The cleaner removes other invisible
//     characters.
//   - Signs and letters in frames become the letters that they are drawn for,
//     if they are in a word of such letters.
//   - Letters that a control of direction shows from right to left are put into the
//     order in which they are shown, word by word.
//
// All of it depends on the characters between two spaces, or up to the end of the
// control's reach. The time is linear.
func rewrite(text string) *editor {
	w := rewriter{editor: editor{text: text}, closing: -1}
	for i := special(text, 0); i < len(text); i = special(text, i) {
		i = w.at(i)
	}
	if len(w.refs) == 0 {
		return nil
	}
	e := w.editor // w stays on the stack if nothing is replaced
	return &e
}

// A rewriter makes the edits of [rewrite].
type rewriter struct {
	editor
	closing int // offset of the comment end that was last searched for; len(text) if there is none
	read    int // everything before it was searched for runs of letters
}

// special returns the offset of the first byte from s[i:] on that is not ASCII, or
// a control character other than white space, or a less-than sign.
func special(s string, i int) int {
	for ; i+32 <= len(s); i += 32 { // most of a text, with two fifths fewer instructions
		b := s[i : i+32]
		if (maybeSpecial(load8(b))|maybeSpecial(load8(b[8:]))|maybeSpecial(load8(b[16:]))|maybeSpecial(load8(b[24:])))&highLanes != 0 {
			break
		}
	}
	for ; i+8 <= len(s); i += 8 {
		x := load8(s[i:])
		y := x &^ highLanes
		low := ^(y + (0x80-' ')*lanes)
		white := (y + (0x80-'\t')*lanes) &^ (y + (0x7f-'\r')*lanes)
		less := ^((y ^ '<'*lanes) + 0x7f*lanes)
		if found := (x | (y + lanes) | low&^white | less) & highLanes; found != 0 { // y+lanes: 0x7f
			return i + bits.TrailingZeros64(found)>>3
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || c == '<' || c < ' ' && byteClass[c]&isBlank == 0 {
			return i
		}
	}
	return i
}

// maybeSpecial returns a number without high bits of lanes if [special] has nothing to
// return in x: only visible ASCII and line feeds. Where a difference borrows from the
// next lane, that lane may get a high bit as well; only a vertical tab after a line feed
// is passed for one more line feed.
func maybeSpecial(x uint64) uint64 {
	less, line := x^'<'*lanes, x^'\n'*lanes
	return (x-' '*lanes)&^x&^((line-lanes)&^line) | (less-lanes)&^less | x | (x + lanes)
}

// at makes the edits for the special byte text[i] and returns where to continue.
func (w *rewriter) at(i int) int {
	switch c := w.text[i]; {
	case c == '<':
		return w.comment(i)
	case c < utf8.RuneSelf:
		from, end := i, i
		for end < len(w.text) && w.text[end] < utf8.RuneSelf && hidden(rune(w.text[end])) {
			end = controlEnd(w.text, end)
		}
		r, n := utf8.DecodeLastRuneInString(w.text[:i])
		if c == '\b' && i-n >= w.done && struckOver(r, w.text[end:]) {
			from = i - n
		}
		if r != utf8.RuneError || n != 1 {
			w.replace(from, end, "", Unrendered) // bytes that are no character must not join to one
		}
		return end
	case c < 0xe0:
		return min(i+2, len(w.text)) // it is no sign, and the next byte cannot be special
	}
	r, n := utf8.DecodeRuneInString(w.text[i:])
	switch {
	case r == '\u202e':
		return w.override(i, i+n)
	case boxedLetter(r) != 0, signLetters[r] != 0:
		return w.letters(i)
	}
	return i + n
}

// controlEnd returns the end of the control character text[i], or of the sequence for
// a terminal that begins with it: such a sequence sets colours (ECMA-48, 8.3.117) or
// erases a line; programs put them around words that they found.
func controlEnd(text string, i int) int {
	if !strings.HasPrefix(text[i:], "\x1b[") {
		return i + 1
	}
	end := i + 2
	for end < len(text) && (byteClass[text[end]]&isDigit != 0 || text[end] == ';' || text[end] == ':') {
		end++
	}
	if c := byteAt(text, end); c != 'm' && c != 'K' {
		return i + 1
	}
	return end + 1
}

// struckOver reports whether the character r, followed by a backspace, equals the
// next character, struck twice to be bold, or underlines it.
func struckOver(r rune, after string) bool {
	next, n := utf8.DecodeRuneInString(after)
	return n > 0 && (r == next && r != utf8.RuneError || r == '_' && isLetterRune(next))
}

// comment removes HTML comments that are inside a word and begin at text[i].
func (w *rewriter) comment(i int) int {
	end := w.comments(i)
	if end == i {
		return i + 1
	}
	w.replace(i, end, "", Unrendered)
	return end
}

// comments returns the end of the adjacent HTML comments that begin at text[i], or
// i if there are none or they are not inside a word. Calls must go from front to
// back.
func (w *rewriter) comments(i int) int {
	end := i
	for strings.HasPrefix(w.text[end:], "<!--") {
		if w.closing < end+2 {
			w.closing = len(w.text)
			if k := strings.Index(w.text[end+2:], "-->"); k >= 0 {
				w.closing = end + 2 + k
			}
		}
		if w.closing == len(w.text) {
			return i
		}
		end = w.closing + len("-->")
	}
	if end == i {
		return i
	}
	before, _ := utf8.DecodeLastRuneInString(w.text[:i])
	after, _ := utf8.DecodeRuneInString(w.text[end:])
	if !isLetterRune(before) || !isLetterRune(after) {
		return i
	}
	return end
}

// override puts runs of letters and digits into the order in which a right-to-left
// override, text[at:i], shows them, and returns where to continue. Letters that are
// written from right to left anyway stay. An override inside a word, or without an
// end in its line, only hides text, because nobody can read what it shows.
func (w *rewriter) override(at, i int) int {
	before, _ := utf8.DecodeLastRuneInString(w.text[:at])
	end := i
	for end < len(w.text) && w.text[end] != '\n' && !strings.HasPrefix(w.text[end:], "\u202c") {
		if strings.HasPrefix(w.text[end:], "\u202e") {
			return end
		}
		end++
	}
	if end == len(w.text) || w.text[end] == '\n' || isLetterRune(before) {
		return i
	}
	for i < end {
		r, n := utf8.DecodeRuneInString(w.text[i:])
		to := i
		for to < end && (r < utf8.RuneSelf && byteClass[byte(r)]&(isLetter|isDigit) != 0 || scriptOf(r) != scriptOther) {
			to += n
			r, n = utf8.DecodeRuneInString(w.text[to:])
		}
		if to == i {
			i += n
			continue
		}
		if runes := []rune(w.text[i:to]); len(runes) > 1 {
			slices.Reverse(runes)
			w.replace(i, to, string(runes), Turned)
		}
		i = to
	}
	return end
}

// A signRun is what is known about a run of letters and of signs for letters.
type signRun struct {
	letters, boxed, regional, signs, weak int

	hiddenInside bool // between regional letters
	signFirst    bool
	signLast     bool
	capitalNext  bool // a capital follows the first, in a frame
	beside       bool // two signs or two letters are side by side
	otherScript  bool
}

// letters replaces the signs and framed letters of the run of letters that contains
// text[i], and returns the end of the run.
func (w *rewriter) letters(i int) int {
	from := i
	for from > w.read {
		r, n := utf8.DecodeLastRuneInString(w.text[:from])
		if !letterLike(r) && weakSigns[r] == 0 && !unseen(r) {
			break
		}
		from -= n
	}
	to, run := w.survey(from)
	w.read = to
	boxed, signs := run.readBoxed(), run.readSigns()
	flags := run.regional > 0 && !run.readRegional()
	for j := from; j < to; {
		r, n := utf8.DecodeRuneInString(w.text[j:])
		switch l := boxedLetter(r); {
		case l != 0:
			if boxed && !(regional(r) && flags) {
				w.replace(j, j+n, string(rune(l)), Styled)
			}
		case signs && signLetters[r] != 0:
			w.replace(j, j+n, string(rune(signLetters[r])), LookAlike)
		case signs && weakSigns[r] != 0:
			w.replace(j, j+n, string(rune(weakSigns[r])), LookAlike)
		}
		j += n
	}
	return to
}

// survey returns the end of the run of letters that begins at text[i], and a
// description of the run.
func (w *rewriter) survey(i int) (end int, run signRun) {
	var before rune
	for i < len(w.text) {
		r, n := utf8.DecodeRuneInString(w.text[i:])
		switch {
		case n == 0 || r == utf8.RuneError:
			return i, run
		case regional(r):
			run.regional++
			run.boxed++
		case boxedLetter(r) != 0:
			run.boxed++
		case signLetters[r] != 0:
			run.signs++
		case weakSigns[r] != 0:
			run.weak++
		case unseen(r): // a mark is part of the letter, with which it may be composed
			run.hiddenInside = run.hiddenInside || hidden(r) && regional(before)
			i += n
			continue
		case letterLike(r):
			run.letters++
			run.otherScript = run.otherScript || scriptOf(r) == scriptOther && !isMu(r) // whose capital is Greek
			run.capitalNext = run.capitalNext || run.boxed == 1 && run.letters == 1 && boxedLetter(before) != 0 && capital(r)
		default:
			return i, run
		}
		run.place(before, isSign(r))
		before = r
		i += n
	}
	return i, run
}

// isSign reports whether r is a sign that may be drawn for a letter.
func isSign(r rune) bool { return signLetters[r] != 0 || weakSigns[r] != 0 }

// place notes the positions of signs: sign says whether the next character of the
// run is a sign, and before is the character before it or 0.
func (r *signRun) place(before rune, sign bool) {
	r.beside = r.beside || before != 0 && sign == isSign(before)
	if before == 0 {
		r.signFirst = sign
	}
	r.signLast = sign
}

// readBoxed reports whether framed letters are letters of a word.
func (r *signRun) readBoxed() bool {
	return r.boxed > 1 || r.letters+r.signs > 0 && !r.capitalNext
}

// readRegional reports whether regional indicators are letters and not flags,
// which are pairs of them.
func (r *signRun) readRegional() bool {
	return r.hiddenInside || r.regional%2 == 1 && (r.regional > 2 || r.letters+r.boxed > r.regional)
}

// readSigns reports whether signs are drawn for letters. A single sign at the end
// of a word is a bullet or a price; between single letters it is a formula.
func (r *signRun) readSigns() bool {
	n := r.signs + r.weak
	return r.signs > 0 && !r.otherScript && r.letters+r.boxed+n >= 4 && r.beside && (n > 1 || !r.signFirst && !r.signLast)
}

package layout

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A unit is what is shown at one place: a character with its marks, a reference, a tag; or a
// control, which is not shown.
type unit struct {
	start, end int
	class      class
	level      int8
	control    control
	space      bool
	ends       bool   // the line
	closes     bool   // the element that has the name
	name       string // of the element of a tag
}

// A class says how a unit behaves: it has a direction, is part of a number, or follows the units
// around it.
type class uint8

const (
	neutral   class = iota
	leftward        // read from right to left
	rightward       // read from left to right
	digit
	separator // of digits
)

// A control opens or closes a level.
type control uint8

const (
	noControl control = iota
	embedLeft         // to be read from right to left
	embedRight
	overrideLeft
	overrideRight
	isolateLeft
	isolateRight
	isolateOverrideLeft
	isolateOverrideRight
	popEmbedding
	popIsolate
	popElement
	leftMark // a letter that is not shown
	rightMark
)

// controls are the characters that are controls. Of an isolate that takes its direction from its
// content, that is from left to right, because other lines are not read.
var controls = map[rune]control{
	'\u202a': embedRight, '\u202b': embedLeft, '\u202c': popEmbedding, '\u202d': overrideRight, '\u202e': overrideLeft,
	'\u2066': isolateRight, '\u2067': isolateLeft, '\u2068': isolateRight, '\u2069': popIsolate, '\u200f': leftMark, '\u061c': leftMark, '\u200e': rightMark,
}

// read cuts a line that begins at text[start] into units. It returns the end of the line, and
// whether it has letters that are read from right to left. A tag that separates words ends a
// line.
func (t *turner) read(start int) (end int, foreign bool) {
	t.units = t.units[:0]
	for end = start; end < len(t.text); {
		u := t.unit(end)
		foreign = foreign || u.class == leftward && u.control == noControl
		t.units = append(t.units, u)
		if end = u.end; u.ends {
			break
		}
	}
	return end, foreign
}

// unit returns the unit that begins at text[i].
func (t *turner) unit(i int) unit {
	r, n := utf8.DecodeRuneInString(t.text[i:])
	u := unit{start: i, end: i + n}
	switch r {
	case '<':
		if u, ok := t.tag(i); ok {
			return u
		}
	case '&':
		if c, n := referred(t.text[i:]); n > 0 {
			r, u.end = c, i+n
		}
	}
	u.class, u.control, u.space = classOf(r), controls[r], unicode.IsSpace(r)
	u.ends = r == '\n' || r == '\u2028' || r == '\u2029'
	if u.control != noControl || u.space {
		return u
	}
	for u.end < len(t.text) && t.text[u.end] >= utf8.RuneSelf { // marks stay on their letters
		r, n := utf8.DecodeRuneInString(t.text[u.end:])
		if !unicode.In(r, unicode.Mn, unicode.Me) && r != '\u200d' {
			break
		}
		u.end += n
	}
	return u
}

func classOf(r rune) class {
	switch {
	case '0' <= r && r <= '9':
		return digit
	case r == '.' || r == ',' || r == ':' || r == '/':
		return separator
	case r == '\u200f' || r == '\u061c' || isLeftward(r):
		return leftward
	case r == '\u200e' || unicode.IsLetter(r) || unicode.IsDigit(r):
		return rightward
	}
	return neutral
}

// isLeftward reports whether r is a letter that is read from right to left.
func isLeftward(r rune) bool {
	return r >= 0x590 && (r < 0x900 || 0xfb1d <= r && r < 0xfe00 || 0xfe70 <= r && r < 0xff00 || 0x10800 <= r && r < 0x11000 || 0x1e800 <= r && r < 0x1f000) && unicode.IsLetter(r)
}

// longestReference is the length of the longest reference that is looked for.
const longestReference = 12

// referred returns the character that a reference at the beginning of s stands for, and the
// length of the reference; 0 if there is none. A reference with another name than those of marks
// of direction is a letter here.
func referred(s string) (r rune, n int) {
	n = strings.IndexByte(s[:min(len(s), longestReference)], ';') + 1
	if n < 3 {
		return 0, 0
	}
	name := s[1 : n-1]
	for i := range len(name) {
		if !isLetter(name[i]) && !isDigit(name[i]) && (i > 0 || name[i] != '#') {
			return 0, 0
		}
	}
	digits, number := strings.CutPrefix(name, "#")
	switch {
	case name == "rlm":
		return '\u200f', n
	case name == "lrm":
		return '\u200e', n
	case !number:
		return 'x', n
	}
	base := 10
	if digits != "" && digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	v, err := strconv.ParseUint(digits, base, 21)
	if err != nil {
		return 0, 0
	}
	return rune(v), n
}

// tag returns the tag that begins at text[i]. It is a control if it sets a direction.
func (t *turner) tag(i int) (u unit, ok bool) {
	s := t.text[i:]
	k := 1
	closes := strings.HasPrefix(s[k:], "/")
	if closes {
		k++
	}
	name, length := tagName(s[k:])
	if !htmlNames[name] {
		return u, false
	}
	n := tagEnd(s, k+length)
	if n == 0 {
		return u, false
	}
	if rest := s[k+length : n-1]; strings.IndexByte(rest, '=') < 0 && strings.Trim(rest, " /") != "" {
		return u, false // it may be words, of which a unit has one
	}
	u = unit{start: i, end: i + n, name: name, closes: closes, ends: !inlineNames[name]}
	if closes {
		u.control = popElement
		return u, true
	}
	switch left, right, override := direction(name, s[k+length:n-1]); {
	case left && override:
		u.control = isolateOverrideLeft
	case left:
		u.control = isolateLeft
	case right && override:
		u.control = isolateOverrideRight
	case right:
		u.control = isolateRight
	}
	return u, true
}

// direction returns the direction that the attributes of an element set, and whether they
// override that of letters.
func direction(name, text string) (left, right, override bool) {
	override = name == "bdo"
	set := func(to string) {
		switch strings.TrimSpace(to) {
		case "rtl":
			left, right = true, false
		case "ltr":
			left, right = false, true
		}
	}
	for name, value := range attributes(text) {
		value = strings.ToLower(value)
		switch name {
		case "dir":
			set(value)
		case "style":
			for declaration := range strings.SplitSeq(value, ";") {
				property, to, _ := strings.Cut(declaration, ":")
				switch strings.TrimSpace(property) {
				case "direction":
					set(to)
				case "unicode-bidi":
					override = strings.Contains(to, "override")
				}
			}
		}
	}
	return left, right, override
}

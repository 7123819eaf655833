package shingle

// Escapes are ways to write characters in ASCII besides the references of HTML:
// those of programming languages and JSON, of URLs, of mail, of TeX and RTF, and the
// changes of font of roff. In plain text they are left behind by a careless
// converter. The characters around an escape, and nothing farther away than
// [escapeReach], decide whether it is read.
//
// Many escapes may be something else: \n may begin the name of a folder, =E9 may be
// part of a formula, %20 of a percentage. Such an escape is doubtful. It is read if
// a certain one of the same notation is near it.

// escapeReach is how many bytes may be between a doubtful escape and the certain
// one that confirms it: about a line of text.
const escapeReach = 64

// A notation is a way to write characters, or a character set in which characters
// were read.
type notation uint8

const (
	quotedPrintable notation = iota
	codeEscape               // \u00e9 \U0001f600 \u{e9} \xe9 \xc3\xa9: JSON and most languages
	lineEscape               // \n \r \t
	fontEscape               // \fB \f[B] \f(CW: roff
	accentEscape             // \'e \"{o} {\aa}: TeX
	richEscape               // \'e9: RTF
	setWindows1252           // this and the others: UTF-8 read in that set
	setWindows1250
	setWindows1251
	setMacintosh
	setDOS437
	setDOS850
	setDOS866
	setCyrillic1251 // this and the next: Cyrillic in that set read as Latin-1
	setKOI8
	notations
)

// An escape says that the bytes from:to of a text may stand for chars.
type escape struct {
	from, to int
	chars    string
	notation notation
	certain  bool
}

// accept returns the edits that read the certain escapes, and those near a certain
// one of the same notation, or nil if there are none. The escapes are in order and
// do not overlap. Time is linear.
func accept(text string, escapes []escape, kind Disguises) *editor {
	var last [notations]int // ends of the certain ones before, plus one
	near := make([]bool, len(escapes))
	for i, e := range escapes {
		if e.certain {
			last[e.notation] = e.to + 1
		}
		near[i] = e.certain || behind(last, e.notation, e.from) || e.notation == lineEscape && behind(last, codeEscape, e.from)
	}
	var next [notations]int // the lengths of the text from the certain ones behind on, plus one
	for i := len(escapes) - 1; i >= 0; i-- {
		e := escapes[i]
		if e.certain {
			next[e.notation] = len(text) - e.from + 1
		}
		rest := len(text) - e.to
		near[i] = near[i] || behind(next, e.notation, rest) || e.notation == lineEscape && behind(next, codeEscape, rest)
	}
	var out *editor
	for i, e := range escapes {
		if !near[i] {
			continue
		}
		if out == nil {
			out = &editor{text: text}
		}
		out.replace(e.from, e.to, e.chars, kind)
	}
	return out
}

// behind reports whether at is at most [escapeReach] after the end of the last
// escape of a notation.
func behind(last [notations]int, n notation, at int) bool {
	return last[n] > 0 && at-(last[n]-1) <= escapeReach
}

// asciiLetterAt reports whether text[i] is a letter of ASCII. Any i is allowed.
func asciiLetterAt(text string, i int) bool {
	return i >= 0 && i < len(text) && byteClass[text[i]]&isLetter != 0
}

// smallAt reports whether text[i] is a small letter of ASCII. Any i is allowed.
func smallAt(text string, i int) bool {
	return i >= 0 && i < len(text) && 'a' <= text[i] && text[i] <= 'z'
}

// byteAt returns text[i], or 0 if i is out of range.
func byteAt(text string, i int) byte {
	if i < 0 || i >= len(text) {
		return 0
	}
	return text[i]
}

// hexAt returns the value of the n hexadecimal digits text[i:i+n], or -1 if there
// are fewer.
func hexAt(text string, i, n int) rune {
	if i+n > len(text) {
		return -1
	}
	var r rune
	for _, c := range []byte(text[i : i+n]) {
		d := hexDigit(c)
		if d == 16 {
			return -1
		}
		r = r<<4 | d
	}
	return r
}

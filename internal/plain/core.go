package plain

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A core is a run of characters without white space and without the marks around it:
// text[start:end].
type core struct {
	start, end int
	letters    string // its ASCII letters, small
	pieces     []run  // the second and further runs of letters
	signs      int    // characters that are no letters
	sign       int    // where the last of these is among letters
	odd        bool   // one of them is not usually between words or parts of words
	joined     bool   // one of them is a mark at which no word ends if letters follow: town.voted
	capitals   bool   // a capital follows a small letter
	foreign    bool   // it has other characters
}

// A run of letters begins at a place among the letters of a core, and at a place of the text.
type run struct{ at, raw int }

// around are marks that stand around words.
const around = "\"'“”„‘’‚«»()[]{}<>.,;:!?…—–-*_/#&"

// cores returns an iterator over the cores of the text.
func (m *mender) cores() iter.Seq[core] {
	return func(yield func(core) bool) {
		at := 0
		for chunk := range strings.FieldsSeq(m.text) {
			start := at + strings.Index(m.text[at:], chunk)
			at = start + len(chunk)
			left := strings.TrimLeft(chunk, around)
			inner := strings.TrimRight(left, around)
			if inner == "" {
				continue
			}
			start += len(chunk) - len(left)
			if !yield(newCore(inner, start)) {
				return
			}
		}
	}
}

func newCore(s string, start int) core {
	c := core{start: start, end: start + len(s)}
	var b strings.Builder
	small, between := false, false
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			inner := small && unicode.IsUpper(r)
			if (between || inner) && b.Len() > 0 {
				c.pieces = append(c.pieces, run{b.Len(), start + i})
			}
			c.capitals = c.capitals || inner
			small, between = unicode.IsLower(r), false
			b.WriteByte(byte(unicode.ToLower(r)))
		case unicode.IsPunct(r), unicode.IsSymbol(r), blank(r):
			c.signs++
			c.sign = b.Len()
			c.odd = c.odd || !strings.ContainsRune(inWords, r)
			c.joined = c.joined || r == '.' || r == ':'
			small, between = false, true
		default: // other letters, digits, marks on letters, characters that are not seen
			c.foreign = true
		}
	}
	c.letters = b.String()
	return c
}

// inWords are the marks that are between words, or between parts of one, without a space.
const inWords = "-‐‑–—/'’.,:;&"

// blank reports whether r is drawn as a space but is none: the empty pattern of Braille and
// the fillers of Hangul.
func blank(r rune) bool {
	return r == '\u2800' || r == '\u3164' || r == '\u115f' || r == '\u1160' || r == '\uffa0'
}

// apart returns the letters with a space between pieces.
func (c core) apart() string {
	var b strings.Builder
	from := 0
	for _, k := range c.pieces {
		b.WriteString(c.letters[from:k.at] + " ")
		from = k.at
	}
	return b.String() + c.letters[from:]
}

// contracted reports whether the last letters may be a contraction: we'll is not well.
func (c core) contracted() bool {
	if len(c.pieces) == 0 {
		return false
	}
	switch c.letters[c.pieces[len(c.pieces)-1].at:] {
	case "s", "t", "re", "ve", "ll", "d", "m":
		return true
	}
	return false
}

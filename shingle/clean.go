package shingle

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
)

// A cleaner brings a chunk of text to normal form and records, for every piece of
// the result, which bytes of the text it stands for. It is reused from chunk to
// chunk.
//
// The unit of work is the normalisation segment: a character and what composes
// with it. Invisible characters are removed first, so that they cannot separate a
// letter from its accent.
type cleaner struct {
	out   []byte // the chunk in normal form
	cells []cell // the pieces of out, in order

	seg     []byte    // the segment being read, without hidden characters
	at      cell      // its place, and what was hidden in it
	pending Disguises // what was hidden since the last visible character

	fold cases.Caser // valid once make is set
	make bool
}

// A cell says what a piece of the normal form stands for. It describes a piece and
// not a byte, because one character of three bytes can become eighteen.
type cell struct {
	out      int       // out[out:], up to the next cell
	from, to int       // chunk[from:to]
	before   Disguises // hidden between the piece and the one before it
	within   Disguises // hidden in chunk[from:to], or the letter itself is one
}

// reset cleans chunk. Its results are valid until the next reset.
func (c *cleaner) reset(chunk string) {
	c.out, c.seg, c.pending = c.out[:0], c.seg[:0], 0
	c.cells = slices.Grow(c.cells[:0], len(chunk)) // a long chunk would be copied many times
	for i := 0; i < len(chunk); {
		if chunk[i] < utf8.RuneSelf {
			c.flush()
			c.read(chunk, i, i+1)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(chunk[i:])
		if form, ok := loneForm(chunk[i:], r, n); ok {
			c.flush()
			c.put(form, cell{from: i, to: i + n, before: c.pending})
			c.pending = 0
			i += n
			continue
		}
		switch {
		case r == utf8.RuneError && n == 1:
			c.flush()
			c.put(" ", cell{from: i, to: i + 1})
		case r == utf8.RuneError:
			c.flush()
			i = c.lost(chunk, i)
			continue
		case hidden(r):
			c.pending |= hiddenKind(r)
		case boundaryBefore(chunk[i:]):
			c.flush()
			c.read(chunk, i, i+n)
		default:
			c.read(chunk, i, i+n)
		}
		i += n
	}
	c.flush()
}

// loneForm returns the normal form of the first character r of s, of n bytes, if it
// is a segment by itself, as most characters beyond ASCII are. It reports false for
// some segments, where the check would cost more.
func loneForm(s string, r rune, n int) (form string, ok bool) {
	lone := loneForms()
	k := loneIndex(r)
	if k < 0 || lone[k] == "" {
		return "", false
	}
	if len(s) > n && s[n] >= utf8.RuneSelf {
		next, _ := utf8.DecodeRuneInString(s[n:])
		if j := loneIndex(next); j < 0 || lone[j] == "" {
			return "", false // it may compose with r, or hide a character that does
		}
	}
	return lone[k], true
}

// loneForms returns the normal forms of the characters that have a [loneIndex]. They
// are empty for invisible characters, and for those that may compose with the
// character before them.
var loneForms = sync.OnceValue(func() *[singleLimit + punctuationEnd - punctuationFrom]string {
	var forms [singleLimit + punctuationEnd - punctuationFrom]string
	var c cleaner
	for r := range rune(punctuationEnd) {
		if k := loneIndex(r); k >= utf8.RuneSelf && !hidden(r) && !isMarkRune(r) && boundaryBefore(string(r)) {
			forms[k] = c.normal(string(r))
			if q := straight(r); q != 0 {
				forms[k] = string(q)
			}
		}
	}
	return &forms
})

// loneIndex returns the index of a character in [loneForms], or -1 if it is not
// there.
func loneIndex(r rune) int {
	switch {
	case r < singleLimit:
		return int(r)
	case punctuationFrom <= r && r < punctuationEnd:
		return int(singleLimit + r - punctuationFrom)
	}
	return -1
}

// The characters from punctuationFrom to punctuationEnd are the dashes and quotation
// marks of most languages.
const (
	punctuationFrom = 0x2010
	punctuationEnd  = 0x203b
)

// lostLetter stands in a chunk for U+FFFD in a word. It is a letter without case,
// because U+FFFD is not part of words.
const lostLetter = 'ꞏ'

// lost reads the run of U+FFFD that begins at chunk[i] and returns its end. Beside
// a letter they stand for lost letters, and the word continues.
func (c *cleaner) lost(chunk string, i int) int {
	end := i
	after, n := utf8.DecodeRuneInString(chunk[end:])
	for after == utf8.RuneError && n > 1 || hidden(after) {
		end += n
		after, n = utf8.DecodeRuneInString(chunk[end:])
	}
	form := " "
	before := lastBase(chunk[:i])
	if isLetterRune(before) && straight(before) == 0 || isLetterRune(after) && straight(after) == 0 {
		form = string(lostLetter)
	}
	for j, r := range chunk[i:end] {
		if r != utf8.RuneError {
			c.pending |= hiddenKind(r)
			continue
		}
		at := cell{from: i + j, to: i + j + len("\ufffd"), before: c.pending, within: Unreadable}
		c.pending = 0
		c.put(form, at)
	}
	return end
}

// lastBase returns the last visible character of s that is not a mark.
func lastBase(s string) rune {
	for {
		r, n := utf8.DecodeLastRuneInString(s)
		if n == 0 || !hidden(r) && !isMarkRune(r) {
			return r
		}
		s = s[:len(s)-n]
	}
}

// read adds the visible character chunk[i:j] to the segment.
func (c *cleaner) read(chunk string, i, j int) {
	if len(c.seg) == 0 {
		c.at = cell{from: i, before: c.pending}
	} else {
		c.at.within |= c.pending
	}
	c.at.to = j
	c.pending = 0
	c.seg = append(c.seg, chunk[i:j]...)
}

// flush brings the segment to normal form and ends it.
func (c *cleaner) flush() {
	if len(c.seg) == 0 {
		return
	}
	if b := c.seg[0]; len(c.seg) == 1 {
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		c.at.out = len(c.out)
		c.out = append(c.out, b)
		c.cells = append(c.cells, c.at)
	} else if r, n := utf8.DecodeRune(c.seg); n == len(c.seg) && r < singleLimit {
		c.put(singleForms()[r], c.at)
	} else if q := straight(r); n == len(c.seg) && q != 0 {
		c.put(string(q), c.at) // most characters beyond ASCII in English text
	} else {
		c.at.within |= styledKind(r)
		c.put(c.normal(string(c.seg)), c.at)
	}
	c.seg = c.seg[:0]
}

// put adds s to the normal form; all of it stands for the bytes that at names.
func (c *cleaner) put(s string, at cell) {
	if s == "" {
		c.pending |= at.within // a mark with no letter left to carry it
		return
	}
	at.out = len(c.out)
	c.out = append(c.out, s...)
	c.cells = append(c.cells, at)
}

// normal returns the normal form of one segment.
func (c *cleaner) normal(seg string) string {
	if !c.make {
		c.fold, c.make = cases.Fold(), true
	}
	if spacingAcute(seg) {
		return "'"
	}
	// Decomposing before folding is what Unicode's NFKC_Casefold does, for the
	// sake of U+0345, whose case pair is a letter.
	s := decompose(seg)
	if tooManyMarks(s) || strings.ContainsFunc(s, noise) {
		s = unmarked(s)
		c.at.within |= Marks
	}
	s = compose(dotless(folded(&c.fold, strings.Map(cherokee, s))))
	return strings.Map(func(r rune) rune {
		if q := straight(r); q != 0 {
			return q
		}
		return r
	}, s)
}

// dotless makes the Turkish letters equal to i in a segment that is decomposed and
// folded: their case pairs in other languages are i and I, and case must make no
// difference. The dot is removed wherever it is among the marks of an i, as in
// Lithuanian.
func dotless(s string) string {
	s = strings.ReplaceAll(s, "ı", "i")
	if strings.Contains(s, "i") {
		s = strings.ReplaceAll(s, "\u0307", "")
	}
	return s
}

// cherokee returns the capital of a Cherokee small letter and other characters
// unchanged. The folding of x/text v0.43 swaps the cases of that script.
func cherokee(r rune) rune {
	if 0xab70 <= r && r <= 0xabbf || 0x13f8 <= r && r <= 0x13fd {
		return unicode.ToUpper(r)
	}
	return r
}

// noise reports whether r is a combining mark that draws a line through, under or
// over a letter, or a frame around it that is no keycap. No orthography has them; they
// serve to hide a letter.
func noise(r rune) bool {
	return 0x332 <= r && r <= 0x338 || r == 0x33f || 0x20d2 <= r && r <= 0x20d3 ||
		0x20dd <= r && r <= 0x20e4 && r != 0x20e3 || 0x20e5 <= r && r <= 0x20eb
}

// unmarked returns s without its combining marks. If one letter of a word carries
// noise, the marks on the others are noise too. Marks that begin a segment stay,
// such as vowel signs: how many of them share a segment depends on how the text is
// composed.
func unmarked(s string) string {
	s = decompose(s)
	return compose(strings.Map(func(r rune) rune {
		if noise(r) || isMarkRune(r) && !starter(r) {
			return -1
		}
		return r
	}, s))
}

// maxMarks is how many combining marks a character may carry. No orthography comes
// near; more are noise that hides the letter, and all are removed. The limit is
// below the 30 at which x/text inserts joiners.
const maxMarks = 20

// tooManyMarks reports whether seg, fully decomposed, has more marks than
// maxMarks.
func tooManyMarks(seg string) bool {
	if len(seg) <= maxMarks {
		return false
	}
	marks := 0
	for _, r := range seg {
		if isMarkRune(r) {
			marks++
		}
	}
	return marks > maxMarks
}

// spacingAcute reports whether seg is an acute accent without a letter. NFKC would
// turn it into a space, but writers mean an apostrophe.
func spacingAcute(seg string) bool { return seg == "\u00b4" || seg == "\u1ffd" }

// straight returns the ASCII quotation mark that r is a variant of, or 0. The
// Hebrew geresh and gershayim are usually typed as ASCII marks.
func straight(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛', '′', '‵', '‹', '›', 'ʼ', 'ʹ', 'ʻ', '\u0374', 'Ꞌ', 'ꞌ', '\u05f3', '\uff07':
		return '\''
	case '“', '”', '„', '‟', '″', '‶', '«', '»', '〝', '〞', '〟', '\u05f4', '\uff02':
		return '"'
	}
	return 0
}

// singleLimit bounds the characters whose normal forms are kept in a table:
// Latin, Greek, Cyrillic, Armenian and those between them.
const singleLimit = 0x590

// singleForms returns the normal forms of single characters below singleLimit.
var singleForms = sync.OnceValue(func() *[singleLimit]string {
	var forms [singleLimit]string
	var c cleaner
	for r := rune(utf8.RuneSelf); r < singleLimit; r++ {
		forms[r] = c.normal(string(r))
	}
	return &forms
})

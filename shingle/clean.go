package shingle

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// A cleaner brings a chunk of text to normal form and remembers, for every
// byte of the result, which bytes of the text it stands for. It is reused from
// chunk to chunk.
//
// The unit of work is the normalisation segment: a character and what composes
// with it. Characters that do not show are taken out first, so that they
// cannot keep a letter from its accent.
type cleaner struct {
	out   []byte // the chunk in normal form
	cells []cell // one for each byte of out

	seg     []byte    // the segment being read, hidden characters taken out
	at      cell      // where it stands and what was hidden in it
	pending Disguises // what was hidden since the last visible character

	fold cases.Caser // valid once folds
	make bool
}

// A cell tells what a byte of the normal form stands for.
type cell struct {
	from, to int       // chunk[from:to]
	before   Disguises // hidden between the byte and the one before it
	within   Disguises // hidden in chunk[from:to], or the letter itself is one
}

// reset cleans chunk. What it gives is valid until the next reset.
func (c *cleaner) reset(chunk string) {
	c.out, c.cells, c.seg, c.pending = c.out[:0], c.cells[:0], c.seg[:0], 0
	for i := 0; i < len(chunk); {
		if chunk[i] < utf8.RuneSelf {
			c.flush()
			c.read(chunk, i, i+1)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(chunk[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			c.flush()
			c.put(" ", cell{from: i, to: i + 1})
		case hidden(r):
			c.pending |= hiddenKind(r)
		case norm.NFKC.PropertiesString(chunk[i:]).BoundaryBefore():
			c.flush()
			c.read(chunk, i, i+n)
		default:
			c.read(chunk, i, i+n)
		}
		i += n
	}
	c.flush()
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
		c.out = append(c.out, b)
		c.cells = append(c.cells, c.at)
	} else if r, n := utf8.DecodeRune(c.seg); n == len(c.seg) && r < singleLimit {
		c.put(singleForms()[r], c.at)
	} else {
		c.at.within |= styledKind(r)
		c.put(c.normal(string(c.seg)), c.at)
	}
	c.seg = c.seg[:0]
}

// put adds s to the normal form; all of it stands for what at tells.
func (c *cleaner) put(s string, at cell) {
	for i := range len(s) {
		c.out = append(c.out, s[i])
		c.cells = append(c.cells, at)
		at.before = 0
	}
}

// normal returns the normal form of one segment.
func (c *cleaner) normal(seg string) string {
	if !c.make {
		c.fold, c.make = cases.Fold(), true
	}
	if spacingAcute(seg) {
		return "'"
	}
	if tooManyMarks(seg) {
		_, n := utf8.DecodeRuneInString(seg)
		seg = seg[:n]
		c.at.within |= Marks
	}
	// Decomposing before folding is what Unicode's NFKC_Casefold does, for the
	// sake of U+0345, whose case pair is a letter.
	s := norm.NFKC.String(c.fold.String(strings.Map(cherokee, norm.NFKD.String(seg))))
	s = dotless.Replace(s)
	return strings.Map(func(r rune) rune {
		if q := straight(r); q != 0 {
			return q
		}
		return r
	}, s)
}

// dotless makes the Turkish letters equal to i: their case pairs in other
// languages are i and I, and case must make no difference.
var dotless = strings.NewReplacer("i\u0307", "i", "ı", "i")

// cherokee returns the capital of a Cherokee small letter and other characters
// as they are. The folding of x/text v0.43 swaps the cases of that script.
func cherokee(r rune) rune {
	if 0xab70 <= r && r <= 0xabbf || 0x13f8 <= r && r <= 0x13fd {
		return unicode.ToUpper(r)
	}
	return r
}

// maxMarks is how many combining marks a character may carry. No orthography
// comes near; more is noise put there to hide the letter, and all goes. The
// limit lies below the 30 at which x/text inserts joiners of its own.
const maxMarks = 20

// tooManyMarks reports whether seg, fully decomposed, has more marks than
// maxMarks.
func tooManyMarks(seg string) bool {
	if len(seg) <= maxMarks {
		return false
	}
	marks := 0
	for i, r := range seg {
		if i == 0 {
			continue
		}
		if d := norm.NFKD.PropertiesString(seg[i:]).Decomposition(); d != nil {
			marks += utf8.RuneCount(d)
		} else if unicode.Is(unicode.M, r) {
			marks++
		}
	}
	return marks > maxMarks
}

// spacingAcute reports whether seg is an acute accent that stands alone. NFKC
// would make a space of it; who types it means an apostrophe.
func spacingAcute(seg string) bool { return seg == "\u00b4" || seg == "\u1ffd" }

// straight returns the ASCII quotation mark that r is a variant of, or 0.
func straight(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛', '′', '‵', '‹', '›', 'ʼ', 'ʹ', 'ʻ', '\uff07':
		return '\''
	case '“', '”', '„', '‟', '″', '‶', '«', '»', '〝', '〞', '〟', '\uff02':
		return '"'
	}
	return 0
}

// singleLimit bounds the characters whose normal forms are kept in a table:
// Latin, Greek, Cyrillic, Armenian and what lies between.
const singleLimit = 0x590

// singleForms returns the normal forms of the characters below singleLimit
// that stand alone.
var singleForms = sync.OnceValue(func() *[singleLimit]string {
	var forms [singleLimit]string
	var c cleaner
	for r := rune(utf8.RuneSelf); r < singleLimit; r++ {
		forms[r] = c.normal(string(r))
	}
	return &forms
})

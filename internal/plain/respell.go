package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// respell mends words that the lexicon does not have: words torn by a space, a sign or the
// end of a line, words with a sign in the place of a letter, and words that differ from a
// known one by a slip of the keyboard. It does nothing in a text with few unknown words.
func (m *mender) respell() {
	if m.lex == nil || !Misspelt(m.text, m.words, m.lex) {
		return
	}
	r := respeller{mender: m, seen: make(map[string]string)}
	var before core
	for c := range m.cores() {
		if !r.tie(before, c) {
			before = c
			r.mend(c)
			continue
		}
		before = core{}
	}
}

// Words of a text are sampled. If at least one in leastUnknown of the sample is not in the
// lexicon, the text may be misspelt on purpose. In documentation, one in fifteen is not in
// it, and where people mistype or a page is read badly, one in six; an alignment shows them
// one by one.
const (
	sampled      = 64
	leastUnknown = 3
)

// Misspelt reports whether many words of an English text may be misspelt. It asks the
// lexicon about a sample of its words.
func Misspelt(text string, words []shingle.Word, lex Lexicon) bool {
	step := max(1, len(words)/sampled)
	all, unknown := 0, 0
	for i := 0; i < len(words); i += step {
		w := &words[i]
		if c := text[w.Start]; len(w.Form) < 3 || c < 'a' || c > 'z' {
			continue
		}
		all++
		if !ascii(w.Form) || !knows(lex, w.Form) {
			unknown++
		}
	}
	return unknown > 0 && leastUnknown*unknown >= all
}

func knows(lex Lexicon, form string) bool {
	if len(form) == 1 {
		return form == "a" || form == "i"
	}
	_, ok := lex.Rarity(form)
	return ok
}

func (m *mender) knows(form string) bool { return knows(m.lex, form) }

// A core is a run of characters without white space and without the marks around it:
// text[start:end].
type core struct {
	start, end int
	letters    string // its ASCII letters, small
	signs      int    // characters that are no letters
	sign       int    // where the last of these is among letters
	foreign    bool   // it has other characters
}

// around are marks that stand around words.
const around = "\"'“”„‘’‚«»()[]{}<>.,;:!?…—–-*_/#&"

// cores returns an iterator over the cores of the text.
func (m *mender) cores() func(yield func(core) bool) {
	return func(yield func(core) bool) {
		at := 0
		for chunk := range strings.FieldsFuncSeq(m.text, unicode.IsSpace) {
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
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			b.WriteByte(byte(unicode.ToLower(r)))
		case unicode.IsPunct(r), unicode.IsSymbol(r):
			c.signs++
			c.sign = b.Len()
		default: // other letters, digits, marks on letters, characters that are not seen
			c.foreign = true
		}
	}
	c.letters = b.String()
	return c
}

// A respeller mends cores.
type respeller struct {
	*mender
	seen map[string]string // what was made of misspelt forms
}

// mostCorrected bounds how many different words are looked for, because each costs a few
// hundred look-ups.
const mostCorrected = 1 << 10

// tie joins two cores that are one word in pieces, and reports whether it did: the
// lexicon has the whole, and not both pieces.
func (r *respeller) tie(a, b core) bool {
	if a.letters == "" || b.letters == "" || a.foreign || b.foreign || a.signs+b.signs > 0 || !r.tied(r.text[a.end:b.start]) {
		return false
	}
	if r.knows(a.letters) && r.knows(b.letters) || !r.knows(a.letters+b.letters) {
		return false
	}
	r.add(a.start, b.end, recased(a.letters+b.letters, r.text[a.start:]), shingle.Spaced)
	return true
}

// tied reports whether a gap may be within a word: a space, or the end of a line with or
// without a hyphen.
func (r *respeller) tied(gap string) bool {
	return gap == " " || gap == "\n" || gap == "-\n" || gap == "-"
}

// mend mends one core.
func (r *respeller) mend(c core) {
	if c.foreign || len(c.letters) < 3 {
		return
	}
	raw := r.text[c.start:c.end]
	word, kind := c.letters, shingle.Disguises(0)
	if c.signs > 0 {
		if r.knowsPieces(raw) {
			return
		}
		kind = shingle.Spaced
	}
	if !r.knows(word) {
		if first, _ := utf8.DecodeRuneInString(raw); unicode.IsUpper(first) {
			return // a name
		}
		if word = r.correct(c); word == "" {
			return
		}
		kind |= shingle.Misspelt
	} else if kind == 0 {
		return
	}
	r.add(c.start, c.end, recased(word, raw), kind)
}

// knowsPieces reports whether a core consists of words with signs between: and/or.
func (r *respeller) knowsPieces(raw string) bool {
	for piece := range strings.FieldsFuncSeq(raw, func(c rune) bool { return !unicode.IsLetter(c) }) {
		if !r.knows(strings.ToLower(piece)) {
			return false
		}
	}
	return true
}

// correct returns the known word that a core stands for, "" if none is found.
func (r *respeller) correct(c core) string {
	key := c.letters
	if c.signs == 1 {
		key = c.letters[:c.sign] + "\x00" + c.letters[c.sign:]
	}
	word, ok := r.seen[key]
	if ok || len(r.seen) >= mostCorrected {
		return word
	}
	if c.signs == 1 {
		word = r.filled(key, c.sign)
	}
	if word == "" {
		word = r.lex.Correct(c.letters)
	}
	r.seen[key] = word
	return word
}

// filled returns the commonest word that has a letter at a place.
func (r *respeller) filled(form string, at int) (word string) {
	least := 0.
	b := []byte(form)
	for b[at] = 'a'; b[at] <= 'z'; b[at]++ {
		if bits, ok := r.lex.Rarity(string(b)); ok && (word == "" || bits < least) {
			word, least = string(b), bits
		}
	}
	return word
}

package plain

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// respell mends words that the lexicon does not have: words torn by a space, a sign or the
// end of a line, words with a sign in the place of a letter, and, in a text that consists of
// such words, words that differ from a known one by a slip of the keyboard. It does nothing in
// a text with few unknown words.
func (m *mender) respell() {
	if m.lex == nil {
		return
	}
	share := unknown(m.text, m.words, m.lex)
	if share < leastTorn {
		return
	}
	m.corrects = share >= leastMisspelt && !m.ciphered
	r := respeller{mender: m, seen: make(map[string]string), slip: -1}
	if m.corrects {
		r.slip = m.usual()
	}
	var before core
	for c := range m.cores() {
		if r.tie(before, c) {
			before = core{}
			continue
		}
		r.mend(before)
		before = c
	}
	r.mend(before)
}

// sampled is how many words of a text are looked up, to see how many are unknown. If a text may
// have leastTorn unknown ones, sampledAgain are looked up, because of 64 words one in five may
// be one in ten.
const (
	sampled      = 64
	sampledAgain = 512
)

// Least shares of unknown words. Of 3,000 pieces of documentation, changelogs among them, 166 have
// more than one in eight, 59 more than one in six, 20 more than one in four and 11 more than one in
// three. Where people mistype or a page is read badly, an alignment shows their slips one by one,
// and a corrected text would not. So words are corrected only where a third is unknown.
const (
	leastTorn     = 1. / 8
	leastMisspelt = 1. / 3
)

// unknown returns the share of the words of an English text that the lexicon does not have. It
// looks up a sample of the words that do not begin with a capital of ASCII.
func unknown(text string, words []shingle.Word, lex Lexicon) float64 {
	share := unknownOf(sampled, text, words, lex)
	if share >= leastTorn/2 && len(words) > sampled {
		share = unknownOf(sampledAgain, text, words, lex)
	}
	return share
}

// unknownOf returns the share in a sample of about n words.
func unknownOf(n int, text string, words []shingle.Word, lex Lexicon) float64 {
	step := max(1, len(words)/n)
	all, missing := 0, 0
	for i := 0; i < len(words); i += step {
		w := &words[i]
		if c := text[w.Start]; len(w.Form) < 3 || c < 'a' || 'z' < c && c < utf8.RuneSelf {
			continue // often a name
		}
		all++
		if !ascii(w.Form) || !Knows(lex, w.Form) {
			missing++
		}
	}
	return float64(missing) / float64(max(1, all))
}

// Broken reports whether a text that is read in English may have broken words or many escapes.
func Broken(text string, words []shingle.Word, lex Lexicon) bool {
	return unknown(text, words, lex) >= leastTorn || inPieces(text, words) || strings.Count(text, "&#")+strings.Count(text, "&amp;") >= leastEscapes ||
		unread(text)
}

// inPieces reports whether one in leastShare words is a single letter that is no word or a
// number, or one in leastShare bytes is within runs of more letters than words have.
func inPieces(text string, words []shingle.Word) bool {
	pieces, bytes := 0, 0
	for i := range words {
		w := &words[i]
		switch {
		case noise(w):
			pieces++
		case len(w.Form) >= leastGlued && w.Class != shingle.Other: // as addresses are
			bytes += w.End - w.Start
		}
	}
	return leastShare*pieces >= 2*len(words) || leastShare*bytes >= len(text)
}

// Knows reports whether a lexicon has a word. Of single letters, a and i are words.
func Knows(lex Lexicon, form string) bool {
	if len(form) < 2 {
		return form == "a" || form == "i"
	}
	_, ok := lex.Rarity(form)
	return ok
}

func (m *mender) knows(form string) bool { return Knows(m.lex, form) }

// A respeller mends cores.
type respeller struct {
	*mender
	seen map[string]string // what was made of misspelt forms
	slip int               // that most words have, -1 if they have several
}

// mostCorrected bounds how many different words are looked for, because each costs a few
// hundred look-ups.
const mostCorrected = 1 << 10

// lessLikely is how many bits two words in a row are less likely than the word that they
// are the pieces of. With 3, "any one" and "the me" stay apart and "du ring" is during; "some
// one" becomes someone, as a text with so many torn words may mean.
const lessLikely = 3

// tie joins two cores that are one word in pieces, and reports whether it did: the
// lexicon has the whole, and not both pieces, or only rarer ones.
func (r *respeller) tie(a, b core) bool {
	if a.letters == "" || b.letters == "" || a.foreign || b.foreign || a.signs+b.signs > 0 || !tied(r.text[a.end:b.start]) {
		return false
	}
	whole, ok := r.lex.Rarity(a.letters + b.letters)
	if !ok {
		return false
	}
	first, ok := r.lex.Rarity(a.letters)
	second, both := r.lex.Rarity(b.letters)
	if ok && both && first+second < whole+lessLikely {
		return false
	}
	r.add(a.start, b.end, recased(a.letters+b.letters, r.text[a.start:]), shingle.Spaced)
	return true
}

// tied reports whether a gap may be within a word: a space, or the end of a line with or
// without a hyphen.
func tied(gap string) bool {
	return gap == " " || gap == "\n" || gap == "-\n" || gap == "-"
}

// mend mends one core.
func (r *respeller) mend(c core) {
	if c.foreign || len(c.letters) < 2 {
		return
	}
	raw := r.text[c.start:c.end]
	known := r.knows(c.letters)
	switch {
	case known && c.joined && !c.odd && r.knowsPieces(c):
		r.parted(c, raw)
		return
	case known && !c.odd && (len(c.pieces) == 0 || c.contracted() || r.knowsPieces(c)):
		return
	case known:
		r.add(c.start, c.end, recased(c.letters, raw), shingle.Spaced)
		return
	case len(c.pieces) > 0 && r.knowsPieces(c):
		if word := r.filled(c); c.odd && word != "" && r.bits(word)+fillBits < r.sum(c) {
			r.add(c.start, c.end, recased(word, raw), shingle.Misspelt)
			return
		}
		if c.odd || c.capitals || c.joined {
			r.cut(c, raw)
		}
		return
	}
	first, _ := utf8.DecodeRuneInString(raw)
	word := r.filled(c)
	if word == "" && r.corrects && (r.slip >= 0 || !unicode.IsUpper(first)) { // otherwise it may be a name
		if len(c.pieces) > 0 && !c.odd && r.correctPieces(c) {
			return
		}
		word = r.correct(c.letters)
	}
	if (word == "" || r.slip < 0) && r.apart(c, word) {
		return
	}
	switch {
	case word != "":
		r.add(c.start, c.end, recased(word, raw), shingle.Misspelt)
	case c.odd:
		r.add(c.start, c.end, recased(c.letters, raw), shingle.Spaced)
	}
}

// parted reads a core with a full stop in it as the word of its letters, or as its pieces if these
// are likelier.
func (r *respeller) parted(c core, raw string) {
	if r.bits(c.letters) < r.sum(c) {
		r.add(c.start, c.end, recased(c.letters, raw), shingle.Spaced)
		return
	}
	r.cut(c, raw)
}

// cut reads the pieces of a core as words. Each has an edit of its own, so that it keeps its place.
func (r *respeller) cut(c core, raw string) {
	end, gap := c.start, ""
	start := c.start + strings.IndexFunc(raw, unicode.IsLetter)
	for i, word := range strings.Fields(recased(c.apart(), raw)) {
		if i > 0 {
			start, gap = c.pieces[i-1].raw, " "
		}
		r.add(end, start, gap, shingle.Glued)
		end = start + len(word)
		if r.text[start:end] != word {
			r.add(start, end, word, shingle.Glued)
		}
	}
	r.add(end, c.end, "", shingle.Glued)
}

// bits returns how rare a known word is, and sum that of the pieces of a core.
func (m *mender) bits(form string) float64 {
	bits, _ := m.lex.Rarity(form)
	return bits
}

func (m *mender) sum(c core) (sum float64) {
	for piece := range strings.FieldsSeq(c.apart()) {
		sum += m.bits(piece)
	}
	return sum
}

// fillBits is what it counts that a sign stands for a letter, against two words with a sign between.
const fillBits = 4.

// What a slip counts, in bits, against words that were run together: a long run is seldom a
// letter from a word. And what words of two letters count at most: others are parts of words.
const (
	slipBits  = 16.
	shortBits = 10.
)

// apart cuts the runs of letters of a core that are words run together, and reports whether
// there are any that are not more likely a slip for word.
func (r *respeller) apart(c core, word string) (found bool) {
	if c.odd {
		return false
	}
	from := run{raw: c.start}
	for _, to := range append(slices.Clone(c.pieces), run{len(c.letters), c.end}) {
		letters := c.letters[from.at:to.at]
		p := piece{start: from.raw, end: from.raw + len(letters)}
		if len(letters) >= 2*leastExact && !r.knows(letters) {
			if r.divided(p) {
				found = true
			} else {
				for _, k := range r.parts(letters, word) {
					r.add(p.start+k, p.start+k, " ", shingle.Glued)
					found = true
				}
			}
		}
		from = to
	}
	return found
}

// parts returns where a few words that were run together are cut; nil if they are none, or more
// likely a slip for word.
func (r *respeller) parts(letters, word string) []int {
	ends := r.cuts(letters)
	if ends == nil {
		return nil
	}
	sum, from := 0., 0
	for _, k := range append(slices.Clone(ends), len(letters)) {
		bits, ok := r.lex.Rarity(letters[from:k])
		if !ok || k-from < leastExact && bits > shortBits {
			return nil
		}
		sum += bits
		from = k
	}
	if bits, ok := r.lex.Rarity(word); ok && sum > bits+slipBits {
		return nil
	}
	if len(letters) < shortRun && sum > shortRunBits {
		return nil // a slip is likelier: northem, witbin
	}
	return ends
}

// Runs of fewer letters than shortRun are words run together only if these are common.
const (
	shortRun     = 8
	shortRunBits = 18.
)

// leastExact is the least length of words that are parts of a run whatever they are.
const leastExact = 3

// knowsPieces reports whether all runs of letters of a core are words: and/or.
func (m *mender) knowsPieces(c core) bool {
	for piece := range strings.FieldsSeq(c.apart()) {
		if !m.knows(piece) {
			return false
		}
	}
	return true
}

// correctPieces corrects the runs of letters of a core one by one, and reports whether there were
// any to correct: servic-cnnected.
func (r *respeller) correctPieces(c core) (found bool) {
	from := run{raw: c.start}
	for _, to := range append(slices.Clone(c.pieces), run{len(c.letters), c.end}) {
		form := c.letters[from.at:to.at]
		if !r.knows(form) {
			if word := r.correct(form); word != "" {
				end := from.raw + len(form)
				r.add(from.raw, end, recased(word, r.text[from.raw:end]), shingle.Misspelt)
				found = true
			}
		}
		from = to
	}
	return found
}

// correct returns the known word that a form stands for, "" if none is found.
func (r *respeller) correct(form string) string {
	word, ok := r.seen[form]
	if ok || len(r.seen) >= mostCorrected {
		return word
	}
	if r.slip >= 0 {
		word, _ = r.lex.CorrectSlip(form, r.slip)
	}
	if word == "" {
		word = r.lex.Correct(form)
	}
	r.seen[form] = word
	return word
}

// usual returns the slip that most unknown words of the text have, -1 if there is none: of those
// by which usually of the words become known, the one with the fewest choices. Where each word has
// lost a letter, no other slip has to be thought of.
func (m *mender) usual() int {
	step := 1 + len(m.words)/mostAsked
	n := 0
	var found [maxSlips]int
	for i := 0; i < len(m.words); i += step {
		form := m.words[i].Form
		if len(form) < 4 || !letters(form) || m.knows(form) {
			continue
		}
		n++
		for slip := range found {
			if word, _ := m.lex.CorrectSlip(form, slip); word != "" {
				found[slip]++
			}
		}
	}
	if n < leastCiphered {
		return -1
	}
	for slip, k := range found {
		if float64(k) >= usually*float64(n) {
			return slip
		}
	}
	return -1
}

const (
	mostAsked = 512 // words of a text that are asked about
	maxSlips  = 6   // kinds of slips
	usually   = 0.85
)

// filled returns the commonest word that has a letter in the place of the only sign of a core: of a
// speck on a page. It returns "" if there is none, and where a capital is behind the sign (O'Brien).
func (m *mender) filled(c core) (word string) {
	if c.signs != 1 || c.sign == 0 || c.sign == len(c.letters) || !c.odd && m.capitalAt(c.pieces[len(c.pieces)-1].raw) {
		return ""
	}
	least := 0.
	b := []byte(c.letters[:c.sign] + " " + c.letters[c.sign:])
	for letter := byte('a'); letter <= 'z'; letter++ {
		b[c.sign] = letter
		if bits, ok := m.lex.Rarity(string(b)); ok && (word == "" || bits < least) {
			word, least = string(b), bits
		}
	}
	return word
}

func (m *mender) capitalAt(i int) bool { return 'A' <= m.text[i] && m.text[i] <= 'Z' }

package shingle

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/cases"
)

// Look-alikes are decided word by word, by the letters around the word, and never
// by the text as a whole: an English quotation in a Russian article is English, and
// an addition at one end of a text changes no word at the other.
//
//   - A word with letters of several scripts belongs to the script around it, or
//     else to the script of most of its letters, if all other letters have
//     look-alikes there.
//   - A word entirely in a foreign script is mapped if all of its letters have
//     look-alikes in the script around it, and no letter around it belongs only to
//     the word's own script. So сор among English words is cop. But a Latin word
//     among Cyrillic or Greek ones is mostly a term (proc, React, HTTP): it is
//     mapped only beside a word of both scripts, which no writer makes and a
//     disguise needs.
//   - A text of 20 Cyrillic letters, or of 50 Greek ones, does not consist of
//     letters that look Latin by chance: seven in ten Russian letters in a text
//     look Latin.
//
// Letters count towards the script around a word only if they have no look-alike
// in the other, because a letter that has one may be the disguise.

// around is how many letters on either side of a word are looked at. Invisible
// characters are skipped; otherwise they would decide.
const around = 30

// lettersLatin and lettersGreek are how many letters that all look Latin are
// taken for Latin ones.
const (
	lettersLatin = 20
	lettersGreek = 50
)

// A letterKind is how a letter counts: its script, with plainLetter if it has no
// look-alike in the script that it could be taken for.
type letterKind uint8

const (
	scriptBits  letterKind = 3
	isAnyLetter letterKind = 4
	plainLetter letterKind = 8 // a Latin letter that looks like no Cyrillic one, or the reverse
	letterLimit            = singleLimit
	looksLatin             = 16 // has a Latin look-alike
)

// letterKinds returns the kinds of the characters below letterLimit.
var letterKinds = sync.OnceValue(func() *[letterLimit]letterKind {
	var kinds [letterLimit]letterKind
	for r := range rune(letterLimit) {
		kinds[r] = newLetterKind(r)
	}
	return &kinds
})

// kindOf returns the kind of a character.
func kindOf(r rune) letterKind {
	if r < letterLimit {
		return letterKinds()[r]
	}
	return newLetterKind(r)
}

func newLetterKind(r rune) letterKind {
	if !isLetterRune(r) || straight(r) != 0 || hidden(r) {
		return 0 // Unicode calls ʼ a letter, and invisible fillers too
	}
	// Letters with marks count like those without, because a text may be decomposed.
	if l, _ := utf8.DecodeRuneInString(decompose(string(r))); isLetterRune(l) {
		r = l
	}
	own := scriptOf(r)
	k := isAnyLetter | letterKind(own)
	lower, _ := utf8.DecodeRuneInString(cases.Fold().String(string(r)))
	if own == scriptLatin {
		if _, ok := lookalike(lower, scriptCyrillic); !ok {
			k |= plainLetter
		}
		return k
	}
	if _, ok := lookalike(lower, scriptLatin); ok {
		return k | looksLatin
	}
	return k | plainLetter
}

// letterCount counts the letters of a stretch of text by script.
type letterCount struct {
	all, plain [scriptGreek + 1]int
	looks      int  // letters of other scripts that look Latin
	mixed      bool // letters of two scripts are side by side, one of them Latin

	until letterKind // if not 0, counting ends at a letter of this kind
	ended bool
}

// foreign returns how many letters are not Latin.
func (c *letterCount) foreign() int {
	return c.all[scriptOther] + c.all[scriptCyrillic] + c.all[scriptGreek]
}

func (c *letterCount) add(r rune) { c.addKind(kindOf(r)) }

func (c *letterCount) addKind(k letterKind) {
	if k == 0 {
		return
	}
	c.all[k&scriptBits]++
	if k&plainLetter != 0 {
		c.plain[k&scriptBits]++
	}
	if k&looksLatin != 0 {
		c.looks++
	}
}

// most returns the script with the most counted letters, or scriptOther if no
// script has more than the others, and the number of its letters.
func most(count *[scriptGreek + 1]int) (script, int) {
	best, n, tie := scriptOther, 0, false
	for sc, k := range count {
		if k > n {
			best, n, tie = script(sc), k, false
		} else if k == n {
			tie = true
		}
	}
	if tie {
		return scriptOther, n
	}
	return best, n
}

// context returns the script around the word text[from:to], whose letters c has
// counted. It returns scriptOther if there are no letters around it, or letters of a
// script without look-alikes, or both letters of the word's own script and Latin
// ones. It reports whether letters of two scripts are side by side there.
func (s *scanner) context(from, to int, c *letterCount) (own script, mixed bool) {
	var near letterCount
	if c.all[scriptLatin] == 0 {
		own, _ := most(&c.all)
		near.until = isAnyLetter | plainLetter | letterKind(own)
	}
	s.countBefore(&near, from)
	s.countBehind(&near, to)
	if near.ended {
		return scriptOther, false // the word is at home
	}
	if c.all[scriptLatin] == 0 && near.plain[scriptLatin] > 0 && near.plain[scriptCyrillic]+near.plain[scriptGreek]+near.plain[scriptOther] > 0 {
		return scriptOther, near.mixed // two languages: the word may belong to either
	}
	if own, n := most(&near.plain); n > 0 {
		return own, near.mixed
	}
	foreign := near.foreign() + c.foreign()
	if near.foreign() > 0 && foreign == near.looks+c.looks {
		need := lettersLatin
		if near.all[scriptGreek] > foreign/2 {
			need = lettersGreek
		}
		if foreign >= need || near.mixed {
			return scriptLatin, near.mixed
		}
	}
	own, _ = most(&near.all)
	return own, near.mixed
}

// countBefore adds the letters before text[i], around of them at most.
func (s *scanner) countBefore(c *letterCount, i int) {
	after := letterKind(0)
	for n := 0; n < around && i > 0 && !c.ended; {
		r, size := utf8.DecodeLastRuneInString(s.text[:i])
		i -= size
		after = c.beside(r, after, &n)
	}
}

// countBehind adds the letters from text[i] on, around of them at most.
func (s *scanner) countBehind(c *letterCount, i int) {
	before := letterKind(0)
	for n := 0; n < around && i < len(s.text) && !c.ended; {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		i += size
		before = c.beside(r, before, &n)
	}
}

// beside adds a character beside one of the kind last, and returns its kind. It
// counts letters in n.
func (c *letterCount) beside(r rune, last letterKind, n *int) letterKind {
	k := kindOf(r)
	switch {
	case r < utf8.RuneSelf && k == 0:
		return 0
	case k == 0 && (hidden(r) || isMarkRune(r)), jungseong(r):
		return last
	case k == 0:
		return 0
	}
	*n++
	c.addKind(k)
	c.ended = k == c.until
	if last != 0 && mixes(script(last&scriptBits), script(k&scriptBits)) && !isMu(r) {
		c.mixed = true
	}
	return k
}

// jungseong reports whether r is a vowel or final consonant of a Korean syllable, or
// becomes one in normal form. Those are not counted, because they may be composed with
// the consonant before them.
func jungseong(r rune) bool {
	if 0x3130 <= r && r <= 0x318f || 0xffa0 <= r && r <= 0xffdc { // compatibility and half-width jamo
		r, _ = utf8.DecodeRuneInString(decompose(string(r)))
	}
	return 0x1160 <= r && r <= 0x11ff
}

// isMu reports whether r is the first letter or sign of μm, in either case: normal
// forms do not depend on case.
func isMu(r rune) bool { return r == 'μ' || r == 'µ' || r == 'Μ' }

// mixes reports whether one of the scripts is Latin and the other one has
// look-alikes.
func mixes(a, b script) bool {
	return a != b && (a == scriptLatin || b == scriptLatin) && a != scriptOther && b != scriptOther
}

// lookalikes returns the form of the word text[from:to] with letters of other
// scripts replaced by their look-alikes in one script, if all of them have one. It
// reports whether it replaced any.
func (s *scanner) lookalikes(form string, from, to int) (string, bool) {
	var c letterCount
	kinds := letterKinds()
	for _, r := range form {
		if r < letterLimit {
			c.addKind(kinds[r])
		} else {
			c.add(r)
		}
	}
	scripts := 0
	for _, n := range c.all {
		if n > 0 {
			scripts++
		}
	}
	switch {
	case scripts == 0:
		return form, false
	case scripts > 1:
		return s.unmix(form, from, to, &c)
	case c.all[scriptLatin] > 0:
		if c.plain[scriptLatin] > 0 && !strings.ContainsFunc(form, isOddLatin) {
			return form, false // most words; look-alikes of Greek are fewer still
		}
		if plain, ok := plainLatin(form, lastVisible(s.text[:from])); ok {
			return plain, true
		}
		if c.plain[scriptLatin] > 0 || !s.mixed() {
			return form, false
		}
	case c.looks == 0, c.plain[scriptCyrillic]+c.plain[scriptGreek]+c.plain[scriptOther] > 0:
		return form, false // most words
	case c.all[scriptGreek] == 1 && c.foreign() == 1:
		return form, false // α is an alpha, in either case
	}
	target, mixed := s.context(from, to, &c)
	if target == scriptOther || c.all[scriptLatin] > 0 && !mixed {
		return form, false
	}
	return mapLetters(form, target)
}

// unmix is lookalikes for a word of several scripts.
func (s *scanner) unmix(form string, from, to int, c *letterCount) (string, bool) {
	if isUnit(form) {
		return form, false
	}
	own, _ := s.context(from, to, c)
	targets := []script{own, scriptOther, scriptLatin, scriptCyrillic, scriptGreek}
	targets[1], _ = most(&c.all)
	for _, target := range targets {
		if target == scriptOther {
			continue
		}
		if out, ok := mapLetters(form, target); ok {
			return out, true
		}
	}
	return form, false
}

// isUnit reports whether a form is a unit with the prefix micro, as μm, or an ohm
// with a prefix, as kΩ.
func isUnit(form string) bool {
	if prefix, ok := strings.CutSuffix(form, "ω"); ok && len(prefix) == 1 && isASCII(prefix) {
		return true
	}
	rest, ok := strings.CutPrefix(form, "μ")
	return ok && len(rest) <= 3 && isASCII(rest)
}

// mapLetters returns form with each letter of a script other than target replaced,
// if all of them can be.
func mapLetters(form string, target script) (string, bool) {
	out := make([]byte, 0, len(form))
	for _, r := range form {
		if foreign(r, target) {
			l, ok := lookalike(r, target)
			if !ok {
				return form, false
			}
			r = l
		}
		out = utf8.AppendRune(out, r)
	}
	if string(out) == form {
		return form, false
	}
	form = string(out)
	if strings.ContainsFunc(form, isMarkRune) {
		form = compose(dotless(decompose(form))) // the new letters may compose with the marks
	}
	return form, true
}

// foreign reports whether r is a letter of another script than own.
func foreign(r rune, own script) bool {
	if r < utf8.RuneSelf {
		return own != scriptLatin && byteClass[r]&isLetter != 0
	}
	return scriptOf(r) != own && isLetterRune(r)
}

// mixed reports whether a Latin letter stands beside a Cyrillic or Greek one in the
// text. It only saves work: the letters around each word decide whether it is
// mapped. The text is read once, at the first call. The letter of μm counts as a
// sign.
func (s *scanner) mixed() bool {
	if !s.mixedKnown {
		s.mixedKnown, s.hasMixed = true, mixesScripts(s.text)
	}
	return s.hasMixed
}

func mixesScripts(text string) bool {
	before := scriptOther
	kinds := letterKinds()
	for i := asciiPrefix(text); i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		now := scriptOf(r)
		if i > 0 && text[i-1] < utf8.RuneSelf {
			before = scriptOf(rune(text[i-1]))
		}
		if r < letterLimit && kinds[r] != 0 && !isMu(r) || r < utf8.RuneSelf ||
			r >= letterLimit && !(punctuationFrom <= r && r < punctuationEnd) && isLetterRune(r) && !hidden(r) {
			if mixes(before, now) {
				return true
			}
			before = now
		} else if !hidden(r) && !isMarkRune(r) {
			before = scriptOther
		}
		if i += n; r < utf8.RuneSelf {
			i += asciiPrefix(text[i:])
		}
	}
	return false
}

// lastVisible returns the last visible character of s.
func lastVisible(s string) rune {
	for {
		r, n := utf8.DecodeLastRuneInString(s)
		if n == 0 || !hidden(r) {
			return r
		}
		s = s[:len(s)-n]
	}
}

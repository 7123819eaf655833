package shingle

import (
	"strings"
	"unicode/utf8"
)

// lookalikes returns form with every letter of another script replaced by the
// letter of the text's own script that it looks like. It does so only if all of
// them have one: an α beside a λ is an alpha, and "сор" in a Russian text is
// Russian. It reports whether it replaced any.
func (s *scanner) lookalikes(form string) (string, bool) {
	own := s.ownScript()
	first := foreignLetter(form, own)
	if first == len(form) {
		return form, false
	}
	out := make([]byte, first, len(form))
	copy(out, form)
	for _, r := range form[first:] {
		if foreign(r, own) {
			l, ok := lookalike(r, own)
			if !ok {
				return form, false
			}
			r = l
		}
		out = utf8.AppendRune(out, r)
	}
	form = string(out)
	if strings.ContainsFunc(form, isMarkRune) {
		var c cleaner // the new letters may compose with the marks
		c.reset(form)
		form = string(c.out)
	}
	return form, true
}

// foreignLetter returns the offset of the first letter of form that is not of
// the script own, or len(form).
func foreignLetter(form string, own script) int {
	for i, r := range form {
		if foreign(r, own) {
			return i
		}
	}
	return len(form)
}

// foreign reports whether r is a letter of another script than own.
func foreign(r rune, own script) bool {
	if r < utf8.RuneSelf {
		return own != scriptLatin && byteClass[r]&isLetter != 0
	}
	return scriptOf(r) != own && isLetterRune(r)
}

// ownScript returns the script that most letters of the text are of, among
// those that have look-alikes. The text is read once, when first asked.
func (s *scanner) ownScript() script {
	if s.own != scriptOther {
		return s.own
	}
	var count [scriptGreek + 1]int
	for i := asciiPrefix(s.text); i < len(s.text); i += asciiPrefix(s.text[i:]) {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		if r == 'µ' {
			r = 'μ' // the micro sign: its capital is the Greek letter's
		}
		if isLetterRune(r) {
			count[scriptOf(r)]++
		}
		i += n
	}
	s.own = scriptLatin
	if max(count[scriptCyrillic], count[scriptGreek]) <= count[scriptLatin] {
		return s.own // most texts: ASCII can only add to the lead
	}
	for i := range len(s.text) {
		if byteClass[s.text[i]]&isLetter != 0 {
			count[scriptLatin]++
		}
	}
	for _, sc := range []script{scriptCyrillic, scriptGreek} {
		if count[sc] > count[s.own] {
			s.own = sc
		}
	}
	return s.own
}

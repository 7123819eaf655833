package change

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// masked reports whether one side is a mask of the other: what stands there in the
// place of a word that must not be read.
func (c *Changes) masked(e *exchanged) bool {
	if hidden(bracketOf(c.Source, e.v)) != hidden(bracketOf(c.Suspect, e.w)) {
		return true // [name removed]: nobody puts a synonym in brackets
	}
	return isMask(c.Suspect, e.step.B, e.step.N, e.forms) || isMask(c.Source, e.step.A, e.step.M, e.others)
}

// isMask reports whether Words[i:i+n] of a text mask the words with the given
// forms: by signs in the place of letters (p***, d–n), by a run of one letter (XXXX),
// or by capitals or a numbered word in brackets ([REDACTED], <NAME>, [Person 3]).
func isMask(t *prepare.Text, i, n int32, forms []string) bool {
	words := t.Words[i : i+n]
	w := &words[0]
	if n == 1 {
		if oneLetter(w.Form) {
			return true
		}
		if starred(t, w, strings.Join(forms, "")) {
			return true
		}
	}
	return bracketed(t, words)
}

// oneLetter reports whether a form is one letter again and again, as in xxxx.
func oneLetter(form string) bool {
	first, size := utf8.DecodeRuneInString(form)
	if len(form) < 3*size || !unicode.IsLetter(first) {
		return false
	}
	for _, r := range form {
		if r != first {
			return false
		}
	}
	return first == 'x' || first == 'х' || len(form) >= 4*size
}

// maskSigns are what stands in the place of letters.
const maskSigns = "*•·#█▇▆▅▄■□▪●○_–—-…?"

// starred reports whether a word has signs beside it for the letters that the word
// with the given form has more.
func starred(t *prepare.Text, w *shingle.Word, form string) bool {
	before, _ := utf8.DecodeLastRuneInString(t.Shown[:w.Start])
	behind, size := utf8.DecodeRuneInString(t.Shown[w.End:])
	next, _ := utf8.DecodeRuneInString(t.Shown[w.End+size:])
	sign := func(r rune) bool { return strings.ContainsRune(maskSigns, r) && r != utf8.RuneError }
	strong := func(r rune) bool { return strings.ContainsRune("*█▇■□●○", r) }
	switch {
	case len(w.Form) >= len(form):
		return false
	case sign(before) && strings.HasSuffix(form, w.Form) && strings.HasPrefix(form, lettersBefore(t.Shown[:w.Start], sign)):
		return true // f—ing
	case strings.HasPrefix(form, w.Form) && (strong(behind) || sign(behind) && sign(next)):
		return true
	}
	return strings.HasSuffix(form, w.Form) && strong(before)
}

// lettersBefore returns the letters before the signs that end a text, at most four, in
// lower case; what begins no word if there are none.
func lettersBefore(text string, sign func(rune) bool) string {
	text = strings.TrimRightFunc(text, sign)
	letters := text
	for range 4 {
		r, n := utf8.DecodeLastRuneInString(letters)
		if !unicode.IsLetter(r) {
			break
		}
		letters = letters[:len(letters)-n]
	}
	if len(letters) == len(text) {
		return " "
	}
	return strings.ToLower(text[len(letters):])
}

// bracketOf returns the closing bracket of the brackets that words stand alone in, 0 if
// they stand in none.
func bracketOf(t *prepare.Text, words []shingle.Word) byte {
	first, last := &words[0], &words[len(words)-1]
	if first.Start == 0 || last.End == len(t.Shown) {
		return 0
	}
	closes := closing(t.Shown[first.Start-1])
	if closes == 0 || t.Shown[last.End] != closes || strings.HasPrefix(t.Shown[last.End:], "](") { // a link of Markdown
		return 0
	}
	return closes
}

// closing returns the bracket that closes what another opens, 0 if it opens nothing.
func closing(bracket byte) byte {
	switch bracket {
	case '[':
		return ']'
	case '<':
		return '>'
	case '{':
		return '}'
	case '(':
		return ')'
	}
	return 0
}

// hidden reports whether a closing bracket is one that holds what stands for something
// else. Round ones hold what people say besides.
func hidden(bracket byte) bool { return bracket != 0 && bracket != ')' }

// bracketed reports whether words stand alone in brackets, in capitals or with a
// number behind them.
func bracketed(t *prepare.Text, words []shingle.Word) bool {
	closes := bracketOf(t, words)
	if closes == 0 {
		return false
	}
	first, last := &words[0], &words[len(words)-1]
	inside := t.Shown[first.Start:last.End]
	if inside == strings.ToUpper(inside) && len(inside) > 2 && strings.ContainsFunc(inside, unicode.IsLetter) {
		return true
	}
	return closes != ')' && len(words) > 1 && last.Class == shingle.Number
}

// manyToOne is how many different words must have been exchanged for one, that none
// of them is related to, for that one to be a mask.
const manyToOne = 4

// findMasks makes masks of the words that stand for many others: no program that
// knows synonyms puts one word for words that mean different things.
func (c *Changes) findMasks() {
	sources := make(map[string]map[int32]bool) // decisions by what was put in, without numbers
	each := func(f func(s *Step, target string)) {
		for i := range c.Passages {
			for k := range c.Passages[i].Steps {
				s := &c.Passages[i].Steps[k]
				if !s.Substituted() {
					continue
				}
				if kind := s.Kind; (kind == Other || kind == Phrase || kind == Entity) && c.Exchanges[s.Exchange].Related.Tier == 0 {
					f(s, maskTarget(c.Suspect.Words[s.B:s.B+s.N]))
				}
			}
		}
	}
	each(func(s *Step, target string) {
		if sources[target] == nil {
			sources[target] = make(map[int32]bool)
		}
		if target != "" {
			sources[target][c.Exchanges[s.Exchange].Decision] = true
		}
	})
	each(func(s *Step, target string) {
		if len(sources[target]) >= manyToOne {
			s.Kind = Masked
		}
	})
}

// maskTarget returns the forms of words without numbers, "" if no content is left.
func maskTarget(words []shingle.Word) string {
	var b strings.Builder
	content := false
	for i := range words {
		if w := &words[i]; w.Class != shingle.Number {
			content = content || ContentLike(w.Class)
			form := w.Form
			if bare := strings.TrimRight(form, "0123456789"); len(bare) >= 3 {
				form = bare // Name1, Name2
			}
			b.WriteString(form + " ")
		}
	}
	if !content {
		return ""
	}
	return b.String()
}

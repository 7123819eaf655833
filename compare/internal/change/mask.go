package change

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// masked reports whether one side is a mask of the other: a replacement for a word
// that must not be read.
func (c *Changes) masked(e *exchanged) bool {
	if enclosed(c.Source, e.v) != enclosed(c.Suspect, e.w) {
		return true // [name removed]: nobody puts a synonym in brackets
	}
	return isMask(c.Suspect, e.step.B, e.step.N, e.forms) || isMask(c.Source, e.step.A, e.step.M, e.others)
}

// isMask reports whether Words[i:i+n] of a text mask the words with the given
// forms: by signs in place of letters (p***, d–n), by runs of one letter (XXXX, XX
// XXXX), or by capitals or a numbered word in brackets ([REDACTED], <NAME>, [Person 3]).
func isMask(t *prepare.Text, i, n int32, forms []string) bool {
	words := t.Words[i : i+n]
	w := &words[0]
	if n == 1 && (starred(t, w, strings.Join(forms, "")) || readThrough(t, w)) {
		return true
	}
	return crossedOut(t, i, n) || bracketed(t, words)
}

// readThrough reports whether signs replace letters inside a word so that it was
// read as another word of the other text: b***** as boiler. A question mark may be
// a lost letter, which is no mask.
func readThrough(t *prepare.Text, w *shingle.Word) bool {
	return w.Disguise&shingle.Unreadable != 0 && strings.ContainsAny(t.Shown[w.Start:w.End], "*#•█▇■□●○")
}

// crossedOut reports whether Words[i:i+n] of a text are runs of one letter. A run of
// two counts if a longer one is beside it, because XX may be a numeral.
func crossedOut(t *prepare.Text, i, n int32) bool {
	for k := i; k < i+n; k++ {
		if f := t.Words[k].Form; !oneLetter(f) && f != "xx" {
			return false
		}
	}
	beside := t.Words[max(0, i-1):min(int(i+n)+1, len(t.Words))]
	return slices.ContainsFunc(beside, func(w shingle.Word) bool { return oneLetter(w.Form) })
}

// oneLetter reports whether a form is one repeated letter, as in xxxx.
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

// maskSigns are the signs that replace letters.
const maskSigns = "*•·#█▇▆▅▄■□▪●○_–—-…?"

// starred reports whether a word has signs beside it for the further letters of the
// given form.
func starred(t *prepare.Text, w *shingle.Word, form string) bool {
	if len(w.Form) >= len(form) || blankAt(t.Shown, w.Start-1) && blankAt(t.Shown, w.End) {
		return false // nearly all words
	}
	before, _ := utf8.DecodeLastRuneInString(t.Shown[:w.Start])
	behind, size := utf8.DecodeRuneInString(t.Shown[w.End:])
	next, _ := utf8.DecodeRuneInString(t.Shown[w.End+size:])
	sign := func(r rune) bool { return strings.ContainsRune(maskSigns, r) && r != utf8.RuneError }
	strong := func(r rune) bool { return strings.ContainsRune("*█▇■□●○", r) }
	switch {
	case sign(before) && strings.HasSuffix(form, w.Form) && strings.HasPrefix(form, lettersBefore(t.Shown[:w.Start], sign)):
		return true // f—ing
	case strings.HasPrefix(form, w.Form) && (strong(behind) || sign(behind) && sign(next)):
		return true
	}
	return strings.HasSuffix(form, w.Form) && strong(before)
}

// blankAt reports whether the byte text[i] is a space or a line feed.
func blankAt(text string, i int) bool {
	return 0 <= i && i < len(text) && (text[i] == ' ' || text[i] == '\n')
}

// lettersBefore returns the letters before the signs that end a text, at most four, in
// lower case; if there are none, it returns characters with which no word begins.
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

// maxEnclosed bounds the bytes beside a word that brackets around it may hold.
const maxEnclosed = 32

// enclosed reports whether words are in brackets that mark a replacement, alone or as
// a part of a numbered word: [name removed], the 2 of [Person 2]. Round brackets do
// not count: people use them for remarks.
func enclosed(t *prepare.Text, words []shingle.Word) bool {
	if !t.Bracketed {
		return false
	}
	if b := bracketOf(t, words); b != 0 {
		return b != ')'
	}
	start, end := words[0].Start, words[len(words)-1].End
	before, behind := t.Shown[max(0, start-maxEnclosed):start], t.Shown[end:min(len(t.Shown), end+maxEnclosed)]
	from, to := strings.LastIndexAny(before, "[<{"), strings.IndexAny(behind, "]>}")
	if from < 0 || to < 0 || strings.HasPrefix(behind[to:], "](") { // a link of Markdown
		return false
	}
	name, number, ok := strings.Cut(before[from+1:]+t.Shown[start:end]+behind[:to], " ")
	return ok && only(name, unicode.IsLetter) && only(number, unicode.IsDigit)
}

// only reports whether s consists of one or more characters of one class.
func only(s string, is func(rune) bool) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !is(r) })
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

// bracketed reports whether words are alone in brackets, in capitals or followed by
// a number.
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

// manyToOne is how many different words, all unrelated to one word, must have been
// exchanged for it to make it a mask.
const manyToOne = 4

// A maskTarget is a replacement of words, with up to manyToOne of the decisions to
// use it.
type maskTarget struct {
	decisions [manyToOne]int32
	n         int
}

// add adds a decision if it is not there.
func (t *maskTarget) add(decision int32) {
	if t.n < manyToOne && !slices.Contains(t.decisions[:t.n], decision) {
		t.decisions[t.n] = decision
		t.n++
	}
}

// maskTargets are the replacements of words, by number.
type maskTargets struct {
	number map[string]int32
	all    []maskTarget
}

// add adds a decision to put words of the given forms, and returns their number.
func (t *maskTargets) add(forms string, decision int32) int32 {
	n, ok := t.number[forms]
	if !ok {
		n = int32(len(t.all))
		t.number[forms] = n
		t.all = append(t.all, maskTarget{})
	}
	t.all[n].add(decision)
	return n
}

// findMasks marks words that replace many others as masks: no program that knows
// synonyms uses one word for words with different meanings.
func (c *Changes) findMasks() {
	n := 0
	for i := range c.Exchanges {
		if f := &c.Exchanges[i]; f.maybeMask(f.Kind) {
			n++
		}
	}
	if n < manyToOne {
		return // as in edited texts
	}
	type masking struct {
		step   *Step
		target int32
	}
	var steps []masking
	targets := maskTargets{number: make(map[string]int32, n)}
	for i := range c.Passages {
		for k := range c.Passages[i].Steps {
			s := &c.Passages[i].Steps[k]
			if !s.Substituted() || !c.Exchanges[s.Exchange].maybeMask(s.Kind) {
				continue
			}
			if forms := maskForms(c.Suspect.Words[s.B : s.B+s.N]); forms != "" {
				steps = append(steps, masking{s, targets.add(forms, c.Exchanges[s.Exchange].Decision)})
			}
		}
	}
	for _, m := range steps {
		if targets.all[m.target].n == manyToOne {
			m.step.Kind = Masked
		}
	}
}

// maskNumbers marks the numbers after masks as masks.
func (c *Changes) maskNumbers() {
	for i := range c.Passages {
		steps := c.Passages[i].Steps
		for k := 1; k < len(steps); k++ {
			if steps[k-1].Kind == Masked && c.numbers(&steps[k]) {
				steps[k].Kind = Masked
			}
		}
	}
}

// numbers reports whether a step replaces a word by a number, as after a mask for the
// word before: Paul Amery became Person 2.
func (c *Changes) numbers(s *Step) bool {
	return s.Substituted() && s.N == 1 && c.Suspect.Words[s.B].Class == shingle.Number &&
		!slices.ContainsFunc(c.Source.Words[s.A:s.A+s.M], func(w shingle.Word) bool { return w.Class == shingle.Number })
}

// maybeMask reports whether a step of a kind that makes an exchange may put a mask.
func (f *Finding) maybeMask(k Kind) bool {
	return (k == Other || k == Phrase || k == Entity) && f.Related.Tier == lexicon.None
}

// maskForms returns the forms of words without numbers, "" if no content is left.
func maskForms(words []shingle.Word) string {
	if len(words) == 1 && ContentLike(words[0].Class) {
		return unnumbered(words[0].Form) // most are
	}
	var forms []string
	content := false
	for i := range words {
		if w := &words[i]; w.Class != shingle.Number {
			content = content || ContentLike(w.Class)
			forms = append(forms, unnumbered(w.Form))
		}
	}
	if !content {
		return ""
	}
	return strings.Join(forms, " ")
}

// unnumbered returns a form without a number at its end: Name1, Name2.
func unnumbered(form string) string {
	if last := form[len(form)-1]; last < '0' || last > '9' {
		return form // nearly all
	}
	if bare := strings.TrimRight(form, "0123456789"); len(bare) >= 3 {
		return bare
	}
	return form
}

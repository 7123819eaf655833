package prepare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Words that are run together hide a text from programs that cut it at spaces:
// Thecouncilvoted, with nothing between the words, with an invisible character, with
// low lines, or with letters in the colour of the page (Thexcounciljvoted). As with
// letters set apart, the other text shows where words end: a long word that consists
// mostly of words of the other text is read as those words.

// leastGlued is the least length in bytes of a word that is taken for words run
// together. Few words of real texts are as long; German words of that length consist
// of three or four words.
const leastGlued = 24

// leastPieces is the least number of words of the other text in such a word.
const leastPieces = 4

// leastUnglued is the least number of words that must be found in a text. Programs have
// names of four or five words (max_number_of_open_files), which are words by themselves.
const leastUnglued = 12

// mostGlued bounds the length in bytes of the words of the other text that are searched
// for.
const mostGlued = 64

// Unglued returns the text with words of the other text in place of the words that
// consist of them, or the text itself if there are no such words. The language of the
// new text is guessed from its words. Time is linear in the letters of long words: at
// each letter, at most one word of the other text of each length up to mostGlued is
// looked up.
func (t *Text) Unglued(other *Text) *Text {
	if !t.glued {
		return t
	}
	c := newUngluer(other.Words)
	pieces := make(map[int][]shingle.Word)
	found, in, all := 0, 0, 0 // words found, the bytes of the words that contain them, and all bytes
	for i := range t.Words {
		w := &t.Words[i]
		all += len(w.Form)
		if glued(*w) {
			if p := c.cut(t, w, leastPieces); p != nil {
				pieces[i] = p
				found, in = found+len(p), in+len(w.Form)
			}
		}
	}
	switch {
	case found < leastUnglued:
		return t
	case 2*in < all:
		return t.inPieces(pieces)
	}
	for i := range t.Words { // if everything is run together, the parts between marks may be short
		if _, done := pieces[i]; !done {
			if p := c.cut(t, &t.Words[i], 1); p != nil {
				pieces[i] = p
			}
		}
	}
	return t.inPieces(pieces)
}

// glued reports whether a word is long enough to be words run together.
func glued(w shingle.Word) bool { return len(w.Form) >= leastGlued }

// inPieces returns the text with words in the place of others, by their index.
func (t *Text) inPieces(pieces map[int][]shingle.Word) *Text {
	out := t.empty()
	apart := t.apart
	var forms strings.Builder
	for i := range t.Words {
		if len(apart) > 0 && int(apart[0]) == i {
			out.apart = append(out.apart, int32(len(out.Words)))
			apart = apart[1:]
		}
		if p, ok := pieces[i]; ok {
			out.Words = append(out.Words, p...)
			out.Total += len(p) - 1
		} else {
			out.Words = append(out.Words, t.Words[i])
		}
	}
	for i := range out.Words {
		forms.WriteString(out.Words[i].Form + " ")
	}
	if lang := shingle.Guess(forms.String()); t.Language == shingle.None {
		out.Language = lang
	}
	out.survey()
	return out
}

// An ungluer cuts words into those of a vocabulary.
type ungluer struct {
	words   []shingle.Word
	byForm  map[string]int32
	lengths [256][mostGlued + 1]bool // whether a word that begins with a byte has a length

	cost []int32 // of cutting the rest of a form from each byte on
	size []int32 // of the word that begins there; 0 for a letter that is skipped
}

func newUngluer(words []shingle.Word) *ungluer {
	c := &ungluer{words: words, byForm: make(map[string]int32, len(words))}
	for i := range words {
		form := words[i].Form
		if _, ok := c.byForm[form]; !ok && len(form) <= mostGlued && words[i].Class != shingle.Other {
			c.byForm[form] = int32(i)
			c.lengths[form[0]][len(form)] = true
		}
	}
	return c
}

// cut returns the words that a word of a text consists of. It returns nil if the word
// is a word of the other text, or if it does not mostly consist of at least least
// words of that. The rest between two of those is a word that the other text lacks,
// if it is longer than a letter and marks.
func (c *ungluer) cut(t *Text, w *shingle.Word, least int) []shingle.Word {
	if _, ok := c.byForm[w.Form]; ok || w.Class == shingle.Other {
		return nil
	}
	at := places(t.Raw, w)
	if at == nil {
		return nil
	}
	c.plan(w.Form)
	var out []shingle.Word
	found, known, from := 0, 0, 0 // words, their letters, and where the part after the last one begins
	for i := 0; i < len(w.Form); {
		n := int(c.size[i])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(w.Form[i:])
			i += size
			continue
		}
		out = append(out, t.between(w, at[from:i])...)
		v := c.words[c.byForm[w.Form[i:i+n]]]
		v.Start, v.End, v.Break = at[i].start, at[i+n-1].end, shingle.Space
		v.Disguise = w.Disguise | shingle.Glued
		out = append(out, v)
		found, known = found+1, known+lettersIn(v.Form)
		i += n
		from = i
	}
	if out = append(out, t.between(w, at[from:])...); found < least || known < mostOf(lettersIn(w.Form)) {
		return nil
	}
	out[0].Break = w.Break
	return out
}

// mostOf returns how many of n letters must be those of known words: two in three. A
// letter between any two words of three letters leaves three in four.
func mostOf(n int) int { return (2*n + 2) / 3 }

// between returns the words at the given places of a word of the text: none if the
// places hold one letter and marks, which only separate the words on both sides.
func (t *Text) between(w *shingle.Word, at []place) []shingle.Word {
	if len(at) < 2 {
		return nil
	}
	start := at[0].start
	part := t.Raw[start:at[len(at)-1].end]
	if lettersIn(part) < 2 {
		return nil
	}
	words := shingle.AppendWords(nil, part, t.Language)
	for i := range words {
		words[i].Start, words[i].End = words[i].Start+start, words[i].End+start
		words[i].Break, words[i].Disguise = shingle.Space, words[i].Disguise|w.Disguise|shingle.Glued
	}
	return words
}

// lettersIn returns how many letters and digits a text has.
func lettersIn(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// plan finds the way of cutting a form into words of the vocabulary with the fewest
// letters between them, and among those the one with the fewest words.
func (c *ungluer) plan(form string) {
	const passing = 3 // cost of a skipped letter, in words
	n := len(form)
	c.cost = append(c.cost[:0], make([]int32, n+1)...)
	c.size = append(c.size[:0], make([]int32, n+1)...)
	for i := n - 1; i >= 0; i-- {
		if !utf8.RuneStart(form[i]) {
			continue
		}
		_, size := utf8.DecodeRuneInString(form[i:])
		c.cost[i] = c.cost[i+size] + passing
		lengths := &c.lengths[form[i]]
		for k := 1; k <= min(mostGlued, n-i); k++ {
			if lengths[k] && c.cost[i+k]+1 <= c.cost[i] {
				if _, ok := c.byForm[form[i:i+k]]; ok {
					c.cost[i], c.size[i] = c.cost[i+k]+1, int32(k)
				}
			}
		}
	}
}

// A place is the place in a text of a character of a form.
type place struct{ start, end int }

// places returns the places in a text of the characters of the form of a word, for
// each of their bytes, or nil if the form has characters other than those that the
// text shows there.
func places(text string, w *shingle.Word) []place {
	at := make([]place, 0, len(w.Form))
	raw, form := text[w.Start:w.End], w.Form
	low := len(raw) - len(strings.TrimLeft(raw, "_"))
	raw = strings.Trim(raw, "_") // which are no part of a form
	hidden := slices.Collect(shingle.Hidden(raw))
	for i, r := range raw {
		for len(hidden) > 0 && i >= hidden[0].End {
			hidden = hidden[1:]
		}
		if len(hidden) > 0 && i >= hidden[0].Start {
			continue
		}
		c, n := utf8.DecodeRuneInString(form[len(at):])
		if n == 0 || r == utf8.RuneError || c < utf8.RuneSelf && r >= utf8.RuneSelf {
			return nil
		}
		start := w.Start + low + i
		for range n {
			at = append(at, place{start, start + utf8.RuneLen(r)})
		}
	}
	if len(at) != len(form) {
		return nil
	}
	return at
}

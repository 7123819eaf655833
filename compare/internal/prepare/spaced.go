package prepare

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Letters set apart hide a word from programs that compare words: m i l i t a r y is
// eight words, and m.i.l.i.t.a.r.y is one that no text has. A text alone does not
// distinguish them from a list of options, a scale in music or the variables of a
// program: only one of 24 runs of four or more letters with spaces between them in
// 45,570 manuals, standards and news stories was a word. The other text decides:
// letters that spell a word of it are read as that word. So letters are joined only
// here, where two texts meet, and features never depend on it.

// minSpaced is the least number of letters of a word for which letters set apart
// are taken. Shorter words are joined only beside such a word.
const minSpaced = 4

// maxSpaced is the most letters of a word that is searched for.
const maxSpaced = 32

// letterSeparators are marks between letters that do not end a word.
const letterSeparators = "._·:'"

// Respaced returns the text with letters joined where they spell words of the other
// text, or the text itself if none do. Time is linear in the number of words, plus
// a binary search among those of the other text for each letter.
func (t *Text) Respaced(other *Text) *Text {
	if !t.spaced {
		return t
	}
	s := speller{text: t, known: knownWords(other.Words), also: letterRuns(other)}
	return t.with(s.join())
}

// with returns the text with words in place of those that spell them, or the text
// itself if joined is empty.
func (t *Text) with(joined []spelled) *Text {
	if len(joined) == 0 {
		return t
	}
	out := t.empty()
	next, apart := 0, t.apart
	for _, j := range append(joined, spelled{from: len(t.Words), to: len(t.Words)}) {
		for ; len(apart) > 0 && int(apart[0]) <= j.from; apart = apart[1:] {
			out.apart = append(out.apart, apart[0]+int32(len(out.Words)-next))
		}
		out.Words = append(out.Words, t.Words[next:j.from]...)
		if j.from < j.to {
			out.Words = append(out.Words, j.word)
			out.Total -= j.to - j.from - 1
		}
		next = j.to
	}
	out.survey()
	return out
}

// spellsLetters reports whether words have enough letters set apart for a word.
func spellsLetters(words []shingle.Word) bool {
	run := 0
	for i := range words {
		form := words[i].Form
		if len(form) > 1 && isLowerASCII(form[0]) && isLowerASCII(form[1]) {
			run = 0 // nearly all words
			continue
		}
		if isLetter(form) {
			run++
		} else {
			run = 0
		}
		if run >= minSpaced || len(joinedLetters(form)) >= minSpaced {
			return true
		}
	}
	return false
}

func isLowerASCII(c byte) bool { return 'a' <= c && c <= 'z' }

// isLetter reports whether a form is one letter.
func isLetter(form string) bool {
	if len(form) > utf8.UTFMax {
		return false
	}
	r, n := utf8.DecodeRuneInString(form)
	return n == len(form) && unicode.IsLetter(r)
}

// joinedLetters returns the letters of a form in which the same mark separates each
// from the next, or "".
func joinedLetters(form string) string {
	if len(form) > 2*maxSpaced*utf8.UTFMax {
		return ""
	}
	_, n := utf8.DecodeRuneInString(form)
	mark, size := utf8.DecodeRuneInString(form[n:])
	if size == 0 || !strings.ContainsRune(letterSeparators, mark) {
		return ""
	}
	parts := strings.Split(form, string(mark))
	for _, p := range parts {
		if !isLetter(p) {
			return ""
		}
	}
	return strings.Join(parts, "")
}

// A letterRun is words[from:to] of a text, all of them letters.
type letterRun struct{ from, to int }

// letterRuns returns an iterator over the runs of letters that may spell a word,
// none of them across invalid bytes or a left-out part.
func (t *Text) letterRuns() iter.Seq[letterRun] {
	return func(yield func(letterRun) bool) {
		from := 0
		for i := 0; i <= len(t.Words); i++ {
			letter := i < len(t.Words) && isLetter(t.Words[i].Form)
			if letter && (i == from || !t.TornIn(int32(i-1), 2)) {
				continue
			}
			if i-from >= minSpaced && !yield(letterRun{from, i}) {
				return
			}
			if from = i; !letter {
				from++
			}
		}
	}
}

// letters returns the letters of a run of t.
func (run letterRun) letters(t *Text) string {
	var b strings.Builder
	for i := range t.Words[run.from:run.to] {
		b.WriteString(t.Words[run.from+i].Form)
	}
	return b.String()
}

// letterRuns returns the runs of letters of a text. Letters set apart in both texts
// are no disguise in one of them.
func letterRuns(t *Text) map[string]bool {
	if !t.spaced {
		return nil
	}
	runs := make(map[string]bool)
	for run := range t.letterRuns() {
		runs[run.letters(t)] = true
	}
	return runs
}

// knownWords returns one word for each form, in the order of forms.
func knownWords(words []shingle.Word) []shingle.Word {
	known := slices.Clone(words)
	slices.SortStableFunc(known, func(v, w shingle.Word) int { return cmp.Compare(v.Form, w.Form) })
	return slices.CompactFunc(known, func(v, w shingle.Word) bool { return v.Form == w.Form })
}

// A speller finds the words that letters of a text spell.
type speller struct {
	text  *Text
	known []shingle.Word  // in the order of forms
	also  map[string]bool // runs of letters that the other text has too
}

// spelled is a word of the other text that words[from:to] of a text spell.
type spelled struct {
	from, to int
	word     shingle.Word
}

// join returns the words that are spelled, in order.
func (s *speller) join() (out []spelled) {
	words := s.text.Words
	for run := range s.text.letterRuns() {
		if len(s.also) == 0 || !s.also[run.letters(s.text)] {
			out = append(out, s.split(run.from, run.to)...)
		}
	}
	dotted, longest := []int(nil), 0
	for i := range words {
		if letters := joinedLetters(words[i].Form); letters != "" {
			dotted, longest = append(dotted, i), max(longest, s.worth(letters, words[i].Form))
		}
	}
	if longest < minSpaced {
		return out
	}
	for _, i := range dotted {
		if letters := joinedLetters(words[i].Form); s.worth(letters, words[i].Form) > 0 {
			out = append(out, s.spell(i, i+1, letters))
		}
	}
	slices.SortFunc(out, func(a, b spelled) int { return cmp.Compare(a.from, b.from) })
	return out
}

// worth returns the number of letters of a word that the other text has without
// marks and not with them, or 0.
func (s *speller) worth(letters, form string) int {
	if _, ok := s.find(letters); !ok {
		return 0
	}
	if _, ok := s.find(form); ok {
		return 0
	}
	return utf8.RuneCountInString(letters)
}

// find returns the place of the form among the known words, or where it would be.
func (s *speller) find(form string) (int, bool) {
	return slices.BinarySearchFunc(s.known, form, func(w shingle.Word, form string) int { return cmp.Compare(w.Form, form) })
}

// spell returns the known word that words[from:to] spell.
func (s *speller) spell(from, to int, form string) spelled {
	words := s.text.Words[from:to]
	i, _ := s.find(form)
	w := s.known[i]
	w.Start, w.End, w.Break = words[0].Start, words[len(words)-1].End, words[0].Break
	w.Disguise = shingle.Spaced
	for i := range words {
		w.Disguise |= words[i].Disguise
	}
	return spelled{from, to, w}
}

// split returns the words that the letters words[from:to] spell, if one of them is
// long enough. It chooses the way with the fewest words; a letter that is no word
// of the other text counts twice.
func (s *speller) split(from, to int) (out []spelled) {
	n := to - from
	letters := letterRun{from, to}.letters(s.text)
	at := make([]int, n+1) // of each of the letters
	for i, w := range s.text.Words[from:to] {
		at[i+1] = at[i] + len(w.Form)
	}
	even := s.even(from, to)
	cost, size := make([]int32, n+1), make([]uint8, n+1)
	for i := n - 1; i >= 0; i-- {
		cost[i], size[i] = cost[i+1]+2, 1
		for k := i + 1; k <= min(n, i+maxSpaced); k++ {
			if k > i+1 && even[k-1] < min(k-1-i, 2) {
				break
			}
			place, ok := s.find(letters[at[i]:at[k]])
			if !ok && (place == len(s.known) || !strings.HasPrefix(s.known[place].Form, letters[at[i]:at[k]])) {
				break
			}
			if ok && cost[k]+1 <= cost[i] {
				cost[i], size[i] = cost[k]+1, uint8(k-i)
			}
		}
	}
	longest := uint8(0)
	for i := 0; i < n; i += int(size[i]) {
		if longest = max(longest, size[i]); size[i] > 1 {
			out = append(out, s.spell(from+i, from+i+int(size[i]), letters[at[i]:at[i+int(size[i])]]))
		}
	}
	if longest < minSpaced {
		return nil
	}
	return out
}

// even says for each of the letters words[from:to] how it is separated from the
// letter before it: 0 if nothing is between them, 1 if the separator differs from
// the one before that letter, 2 if it is the same.
func (s *speller) even(from, to int) []int {
	even := make([]int, to-from)
	last := ""
	for i := from + 1; i < to; i++ {
		gap := s.gap(i)
		switch gap {
		case "":
		case last:
			even[i-from] = 2
		default:
			even[i-from] = 1
		}
		last = gap
	}
	return even
}

// gap returns the text between words[i] and the word before it, without invisible
// characters.
func (s *speller) gap(i int) string {
	gap := s.text.Shown[s.text.Words[i-1].End:s.text.Words[i].Start]
	if len(gap) <= 1 {
		return gap
	}
	var b strings.Builder
	for _, r := range shingle.Runes(gap) {
		if !unicode.In(r, unicode.Cf, unicode.Variation_Selector) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// abbreviation reports whether a word consists of capitals with full stops, which
// is no disguise.
func abbreviation(word string) bool {
	return strings.Contains(word, ".") && !strings.ContainsFunc(word, unicode.IsLower)
}

package shingle

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// A Candidate is a word that text[Start:End] may be meant for, besides the words
// that [Words] reads there. The text alone cannot decide: b2b, mp3 and "10 km" are
// written like c0uncil and "coun cil". A comparison of two texts can: the candidate
// is right if it is a word of the other text and the words read here are not.
type Candidate struct {
	Start, End int
	Form       string    // normal form; U+FFFD stands for a letter that was masked
	Hash       uint64    // of the form, as [Word.Hash] is
	Disguise   Disguises // Leet, Spaced or Unreadable, and what else there is
}

// Bounds on what is taken for one word.
const (
	maxCandidate = 40 // letters
	maxPieces    = 4  // between spaces that do not separate words
	maxEither    = 3  // digits that may be one of two letters; all choices are returned
)

// Candidates returns an iterator over the candidates of text, in the order of
// their starts. They are
//
//   - runs of letters in which digits and signs may stand for letters (c0unc1l,
//     $wimming), one candidate for each choice of letters where a digit may be one
//     of two, and signs that separate letters (mili_tary) or mask them (c*uncil),
//   - letters separated by any mark that is repeatedly between letters in the text
//     (mili'tary, mili/tary, m|i|l|i|t|a|r|y),
//   - up to four pieces of letters between spaces that do not break a line or that
//     are thinner than a space (mi litary).
//
// Candidates may overlap. There are at most eight at one place. Time is linear in
// the length of text.
func Candidates(text string) iter.Seq[Candidate] {
	return func(yield func(Candidate) bool) {
		r := read(text)
		f := finder{reading: &r, yield: yield}
		f.torn, f.odd = tornBy(r.text)
		for i := f.skip(0); i < len(r.text) && !f.stopped; i = f.skip(i) {
			i = f.at(i)
		}
	}
}

// A finder finds the candidates of a text.
type finder struct {
	*reading
	yield   func(Candidate) bool
	torn    string // marks that are repeatedly between letters
	odd     int    // the first byte that may belong to a candidate if none are
	stopped bool
}

// A leetRun is what is known about a run of letters and of signs for letters.
type leetRun struct {
	letters                              int
	digits, signs, masks, partings, torn int

	piece int  // letters since the last sign that separates them
	short bool // a letter is alone between two such signs, or at an end
}

// skip returns where the first run of characters from text[i:] on begins that may
// hold candidates. Nearly all runs are ASCII letters between characters of no word,
// and are skipped.
func (f *finder) skip(i int) int {
	k := i
	if f.torn == "" {
		k = commonPrefix(f.text, max(i, f.odd))
	}
	for k < len(f.text) && byteClass[f.text[k]]&(isLetter|isBlank|isParting) != 0 {
		if byteClass[f.text[k]]&isParting != 0 && f.torn != "" && f.tears(k) {
			break
		}
		k++
	}
	if k == len(f.text) {
		return k
	}
	for k > i && byteClass[f.text[k-1]]&isLetter != 0 {
		k--
	}
	return k
}

// at reports the candidates of the run of characters that begins at text[i], if
// any, and returns where to continue.
func (f *finder) at(i int) int {
	end, run := f.survey(i)
	if end == i {
		_, n := utf8.DecodeRuneInString(f.text[i:])
		return i + n
	}
	if run.torn > 0 && run.letters > 1 && run.letters <= maxCandidate {
		f.joined(i, f.trim(i, end))
	}
	if run.isCandidate() {
		f.leet(i, f.trim(i, end))
	}
	if run.letters > 0 {
		f.pieces(i, end)
	}
	return end
}

// survey returns the end of the run of characters that may belong to one word.
func (f *finder) survey(i int) (end int, run leetRun) {
	defer func() { run.short = run.short || run.piece == 1 }()
	for i < len(f.text) {
		r, n := utf8.DecodeRuneInString(f.text[i:])
		switch {
		case isLetterRune(r):
			run.letters++
			run.piece++
		case '0' <= r && r <= '9':
			run.digits++
		case f.torn != "" && strings.ContainsRune(f.torn, r):
			run.torn++
			if leetSigns[r] != "" {
				run.signs++
			} else if strings.ContainsRune(maskSigns, r) {
				run.masks++
			}
		case leetSigns[r] != "":
			run.signs++
		case strings.ContainsRune(maskSigns, r):
			run.masks++
		case strings.ContainsRune(partingSigns, r):
			run.partings++
			run.short = run.short || run.piece == 1
			run.piece = 0
		case isMarkRune(r), hidden(r):
		default:
			return i, run
		}
		i += n
	}
	return i, run
}

// trim returns the end of text[i:j] without the signs at its end that are
// punctuation at the end of a word.
func (f *finder) trim(i, j int) int {
	for j > i+1 && (strings.IndexByte("!|+.-_'#", f.text[j-1]) >= 0 || f.torn != "" && strings.IndexByte(f.torn, f.text[j-1]) >= 0) {
		j--
	}
	return j
}

// isCandidate reports whether a run may be a word other than the one that is read.
func (r *leetRun) isCandidate() bool {
	if r.partings > 0 && r.short {
		return false // letters set apart, an abbreviation or an elision
	}
	n := r.letters + r.digits + r.signs + r.masks
	odd := r.digits + r.signs + r.masks + r.partings
	return odd > 0 && n > 1 && n <= maxCandidate && (r.letters > 0 || r.signs > 1)
}

// Digits and signs that are drawn for letters; two letters if readers may take them
// for either.
var leetSigns = map[rune]string{
	'@': "a", '$': "s", '€': "e", '!': "il", '|': "li", '+': "t", '£': "l", '¥': "y", '¢': "c", '§': "s", '¡': "i",
}

var leetDigits = [10]string{"o", "il", "z", "e", "a", "s", "g", "t", "b", "g"}

// maskSigns stand for one letter each; partingSigns for none.
const (
	maskSigns    = "*?#•"
	partingSigns = "_·‐"
)

// leet reports the candidates in text[i:j].
func (f *finder) leet(i, j int) {
	var kinds Disguises
	var letters []string // the choices for each
	either := 0
	for _, r := range f.text[i:j] {
		choice := leetSigns[r]
		if '0' <= r && r <= '9' {
			choice = leetDigits[r-'0']
		}
		switch {
		case choice != "":
			kinds |= Leet
			letters = append(letters, choice)
			if len(choice) > 1 {
				either++
			}
		case strings.ContainsRune(maskSigns, r):
			kinds |= Unreadable
			letters = append(letters, "\ufffd")
		case strings.ContainsRune(partingSigns, r):
			kinds |= Spaced
		default:
			letters = append(letters, string(r))
		}
	}
	choices := 1 << min(either, maxEither)
	if either > maxEither {
		choices = 2 // all of them the one or the other letter
	}
	for c := range choices {
		f.report(i, j, choose(letters, c, either > maxEither), kinds)
	}
}

// choose returns the word made of letters, chosen by the bits of c one after the
// other, or by bit 0 for all.
func choose(letters []string, c int, all bool) string {
	var b strings.Builder
	for _, l := range letters {
		if len(l) != 2 || l[0] >= utf8.RuneSelf {
			b.WriteString(l)
			continue
		}
		b.WriteByte(l[c&1])
		if !all {
			c >>= 1
		}
	}
	return b.String()
}

// pieces reports the candidates that text[i:j] makes with the pieces after it.
func (f *finder) pieces(i, j int) {
	word, alone := f.text[i:j], isOneLetter(f.text[i:j])
	for n := 1; n < maxPieces && !f.stopped; n++ {
		r, size := utf8.DecodeRuneInString(f.text[j:])
		if !oddSpace(r) {
			return
		}
		end, run := f.survey(j + size)
		one := isOneLetter(f.text[j+size : end])
		if run.letters == 0 || alone && one || end-i > maxCandidate*utf8.UTFMax {
			return // no letters, letters set apart, or more than a word
		}
		alone = one
		word += f.text[j+size : end]
		to := f.trim(i, end)
		f.report(i, to, word[:len(word)-(end-to)], Spaced)
		j = end
	}
}

func isOneLetter(s string) bool { return utf8.RuneCountInString(s) == 1 }

// oddSpace reports whether r is a space that does not break a line or is thinner
// than that of ASCII.
func oddSpace(r rune) bool {
	return r == '\u00a0' || r == '\u1680' || r == '\u202f' || 0x2004 <= r && r <= 0x200a || r == '\u205f'
}

// report yields word as a candidate for text[i:j], if it is one word.
func (f *finder) report(i, j int, word string, kinds Disguises) {
	if f.stopped {
		return
	}
	var forms [2]token
	n := 0
	scan(word, func(t *token) bool {
		forms[min(n, 1)] = *t
		n++
		return n < 2
	})
	if n != 1 || forms[0].start > 0 || forms[0].end < len(word) || len(forms[0].form) < 2 {
		return
	}
	w := Word{Start: i, End: j, Disguise: kinds | forms[0].disguise}
	f.place(&w)
	form := forms[0].form
	f.stopped = !f.yield(Candidate{w.Start, w.End, form, hashWord(form), w.Disguise})
}

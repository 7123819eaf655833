package shingle

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Cyrillic text with one byte a letter that was read as Latin-1 appears as accented
// letters only: Ïðèâåò for Привет from Windows-1251, where small letters are from à to
// ÿ, and ðÒÉ×ÅÔ from KOI8-R, where they are from À to ß. No language is written in
// these letters without any ASCII letter, but honest texts have lists of accented
// letters (àâäéèê). So a run of them is read
//
//   - if the order of vowels, consonants and signs and the case of its letters look
//     Russian, it is at least five letters long, and it is not in the order of the
//     character set, as a list is; from KOI8-R also only beside another such run,
//   - or if it is shorter and beside a run that is read.

// cyrillic returns the edits that bring Cyrillic letters back, or nil.
func cyrillic(text string) *editor {
	if !hasRun(text) {
		return nil
	}
	var runs []cyrillicRun
	for i := 0; i < len(text); {
		k := strings.IndexByte(text[i:], 0xc3)
		if k < 0 {
			break
		}
		i += k
		run := cyrillicRunAt(text, i)
		i = max(i+1, run.to)
		if run.letters > 0 {
			runs = append(runs, run)
		}
	}
	spread(text, runs)
	var e *editor
	for _, run := range runs {
		if !run.read {
			continue
		}
		if e == nil {
			e = &editor{text: text}
		}
		e.cyrillic(run)
	}
	return e
}

// hasRun reports whether text has four adjacent characters from À to ÿ.
func hasRun(text string) bool {
	for i := 0; ; i += 2 {
		k := strings.IndexByte(text[i:], 0xc3)
		if k < 0 {
			return false
		}
		i += k
		if byteAt(text, i+2) == 0xc3 && byteAt(text, i+4) == 0xc3 && byteAt(text, i+6) == 0xc3 {
			return true
		}
		if i+2 > len(text) {
			return false
		}
	}
}

// A cyrillicRun is a run text[from:to] of characters from À to ÿ, or of ¨ and ¸ between
// them.
type cyrillicRun struct {
	from, to int
	letters  int // 0 if a letter of another kind rules it out
	set      notation
	likely   bool
	read     bool
}

// cyrillicRunAt returns the run that begins at text[i]. A letter of another kind beside
// it rules it out up to the nearest of the signs × ÷ ¨ ¸, at which words end.
func cyrillicRunAt(text string, i int) cyrillicRun {
	if strings.HasSuffix(text[:i], "¨") { // Ё
		i -= len("¨")
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	run := cyrillicRun{from: i, to: i}
	first, last := -1, -1 // signs
	for run.to < len(text) {
		r, n := utf8.DecodeRuneInString(text[run.to:])
		if (r < 0xc0 || r > 0xff) && !cyrillicSign(r) {
			break
		}
		if cyrillicSign(r) {
			if last = run.to; first < 0 {
				first = last
			}
		}
		run.to += n
	}
	after, _ := utf8.DecodeRuneInString(text[run.to:])
	const width = len("×") // of each of the signs
	switch {
	case isLetterRune(before) && straight(before) == 0:
		if first >= 0 {
			run.to = first + width
		}
		return run
	case !isLetterRune(after) || straight(after) != 0:
	case last <= run.from:
		if last == run.from {
			run.to = last + width
		}
		return run
	default:
		run.to = last
	}
	run.letters = utf8.RuneCountInString(text[run.from:run.to])
	if run.judge(text); !run.certain() && run.letters <= maxRussian {
		run.cut(text)
	}
	return run
}

// cyrillicSign reports whether r is a sign that stands for a letter: for Ч, ч, Ё or ё.
func cyrillicSign(r rune) bool { return r == '×' || r == '÷' || r == '¨' || r == '¸' }

// judge decides whether a run is likely a Russian word, and in which set.
func (run *cyrillicRun) judge(text string) {
	for run.set = setCyrillic1251; run.set <= setKOI8; run.set++ {
		if run.likely = looksRussian(text[run.from:run.to], run.set); run.likely {
			return
		}
	}
}

// certain reports whether a run is read whatever is near it.
func (run *cyrillicRun) certain() bool { return run.likely && run.set == setCyrillic1251 }

// maxRussian bounds the characters of a run that is cut into words.
const maxRussian = 64

// cut ends a run that is not certain before its first certain word, or after that word if
// the run begins with it. Words end at × ÷ ¨ ¸, which stand for Ч ч Ё ё but are not letters
// themselves: a word must be read the same with such a sign beside it.
func (run *cyrillicRun) cut(text string) {
	for from := run.from; from < run.to; {
		part := cyrillicRun{from: from, to: from}
		for part.to < run.to {
			r, n := utf8.DecodeRuneInString(text[part.to:])
			if cyrillicSign(r) {
				break
			}
			part.to += n
			part.letters++
		}
		if part.to < run.to || from > run.from {
			part.judge(text)
		}
		switch {
		case part.certain() && from == run.from:
			*run = part
			return
		case part.certain():
			run.letters, run.to = utf8.RuneCountInString(text[run.from:from]), from
			run.judge(text)
			return
		}
		_, n := utf8.DecodeRuneInString(text[part.to:])
		from = part.to + n
	}
}

// decoded returns the Cyrillic letter that r stands for.
func decoded(r rune, set notation) rune {
	if set == setKOI8 {
		return charmap.KOI8R.DecodeByte(byte(r))
	}
	return charmap.Windows1251.DecodeByte(byte(r))
}

// looksRussian reports whether a run in a set looks like a Russian word, and not
// like a list of letters.
func looksRussian(run string, set notation) bool {
	var w russianWord
	var last rune
	up := 0
	for _, c := range run {
		if !w.add(decoded(c, set)) {
			return false
		}
		if c > last {
			up++
		}
		last = c
	}
	return w.letters >= 5 && w.vowels > 0 && w.vowels < w.letters && up*4 <= w.letters*3
}

// A russianWord is what is known about the first letters of a word.
type russianWord struct {
	letters, vowels int
	row             int  // length of the last run of vowels, or of other letters
	before, last    rune // small, or 0
}

// add adds a letter, or returns false if a Russian word cannot have it there. Only
// small letters follow the first. й is after a vowel, or before о or е; ъ and ь are
// after consonants, and ы is not at the beginning. At most four vowels, or four
// others, are in a row, and no letter is repeated three times.
func (w *russianWord) add(r rune) bool {
	r, ok := w.small(r)
	if !ok || !w.mayFollow(r) {
		return false
	}
	vowel := russianVowel(r)
	if w.letters == 0 || vowel != russianVowel(w.last) {
		w.row = 0
	}
	if vowel {
		w.vowels++
	}
	w.row++
	w.letters++
	w.before, w.last = w.last, r
	return w.row <= 4
}

// small returns the small letter of r, if r is a small letter, or a capital that begins
// the word.
func (w *russianWord) small(r rune) (rune, bool) {
	switch {
	case 'а' <= r && r <= 'я' || r == 'ё':
		return r, true
	case w.letters > 0:
		return 0, false
	case r == 'Ё':
		return 'ё', true
	}
	return r + 'а' - 'А', 'А' <= r && r <= 'Я'
}

// mayFollow reports whether a small letter may follow those before it.
func (w *russianWord) mayFollow(r rune) bool {
	first, after := w.letters == 0, russianVowel(w.last)
	switch {
	case r == 'й' && !first && !after,
		(r == 'ь' || r == 'ъ') && (first || after || strings.ContainsRune("йьъ", w.last)),
		r == 'ы' && first,
		r == w.last && r == w.before:
		return false
	}
	return w.last != 'й' || w.letters != 1 || r == 'о' || r == 'е'
}

// russianVowel reports whether r is a small vowel of Russian.
func russianVowel(r rune) bool { return strings.ContainsRune("аеиоуыэюяё", r) }

// spread marks the runs that are read: the certain ones; likely ones from KOI8-R
// beside another; and any run beside one that is read, whose set it takes. Between
// runs beside each other are only spaces and punctuation.
func spread(text string, runs []cyrillicRun) {
	beside := func(i, j int) bool {
		return i >= 0 && j < len(runs) && runs[j].from-runs[i].to <= escapeReach &&
			!strings.ContainsFunc(text[runs[i].to:runs[j].from], func(r rune) bool { return isLetterRune(r) && straight(r) == 0 })
	}
	for i := range runs {
		run := &runs[i]
		run.read = run.likely && (run.set == setCyrillic1251 ||
			beside(i-1, i) && runs[i-1].likely && runs[i-1].set == setKOI8 || beside(i, i+1) && runs[i+1].likely && runs[i+1].set == setKOI8)
	}
	take := func(i, from int) {
		if !runs[i].read && runs[from].read {
			runs[i].read, runs[i].set = true, runs[from].set
		}
	}
	for i := range runs {
		if beside(i-1, i) {
			take(i, i-1)
		}
	}
	for i := len(runs) - 2; i >= 0; i-- {
		if beside(i, i+1) {
			take(i, i+1)
		}
	}
}

// cyrillic replaces the letters of a run.
func (e *editor) cyrillic(run cyrillicRun) {
	for i, r := range e.text[run.from:run.to] {
		at := run.from + i
		e.replace(at, at+utf8.RuneLen(r), string(decoded(r, run.set)), Mojibake)
	}
}

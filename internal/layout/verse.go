package layout

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leastVerses is how many numbers must follow one another to count verses.
const leastVerses = 4

// A verse is a number in running text that may begin a verse.
type verse struct {
	start, end    int
	chapter, part int // chapter is 0 where the number has none
}

// verses returns the numbers that count verses or sentences within lines: at least
// leastVerses that follow one another by one, each where a sentence or a clause
// begins. A sequence may continue past numbers that are no part of it.
func verses(text string) (out []Span) {
	var run []verse
	flush := func() {
		within := slices.ContainsFunc(run, func(v verse) bool { return v.chapter > 0 || !isSpace(text[lineStart(text, v.start):v.start]) })
		if len(run) >= leastVerses && within { // numbers before lines are those of lines
			for _, v := range run {
				out = append(out, Span{v.start, v.end, VerseNumber, false})
			}
		}
		run = run[:0]
	}
	for i := 0; i < len(text); i++ {
		n := firstDigit(text[i:])
		if n < 0 {
			break
		}
		i += n
		v := verse{start: i, end: numberEnd(text, i)}
		i = v.end
		if !v.read(text) {
			continue
		}
		if v.start > 0 && text[v.start-1] == '(' && strings.HasPrefix(text[v.end:], ")") {
			v.start, v.end = v.start-1, v.end+1
		}
		if !beginsVerse(text, v) {
			continue
		}
		switch {
		case len(run) > 0 && v.follows(run[len(run)-1]):
			run = append(run, v)
		case v.part == 1, v.chapter > 0 && (len(run) == 0 || run[0].chapter > 0): // a passage may be quoted from its middle
			flush()
			run = append(run, v)
		}
	}
	flush()
	return out
}

// lineStart returns where the line of text[i] begins, or a place not far before i,
// which is enough.
func lineStart(text string, i int) int {
	from := max(0, i-8)
	return from + strings.LastIndexByte(text[from:i], '\n') + 1
}

// numberEnd returns the end of the digits and colons at text[i:].
func numberEnd(text string, i int) int {
	for i < len(text) && (isDigit(text[i]) || text[i] == ':') {
		i++
	}
	return i
}

// read splits the number into its parts and reports whether it may count verses: 12, or
// 3:12.
func (v *verse) read(text string) bool {
	s := text[v.start:v.end]
	if len(s) > 7 {
		return false
	}
	chapter, part, colon := strings.Cut(s, ":")
	if !colon {
		part = chapter
	}
	var err error
	if v.part, err = strconv.Atoi(part); err != nil || len(part) > 3 {
		return false
	}
	if colon {
		v.chapter, err = strconv.Atoi(chapter)
	}
	return err == nil
}

// follows reports whether v comes next after w.
func (v verse) follows(w verse) bool {
	if v.chapter != w.chapter {
		return v.chapter == w.chapter+1 && v.part == 1
	}
	return v.part == w.part+1
}

// beginsVerse reports whether the number is where a verse begins: at the beginning
// of a line or after a mark that ends a sentence or a clause, and before a space and
// a letter or an opening mark.
func beginsVerse(text string, v verse) bool {
	behind := text[v.end:]
	r, n := utf8.DecodeRuneInString(behind)
	if !unicode.IsSpace(r) {
		return false
	}
	if r, _ = utf8.DecodeRuneInString(behind[n:]); !unicode.IsLetter(r) && !strings.ContainsRune("\"“‘'«¿¡(", r) {
		return false
	}
	before := text[:v.start]
	r, n = utf8.DecodeLastRuneInString(before)
	if n == 0 || r == '\n' {
		return true
	}
	if !unicode.IsSpace(r) {
		return false
	}
	r, n = utf8.DecodeLastRuneInString(before[:len(before)-n])
	return n == 0 || r == '\n' || strings.ContainsRune(".!?;:,…\"”’'»)—", r)
}

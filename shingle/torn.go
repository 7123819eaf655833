package shingle

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// A mark between letters may belong there: and/or, well-known, don't. If one is within
// word after word, it tears the words. No honest text of testdata/pairs, in twelve
// languages, has a mark within every eighth word, not counting marks that leave a
// piece of one letter: l'eau, don't, e-mail.

const (
	tornShare = 8 // at least one in tornShare words is torn
	leastTorn = 8 // words
)

// tornBy returns the marks that tear the words of a text, and the offset of the first
// character that is neither white space nor a letter nor a parting mark of ASCII, len(text)
// if there is none. Time is linear.
func tornBy(text string) (torn string, odd int) {
	odd = len(text)
	var counts [128]int
	var others map[rune]int
	most := 0 // of all counts
	for i := lettersPrefix(text, 0); i < len(text); i = lettersPrefix(text, i) {
		class := byteClass[text[i]]
		if class&(isLetter|isBlank) != 0 { // near the end
			i++
			continue
		}
		if class&isParting == 0 {
			odd = min(odd, i)
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r >= utf8.RuneSelf && isLetterRune(r) {
			i += n
			continue
		}
		to := i + n
		for to < len(text) && strings.HasPrefix(text[to:], text[i:i+n]) && to-i < maxTear {
			to += n
		}
		if endsInLetter(text[:i]) && tearsAt(text, i, to, r) {
			if r < utf8.RuneSelf {
				counts[r]++
				most = max(most, counts[r])
			} else {
				if others == nil {
					others = make(map[rune]int)
				}
				others[r]++
				most = max(most, others[r])
			}
		}
		i = to
	}
	if most < leastTorn {
		return "", odd // most texts: their words need not be counted
	}
	least := max(leastTorn, (wordsBeforeBlanks(text)+1)/tornShare)
	var b strings.Builder
	for c, n := range counts {
		if n >= least {
			b.WriteByte(byte(c))
		}
	}
	for _, r := range tearing {
		if others[r] >= least {
			b.WriteRune(r)
		}
	}
	return b.String(), odd
}

// endsInLetter reports whether the last character of a text is a letter.
func endsInLetter(text string) bool {
	if text == "" {
		return false
	}
	if c := text[len(text)-1]; c < utf8.RuneSelf {
		return byteClass[c]&isLetter != 0
	}
	r, _ := utf8.DecodeLastRuneInString(text)
	return isLetterRune(r)
}

// wordsBeforeBlanks returns how many letters of a text have white space of ASCII behind
// them.
func wordsBeforeBlanks(text string) (n int) {
	i := 0
	for ; i+8 <= len(text); i += 8 {
		x := load8(text[i:])
		if x&highLanes != 0 {
			n += wordsBeforeBlanksIn(text, i, i+8)
			continue
		}
		before := letterLanes(x) << 8 // whether a letter is before each lane
		if endsInLetter(text[:i]) {
			before |= 0x80
		}
		n += bits.OnesCount64(before & blankLanes(x))
	}
	return n + wordsBeforeBlanksIn(text, i, len(text))
}

// wordsBeforeBlanksIn is wordsBeforeBlanks for white space in text[from:to], byte by byte.
func wordsBeforeBlanksIn(text string, from, to int) (n int) {
	for i := from; i < to; i++ {
		if byteClass[text[i]]&isBlank != 0 && endsInLetter(text[:i]) {
			n++
		}
	}
	return n
}

// maxTear bounds the length of a run of tearing marks, in bytes.
const maxTear = 8

// tearing are the marks beyond ASCII that may tear words.
var tearing = []rune("’‘‚“”„´¨¯·•‣․‥…‐‑‒–—―¦¬°§¶†‡′″‹›«»∙⋅∕⁄～・。、﹒＊｜／＿－．")

// tearsAt reports whether the mark r at text[from:to], after a letter, is within a
// word.
func tearsAt(text string, from, to int, r rune) bool {
	if r < utf8.RuneSelf && byteClass[byte(r)]&(isDigit|isLowLine) != 0 || strings.ContainsRune("@$!+", r) || isMarkRune(r) || hidden(r) {
		return false // the first of these stand for letters
	}
	next, n := utf8.DecodeRuneInString(text[to:])
	if !isLetterRune(next) {
		return false
	}
	if r != '\'' && r != '’' && r != '-' && r != '‐' && r != '‑' && r != '.' {
		return true
	}
	// l'eau, don't, e-mail, U.S.: a piece of one letter tears nothing there.
	after, _ := utf8.DecodeRuneInString(text[to+n:])
	_, size := utf8.DecodeLastRuneInString(text[:from])
	before, _ := utf8.DecodeLastRuneInString(text[:from-size])
	return isLetterRune(after) && isLetterRune(before)
}

// tears reports whether the byte text[k] is a mark within a word and tears the words of
// the text.
func (f *finder) tears(k int) bool {
	return k > 0 && k+1 < len(f.text) && strings.IndexByte(f.torn, f.text[k]) >= 0 &&
		byteClass[f.text[k-1]]&isBlank == 0 && byteClass[f.text[k+1]]&isBlank == 0
}

// joined reports the candidate that the letters of text[i:j] make without the marks
// that tear them.
func (f *finder) joined(i, j int) {
	for i < j {
		r, n := utf8.DecodeRuneInString(f.text[i:])
		if !strings.ContainsRune(f.torn, r) {
			break
		}
		i += n
	}
	word := strings.Map(func(r rune) rune {
		if strings.ContainsRune(f.torn, r) {
			return -1
		}
		return r
	}, f.text[i:j])
	if len(word) < j-i {
		f.report(i, j, word, Spaced)
	}
}

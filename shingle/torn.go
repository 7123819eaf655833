package shingle

import (
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

// tornBy returns the marks that tear the words of a text. Time is linear.
func tornBy(text string) string {
	words := 0
	var counts [128]int
	var others map[rune]int
	letter := false // text[i-1] is a letter
	for i := 0; i < len(text); {
		if i+8 <= len(text) {
			n, ended, ends := plainLanes(load8(text[i:]), letter)
			words, letter, i = words+ended, ends, i+n
			if n == 8 {
				continue
			}
		}
		c := text[i]
		class := byteClass[c]
		switch {
		case class&isLetter != 0:
			letter = true
			i++
			continue
		case class&isBlank != 0:
			if letter {
				words++
			}
			letter = false
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r >= utf8.RuneSelf && isLetterRune(r) {
			letter = true
			i += n
			continue
		}
		to := i + n
		for to < len(text) && strings.HasPrefix(text[to:], text[i:i+n]) && to-i < maxTear {
			to += n
		}
		if letter && tearsAt(text, i, to, r) {
			if r < utf8.RuneSelf {
				counts[r]++
			} else {
				if others == nil {
					others = make(map[rune]int)
				}
				others[r]++
			}
		}
		letter = false
		i = to
	}
	least := max(leastTorn, (words+1)/tornShare)
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
	return b.String()
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

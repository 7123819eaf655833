// Package letters changes the letters of single words in the ways in which people,
// scanners, keyboards and spammers do, so that the word stays the same word:
// accents are lost, letters are typed or read wrongly, marks are stacked on them,
// or other characters stand for them. It holds no words and no language, only
// tables of letters; package synth says which words are changed.
package letters

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// An Editor changes a word in one way.
type Editor struct {
	Name string
	// Edit returns the changed word, or the word itself if there is nothing to
	// change. It takes linear time and draws from r only.
	Edit func(word string, r *rand.Rand) string
}

// all applies f to every letter and digit of a word.
func all(word string, f func(c rune) string) string {
	var b strings.Builder
	for _, c := range word {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			b.WriteString(f(c))
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// at applies f to the k-th letter of a word, counted from 0.
func at(word string, k int, f func(c rune) string) string {
	i := -1
	return all(word, func(c rune) string {
		if i++; i == k {
			return f(c)
		}
		return string(c)
	})
}

// length counts the letters and digits of a word.
func length(word string) int {
	n := 0
	for _, c := range word {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			n++
		}
	}
	return n
}

// recase gives s the case of the letter c.
func recase(s string, c rune) string {
	if unicode.IsUpper(c) {
		for i, first := range s {
			return s[:i] + string(unicode.ToUpper(first)) + s[i+len(string(first)):]
		}
	}
	return s
}

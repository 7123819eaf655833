package testtext

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
)

// Hostile makes pairs of texts of about n bytes each that a careless aligner
// takes quadratic time or memory for.
var Hostile = []struct {
	Name string
	Make func(r *rand.Rand, n int) (source, suspect string)
}{
	{"one word more", func(_ *rand.Rand, n int) (string, string) {
		s := strings.Repeat("a ", n/2)
		return s, s + "a"
	}},
	{"quotations that nothing closes", func(_ *rand.Rand, n int) (string, string) {
		s := strings.Repeat("“a\n\n", n/6)
		return s, s + "»"
	}},
	{"a against b", func(_ *rand.Rand, n int) (string, string) {
		return strings.Repeat("a ", n/2), strings.Repeat("b ", n/2)
	}},
	{"function words", func(r *rand.Rand, n int) (string, string) {
		words := append(FunctionWords[0], FunctionWords[2]...)
		return drawn(r, words, n), drawn(r, words, n)
	}},
	{"other phase", func(_ *rand.Rand, n int) (string, string) {
		s := strings.Repeat("bridge river ", n/13)
		return s, "river " + s
	}},
	{"fifty words", func(r *rand.Rand, n int) (string, string) {
		words := newWords(50)
		return drawn(r, words, n), drawn(r, words, n)
	}},
	{"letters of DNA", func(r *rand.Rand, n int) (string, string) {
		words := []string{"A", "C", "G", "T"}
		s := drawn(r, words, n)
		return s, s[n/2:] + drawn(r, words, n/2)
	}},
	{"reverse", func(r *rand.Rand, n int) (string, string) {
		words := strings.Fields(drawn(r, newWords(2000), n))
		s := strings.Join(words, " ")
		for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
			words[i], words[j] = words[j], words[i]
		}
		return s, strings.Join(words, " ")
	}},
	{"repeated sentence", func(_ *rand.Rand, n int) (string, string) {
		const sentence = "The river rose. "
		s := strings.Repeat(sentence, n/len(sentence))
		return s, strings.Replace(s, "rose", "fell", 1)
	}},
	{"repeated sentence, exchanged", func(r *rand.Rand, n int) (string, string) {
		const sentence = "The river at the old bridge rose in the night. "
		s := strings.Repeat(sentence, n/len(sentence))
		return s, strings.ReplaceAll(s, "river", "stream")
	}},
	{"punctuation", func(r *rand.Rand, n int) (string, string) {
		return strings.Repeat(".,;:!?-—()", n/12), strings.Repeat("?!…", n/5)
	}},
	{"invalid bytes", func(_ *rand.Rand, n int) (string, string) {
		return strings.Repeat("\xff", n), strings.Repeat("\xe6\xbc", n/2)
	}},
	{"words between invalid bytes", func(r *rand.Rand, n int) (string, string) {
		words := newWords(200)
		return strings.ReplaceAll(drawn(r, words, n), " ", "\xff"), strings.ReplaceAll(drawn(r, words, n), " ", "\xff")
	}},
	{"white space", func(r *rand.Rand, n int) (string, string) {
		return drawn(r, newWords(2000), n), strings.Repeat(" \n\t\u3000", n/6)
	}},
	{"words put in", func(_ *rand.Rand, n int) (string, string) {
		// Many chains side by side that are joined one after another.
		var a, b strings.Builder
		for k := 0; a.Len() < n; k++ {
			fmt.Fprintf(&b, "the x%dx of the x%dx in the x%dx and the x%dx was ", k, 7*k, 11*k, 13*k)
			for i := range 20 {
				fmt.Fprintf(&a, "y%dy%dy ", k, i)
			}
			fmt.Fprintf(&a, "the x%dx of the x%dx in the x%dx and the x%dx was ", k, 7*k, 11*k, 13*k)
		}
		return a.String(), b.String()
	}},
	{"wide gap", func(_ *rand.Rand, n int) (string, string) {
		// An extension leads through all of two lists, whose words end alike,
		// to a word that they share; and a sentence was moved, so that what is
		// between equal words is aligned again.
		m := NewMaker(1)
		units := m.Sentences(8, 0)
		a, _, _ := Render(units, UpTo(7), OfSource)
		b, _, _ := Render(units, []int{0, 1, 3, 4, 5, 6}, OfSuspect)
		moved, _, _ := Render(units, []int{2}, OfSuspect)
		var v, w strings.Builder
		for k := 0; v.Len() < n/20; k++ { // few: were the gap filled, this would take gigabytes
			fmt.Fprintf(&v, ", x%da%dsing", k%7, k)
			fmt.Fprintf(&w, ", x%di%dsing", k%5, k+1)
		}
		return a + v.String() + ", the end.", b + w.String() + ", the end. " + moved
	}},
	{"letters set apart", func(r *rand.Rand, n int) (string, string) {
		s := drawn(r, newWords(2000), n/2)
		return s, strings.Join(strings.Split(strings.ReplaceAll(s, " ", ""), ""), " ")
	}},
	{"letters that spell anything", func(_ *rand.Rand, n int) (string, string) {
		var b strings.Builder
		for k := range 40 {
			b.WriteString(strings.Repeat("a", k) + " ")
		}
		return b.String(), strings.Repeat("a ", n/2)
	}},
	{"references", func(r *rand.Rand, n int) (string, string) {
		s := drawn(r, newWords(2000), n/6)
		return s, Escaped(s, unicode.IsLetter)
	}},
	{"one long word", func(_ *rand.Rand, n int) (string, string) {
		return strings.Repeat("a", n), strings.Repeat("a", n-1) + "b"
	}},
}

// newWords returns n different words.
func newWords(n int) []string {
	m := NewMaker(uint64(n))
	words := make([]string, n)
	for i := range words {
		words[i] = m.Word(0)
	}
	return words
}

// drawn returns n bytes of words drawn at random.
func drawn(r *rand.Rand, words []string, n int) string {
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(words[r.IntN(len(words))])
		b.WriteByte(' ')
	}
	return b.String()
}

// apart returns text with sep between the letters of each word.
func Apart(text, sep string) string {
	var b strings.Builder
	before := ' '
	for _, r := range text {
		if unicode.IsLetter(before) && unicode.IsLetter(r) {
			b.WriteString(sep)
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// escaped returns text with the characters that choose picks written as
// references.
func Escaped(text string, choose func(rune) bool) string {
	var b strings.Builder
	for _, r := range text {
		if choose(r) {
			fmt.Fprintf(&b, []string{"&#%d;", "&#x%x;"}[r%2], r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

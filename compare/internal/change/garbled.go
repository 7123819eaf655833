package change

import (
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// leastGarbled is how many letters a word has at least that is taken for another one
// whose letters were moved, stretched or left out: with fewer, words agree by chance.
const leastGarbled = 4

// garbled reports whether one form is the other with its letters in another order
// (reversed, or shuffled inside the word), with letters repeated at length (sooooon),
// or without its vowels, as moderators of forums strike them out. People play such
// tricks on words and keep them; no thesaurus offers them. The cost is that of sorting
// the letters.
func garbled(v, w string) bool {
	a, b := []rune(shingle.Fold(v)), []rune(shingle.Fold(w))
	switch n := min(len(a), len(b)); {
	case n < leastGarbled-1 || max(len(a), len(b)) > maxMisspelt:
		return false
	case len(a) == len(b):
		return moved(a, b)
	}
	return slices.Equal(squeezed(a), squeezed(b)) || struckOut(a, b) || struckOut(b, a)
}

// moved reports whether two words of one length have the same letters in another order.
// A short word must be reversed, for many short words are anagrams of others.
func moved(a, b []rune) bool {
	reversed := true
	for i, r := range a {
		reversed = reversed && r == b[len(b)-1-i]
	}
	if reversed || len(a) <= leastGarbled {
		return reversed
	}
	x, y := slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(x, y)
}

// squeezed returns the letters without those that repeat the one before.
func squeezed(letters []rune) []rune { return slices.Compact(slices.Clone(letters)) }

// struckOut reports whether b is a without its vowels.
func struckOut(a, b []rune) bool {
	if len(b) < leastGarbled-1 || len(b) >= len(a) {
		return false
	}
	return slices.Equal(b, slices.DeleteFunc(slices.Clone(a), vowel))
}

// vowel reports whether a letter without marks is a vowel in the languages of Latin,
// Cyrillic or Greek letters; y is none, for texts keep it.
func vowel(r rune) bool { return strings.ContainsRune("aeiouаеиоуыэюяіαεηιουω", r) }

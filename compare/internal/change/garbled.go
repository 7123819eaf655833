package change

import (
	"slices"
	"unicode/utf8"
)

// leastGarbled is the least number of letters of a word that is taken for another
// with moved, stretched or left-out letters: with fewer, words agree by chance.
const leastGarbled = 4

// garbled reports whether one form without marks is the other with its letters in another order
// (reversed, or shuffled inside the word), with letters repeated at length (sooooon),
// or without its vowels, as moderators of forums remove them. People change words in
// these ways and keep the word; no thesaurus offers such forms. All keep the
// consonants of the word, so that most words cost one look at each letter; the others
// cost a sort of the letters.
func garbled(v, w string) bool {
	if consonants(v)&^asciiVowels != consonants(w)&^asciiVowels {
		return false
	}
	a, b := []rune(v), []rune(w)
	switch n := min(len(a), len(b)); {
	case n < leastGarbled-1 || max(len(a), len(b)) > maxMisspelt:
		return false
	case len(a) == len(b):
		return moved(a, b)
	}
	return slices.Equal(squeezed(a), squeezed(b)) || struckOut(a, b) || struckOut(b, a)
}

// asciiVowels are the vowels of ASCII in a set of [consonants].
const asciiVowels = 1<<('a'%64) | 1<<('e'%64) | 1<<('i'%64) | 1<<('o'%64) | 1<<('u'%64)

// consonants returns a set of the letters of a form that are not vowels. Some different
// letters share a place in it, and a digit may be left out because it shares its place
// with a vowel.
func consonants(form string) (set uint64) {
	ascii := byte(0)
	for i := range len(form) {
		ascii |= form[i]
		set |= 1 << (form[i] % 64)
	}
	set &^= asciiVowels
	if ascii < utf8.RuneSelf {
		return set
	}
	set = 0
	for _, r := range form {
		if !vowel(r) {
			set |= 1 << (r % 64)
		}
	}
	return set
}

// moved reports whether two words of one length have the same letters in another order.
// A short word must be reversed, because many short words are anagrams of others.
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
// Cyrillic or Greek letters; y does not count, because such texts keep it.
func vowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u',
		'а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'і',
		'α', 'ε', 'η', 'ι', 'ο', 'υ', 'ω':
		return true
	}
	return false
}

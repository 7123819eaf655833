package shingle

import "strings"

// doubled returns the stem of an English verb of a vowel and a double consonant
// (add, ebb, egg, err) from a form with an ending, or "". The Snowball stemmer of
// the module in use takes one of the two consonants from added and adding, as it
// does from planned, and so has another stem for them than for add; version 3 of
// Snowball's English rules leaves a double consonant alone behind an a, e or o
// that begins the word, and so does this.
func doubled(word string) string {
	if len(word) < 5 || strings.IndexByte("aeo", word[0]) < 0 || word[1] != word[2] || strings.IndexByte("bdfgmnprt", word[1]) < 0 {
		return ""
	}
	switch word[3:] {
	case "ed", "ing", "edly", "ingly":
		return word[:3]
	}
	return ""
}

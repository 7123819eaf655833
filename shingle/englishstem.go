package shingle

import "strings"

// doubled returns the stem of an English verb that consists of a vowel and a double
// consonant (add, ebb, egg, err) from a form with an ending, or "". The Snowball
// stemmer of the module in use removes one of the two consonants from added and
// adding, as it does from planned, and so gives them another stem than add. Version
// 3 of Snowball's English rules keeps a double consonant after an a, e or o that
// begins the word, and so does this function.
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

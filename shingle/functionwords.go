package shingle

import "strings"

// parseWords reads lists of forms, separated by white space, into a table. Lines
// that begin with '#' are headings. The table holds true for a listed form, and
// false for one with a leading '-': that belongs to the Snowball list of the
// language but carries content, and is not taken for a function word.
func parseWords(lists ...string) *formTable[bool] {
	words := make(map[string]bool)
	for _, list := range lists {
		for _, word := range wordsOf(list) {
			form, excluded := strings.CutPrefix(word, "-")
			words[form] = !excluded
		}
	}
	return newFormTable(words)
}

// wordsOf returns the words of a list, without its headings.
func wordsOf(list string) []string {
	var words []string
	for line := range strings.Lines(list) {
		if !strings.HasPrefix(line, "#") {
			words = append(words, strings.Fields(line)...)
		}
	}
	return words
}

// is reports whether the language itself takes a form for a function word.
func (l *language) is(form string) bool { return Language{l}.IsFunctionWord(form) }

// cutElided splits a form such as l'homme after the apostrophe of an elided
// particle that elides reports. Word segmentation keeps the two together.
func cutElided(form string, elides func(particle string) bool) (tail string, ok bool) {
	if i := strings.IndexByte(form, '\''); i >= 0 && elides(form[:i]) {
		return form[i+1:], true
	}
	return form, false
}

// joinsElided returns a rule that an elided particle joined to a function word is a
// function word too, as in qu'il, d'un or l'autre. A form too long for a stem is
// not: in a chain of particles, each would be looked up together with all that
// follow it.
func joinsElided(elides func(particle string) bool) func(*language, string) bool {
	return func(l *language, form string) bool {
		if len(form) > maxStemBytes {
			return false
		}
		tail, ok := cutElided(form, elides)
		return ok && tail != "" && l.is(tail)
	}
}

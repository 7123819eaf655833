package shingle

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"
)

// The lists are text: one word to a line under headings that begin with '#'. A
// word written with a leading '-' belongs to the Snowball list of the language
// but carries content, and is not taken for a function word.
var (
	//go:embed functionwords/en.txt
	englishText string
	//go:embed functionwords/fr.txt
	frenchText string
	//go:embed functionwords/es.txt
	spanishText string
	//go:embed functionwords/ru.txt
	russianText string
	//go:embed functionwords/sv.txt
	swedishText string
	//go:embed functionwords/no.txt
	norwegianText string
	//go:embed functionwords/hu.txt
	hungarianText string
)

// Each function parses its list on the first call. A program pays only for the
// languages it meets, well under 0.1 ms and some 40 kB each.
var (
	englishWords   = sync.OnceValue(func() *formTable[bool] { return parseWords(englishText) })
	frenchWords    = sync.OnceValue(func() *formTable[bool] { return parseWords(frenchText) })
	spanishWords   = sync.OnceValue(func() *formTable[bool] { return parseWords(spanishText) })
	russianWords   = sync.OnceValue(func() *formTable[bool] { return parseWords(russianText) })
	swedishWords   = sync.OnceValue(func() *formTable[bool] { return parseWords(swedishText) })
	norwegianWords = sync.OnceValue(func() *formTable[bool] { return parseWords(norwegianText) })
	hungarianWords = sync.OnceValue(func() *formTable[bool] { return parseWords(hungarianText) })
)

// parseWords reads a list into a table that holds true for a function word and
// false for a word taken out of the Snowball list.
func parseWords(text string) *formTable[bool] {
	words := make(map[string]bool, strings.Count(text, "\n"))
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		word, excluded := strings.CutPrefix(line, "-")
		words[word] = !excluded
	}
	return newFormTable(words)
}

// words returns the list of the language, or nil for None and Auto.
func (l Language) words() *formTable[bool] {
	switch l {
	case English:
		return englishWords()
	case French:
		return frenchWords()
	case Spanish:
		return spanishWords()
	case Russian:
		return russianWords()
	case Swedish:
		return swedishWords()
	case Norwegian:
		return norwegianWords()
	case Hungarian:
		return hungarianWords()
	}
	return nil
}

// isEnglishContraction reports whether form joins a pronoun, a question word or
// another function word to a reduced auxiliary, as in they'll, who'd or there's.
// What comes before the apostrophe must be a function word by itself, so that a
// possessive such as dog's is not taken for one.
func isEnglishContraction(form string) bool {
	i := strings.IndexByte(form, '\'')
	if i <= 0 {
		return false
	}
	switch form[i:] {
	case "'s", "'m", "'d", "'ll", "'re", "'ve", "'d've", "'ll've":
	default:
		return false
	}
	head := form[:i]
	is, _ := englishWords().get(hashForm(head), head)
	return is || english.IsStopWord(head)
}

// isFrenchElision reports whether form is an elided particle joined to a
// function word, as in qu'il, d'un or l'autre.
func isFrenchElision(form string) bool {
	_, tail, ok := cutElision(form)
	return ok && tail != "" && French.IsFunctionWord(tail)
}

// cutElision splits a form such as l'homme after the apostrophe of its elided
// French particle. Word segmentation keeps the two together.
func cutElision(form string) (particle, tail string, ok bool) {
	i := strings.IndexByte(form, '\'')
	if i < 0 {
		return "", form, false
	}
	switch form[:i] {
	case "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return form[:i], form[i+1:], true
	}
	return "", form, false
}

package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed closed/spelling.txt
var spellingText string

// A spelling knows how to bring British spellings to American ones.
type spelling struct {
	parts *strings.Replacer
	words map[string]string
	ise   map[string]bool // words in -ise that stay so
}

var spellings = sync.OnceValue(func() *spelling {
	s := &spelling{words: make(map[string]string), ise: make(map[string]bool)}
	var parts []string
	section := ""
	for line := range strings.Lines(spellingText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		british, americans, _ := strings.Cut(line, " ")
		switch {
		case line[0] == '[':
			section = line
		case section == "[parts]":
			parts = append(parts, british, americans)
		case section == "[words]":
			s.words[british] = americans
		case section == "[doubled]":
			for _, tail := range [...]string{"ed", "ing", "er", "or"} {
				parts = append(parts, british+"l"+tail, british+tail)
			}
		case section == "[ise]":
			s.ise[british] = true
		}
	}
	s.parts = strings.NewReplacer(parts...)
	return s
})

// american returns an English form in American spelling. Forms that are so
// already are returned as they are; others may be taken for British that are
// neither, which does no harm where both sides of a comparison are treated
// alike. It is part of how keys are made.
func american(form string) string {
	s := spellings()
	if w, ok := s.words[form]; ok {
		return w
	}
	return s.ize(s.parts.Replace(form))
}

// iseEndings are what follows the s of -ise and -yse in the inflected and
// derived forms.
var iseEndings = [...]string{"e", "ed", "es", "er", "ers", "ing", "ings", "ation", "ations", "ational", "able"}

// ize puts z for the s of -ise and -yse, if the word is not one of those that
// are spelt so everywhere, if a vowel stands somewhere before the ending (not
// rise) and a consonant right before it (not raise).
func (s *spelling) ize(form string) string {
	i := strings.LastIndexByte(form, 's')
	if i > 0 && i == len(form)-1 { // es, ings
		i = strings.LastIndexByte(form[:i], 's')
	}
	if i < 3 || form[i-1] != 'i' && form[i-1] != 'y' {
		return form
	}
	stem, tail := form[:i], form[i+1:]
	if s.ise[stem+"se"] || vowel(stem[i-2]) || !strings.ContainsAny(stem[:i-2], "aeiouy") {
		return form
	}
	for _, e := range iseEndings {
		if tail == e && (stem[i-1] == 'i' || strings.HasPrefix(e, "e") || strings.HasPrefix(e, "i")) {
			return stem + "z" + tail
		}
	}
	return form
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

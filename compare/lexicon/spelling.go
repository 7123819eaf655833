package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed closed/spelling.txt
var spellingText string

// A spelling converts British spellings to American ones.
type spelling struct {
	parts  *strings.Replacer
	starts [1 << partBits / 64]uint64 // partCodes with which parts begin, as bits
	words  map[string]string
	ise    map[string]bool // words in -ise that do not change
}

// Parts are recognised by their first three letters, five bits of each: few words have such
// letters, and to look for a part at every letter takes a quarter of a microsecond.
const (
	partLetters = 3
	partBits    = 5 * partLetters
)

// partCode adds a letter to the code of the letters before it.
func partCode(code uint32, letter byte) uint32 {
	return (code<<5 | uint32(letter&31)) & (1<<partBits - 1)
}

// begin notes the first letters of a part.
func (s *spelling) begin(part string) {
	code := uint32(0)
	for i := range partLetters {
		code = partCode(code, part[i])
	}
	s.starts[code/64] |= 1 << (code % 64)
}

// mayHavePart reports whether a form has the first letters of a part.
func (s *spelling) mayHavePart(form string) bool {
	code := uint32(0)
	for i := range len(form) {
		code = partCode(code, form[i])
		if i >= partLetters-1 && s.starts[code/64]>>(code%64)&1 != 0 {
			return true
		}
	}
	return false
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
	for i := 0; i < len(parts); i += 2 {
		s.begin(parts[i])
	}
	return s
})

// american returns an English form in American spelling. American forms are
// returned unchanged. Some other words may be taken for British ones, which does no
// harm if both sides of a comparison are treated alike. It is a step in making
// keys.
func american(form string) string {
	s := spellings()
	if w, ok := s.words[form]; ok {
		return w
	}
	if s.mayHavePart(form) {
		form = s.parts.Replace(form)
	}
	return s.ize(form)
}

// iseEndings are the letters after the s of -ise and -yse in inflected and derived
// forms.
var iseEndings = [...]string{"e", "ed", "es", "er", "ers", "ing", "ings", "ation", "ations", "ational", "able"}

// ize replaces the s of -ise and -yse by z, unless the word is spelt with s
// everywhere, if a vowel is somewhere before the ending (not rise) and a consonant
// directly before it (not raise).
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

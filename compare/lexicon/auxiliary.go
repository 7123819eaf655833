package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Auxiliary reports whether two words, given as normal forms, are forms of one
// auxiliary or modal verb: is and was, the German kann and konnte, the French c'est
// and c'était. They are exchanged when a text is put into another tense or person.
// Forms of two verbs do not count, such as the German kann and muss. English modal
// verbs have no tenses here, because may and might replace each other in any tense.
// There are lists for the languages of [Sets].
func Auxiliary(lang shingle.Language, source, suspect string) bool {
	verbs := auxiliaryLists.of(lang)
	if verbs == nil {
		return false
	}
	if i := strings.IndexByte(source, '\''); i > 0 && strings.HasPrefix(suspect, source[:i+1]) {
		source, suspect = source[i+1:], suspect[i+1:]
	}
	of := (*verbs)[suspect]
	return slices.ContainsFunc((*verbs)[source], func(verb int) bool { return slices.Contains(of, verb) })
}

var auxiliaryLists = list[auxiliaries]{kind: "auxiliary", parse: parseAuxiliaries}

// auxiliaries maps a form to the numbers of its verbs: the Spanish fue is a form of
// ser and of ir.
type auxiliaries map[string][]int

// parseAuxiliaries reads a text like closed/auxiliary/en.txt, with the forms of one
// verb on each line.
func parseAuxiliaries(text string, _ shingle.Language) (auxiliaries, error) {
	a := make(auxiliaries)
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		for _, form := range strings.Fields(line) {
			if f := forms(form); len(f) != 1 || f[0] != form {
				return nil, fmt.Errorf("%w: line %d: %q is no normal form", errList, n, form)
			}
			if slices.Contains(a[form], n) {
				return nil, fmt.Errorf("%w: line %d: %q twice", errList, n, form)
			}
			a[form] = append(a[form], n)
		}
	}
	return a, nil
}

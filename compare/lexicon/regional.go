package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// SameElsewhere reports whether two sides, as for [Closed], are the words of two
// countries with the same language for one thing: a lift and an elevator, the
// Portuguese autocarro and the Brazilian ônibus. Editors who localise a text exchange
// them, although thesauri relate most of them. There are lists for English, Spanish,
// Portuguese, French, German and Dutch. English forms must be listed; others are
// compared by their stems. The first call for a language reads its list, which takes
// less than a millisecond, in English two.
func SameElsewhere(lang shingle.Language, source, suspect []string) bool {
	if !closable(source) || !closable(suspect) {
		return false
	}
	if lang == shingle.English {
		return closedEnglish().share(strings.Join(source, " "), strings.Join(suspect, " "), Regional)
	}
	return regionalLists.of(lang).same(lang, source, suspect)
}

var regionalLists = list[regional]{kind: "regional", parse: parseRegional}

// A regional maps phrases, by their stems, to the rows that they are in, ascending.
type regional map[string][]int

// same reports whether two different phrases share a row.
func (r *regional) same(lang shingle.Language, v, w []string) bool {
	if r == nil {
		return false
	}
	a, b := stemmed(lang, v), stemmed(lang, w)
	return a != b && slices.ContainsFunc((*r)[a], func(row int) bool { return slices.Contains((*r)[b], row) })
}

// has reports whether a word of that stem is in some row.
func (r *regional) has(stem string) bool { return r != nil && len((*r)[stem]) > 0 }

// parseRegional reads a text like closed/regional/pt.txt: phrases that mean the same, a
// line each, with equals signs between them.
func parseRegional(text string, lang shingle.Language) (regional, error) {
	r := make(regional)
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		members := 0
		for phrase := range strings.SplitSeq(line, " = ") {
			words := forms(phrase)
			if !closable(words) {
				return nil, fmt.Errorf("%w: line %d: %q has %d words", errList, n, phrase, len(words))
			}
			if stem := stemmed(lang, words); !slices.Contains(r[stem], n) {
				r[stem] = append(r[stem], n)
				members++
			}
		}
		if members < 2 {
			return nil, fmt.Errorf("%w: line %d: %q is one word", errList, n, line)
		}
	}
	return r, nil
}

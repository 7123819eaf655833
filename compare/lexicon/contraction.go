package lexicon

import "strings"

// endings are what English contracts, by the part after the word: n't and the
// reduced auxiliaries.
var endings = [...]struct {
	short string
	long  []string
}{
	{"n't", []string{"not"}},
	{"'re", []string{"are", "were"}},
	{"'ll", []string{"will", "shall"}},
	{"'ve", []string{"have"}},
	{"'m", []string{"am"}},
	{"'d", []string{"would", "had", "should", "did"}},
	{"'s", []string{"is", "has"}},
}

// contracted reports whether long is short with one or more contractions written
// out: they're here, they are here. Irregular ones (won't) are in the table.
func contracted(short, long []string) bool {
	if len(long) <= len(short) {
		return false
	}
	some := false
	for _, w := range short {
		switch {
		case len(long) > 0 && long[0] == w:
			long = long[1:]
		case len(long) > 1 && writtenOut(w, long[0], long[1]):
			long, some = long[2:], true
		default:
			return false
		}
	}
	return some && len(long) == 0
}

// writtenOut reports whether a contraction stands for two words.
func writtenOut(short, first, second string) bool {
	head, ok := strings.CutPrefix(short, first)
	if !ok || head == "" {
		return false
	}
	for _, e := range endings {
		if head != e.short {
			continue
		}
		for _, l := range e.long {
			if l == second {
				return true
			}
		}
	}
	return false
}

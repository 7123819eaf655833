package lexicon

import (
	"fmt"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// maxFiller is the most words of a filler.
const maxFiller = 7

// Filler returns how many of the first words, given as normal forms, are a filler: a
// discourse marker or another word or phrase without which a sentence says the same, such
// as furthermore, in fact, of course, it is worth noting that. The longest filler counts,
// and two in a row are two fillers. It returns 0 if words do not begin with a filler.
// Programs that rewrite texts insert fillers by the dozen. There are lists for the
// languages of [Sets], with some 500 fillers for English and 70 or more for each of the
// others.
//
// A phrase is a filler only where the sentence does not need it: well in "all is
// well" is not one, but Filler sees only the forms.
func Filler(lang shingle.Language, words []string) int {
	f := fillerLists.of(lang)
	if f == nil || len(words) == 0 {
		return 0
	}
	for n := min(f.longest[words[0]], len(words)); n > 1; n-- {
		if f.phrases[strings.Join(words[:n], " ")] {
			return n
		}
	}
	if f.phrases[words[0]] {
		return 1
	}
	return 0
}

var fillerLists = list[fillers]{kind: "filler", parse: parseFillers}

type fillers struct {
	phrases map[string]bool
	longest map[string]int // words of the longest phrase that begins with a word
}

// parseFillers reads a text with a filler on each line.
func parseFillers(text string, _ shingle.Language) (fillers, error) {
	f := fillers{phrases: make(map[string]bool), longest: make(map[string]int)}
	n := 0
	for line := range strings.Lines(text) {
		n++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		words := forms(line)
		phrase := strings.Join(words, " ")
		if len(words) == 0 || len(words) > maxFiller || f.phrases[phrase] {
			return f, fmt.Errorf("%w: line %d: %q has %d words or stands twice", errList, n, line, len(words))
		}
		f.phrases[phrase] = true
		f.longest[words[0]] = max(f.longest[words[0]], len(words))
	}
	return f, nil
}

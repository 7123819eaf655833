package main

import (
	"fmt"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

// A thesaurus is Moby: it maps each head word or phrase to the words of its entry.
type thesaurus struct {
	under  map[entry]map[entry]bool
	source lexicon.Source
}

// readMoby reads the thesaurus: an entry on a line, its words between commas,
// the head first. Entries whose heads are forms of one word become one.
func readMoby(path string, words *vocabulary) (*thesaurus, error) {
	text, source, err := readFile(path, "moby", "1.1.2")
	if err != nil {
		return nil, err
	}
	t := &thesaurus{under: make(map[entry]map[entry]bool), source: source}
	n := 0
	for line := range strings.Lines(text) {
		n++
		head, rest, ok := strings.Cut(strings.TrimSpace(line), ",")
		if !ok {
			return nil, fmt.Errorf("%s:%d: %w: no comma", path, n, errInput)
		}
		h := words.entry(head)
		if h == 0 {
			continue
		}
		if t.under[h] == nil {
			t.under[h] = make(map[entry]bool)
		}
		for item := range strings.SplitSeq(rest, ",") {
			if e := words.entry(item); e != 0 && e != h {
				t.under[h][e] = true
			}
		}
	}
	return t, nil
}

// links reports whether one of two entries stands under the other.
func (t *thesaurus) links(a, b entry) bool { return t.under[a][b] || t.under[b][a] }

// overlap returns the Jaccard similarity of the entries of two heads. Each head
// counts as a word of its own entry.
func (t *thesaurus) overlap(a, b entry) float64 {
	under, other := t.under[a], t.under[b]
	if len(under) == 0 || len(other) == 0 {
		return 0
	}
	if len(under) > len(other) {
		under, other, a, b = other, under, b, a
	}
	common := 0
	for e := range under {
		if other[e] || e == b {
			common++
		}
	}
	if other[a] {
		common++
	}
	return float64(common) / float64(len(under)+len(other)+2-common)
}

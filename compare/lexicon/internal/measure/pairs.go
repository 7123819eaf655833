package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A pair is a word or phrase and its replacement.
type pair struct {
	source, suspect lexicon.Key
	times           int
	phrase          bool // more than one word on a side
}

// readPairs reads a file of pairs. Words and phrases that are too long for the
// lexicon have the key 0, so that they count as not known.
func readPairs(path string, l *lexicon.Lexicon) ([]pair, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var pairs []pair
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		field := strings.Split(in.Text(), "\t")
		if len(field) != 3 {
			return nil, fmt.Errorf("%s:%d: %d fields, want 3", path, n, len(field))
		}
		times, err := strconv.Atoi(field[2])
		if err != nil || times < 1 {
			return nil, fmt.Errorf("%s:%d: bad count %q", path, n, field[2])
		}
		source, suspect := forms(field[0]), forms(field[1])
		p := pair{l.Key(source...), l.Key(suspect...), times, len(source) > 1 || len(suspect) > 1}
		if p.source != p.suspect || p.source == 0 {
			pairs = append(pairs, p)
		}
	}
	return pairs, in.Err()
}

// forms returns the normal forms of the words of a text.
func forms(text string) []string {
	var forms []string
	for w := range shingle.Words(text, shingle.None) {
		forms = append(forms, w.Form)
	}
	return forms
}

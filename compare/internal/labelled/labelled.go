// Package labelled reads pairs of texts whose relation is known.
//
// A file holds one JSON object a line and may be compressed with gzip (name
// ending in .gz):
//
//	{"id": "…", "label": "spun", "kind": "…", "source": "…", "suspect": "…",
//	 "gold": [[source start, source end, suspect start, suspect end], …]}
//
// Gold are the substitutions made, in bytes, half-open; null where they are
// not known. Further members are kept in Pair if it has a field for them.
package labelled

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// A Pair is two texts whose relation is known.
type Pair struct {
	ID       string   `json:"id"`
	Label    string   `json:"label"`
	Kind     string   `json:"kind"`
	Source   string   `json:"source"`
	Suspect  string   `json:"suspect"`
	Gold     [][4]int `json:"gold"`     // substitutions; nil if not known
	Passages [][4]int `json:"passages"` // where the suspect has passages of the source; nil if not known

	Dictionary string  `json:"dictionary"` // the spinner's
	Repo       string  `json:"repo"`       // where the source is from
	Page       string  `json:"page"`
	Replaced   float64 `json:"replaced"` // share of words replaced

	Style    string   `json:"style,omitempty"`  // what was done, without the rate
	Rate     float64  `json:"rate,omitempty"`   // share of words that was to be replaced
	Choice   string   `json:"choice,omitempty"` // of replacements: consistent or free
	Traits   []string `json:"traits,omitempty"` // what else was done
	SourceID string   `json:"group,omitempty"`  // the source text's
}

// Group names what the pair must be kept together with when pairs are divided
// into those to fit on and those to test on: pairs of one source text.
func (p *Pair) Group() string {
	if p.SourceID != "" {
		return p.SourceID
	}
	if p.Page != "" {
		return p.Page
	}
	return p.ID
}

// Read reads the pairs of the files, in order. An error names file and line.
func Read(files ...string) ([]Pair, error) {
	var pairs []Pair
	for _, name := range files {
		var err error
		if pairs, err = readFile(name, pairs); err != nil {
			return nil, err
		}
	}
	return pairs, nil
}

func readFile(name string, pairs []Pair) ([]Pair, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		r = z
	}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 64<<20)
	for line := 1; s.Scan(); line++ {
		var p Pair
		if err := json.Unmarshal(s.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		pairs = append(pairs, p)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return pairs, nil
}

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"
)

// sampleNames are the pairs of testdata/pairs that the page offers, with a title each.
var sampleNames = []struct{ file, title string }{
	{"news-spun-medium", "Words exchanged by a program"},
	{"fr-news-spun-medium", "The same, in French"},
	{"news-near-duplicate-update", "Next week’s edition"},
	{"post-near-duplicate-cyrillic-words", "A copy disguised with Cyrillic letters"},
	{"review-excerpt-quotation", "A review that quotes"},
	{"news-paraphrase-close", "Said again in other words"},
	{"news-same-topic", "Two reports on one fire"},
	{"sport-identical", "An exact copy"},
	{"legal-unrelated", "Nothing in common"},
}

// A sample is a pair of texts as the page fetches it.
type sample struct {
	Title   string `json:"title"`
	Verdict string `json:"verdict"` // the right one
	About   string `json:"about"`   // how the suspect came about
	Source  string `json:"source"`
	Suspect string `json:"suspect"`
}

// samples returns the samples as JSON.
func samples(ctx context.Context) ([]byte, error) {
	root, err := goCommand(ctx, "list", "-f", "{{.Root}}", "github.com/palimpsest-go/palimpsest/compare")
	if err != nil {
		return nil, err
	}
	all := make([]sample, 0, len(sampleNames))
	for _, s := range sampleNames {
		data, err := os.ReadFile(filepath.Join(strings.TrimSpace(root), "testdata", "pairs", s.file+".txtar"))
		if err != nil {
			return nil, err
		}
		read, err := readSample(s.title, txtar.Parse(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.file, err)
		}
		all = append(all, read)
	}
	return json.Marshal(all)
}

// readSample returns a sample from a pair as testdata/README.md describes it.
func readSample(title string, pair *txtar.Archive) (sample, error) {
	s := sample{Title: title}
	for line := range strings.Lines(string(pair.Comment)) {
		s.About += " " + strings.TrimSpace(strings.TrimPrefix(line, "#"))
	}
	s.About = strings.TrimSpace(s.About)
	for _, f := range pair.Files {
		switch f.Name {
		case "source":
			s.Source = string(f.Data)
		case "suspect":
			s.Suspect = string(f.Data)
		case "want":
			first, _, _ := strings.Cut(string(f.Data), "\n")
			s.Verdict = strings.TrimPrefix(first, "verdict: ")
		}
	}
	if s.Source == "" || s.Suspect == "" || s.Verdict == "" {
		return s, fmt.Errorf("a section is missing")
	}
	return s, nil
}

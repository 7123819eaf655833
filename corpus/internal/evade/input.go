package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// A pair is a source and a text that was spun from it.
type pair struct{ source, suspect string }

// line holds the fields that lines of input may have.
type line struct{ Text, Source, Suspect string }

// readPairs reads pairs from files. See the package comment.
func readPairs(names []string) ([]pair, error) {
	var pairs []pair
	for _, name := range names {
		if source, suspect, ok := strings.Cut(name, ","); ok {
			a, err := os.ReadFile(source)
			if err != nil {
				return nil, err
			}
			b, err := os.ReadFile(suspect)
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, pair{string(a), string(b)})
			continue
		}
		err := eachLine(name, func(l line) { pairs = append(pairs, pair{l.Source, l.Suspect}) })
		if err != nil {
			return nil, err
		}
	}
	return pairs, nil
}

// readTexts reads texts from files.
func readTexts(names []string) ([]string, error) {
	var texts []string
	for _, name := range names {
		if !strings.Contains(name, ".jsonl") {
			b, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			texts = append(texts, string(b))
			continue
		}
		err := eachLine(name, func(l line) {
			for _, t := range []string{l.Text, l.Source, l.Suspect} {
				if t != "" {
					texts = append(texts, t)
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return texts, nil
}

// eachLine calls f with each line of a file of JSON lines.
func eachLine(name string, f func(line)) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	var r io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 64<<20)
	for n := 1; s.Scan(); n++ {
		var l line
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		f(l)
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

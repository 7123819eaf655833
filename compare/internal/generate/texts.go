package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth"
)

// readTexts reads the texts of files and directories, in order; of equal ones
// the first. An error names file and line.
func readTexts(paths []string) ([]*synth.Text, error) {
	c := collection{seen: make(map[string]bool)}
	for _, path := range paths {
		err := filepath.WalkDir(path, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			return c.file(path)
		})
		if err != nil {
			return nil, err
		}
	}
	return c.texts, nil
}

// A collection gathers texts.
type collection struct {
	texts []*synth.Text
	seen  map[string]bool
}

func (c *collection) add(group, body string) {
	body = strings.ToValidUTF8(body, "\uFFFD")
	if !c.seen[body] {
		c.seen[body] = true
		c.texts = append(c.texts, synth.NewText(group, body))
	}
}

func (c *collection) file(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	name, zipped := strings.CutSuffix(path, ".gz")
	if zipped {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if data, err = io.ReadAll(z); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	if !strings.HasSuffix(name, ".jsonl") {
		c.add(filepath.Base(path), string(data))
		return nil
	}
	s := bufio.NewScanner(bytes.NewReader(data))
	s.Buffer(nil, 64<<20)
	for line := 1; s.Scan(); line++ {
		var t struct {
			ID     string `json:"id"`
			Page   string `json:"page"`
			Group  string `json:"group"`
			Source string `json:"source"`
			Text   string `json:"text"`
		}
		if err := json.Unmarshal(s.Bytes(), &t); err != nil {
			return fmt.Errorf("%s:%d: %w", path, line, err)
		}
		if t.Text == "" {
			t.Text = t.Source
		}
		c.add(cmp.Or(t.Group, t.Page, t.ID), t.Text)
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

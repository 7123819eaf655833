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

// readTexts reads the texts of files and directories, in order. Of several equal
// texts it keeps the first. An error names file and line.
func readTexts(paths []string) ([]synth.Base, error) {
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
	texts []synth.Base
	seen  map[string]bool
}

func (c *collection) add(b synth.Base) {
	b.Body = strings.ToValidUTF8(b.Body, "\uFFFD")
	if !c.seen[b.Body] {
		c.seen[b.Body] = true
		c.texts = append(c.texts, b)
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
		c.add(synth.Base{Group: filepath.Base(path), Body: string(data)})
		return nil
	}
	s := bufio.NewScanner(bytes.NewReader(data))
	s.Buffer(nil, 64<<20)
	for line := 1; s.Scan(); line++ {
		var t struct {
			ID       string `json:"id"`
			Page     string `json:"page"`
			Group    string `json:"group"`
			Genre    string `json:"genre"`
			Language string `json:"language"`
			Source   string `json:"source"`
			Text     string `json:"text"`
		}
		if err := json.Unmarshal(s.Bytes(), &t); err != nil {
			return fmt.Errorf("%s:%d: %w", path, line, err)
		}
		if t.Text == "" {
			t.Text = t.Source
		}
		c.add(synth.Base{ID: t.ID, Group: cmp.Or(t.Group, t.Page, t.ID), Genre: t.Genre, Language: t.Language, Body: t.Text})
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

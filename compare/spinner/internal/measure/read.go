package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/synth"
)

// Bounds on the words of a text that is spun: enough for some dozen exchanges, but not
// a book.
const fewestWords, mostWords = 250, 1200

// open opens a dictionary given as [NAME[:LANGUAGE]=]FILE.
func open(arg string) (*synth.Dictionary, error) {
	name, path, named := strings.Cut(arg, "=")
	if !named {
		name, path = filepath.Base(arg), arg
	}
	name, language, _ := strings.Cut(name, ":")
	return synth.Open(name, cmp.Or(language, "en"), path)
}

// readTexts returns the texts of a language in one half of their groups.
func readTexts(name, language string, half uint32) ([]*synth.Text, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out []*synth.Text
	s := bufio.NewScanner(z)
	s.Buffer(nil, 64<<20)
	for line := 1; s.Scan(); line++ {
		var t struct{ ID, Group, Language, Text string }
		if err := json.Unmarshal(s.Bytes(), &t); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		h := fnv.New32a()
		io.WriteString(h, t.Group)
		if words := len(strings.Fields(t.Text)); t.Language == language && h.Sum32()>>7%2 == half && words >= fewestWords && words <= mostWords {
			out = append(out, synth.NewText(synth.Base{ID: t.ID, Group: t.Group, Language: t.Language, Body: t.Text}))
		}
	}
	return out, s.Err()
}

// readPosts returns the posts of each spinner that are spun, and how many there are in all.
func readPosts(name string) (spinners map[int][]post, all int, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	spinners = make(map[int][]post)
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for line := 1; s.Scan(); line++ {
		var p post
		if err := json.Unmarshal(s.Bytes(), &p); err != nil {
			return nil, 0, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		all++
		if p.Verdict == compare.Spun.String() {
			spinners[p.Spinner] = append(spinners[p.Spinner], p)
		}
	}
	return spinners, all, s.Err()
}

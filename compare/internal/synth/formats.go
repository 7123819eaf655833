package synth

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// ErrDictionary is wrapped by errors about files that are not dictionaries.
var ErrDictionary = errors.New("not a dictionary of a known format")

// Open reads a dictionary. It recognises the format:
//
//   - a directory with data.noun, data.verb, data.adj or data.adv: WordNet;
//   - a name ending in .dat: MyThes, the thesaurus of LibreOffice;
//   - a file with a tab in its first line that is no comment (#): pairs, a key
//     and after the tab its replacements, divided by |;
//   - anything else: Moby, one line of words divided by commas for each key.
//
// Language is the code of its language, empty for English. A MyThes file names
// its encoding in the first line.
//
// Open reads the whole file at once: Moby, the largest known, has 25 MB. The error
// wraps [ErrDictionary] if nothing in the file could be read as an entry.
func Open(name, language, path string) (*Dictionary, error) {
	d := NewDictionary(name)
	d.Language = language
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		err = d.wordNet(path)
	} else {
		err = d.file(path)
	}
	if err != nil {
		return nil, err
	}
	if d.Len() == 0 {
		return nil, fmt.Errorf("%s: %w", path, ErrDictionary)
	}
	return d, nil
}

func (d *Dictionary) file(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text := string(b)
	switch {
	case strings.HasSuffix(path, ".dat"):
		return d.myThes(path, text)
	case strings.Contains(firstLine(text), "\t"):
		d.pairs(text)
	default:
		d.moby(text)
	}
	return nil
}

func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && line[0] != '#' {
			return line
		}
	}
	return ""
}

func (d *Dictionary) pairs(text string) {
	for line := range strings.Lines(text) {
		if key, values, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t"); ok && line[0] != '#' {
			d.Add(key, strings.Split(values, "|")...)
		}
	}
}

func (d *Dictionary) moby(text string) {
	for line := range strings.Lines(text) {
		if key, values, ok := strings.Cut(strings.TrimRight(line, "\r\n"), ","); ok {
			d.Add(key, strings.Split(values, ",")...)
		}
	}
}

// myThes reads "word|n" followed by n lines "(part of speech)|synonym|…". A
// synonym may end in a remark; those that are marked as opposites are left out.
func (d *Dictionary) myThes(path, text string) error {
	encoding, _, _ := strings.Cut(strings.TrimPrefix(text, "\ufeff"), "\n")
	if e, err := htmlindex.Get(strings.TrimSpace(encoding)); err == nil {
		if text, err = e.NewDecoder().String(text); err != nil {
			return fmt.Errorf("%s: %w: %w", path, ErrDictionary, err)
		}
	}
	s := bufio.NewScanner(strings.NewReader(text))
	s.Buffer(nil, 1<<20)
	s.Scan() // the encoding
	line := 1
	for s.Scan() {
		line++
		key, count, _ := strings.Cut(s.Text(), "|")
		n, err := strconv.Atoi(strings.TrimSpace(count))
		if err != nil {
			return fmt.Errorf("%s:%d: %w: no number of meanings", path, line, ErrDictionary)
		}
		for range n {
			if !s.Scan() {
				return fmt.Errorf("%s:%d: %w: a meaning is missing", path, line, ErrDictionary)
			}
			line++
			for v := range strings.SplitSeq(s.Text(), "|") {
				v, remark, _ := strings.Cut(v, " (")
				if !strings.Contains(remark, "antonym") {
					d.Add(key, v)
				}
			}
		}
	}
	return s.Err()
}

// wordNet reads the synonym sets of the four data files: after offset, file
// number and kind comes the number of words in hexadecimal, then each word and
// an id.
func (d *Dictionary) wordNet(dir string) error {
	for _, part := range []string{"noun", "verb", "adj", "adv"} {
		path := filepath.Join(dir, "data."+part)
		b, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return err
		}
		number := 0
		for line := range strings.Lines(string(b)) {
			number++
			if strings.HasPrefix(line, "  ") {
				continue // the licence
			}
			fields := strings.Fields(line)
			if len(fields) < 4 {
				continue
			}
			n, err := strconv.ParseUint(fields[3], 16, 16)
			if err != nil || len(fields) < 4+2*int(n) {
				return fmt.Errorf("%s:%d: %w: no synonym set", path, number, ErrDictionary)
			}
			var set []string
			for i := range n {
				w, _, _ := strings.Cut(fields[4+2*i], "(")
				set = append(set, strings.ReplaceAll(w, "_", " "))
			}
			for _, w := range set {
				d.Add(w, set...)
			}
		}
	}
	return nil
}

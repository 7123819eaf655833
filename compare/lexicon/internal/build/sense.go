package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
)

// senses say which share of the use of an entry each of its synsets has.
type senses map[entry]*use

// A use is the use of one entry. The sum is kept beside its parts: added up in the
// order of a map, its last digits would differ each time, and so would the file.
type use struct {
	of  map[int32]float64
	all float64
}

// add adds to the use of an entry in the sense of a synset.
func (s senses) add(e entry, set int32, times float64) {
	u := s[e]
	if u == nil {
		u = &use{of: make(map[int32]float64)}
		s[e] = u
	}
	u.of[set] += times
	u.all += times
}

// share returns the part of an entry's use that is in the sense of a synset, 0 to 1.
// It comes from texts whose words were tagged with senses; each sense of a part of
// speech is counted once more over its rank, as many words do not occur in those
// texts.
func (s senses) share(e entry, set int32) float64 {
	if u := s[e]; u != nil {
		return u.of[set] / u.all
	}
	return 0
}

// readSenses reads the index files, which hold the synsets of each lemma, the
// commonest first, and the counts of the tagged texts: see wndb(5WN), cntlist(5WN).
func (w *wordNet) readSenses(dir string, words *vocabulary, number map[synsetID]int32, all io.Writer) error {
	tagged := make(map[tag]float64)
	err := eachLine(filepath.Join(dir, "cntlist.rev"), all, func(line string) error {
		f := strings.Fields(line)
		if len(f) != 3 {
			return fmt.Errorf("%w: %d fields, want 3", errInput, len(f))
		}
		lemma, key, ok := strings.Cut(f[0], "%")
		rank, err1 := strconv.Atoi(f[1])
		times, err2 := strconv.Atoi(f[2])
		if !ok || key == "" || err1 != nil || err2 != nil {
			return fmt.Errorf("%w: %.40q, want a sense, its number and a count", errInput, line)
		}
		part, ok := tagParts[key[0]]
		if !ok {
			return fmt.Errorf("%w: part of speech %c", errInput, key[0])
		}
		tagged[tag{part, lemma, rank}] += float64(times)
		return nil
	})
	if err != nil {
		return err
	}
	for i, part := range parts {
		letter := "nvar"[i]
		err := eachLine(filepath.Join(dir, "index."+part), all, func(line string) error {
			lemma, sets, err := parseIndex(line)
			if err != nil {
				return err
			}
			e := words.entry(lemma)
			for i, offset := range sets {
				id := synsetID{letter, offset}
				n, ok := number[id]
				if !ok {
					return fmt.Errorf("%w: %s is in %c %08d, where no synset is", errInput, lemma, id.part, offset)
				}
				if letter == 'n' {
					w.nouns[lemma] = append(w.nouns[lemma], n)
				}
				times := tagged[tag{letter, lemma, i + 1}]
				w.counts.tagged(lemma, times)
				if e == 0 {
					continue
				}
				w.senses.add(e, n, times+1/float64(i+1))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// A tag names a sense of a lemma as the tagged texts do.
type tag struct {
	part  byte
	lemma string
	rank  int
}

// tagParts are the parts of speech by the digits that sense keys have for them.
var tagParts = map[byte]byte{'1': 'n', '2': 'v', '3': 'a', '4': 'r', '5': 'a'}

// parseIndex reads a line of an index file: the lemma, the part of speech, the
// counts of synsets and of pointers, the pointers, the count of senses and of
// those that are tagged, and the offsets of the synsets.
func parseIndex(line string) (lemma string, offsets []int, err error) {
	bad := fmt.Errorf("%w: %.40q is no lemma with its synsets", errInput, line)
	f := strings.Fields(line)
	if len(f) < 4 {
		return "", nil, bad
	}
	sets, err1 := strconv.Atoi(f[2])
	pointers, err2 := strconv.Atoi(f[3])
	if err1 != nil || err2 != nil || sets < 1 || pointers < 0 || len(f) != 6+pointers+sets {
		return "", nil, bad
	}
	for _, s := range f[6+pointers:] {
		offset, err := strconv.Atoi(s)
		if err != nil {
			return "", nil, bad
		}
		offsets = append(offsets, offset)
	}
	return f[0], offsets, nil
}

// eachLine calls f with every line of a file but those of the licence. It writes
// the file's digest to all.
func eachLine(path string, all io.Writer, f func(line string) error) error {
	text, source, err := readFile(path, "", "")
	if err != nil {
		return err
	}
	io.WriteString(all, source.Digest)
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.HasPrefix(line, " ") {
			continue
		}
		if err := f(strings.TrimSpace(line)); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return nil
}

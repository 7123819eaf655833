package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"strconv"
	"strings"
)

// A pair is a spun text and its source.
type pair struct {
	ID, Kind, Source, Suspect string
	Mode                      string
	Page                      string
	Host                      any
}

// rate returns the percentage of words exchanged, which ends the kind.
func (p pair) rate() int {
	n, _ := strconv.Atoi(p.Kind[strings.LastIndexByte(p.Kind, '-')+1:])
	return n
}

// lines returns an iterator over the lines of a file.
func lines(name string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		f, err := os.Open(name)
		if err != nil {
			yield(nil, err)
			return
		}
		defer f.Close()
		var r io.Reader = f
		if strings.HasSuffix(name, ".gz") {
			if r, err = gzip.NewReader(f); err != nil {
				yield(nil, fmt.Errorf("%s: %w", name, err))
				return
			}
		}
		s := bufio.NewScanner(r)
		s.Buffer(nil, 64<<20)
		for s.Scan() {
			if !yield(s.Bytes(), nil) {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(nil, fmt.Errorf("%s: %w", name, err))
		}
	}
}

func readPairs(name string) ([]pair, error) {
	var pairs []pair
	for line, err := range lines(name) {
		if err != nil {
			return nil, err
		}
		var p pair
		if err := json.Unmarshal(line, &p); err != nil {
			return nil, fmt.Errorf("%s: pair %d: %w", name, len(pairs), err)
		}
		pairs = append(pairs, p)
	}
	return pairs, nil
}

// A background yields texts one by one, and keeps every fortieth for itself.
type background struct {
	next func() (text, error, bool)
	stop func()
	kept []string
	keep int // how many to keep at most
}

type text struct{ ID, Text string }

// keptOf is how many texts of the background there are for each that is kept.
const keptOf = 40

func newBackground(names []string) *background {
	b := &background{keep: maxKept}
	b.next, b.stop = iter.Pull2(func(yield func(text, error) bool) {
		n := 0
		for _, name := range names {
			for line, err := range lines(name) {
				var t text
				if err == nil {
					err = json.Unmarshal(line, &t)
				}
				if n++; err == nil && n%keptOf == 7 && len(b.kept) < b.keep {
					b.kept = append(b.kept, t.Text)
					continue
				}
				if !yield(t, err) {
					return
				}
			}
		}
	})
	return b
}

const maxKept = 20000

func (b *background) close() { b.stop() }

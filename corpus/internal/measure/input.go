package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A pair is a spun text and its source.
type pair struct {
	ID, Kind, Source, Suspect string
	Mode                      string
	Page                      string
	Host                      any
	Rate, Replaced            float64 // share of words to be exchanged, and share that was exchanged
	Noise                     string  // how function words were changed
	Functions                 float64 // share of them
}

// rate returns the percentage of words that were to be exchanged. If the pair has
// no rate, the percentage is at the end of its kind.
func (p pair) rate() int {
	if p.Rate > 0 {
		return int(math.Round(100 * p.Rate))
	}
	n, _ := strconv.Atoi(p.Kind[strings.LastIndexByte(p.Kind, '-')+1:])
	return n
}

// content returns which share of the words other than function words was exchanged,
// if all exchanged words are such.
func (p pair) content() float64 {
	all, content := 0, 0
	for w := range shingle.Words(p.Source, shingle.Auto) {
		all++
		if w.Class != shingle.Function {
			content++
		}
	}
	return p.Replaced * float64(all) / float64(max(1, content))
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
	keep int // the greatest number to keep
}

type text struct{ ID, Text string }

// keptOf is how many texts of the background there are for each one that is kept.
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

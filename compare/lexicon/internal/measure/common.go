package main

import (
	"bufio"
	"cmp"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

const (
	seed     = 1
	draws    = 20 // other words drawn for each pair
	maxRatio = 2  // between the frequencies of a word and of one drawn for it
)

// A word is what WordNet says about one word.
type word struct {
	key   lexicon.Key
	parts uint8 // of speech, one bit each
	times int   // in the tagged texts
}

func (w *word) like(v *word) bool {
	return w.parts&v.parts != 0 &&
		math.Abs(math.Log(float64(w.times+1))-math.Log(float64(v.times+1))) <= math.Log(maxRatio)
}

// common holds the single words of WordNet, even those that occur nowhere in the
// tagged texts.
type common struct {
	words map[lexicon.Key]*word
}

// readCommon reads index.* and cntlist.rev.
func readCommon(dir string, l *lexicon.Lexicon) (*common, error) {
	c := &common{words: make(map[lexicon.Key]*word)}
	for i, part := range []string{"noun", "verb", "adj", "adv"} {
		err := eachLine(filepath.Join(dir, "index."+part), func(line string) error {
			lemma, _, _ := strings.Cut(line, " ")
			if lemma == "" || strings.ContainsAny(lemma, "_0123456789.'-/") {
				return nil
			}
			k := l.Key(lemma)
			if c.words[k] == nil {
				c.words[k] = &word{key: k}
			}
			c.words[k].parts |= 1 << i
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return c, eachLine(filepath.Join(dir, "cntlist.rev"), func(line string) error {
		f := strings.Fields(line)
		if len(f) != 3 {
			return fmt.Errorf("%d fields, want 3", len(f))
		}
		times, err := strconv.Atoi(f[2])
		if err != nil {
			return err
		}
		lemma, _, _ := strings.Cut(f[0], "%")
		if w := c.words[l.Key(lemma)]; w != nil {
			w.times += times
		}
		return nil
	})
}

// eachLine calls f with every line of a file.
func eachLine(path string, f func(string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	in := bufio.NewScanner(file)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		if err := f(in.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return in.Err()
}

// shuffled yields source words with suspect words of other pairs.
func shuffled(pairs []pair, c *common) iter.Seq2[lexicon.Key, lexicon.Key] {
	var pool []*word
	for _, p := range pairs {
		if w := c.words[p.suspect]; w != nil {
			pool = append(pool, w)
		}
	}
	return drawn(pairs, pool, c)
}

// random yields source words with any words.
func random(pairs []pair, c *common) iter.Seq2[lexicon.Key, lexicon.Key] {
	var pool []*word
	for _, w := range c.words {
		pool = append(pool, w)
	}
	slices.SortFunc(pool, func(v, w *word) int { return cmp.Compare(v.key, w.key) })
	return drawn(pairs, pool, c)
}

// drawn yields source words with words of the pool that are like the suspect word,
// but never replaced the source word.
func drawn(pairs []pair, pool []*word, c *common) iter.Seq2[lexicon.Key, lexicon.Key] {
	known := make(map[[2]lexicon.Key]bool)
	for _, p := range pairs {
		known[[2]lexicon.Key{p.source, p.suspect}] = true
	}
	return func(yield func(a, b lexicon.Key) bool) {
		r := rand.New(rand.NewPCG(seed, 0))
		for _, p := range pairs {
			suspect := c.words[p.suspect]
			if p.phrase || suspect == nil || c.words[p.source] == nil || len(pool) == 0 {
				continue
			}
			taken := 0
			for tries := 0; taken < draws && tries < 100*draws; tries++ {
				w := pool[r.IntN(len(pool))]
				if w.key == p.source || !w.like(suspect) || known[[2]lexicon.Key{p.source, w.key}] {
					continue
				}
				if !yield(p.source, w.key) {
					return
				}
				taken++
			}
		}
	}
}

package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A pile is generated texts, each the numbers of its words in a vocabulary.
type pile [][]uint16

// planted is the share of texts of a pile that are made from an earlier one.
const planted = 0.3

// editRates are the shares of words that are changed in them. Of the texts made
// at a rate of 0.02 about half have a similarity of 0.8 and more to what they
// were made from: an edit breaks five shingles.
var editRates = []float64{0, 0.002, 0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.05, 0.1}

// generate returns n texts of about 100 to 300 words. What a text is made from
// may be made from another itself, so that chains and stars arise.
func generate(seed uint64, n int) pile {
	r := rand.New(rand.NewPCG(seed, 1))
	zipf := rand.NewZipf(r, 1.1, 50, vocabularySize-1)
	p := make(pile, 0, n)
	for len(p) < n {
		var text []uint16
		if len(p) > 0 && r.Float64() < planted {
			rate := editRates[r.IntN(len(editRates))]
			for _, w := range p[r.IntN(len(p))] {
				switch x := r.Float64() / rate; {
				case x >= 1:
					text = append(text, w)
				case x < 0.6: // exchange
					text = append(text, uint16(zipf.Uint64()))
				case x < 0.8: // insert
					text = append(text, uint16(zipf.Uint64()), w)
				} // delete
			}
		} else {
			for range 100 + r.IntN(201) {
				text = append(text, uint16(zipf.Uint64()))
			}
		}
		p = append(p, text)
	}
	return p
}

const vocabularySize = 20_000

// vocabulary is made-up words, all different.
var vocabulary = func() []string {
	const first, second = "bdfgklmnprstvz", "aeiou"
	words := make([]string, vocabularySize)
	for i := range words {
		var b strings.Builder
		for n := i + len(first)*len(second); n > 0; n /= len(first) * len(second) {
			b.WriteByte(first[n%len(first)])
			b.WriteByte(second[n/len(first)%len(second)])
		}
		words[i] = b.String()
	}
	return words
}()

func TestVocabulary(t *testing.T) {
	words := slices.Collect(shingle.Words(strings.Join(vocabulary, " "), shingle.None))
	require.Len(t, words, len(vocabulary))
	seen := make(map[string]bool)
	for i, w := range words {
		require.Equal(t, vocabulary[i], w.Form)
		require.False(t, seen[w.Form], w.Form)
		seen[w.Form] = true
	}
}

// text writes out a text of a pile, in sentences.
func (p pile) text(i int) string {
	var b strings.Builder
	for j, w := range p[i] {
		word := vocabulary[w]
		switch {
		case j%11 == 0:
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		case j%11 == 10:
			b.WriteString(word + ".")
		default:
			b.WriteString(word)
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func id(i int) string { return fmt.Sprintf("t%06d", i) }

// writeJSONL writes the texts in the given order.
func (p pile) writeJSONL(w io.Writer, order []int) error {
	out := bufio.NewWriter(w)
	e := json.NewEncoder(out)
	for _, i := range order {
		if err := e.Encode(map[string]string{"id": id(i), "text": p.text(i)}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// inOrder and shuffled are orders of n texts.
func inOrder(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

func shuffled(n int) []int { return rand.New(rand.NewPCG(uint64(n), 2)).Perm(n) }

// pair is two texts, the lower number first.
type pair [2]int32

// pairsOf returns all pairs of texts with a similarity of at least the threshold,
// and their similarities. They are counted in an inverted index of shingles,
// which are made from the numbers of words and nothing of the library.
func pairsOf[W uint16 | uint32, Text ~[]W](texts []Text, size int, threshold float64) map[pair]float64 {
	type posting struct {
		shingle uint64
		text    int32
	}
	var postings []posting
	sizes := make([]int, len(texts))
	for i, words := range texts {
		from := len(postings)
		n := min(size, len(words))
		for j := 0; n > 0 && j+n <= len(words); j++ {
			h := uint64(n)
			for _, w := range words[j : j+n] {
				h = (h ^ uint64(w+1)) * 0x9e3779b97f4a7c15
				h ^= h >> 29
			}
			postings = append(postings, posting{h, int32(i)})
		}
		own := postings[from:]
		slices.SortFunc(own, func(a, b posting) int { return cmp.Compare(a.shingle, b.shingle) })
		own = slices.Compact(own)
		postings = postings[:from+len(own)]
		sizes[i] = len(own)
	}
	slices.SortFunc(postings, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.shingle, b.shingle), cmp.Compare(a.text, b.text))
	})
	shared := make(map[pair]int)
	for len(postings) > 0 {
		n := 1
		for n < len(postings) && postings[n].shingle == postings[0].shingle {
			n++
		}
		for i := range n {
			for j := range i {
				shared[pair{postings[j].text, postings[i].text}]++
			}
		}
		postings = postings[n:]
	}
	found := make(map[pair]float64)
	for p, n := range shared {
		if s := float64(n) / float64(sizes[p[0]]+sizes[p[1]]-n); s >= threshold {
			found[p] = s
		}
	}
	return found
}

package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"log"
	"slices"
	"strings"
)

// The base texts are cut to lengths between these, in words.
const (
	minWords = 150
	maxWords = 3000
)

// Bounds that keep one source from being most of the sample.
const (
	perDocument = 8   // texts of one document
	perPackage  = 220 // of one package in one language
	perCell     = 420 // of one genre in one language
)

// lengths are the sizes that documents are cut at, one chosen for each text.
var lengths = []int{180, 250, 350, 500, 700, 1000, 1500, 2500}

// A Text is a line of the file of texts.
type Text struct {
	ID       string `json:"id"`
	Genre    string `json:"genre"`
	Language string `json:"language"` // ISO 639-1
	Group    string `json:"group"`    // texts of one group are of one page or book, in any language
	Text     string `json:"text"`
}

// textsOf returns texts of the documents of one source.
func textsOf(docs []document) []Text {
	var out []Text
	for _, d := range docs {
		out = append(out, cut(d)...)
	}
	return capped(out, perPackage, func(t Text) string { return t.Language })
}

// writeTexts writes the texts that are not much like others.
func writeTexts(all []Text, name string) error {
	all = different(all)
	all = capped(all, perCell, func(t Text) string { return t.Genre + "/" + t.Language })
	slices.SortFunc(all, func(a, b Text) int { return cmp.Compare(a.ID, b.ID) })
	log.Printf("%d texts", len(all))
	return writeLines(name, all)
}

// cut makes texts of a document. A long document gives several, each of a length
// that its number chooses.
func cut(d document) []Text {
	var out []Text
	var blocks []string
	words := 0
	add := func() {
		t := strings.Join(blocks, "\n\n")
		if words >= minWords && words <= maxWords && (d.language == "en" || !foreign(t)) {
			out = append(out, Text{ID: hash(t), Genre: d.source.genre, Language: d.language, Group: d.page, Text: t})
		}
		blocks, words = nil, 0
	}
	want := func() int {
		if !d.long {
			return maxWords * 5 / 6
		}
		return lengths[number(fmt.Sprint(d.page, d.language, len(out)))%uint64(len(lengths))]
	}
	limit := want()
	for _, b := range d.blocks {
		n := wordCount(b)
		if words+n > maxWords {
			add()
		}
		blocks, words = append(blocks, b), words+n
		if words >= limit {
			if add(); len(out) == perDocument {
				return out
			}
			limit = want()
		}
	}
	add()
	return out
}

// hash returns a name for a text that depends on nothing else.
func hash(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:16] }

// number returns a number that looks random and depends on s alone.
func number(s string) uint64 {
	h := sha256.Sum256([]byte(s))
	return binary.LittleEndian.Uint64(h[:])
}

// capped returns at most n values of each class, chosen as if by chance, in
// their order.
func capped[T any](values []T, n int, class func(T) string) []T {
	order := make([]int, len(values))
	keys := make([]uint64, len(values))
	for i := range values {
		order[i] = i
		keys[i] = number(fmt.Sprint("choose ", i, class(values[i])))
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	had := map[string]int{}
	take := make([]bool, len(values))
	for _, i := range order {
		c := class(values[i])
		if had[c]++; had[c] <= n {
			take[i] = true
		}
	}
	var out []T
	for i, v := range values {
		if take[i] {
			out = append(out, v)
		}
	}
	return out
}

// seed is the seed of the hashes of word sequences, which never leave the process.
// A collision, one in 2^64, could make a file differ.
var seed = maphash.MakeSeed()

// different returns the texts that share less than a third of their sequences
// of six words with the texts before them.
func different(texts []Text) []Text {
	const width = 6
	seen := map[uint64]bool{}
	var out []Text
	for _, t := range texts {
		words := strings.Fields(strings.ToLower(t.Text))
		var grams []uint64
		known := 0
		for i := 0; i+width <= len(words); i++ {
			h := maphash.String(seed, strings.Join(words[i:i+width], " "))
			if grams = append(grams, h); seen[h] {
				known++
			}
		}
		if 3*known >= len(grams) {
			continue
		}
		for _, h := range grams {
			seen[h] = true
		}
		out = append(out, t)
	}
	return out
}

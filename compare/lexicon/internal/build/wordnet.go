package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

// A wordNet is the part of WordNet that the command uses: synsets, the entries in
// them and the pointers between them.
type wordNet struct {
	synsets   []synset
	of        map[entry][]int32 // the synsets of an entry, ascending
	irregular [][2]entry        // forms and their lemmas, where the entries differ
	senses    senses
	nouns     map[string][]int32 // the synsets of a noun by the number of the sense
	counts    *counts
	source    lexicon.Source
}

// A synset is a set of entries that mean the same.
type synset struct {
	entries  []entry
	rare     []entry // single words that are not on the list
	pointers []int32 // to other synsets, ascending; they go both ways
	id       synsetID
	field    string  // number of the lexicographers' file, such as 05 for animals
	words    []entry // in the order of the file, 0 for those not on the list
	opposite []antonym
	above    []kind  // what this is a kind or an instance of
	similar  []int32 // of a head adjective its satellites, and the other way
}

// followed are the pointers that count as one hop: kinds, instances, parts,
// attributes, causes, similar and derived words. Antonyms (!) are not what a
// spinner puts, and fields (;c -c and the like) bring together words that have
// only a subject in common.
const followed = "@ @i ~ ~i #m #s #p %m %s %p = + * > ^ $ & < \\"

var parts = [...]string{"noun", "verb", "adj", "adv"}

// synsetID identifies a synset: its part of speech and its offset in the file.
type synsetID struct {
	part   byte
	offset int
}

// readWordNet reads the dict files in a directory.
func readWordNet(dir string, words *vocabulary) (*wordNet, error) {
	w := &wordNet{of: make(map[entry][]int32), senses: make(senses), nouns: make(map[string][]int32), counts: newCounts()}
	number := make(map[synsetID]int32)
	targets := [][]pointer{}
	all := sha256.New() // of the digests of the files, in hexadecimal digits
	for _, part := range parts {
		path := filepath.Join(dir, "data."+part)
		text, source, err := readFile(path, "", "")
		if err != nil {
			return nil, err
		}
		io.WriteString(all, source.Digest)
		n := 0
		for line := range strings.Lines(text) {
			n++
			if strings.HasPrefix(line, " ") {
				continue // the licence
			}
			set, pointers, err := parseSynset(line, words)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, n, err)
			}
			w.counts.gloss(line)
			number[set.id] = int32(len(w.synsets))
			for _, e := range set.entries {
				w.of[e] = append(w.of[e], int32(len(w.synsets)))
			}
			w.synsets = append(w.synsets, set)
			targets = append(targets, pointers)
		}
	}
	if err := w.connect(targets, number); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	if err := w.readSenses(dir, words, number, all); err != nil {
		return nil, err
	}
	if err := w.readIrregular(dir, words, all); err != nil {
		return nil, err
	}
	w.source = lexicon.Source{Name: "wordnet", Version: "3.0", Digest: hex.EncodeToString(all.Sum(nil))}
	return w, nil
}

// connect sets the synsets that pointers lead to.
func (w *wordNet) connect(targets [][]pointer, number map[synsetID]int32) error {
	for i, pointers := range targets {
		from := &w.synsets[i]
		for _, p := range pointers {
			to, ok := number[p.to]
			if !ok {
				return fmt.Errorf("%w: a pointer leads to %c %08d, where no synset is", errInput, p.to.part, p.to.offset)
			}
			switch p.symbol {
			case "!":
				from.opposite = append(from.opposite, antonym{to, p.word, p.other})
			case "@", "@i":
				from.above = append(from.above, kind{to, p.symbol == "@i"})
			case "&":
				from.similar = append(from.similar, to)
			}
			if slices.Contains(strings.Fields(followed), p.symbol) {
				from.pointers = append(from.pointers, to)
				w.synsets[to].pointers = append(w.synsets[to].pointers, int32(i))
			}
		}
	}
	for i := range w.synsets {
		p := &w.synsets[i].pointers
		slices.Sort(*p)
		*p = slices.Compact(*p)
	}
	return nil
}

// A pointer leads from one synset to another, or from a word of one to a word of
// another. Words are numbered from 1 on, and 0 stands for all words.
type pointer struct {
	symbol      string
	to          synsetID
	word, other int
}

// An antonym of a word of a synset is a word of another.
type antonym struct {
	set         int32
	word, other int
}

// parseSynset reads a line of a data file, see wndb(5WN): the offset, the number
// of the lexicographers' file, the type, the count of words in hexadecimal
// digits, the words each with its number, the count of pointers, the pointers
// each as symbol, offset, part of speech and the words they are between.
func parseSynset(line string, words *vocabulary) (synset, []pointer, error) {
	bad := func(what string) (synset, []pointer, error) {
		return synset{}, nil, fmt.Errorf("%w: %s", errInput, what)
	}
	line, _, _ = strings.Cut(line, "|")
	f := strings.Fields(line)
	if len(f) < 4 {
		return bad("too few fields")
	}
	offset, err1 := strconv.Atoi(f[0])
	count, err2 := strconv.ParseInt(f[3], 16, 32)
	rest := f[4:]
	if err1 != nil || err2 != nil || count < 1 || len(rest) < 2*int(count)+1 {
		return bad("offset or words")
	}
	set := synset{id: synsetID{partOf(f[2]), offset}, field: f[1]}
	for i := range int(count) {
		word, _, _ := strings.Cut(rest[2*i], "(") // galore(ip)
		e := words.entry(word)
		set.words = append(set.words, e)
		if e == 0 {
			set.rare = append(set.rare, words.rare(word))
		} else if !slices.Contains(set.entries, e) {
			set.entries = append(set.entries, e)
		}
	}
	rest = rest[2*count:]
	count, err1 = strconv.ParseInt(rest[0], 10, 32)
	rest = rest[1:]
	if err1 != nil || count < 0 || len(rest) < 4*int(count) {
		return bad("pointers")
	}
	var pointers []pointer
	for p := range slices.Chunk(rest[:4*count], 4) {
		to, err := strconv.Atoi(p[1])
		if err != nil || len(p[2]) != 1 {
			return bad("pointer " + p[1])
		}
		between, err := strconv.ParseUint(p[3], 16, 16)
		if err != nil {
			return bad("pointer between " + p[3])
		}
		pointers = append(pointers, pointer{p[0], synsetID{partOf(p[2]), to}, int(between >> 8), int(between & 0xff)})
	}
	return set, pointers, nil
}

// partOf returns the part of speech; satellites are adjectives.
func partOf(s string) byte {
	if s == "s" {
		return 'a'
	}
	return s[0]
}

// readIrregular reads the exception lists, a form and its lemmas on a line.
func (w *wordNet) readIrregular(dir string, words *vocabulary, all io.Writer) error {
	for _, part := range parts {
		text, source, err := readFile(filepath.Join(dir, part+".exc"), "", "")
		if err != nil {
			return err
		}
		io.WriteString(all, source.Digest)
		for line := range strings.Lines(text) {
			f := strings.Fields(line)
			for i := 1; i < len(f); i++ {
				form, lemma := words.entry(f[0]), words.entry(f[i])
				if form != 0 && lemma != 0 && form != lemma {
					w.irregular = append(w.irregular, [2]entry{form, lemma})
				}
			}
		}
	}
	return nil
}

// near returns the synsets of an entry and all synsets that their pointers lead to,
// ascending.
func (w *wordNet) near(e entry) []int32 {
	var near []int32
	for _, s := range w.of[e] {
		near = append(append(near, s), w.synsets[s].pointers...)
	}
	slices.Sort(near)
	return slices.Compact(near)
}

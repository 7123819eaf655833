// Command build writes en.lex, the English lexicon that package lexicon embeds.
//
// It reads, and fetches nothing:
//
//   - the dict files of WordNet 3.0 (data.*, index.*, *.exc and cntlist.rev), which
//     Debian's package wordnet-base 1:3.0-37 puts into /usr/share/wordnet
//   - the Moby thesaurus, file words.txt of the npm package moby 1.1.2
//   - a list of ordinary words, which Debian's package wamerican 2020.12.07-2
//     puts into /usr/share/dict/american-english
//
// The same files give the same bytes; their digests are in the output, and a
// test of package lexicon holds the committed file to them. In the directory of
// package lexicon:
//
//	go run ./internal/build -wordnet /usr/share/wordnet -moby package/words.txt \
//		-vocab /usr/share/dict/american-english -o en.lex
//
// With -without wordnet or -without moby it leaves out the pairs of one thesaurus,
// to measure what the other is worth against a text spun with the first.
//
// # Tiers
//
// An entry is a word or a phrase of up to three words, without digits. Each of its
// words has the stem of a word on the list. Two entries are
//
//   - strong, if they are in one synset, where one of the two may be a single word
//     that is not on the list; or if a pointer leads from a synset of one to a
//     synset of the other and Moby links them
//   - medium, if such a pointer leads between them; or if Moby links them and
//     two pointers lead from one to the other, or their Moby entries overlap by
//     a twentieth or more (Jaccard similarity)
//   - weak, if Moby links them: one stands in the entry of the other
//
// Entries that contrast are medium instead of strong if they are related only by a
// pointer and Moby, or by a synset whose sense one of the two words seldom has (a
// king and a queen are both somebody who excels).
//
// Antonyms and the pointers between a term and its field are not followed.
// Irregular forms that package shingle has no lemma for are strong relatives of
// the lemma that WordNet gives: might of may.
//
// # Contrasts
//
// Antonyms, members of the classes of classes.txt, kinds of one animal, plant, food
// or substance, and members of the hand-written lists of package lexicon contrast: see
// contrast.go. The rules were chosen with testdata/sets.txt of package lexicon, and
// with the pairs of two spinners, which may hold few contrasts.
//
// # Rarities
//
// The lexicon has the rarity of the forms on the list of ordinary words, and of others
// that occur at least four times: it is made of the share of each in WordNet's
// definitions, examples and tagged texts, see count.go. We tried other sources, which
// distinguish spun texts from simplified ones less well: the levels of SCOWL, by
// Debian's five lists of different sizes (they distinguish a spun from a simplified
// exchange with .60, where letters have .76 and these counts .84), the number of
// Moby's entries that hold a word (.65), the tagged texts alone (.81), and the counts
// of all forms of a word together (.80). Lists of frequencies with better counts do
// not say that they may be passed on, or ask for the same licence.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("build: ")
	in := inputs{classes: classesText}
	flag.StringVar(&in.wordnet, "wordnet", "", "`directory` of WordNet's dict files")
	flag.StringVar(&in.moby, "moby", "", "`file` words.txt of npm moby")
	flag.StringVar(&in.vocab, "vocab", "", "`file` of ordinary words, one a line")
	flag.StringVar(&in.without, "without", "", "leave the pairs of `wordnet or moby` out")
	out := flag.String("o", "en.lex", "`file` to write")
	flag.Parse()
	if in.wordnet == "" || in.moby == "" || in.vocab == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(in, *out, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// inputs names the files to read.
type inputs struct {
	wordnet, moby, vocab string
	without              string
	classes              string // text of classes.txt
}

// run builds the lexicon, writes it and prints what it holds.
func run(in inputs, out string, report io.Writer) error {
	l, err := build(in)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if _, err := l.WriteTo(&b); err != nil {
		return err
	}
	for _, t := range []lexicon.Tier{lexicon.Strong, lexicon.Medium, lexicon.Weak} {
		fmt.Fprintf(report, "%-6s %8d pairs\n", t, l.Pairs(t))
	}
	fmt.Fprintf(report, "%d contrasts, %d forms with a rarity\n", l.Contrasts(), l.Forms())
	fmt.Fprintf(report, "%s: %d bytes, %s\n", out, b.Len(), l.Version())
	return os.WriteFile(out, b.Bytes(), 0o644)
}

// build builds the lexicon.
func build(in inputs) (*lexicon.Lexicon, error) {
	c, err := collect(in)
	if err != nil {
		return nil, err
	}
	return c.builder.Lexicon(c.sources...), nil
}

// A collection is what a lexicon is made of: the exact pairs, and the files they
// come from.
type collection struct {
	builder *lexicon.Builder
	wordnet *wordNet
	moby    *thesaurus
	rare    [][2]entry        // siblings, one of them rare
	same    map[[2]entry]bool // pairs that mean the same in a closed set
	sources []lexicon.Source
}

func collect(in inputs) (*collection, error) {
	words, err := readVocabulary(in.vocab)
	if err != nil {
		return nil, err
	}
	wn, err := readWordNet(in.wordnet, words)
	if err != nil {
		return nil, err
	}
	moby, err := readMoby(in.moby, words)
	if err != nil {
		return nil, err
	}
	c := &collection{
		builder: words.builder, wordnet: wn, moby: moby,
		sources: []lexicon.Source{wn.source, moby.source, words.source},
		same:    make(map[[2]entry]bool),
	}
	switch in.without {
	case "":
	case "wordnet":
		c.wordnet, c.sources = &wordNet{}, c.sources[1:]
	case "moby":
		c.moby, c.sources = &thesaurus{}, []lexicon.Source{wn.source, words.source}
	default:
		return nil, fmt.Errorf("-without %s: want wordnet or moby", in.without)
	}
	if err := c.contrast(in.classes); err != nil {
		return nil, err
	}
	relate(c.builder, c.wordnet, c.moby)
	c.opposites(true)
	c.rareSiblings()
	wn.counts.rarities(words)
	return c, nil
}

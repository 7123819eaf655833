// Command measure measures what a lexicon is worth: how many of the pairs of words
// in a file it knows, by tier, and how many unrelated pairs it takes for related.
//
//	go run ./internal/measure -wordnet /usr/share/wordnet [-lexicon FILE] PAIRS...
//
// A line of a file of pairs holds a source word or phrase, a tab, its replacement,
// a tab and how often it was replaced so. Without -lexicon the command measures the
// embedded lexicon. WordNet gives the parts of speech and the frequencies of words
// (index.* and cntlist.rev). It has no other influence on the choice of pairs.
//
// # What is counted
//
// Types are distinct pairs; rows count each pair as often as the file says. Pairs
// of one stem are left out: they are inflections, for which no lexicon is asked.
// For every pair of single words whose parts of speech are known, the command draws
// other words that nobody put in place of the source word: words that share a part
// of speech with the suspect word and are as common, within a factor of two.
// "Shuffled" draws them from the suspect words of the same file, "random" from all
// of WordNet's. The seed is fixed.
//
// The likelihood ratio of a tier is the share of types in it divided by the share
// of drawn pairs in it, with both kinds of draws taken together. Intervals are
// Wilson's, at 95 %, for types and for drawn pairs.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"math"
	"os"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("measure: ")
	wordnet := flag.String("wordnet", "", "`directory` of WordNet's dict files")
	file := flag.String("lexicon", "", "lexicon `file`; the embedded one if empty")
	flag.Parse()
	if *wordnet == "" || flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	l, err := open(*file)
	if err != nil {
		log.Fatal(err)
	}
	c, err := readCommon(*wordnet, l)
	if err != nil {
		log.Fatal(err)
	}
	for _, path := range flag.Args() {
		pairs, err := readPairs(path, l)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s, %s\n", path, l.Version())
		measure(pairs, l, c).print(os.Stdout)
	}
}

// open reads a lexicon.
func open(path string) (*lexicon.Lexicon, error) {
	if path == "" {
		return lexicon.English()
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l, err := lexicon.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return l, nil
}

// tiers are in the order of the output.
var tiers = [...]lexicon.Tier{lexicon.Strong, lexicon.Medium, lexicon.Weak, lexicon.None}

// A count counts pairs by tier.
type count [len(tiers)]int

func (c *count) sum() (n int) {
	for _, k := range c {
		n += k
	}
	return n
}

// A result holds the counts of one file.
type result struct {
	types, rows, phrases, shuffled, random count
}

func measure(pairs []pair, l *lexicon.Lexicon, c *common) *result {
	var r result
	for _, p := range pairs {
		t := l.Tier(p.source, p.suspect)
		r.types[t]++
		r.rows[t] += p.times
		if p.phrase {
			r.phrases[t]++
		}
	}
	for a, b := range shuffled(pairs, c) {
		r.shuffled[l.Tier(a, b)]++
	}
	for a, b := range random(pairs, c) {
		r.random[l.Tier(a, b)]++
	}
	return &r
}

func (r *result) print(w io.Writer) {
	fmt.Fprintf(w, "%-7s %-29s %-19s %-17s %-30s %-30s %6s\n", "tier", "types", "rows", "phrases", "shuffled", "random", "ln LR")
	for _, t := range tiers {
		chance := float64(r.shuffled[t]+r.random[t]) / float64(r.shuffled.sum()+r.random.sum())
		hit := float64(r.types[t]) / float64(r.types.sum())
		fmt.Fprintf(w, "%-7s %-29s %-19s %-17s %-30s %-30s %6.2f\n", t,
			share(r.types[t], r.types.sum(), true), share(r.rows[t], r.rows.sum(), false),
			share(r.phrases[t], r.phrases.sum(), false), share(r.shuffled[t], r.shuffled.sum(), true),
			share(r.random[t], r.random.sum(), true), math.Log(hit/chance))
	}
}

// share writes a count, the total it is a part of, and the percentage with or
// without its interval.
func share(k, n int, interval bool) string {
	if n == 0 {
		return "-"
	}
	s := fmt.Sprintf("%d/%d %.2f%%", k, n, 100*float64(k)/float64(n))
	if interval {
		low, high := wilson(k, n)
		s += fmt.Sprintf(" (%.2f-%.2f)", 100*low, 100*high)
	}
	return s
}

// wilson returns the 95 % interval of k out of n.
func wilson(k, n int) (low, high float64) {
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, mid-half), min(1, mid+half)
}

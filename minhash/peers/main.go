// Command peers measures the Go MinHash libraries beside this project's
// packages: in one process, on one corpus, in interleaved rounds, with the
// accuracy of each beside its speed.
//
//	go run . [-texts 20000] [-seed 1] [-rounds 5] [-rows text,sets,…] [-cpuprofile FILE]
//
// It is a separate module, so that users of the packages do not get the libraries
// they are measured against. It builds on Unix only, where processes can ask for
// their CPU time. All speeds are by CPU time, except those of two goroutines.
// Absolute speeds depend on the machine and the hour: compare ratios.
//
// The corpus is made up: words nobody knows, with the frequencies, sentences
// and spelling of English. Real prose has more words in common between texts,
// and other word lengths.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
)

// A bench is what the tables are made from.
type bench struct {
	rounds int
	corpus corpus
	sets   [][]uint64 // of ours, of the ASCII texts: 3-shingles of words
	out    io.Writer
}

// sections are the tables, by the names that -rows takes.
var sections = []struct {
	name  string
	print func(*bench)
}{
	{"text", (*bench).text},
	{"sets", (*bench).signSets},
	{"parallel", (*bench).parallel},
	{"accuracy", (*bench).accuracy},
	{"lsh", (*bench).lsh},
	{"seen", (*bench).seen},
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(2)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("peers", flag.ContinueOnError)
	texts := flags.Int("texts", 20_000, "`number` of texts")
	seed := flags.Uint64("seed", 1, "seed of the corpus")
	rounds := flags.Int("rounds", 5, "`number` of times to measure each row")
	rows := flags.String("rows", "", "`tables` to print, separated by commas: "+names()+"; all by default")
	profile := flags.String("cpuprofile", "", "write a CPU profile of our rows of text to signature to `FILE`, each row with a pprof label")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *texts < 100 || *rounds < 1 || flags.NArg() > 0 {
		return errors.New("want -texts 100 or more, -rounds 1 or more, and no arguments")
	}
	wanted := strings.Split(names(), ",")
	if *rows != "" {
		wanted = strings.Split(*rows, ",")
	}
	for _, name := range wanted {
		if !slices.Contains(strings.Split(names(), ","), name) {
			return fmt.Errorf("-rows: no table %q, want some of %s", name, names())
		}
	}
	b := newBench(*texts, *seed, *rounds, out)
	b.head(*seed)
	for _, s := range sections {
		if slices.Contains(wanted, s.name) {
			s.print(b)
		}
	}
	if *profile != "" {
		return b.profile(*profile)
	}
	return nil
}

func names() string {
	var all []string
	for _, s := range sections {
		all = append(all, s.name)
	}
	return strings.Join(all, ",")
}

func newBench(texts int, seed uint64, rounds int, out io.Writer) *bench {
	b := &bench{rounds: rounds, corpus: newCorpus(texts, seed), out: out}
	o := newOurs(128, 0, false)
	for _, text := range b.corpus.ascii {
		b.sets = append(b.sets, o.Elements(text))
	}
	return b
}

func (b *bench) head(seed uint64) {
	var bytes, shingles, words, curly int
	for i, text := range b.corpus.ascii {
		bytes += len(text)
		shingles += len(b.sets[i])
		for _, w := range strings.Fields(b.corpus.curly[i]) {
			words++
			if strings.ContainsFunc(w, func(r rune) bool { return r > 0x7f }) {
				curly++
			}
		}
	}
	n := float64(len(b.sets))
	fmt.Fprintf(b.out, "%s %s/%s, %d processors. Seed %d, %d rounds.\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0), seed, b.rounds)
	fmt.Fprintf(b.out, "%s texts: %.0f bytes, %.0f words, %.0f different 3-shingles a text; curly: %.1f %% of words hold or touch a character beyond ASCII.\n",
		count(n), float64(bytes)/n, float64(words)/n, float64(shingles)/n, 100*float64(curly)/float64(words))
	fmt.Fprintf(b.out, "%s texts were made from an earlier one.\n", count(float64(len(b.corpus.planted))))
}

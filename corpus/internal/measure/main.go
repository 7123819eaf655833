// Measure measures how well and how fast a corpus finds the sources of spun texts
// as it grows.
//
//	measure -n 10000,100000 -spun FILE,... BACKGROUND...
//
// BACKGROUND are JSON lines with id and text; the texts copy nothing from each
// other. Every fortieth is kept out of the corpus: these serve as honest posts, and
// as foreign words around excerpts. The lines of -spun have source, suspect and
// kind, which ends in the percentage of words that were exchanged. If they are
// known, page names the page that the source is a version of, and host that of the
// text around a passage. The corpus holds the sources and the background. Files
// whose names end in .gz are unpacked.
//
//	measure -each FILE
//
// lists the honest texts that are called spun from a text of another group in the
// same file.
//
// Times are processor times, not clock times, so that other work on the machine
// does not count.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime/pprof"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("measure", flag.ContinueOnError)
	sizes := flags.String("n", "10000", "measure with `N,...` texts in the corpus")
	spun := flags.String("spun", "", "look for the sources of the spun texts in `FILE,...`")
	settings := corpus.Settings{}
	flags.IntVar(&settings.Window, "window", 0, "winnow with windows of `N`")
	flags.IntVar(&settings.Common, "common", 0, "use features of at most `N` texts")
	flags.IntVar(&settings.Candidates, "candidates", 0, "compare with `N` texts")
	flags.BoolVar(&settings.WholeTexts, "whole", false, "search whole texts alone")
	size := flags.Bool("size", false, "keep no texts and check nothing: tell the size of the index")
	posts := flags.Int("posts", 1000, "check `N` honest posts")
	honest := flags.String("each", "", "instead, check each text of `FILE` against those of other groups")
	profile := flags.String("cpuprofile", "", "write a CPU profile to `FILE`")
	detail := flags.Bool("v", false, "list what was not found, and false verdicts")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *honest != "" {
		return each(context.Background(), os.Stdout, *honest, settings)
	}
	var pairs []pair
	for _, name := range strings.Split(*spun, ",") {
		if name == "" {
			continue
		}
		more, err := readPairs(name)
		if err != nil {
			return err
		}
		pairs = append(pairs, more...)
	}
	b := newBackground(flags.Args())
	defer b.close()
	if *size {
		settings.Texts = nobody{}
		b.keep = 0
	}
	m := &measurement{settings: settings, store: new(memstore.Store), detail: *detail}
	if err := m.begin(context.Background(), pairs); err != nil {
		return err
	}
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	for _, n := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(n)
		if err != nil {
			return err
		}
		if err := m.grow(context.Background(), b, n); err != nil {
			return err
		}
		if *size {
			used := float64(heap() - m.empty)
			fmt.Printf("%d texts: %.0f bytes each, text not counted\n", m.texts, used/float64(m.texts))
			continue
		}
		if err := m.report(context.Background(), os.Stdout, b.kept, *posts); err != nil {
			return err
		}
	}
	return nil
}

// nobody is a tenant without texts.
type nobody struct{}

func (nobody) Load(context.Context, string, string) (string, error) { return "", corpus.ErrNotFound }

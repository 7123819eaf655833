// Measure compares labelled pairs and writes their signals as a table, see package
// features.
//
//	measure [-lexicon DICTIONARY=FILE]... -o TABLE FILE...
//
// Files are JSONL, also compressed, as the commands gather and generate write them. A
// spun pair whose dictionary is named is measured by the lexicon in that file, which
// should lack the thesaurus that the dictionary was made from: a model that should
// find other spinners must not learn that the lexicon relates everything that they
// exchange. It is also measured by the built-in lexicon. The rows are in the order of
// the pairs.
package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"log"
	"os"
	"runtime"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/features"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("measure: ")
	out := flag.String("o", "", "write the table to `FILE`")
	lexica := make(map[string]*lexicon.Lexicon)
	flag.Func("lexicon", "measure pairs spun with a dictionary by the lexicon in a file: `DICTIONARY=FILE`", func(arg string) error {
		name, file, ok := strings.Cut(arg, "=")
		if !ok {
			return errors.New("want DICTIONARY=FILE")
		}
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		l, err := lexicon.Read(f)
		if err != nil {
			return err
		}
		lexica[name] = l.Alone()
		return nil
	})
	flag.Parse()
	if *out == "" || flag.NArg() == 0 {
		log.Fatal("-o and a file of pairs are wanted")
	}
	if err := run(*out, flag.Args(), lexica); err != nil {
		log.Fatal(err)
	}
}

func run(out string, files []string, lexica map[string]*lexicon.Lexicon) error {
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	return errors.Join(features.Write(f, measured(pairs(files), lexica)), f.Close())
}

// A pair is a labelled pair with how it was made.
type pair struct {
	ID, Label, Kind, Maker string
	Source, Suspect        string
	Dictionary, Noise      string
	Genre, Language, Group string
	Gold                   *[][4]int
	Turned                 bool
}

// pairs yields the pairs of files. An error names the file and the line.
func pairs(files []string) iter.Seq2[pair, error] {
	return func(yield func(pair, error) bool) {
		for _, name := range files {
			if err := readPairs(name, func(p pair) bool { return yield(p, nil) }); err != nil {
				if !errors.Is(err, errStop) {
					yield(pair{}, fmt.Errorf("%s: %w", name, err))
				}
				return
			}
		}
	}
}

var errStop = errors.New("stop")

func readPairs(name string, yield func(pair) bool) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return err
		}
	}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 64<<20)
	for n := 1; s.Scan(); n++ {
		var p pair
		if err := json.Unmarshal(s.Bytes(), &p); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if !yield(p) {
			return errStop
		}
	}
	return s.Err()
}

// measured yields the rows of pairs, in their order, measured by as many goroutines
// as there are processors.
func measured(in iter.Seq2[pair, error], lexica map[string]*lexicon.Lexicon) iter.Seq2[features.Row, error] {
	type job struct {
		pair
		err  error
		rows []features.Row
		done chan struct{}
	}
	return func(yield func(features.Row, error) bool) {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		jobs, order := make(chan *job), make(chan *job, 4*runtime.GOMAXPROCS(0))
		var wg sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			wg.Go(func() {
				for j := range jobs {
					j.rows, j.err = measure(j.pair, lexica)
					close(j.done)
				}
			})
		}
		wg.Go(func() {
			defer close(order)
			defer close(jobs)
			for p, err := range in {
				j := &job{pair: p, err: err, done: make(chan struct{})}
				select {
				case order <- j:
				case <-ctx.Done():
					return
				}
				if err != nil {
					close(j.done)
					return
				}
				jobs <- j
			}
		})
		defer wg.Wait()
		for j := range order {
			<-j.done
			if j.err != nil {
				yield(features.Row{}, j.err)
				cancel()
				return
			}
			for _, r := range j.rows {
				if !yield(r, nil) {
					cancel()
					return
				}
			}
		}
	}
}

// measure returns the rows of a pair: none of identical texts, which have no signals.
func measure(p pair, lexica map[string]*lexicon.Lexicon) (rows []features.Row, err error) {
	variants := map[string]compare.Comparer{"": {}}
	order := []string{""}
	if l := lexica[p.Dictionary]; l != nil && p.Label == "spun" {
		variants["without"] = compare.Comparer{Lexicon: l}
		order = append(order, "without")
	}
	for _, v := range order {
		r, err := variants[v].Texts(p.Source, p.Suspect)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.ID, err)
		}
		row := features.Row{
			ID: p.ID, Label: p.Label, Kind: p.Kind, Maker: p.Maker, Dictionary: p.Dictionary, Noise: p.Noise, Variant: v,
			Genre: p.Genre, Language: r.Language.String(), Group: p.Group, Turned: p.Turned, Exchanges: -1, Words: min(r.Source.Words, r.Suspect.Words),
			Related: r.Language == shingle.English && r.Provenance.Lexicon != "none",
		}
		if p.Gold != nil {
			row.Exchanges = len(*p.Gold)
		}
		for _, x := range r.Signals() {
			row.Signals = append(row.Signals, x)
		}
		if row.Signals != nil {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

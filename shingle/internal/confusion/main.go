// Confusion prints how often the texts of some languages are guessed as others.
//
//	go run ./shingle/internal/confusion [-words N] [-most N] [-show] DIRECTORY…
//
// The base name of a directory is the code of the language of the texts in it:
// that of a language that package shingle supports, or another, whose texts are
// right where no language is guessed. Directories of one base name count
// together. Each file is cut into pieces of -words words, 40 by default. At most
// -most pieces are taken of a directory, 2,000 by default, evenly from all of
// its files.
//
// -show also prints the pieces that are guessed wrong.
//
// A row of the table is a language of texts, and a column a guess, in percent of
// the row. The last columns are the number of pieces and the share of their
// words that are function words of the language. It exits with status 1 if a row
// has less than 98 % on its own language.
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// least is the share of pieces that must be guessed right in every row.
const least = 0.98

func main() {
	words := flag.Int("words", 40, "words in a piece")
	most := flag.Int("most", 2000, "pieces taken of a directory")
	show := flag.Bool("show", false, "print the pieces that are guessed wrong")
	flag.Parse()
	rows := make(map[string]*row)
	for _, dir := range flag.Args() {
		if err := count(rows, dir, *words, *most, *show); err != nil {
			fmt.Fprintln(os.Stderr, "confusion:", err)
			os.Exit(2)
		}
	}
	if !report(os.Stdout, rows) {
		os.Exit(1)
	}
}

// A row is what the texts of one language were guessed as.
type row struct {
	guesses          map[string]int
	pieces           int
	words, functions int
}

// want returns the guess that is right for texts in the language of a code.
func want(code string) string {
	if l, err := shingle.ParseLanguage(code); err == nil {
		return l.String()
	}
	return shingle.None.String()
}

// count guesses the pieces of the texts in a directory.
func count(rows map[string]*row, dir string, words, most int, show bool) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var pieces []string
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return err
		}
		pieces = appendPieces(pieces, string(text), words)
	}
	code := filepath.Base(dir)
	r := rows[code]
	if r == nil {
		r = &row{guesses: make(map[string]int)}
		rows[code] = r
	}
	lang, _ := shingle.ParseLanguage(code) // None has no function words
	step := max(1, float64(len(pieces))/float64(most))
	for at := 0.0; int(at) < len(pieces); at += step {
		piece := pieces[int(at)]
		r.pieces++
		guess := shingle.Guess(piece).String()
		r.guesses[guess]++
		if show && guess != want(code) {
			fmt.Printf("%s %s %q\n", code, guess, piece)
		}
		for w := range shingle.Words(piece, lang) {
			r.words++
			if w.Class == shingle.Function {
				r.functions++
			}
		}
	}
	return nil
}

// appendPieces appends the pieces of n words of text, without a shorter rest.
func appendPieces(pieces []string, text string, n int) []string {
	words := slices.Collect(shingle.Words(text, shingle.None))
	for ; len(words) >= n; words = words[n:] {
		pieces = append(pieces, text[words[0].Start:words[n-1].End])
	}
	return pieces
}

// report prints the table, and reports whether all rows are good enough.
func report(w io.Writer, rows map[string]*row) bool {
	good := true
	var columns []string
	for _, l := range append(shingle.Languages(), shingle.None) {
		columns = append(columns, l.String())
	}
	fmt.Fprintf(w, "%4s", "")
	for _, c := range columns {
		fmt.Fprintf(w, "%6s", c)
	}
	fmt.Fprintf(w, "%8s%8s\n", "pieces", "words")
	for _, code := range slices.Sorted(maps.Keys(rows)) {
		r := rows[code]
		fmt.Fprintf(w, "%4s", code)
		for _, c := range columns {
			switch n := r.guesses[c]; n {
			case 0:
				fmt.Fprintf(w, "%6s", "·")
			default:
				fmt.Fprintf(w, "%6.2f", 100*float64(n)/float64(r.pieces))
			}
		}
		fmt.Fprintf(w, "%8d%8.3f\n", r.pieces, float64(r.functions)/float64(max(1, r.words)))
		good = good && float64(r.guesses[want(code)]) >= least*float64(r.pieces)
	}
	return good
}

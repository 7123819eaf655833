// Command genlookalike writes the look-alike tables of package shingle.
//
// Its input is the file data.json of the npm package unhomoglyph 1.0.6, which
// holds Unicode's confusables.txt, version 13.0.0, as one JSON object: a
// character is mapped to its prototype (UTS #39, Unicode Security Mechanisms).
// Nothing is fetched; get the file with
//
//	npm pack unhomoglyph@1.0.6
//	tar -xzf unhomoglyph-1.0.6.tgz package/data.json
//
// and run, in the directory of package shingle,
//
//	go run ./internal/genlookalike -data /path/to/package/data.json
//
// A file with another digest is refused. The same file gives the same bytes
// with the same Unicode version, which the table states.
//
// # How a letter finds its look-alike
//
// Two characters are confusable when their skeletons are equal. The tables are
// for case-folded text, and what a letter maps to must not depend on the case
// it was written in, so a letter is compared in both its cases with both cases
// of every target letter. The first of these comparisons that finds a letter
// decides:
//
//  1. lower case with lower case: Greek ν is v, although Ν looks like N
//  2. upper case with upper case: Cyrillic н is h, because Н looks like H
//  3. lower case with upper case: Lisu ꓮ, which has no case, is a for it looks like A
//  4. upper case with lower case: Cyrillic ь is b, because Ь looks like b
//
// Where it finds several letters (Latin o looks like Greek ο and like Greek σ),
// the later comparisons choose, and then the lower code point.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/format"
	"log"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

const (
	digest  = "2fb1ef5aa83ace3438c1cbd6f2fd413cd62ab20906b6101511eb5db11e70ae1c"
	entries = 6311
	perLine = 8
)

// A target is a script that letters are mapped to.
type target struct {
	table   string // name of the generated table
	comment string
	script  *unicode.RangeTable
	letters string
	// sources lists the scripts that letters are mapped from; none stands for
	// every script but the target's own.
	sources []*unicode.RangeTable
}

var targets = []target{
	{
		table:   "latinLookalikes",
		comment: "maps letters of all other scripts to the letters a–z.",
		script:  unicode.Latin,
		letters: "abcdefghijklmnopqrstuvwxyz",
	},
	{
		table:   "cyrillicLookalikes",
		comment: "maps Latin and Greek letters to the Russian letters.",
		script:  unicode.Cyrillic,
		letters: "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
		sources: []*unicode.RangeTable{unicode.Latin, unicode.Greek},
	},
	{
		table:   "greekLookalikes",
		comment: "maps Latin and Cyrillic letters to the letters α–ω.",
		script:  unicode.Greek,
		letters: "αβγδεζηθικλμνξοπρστυφχψω", // final ς is folded to σ
		sources: []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic},
	},
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("genlookalike: ")
	data := flag.String("data", "", "path of unhomoglyph's data.json")
	out := flag.String("o", "lookalike_table.go", "file to write")
	flag.Parse()
	if *data == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*data, *out); err != nil {
		log.Fatal(err)
	}
}

// run reads the data file and writes the table.
func run(dataPath, outPath string) error {
	p, err := readPrototypes(dataPath)
	if err != nil {
		return err
	}
	src, err := generate(p)
	if err != nil {
		return err
	}
	return os.WriteFile(outPath, src, 0o644)
}

// prototypes maps a character to what it looks like.
type prototypes map[rune]string

// readPrototypes reads the data file and checks that it is the pinned one.
func readPrototypes(path string) (prototypes, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != digest {
		return nil, fmt.Errorf("%s has SHA-256 %x, want %s", path, sum, digest)
	}
	var m map[string]string
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(m) != entries {
		return nil, fmt.Errorf("%s has %d entries, want %d", path, len(m), entries)
	}
	p := make(prototypes, len(m))
	for from, to := range m {
		r, n := utf8.DecodeRuneInString(from)
		if r == utf8.RuneError || n != len(from) || to == "" {
			return nil, fmt.Errorf("%s: bad entry %q: %q", path, from, to)
		}
		p[r] = to
	}
	return p, nil
}

// skeleton returns the skeleton of a character as UTS #39, section 4, defines
// it.
func (p prototypes) skeleton(r rune) string {
	var b strings.Builder
	for _, d := range norm.NFD.String(string(r)) {
		if to, ok := p[d]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(d)
		}
	}
	return norm.NFD.String(b.String())
}

// A pair is one line of a table: a letter and the letter it looks like.
type pair struct{ from, to rune }

// pairs returns the table of one target, sorted.
func (p prototypes) pairs(t target) []pair {
	var found []pair
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !t.from(r) {
			continue
		}
		if to, ok := p.match(r, t.letters); ok {
			found = append(found, pair{r, to})
		}
	}
	return found // in order: r only grows
}

// from reports whether r is a letter that the table of t may map: one that case
// folding and NFKC leave as it is, of a source script. Cherokee letters are
// taken in both cases: Unicode folds them to upper case, against its custom,
// and cases.Fold of golang.org/x/text v0.43.0 exchanges their cases.
func (t target) from(r rune) bool {
	if !unicode.IsLetter(r) || unicode.Is(t.script, r) {
		return false
	}
	if t.sources != nil && !unicode.In(r, t.sources...) {
		return false
	}
	s := string(r)
	if norm.NFKC.String(s) != s {
		return false
	}
	return unicode.Is(unicode.Cherokee, r) || cases.Fold().String(s) == s
}

// match returns the letter, of those given, that r looks like. See the comment
// on the command for the order of preference.
func (p prototypes) match(r rune, letters string) (rune, bool) {
	lower, upper := p.skeleton(unicode.ToLower(r)), p.skeleton(unicode.ToUpper(r))
	var best rune
	var most int
	for _, l := range letters {
		tLower, tUpper := p.skeleton(l), p.skeleton(unicode.ToUpper(l))
		var score int
		for _, equal := range []bool{lower == tLower, upper == tUpper, lower == tUpper, upper == tLower} {
			score <<= 1
			if equal {
				score |= 1
			}
		}
		if score > most || score == most && score > 0 && l < best {
			best, most = l, score
		}
	}
	return best, most > 0
}

// generate returns the Go source of the tables.
func generate(p prototypes) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Code generated by internal/genlookalike; DO NOT EDIT.\n\npackage shingle\n\n")
	fmt.Fprintf(&b, "// The tables derive from Unicode's confusables.txt, version 13.0.0, as the file\n"+
		"// data.json of the npm package unhomoglyph 1.0.6 holds it. SHA-256 of the file:\n"+
		"// %s\n\n", digest)
	fmt.Fprintf(&b, "// lookalikeUnicode is the Unicode version of the letter properties, case and\n"+
		"// normalization data that the tables were made with.\nconst lookalikeUnicode = %q\n", unicode.Version)
	for _, t := range targets {
		pairs := p.pairs(t)
		if len(pairs) == 0 {
			return nil, errors.New(t.table + " is empty")
		}
		fmt.Fprintf(&b, "\n// %s %s\nvar %s = [...]lookalikePair{\n", t.table, t.comment, t.table)
		for line := range slices.Chunk(pairs, perLine) {
			for i, q := range line {
				if i > 0 {
					b.WriteByte(' ')
				}
				fmt.Fprintf(&b, "{%#x, %q},", q.from, q.to)
			}
			b.WriteByte('\n')
		}
		b.WriteString("}\n")
	}
	return format.Source(b.Bytes())
}

// Evade measures what remains of the answers when spun texts and copies are disguised:
// how many are still found in a corpus, how many are still called spun or copies, and how
// many reports say what was done to the text.
//
//	evade [-n 30] [-only LIST] [-before TABLE] [-v] PAIRS... [-- BACKGROUND...]
//
// PAIRS are JSON lines with source and suspect, like those of package compare/score; the
// suspect is spun from the source. Files whose names end in .gz are unpacked. A pair may
// also be two files of plain text, the source and the suspect, with a comma between. The
// corpus holds the sources and BACKGROUND: JSON lines with text or source, or files of
// plain text.
//
// The first row is for unchanged texts. Each further row is for one evasion at one rate:
// the share of words, gaps or sentences that were changed. Spun suspects are on the left,
// copies of the sources on the right. A row that lost more than a tenth of the texts that
// the first row found is marked: with ! if people can still read the text, and with ~ if
// not. -before puts the numbers of an earlier table beside each row.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	if err := run(context.Background(), os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "evade:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, args []string) error {
	flags := flag.NewFlagSet("evade", flag.ContinueOnError)
	n := flags.Int("n", 30, "disguise `N` pairs at most, evenly chosen")
	only := flags.String("only", "", "measure the evasions whose names begin as one of `LIST` alone, divided by commas")
	before := flags.String("before", "", "put the numbers of `TABLE` beside each row")
	detail := flags.Bool("v", false, "list what was lost")
	if err := flags.Parse(args); err != nil {
		return err
	}
	names, background := flags.Args(), []string(nil)
	if i := slices.Index(names, "--"); i >= 0 {
		names, background = names[:i], names[i+1:]
	}
	pairs, err := readPairs(names)
	if err != nil {
		return err
	}
	texts, err := readTexts(background)
	if err != nil {
		return err
	}
	var earlier map[string]row
	if *before != "" {
		if earlier, err = readTable(*before); err != nil {
			return err
		}
	}
	m, err := newMeasurement(ctx, pairs, texts, *n)
	if err != nil {
		return err
	}
	if *detail {
		m.detail = w
	}
	var list []evasion
	for _, e := range all() {
		if begins(e.id(), *only) {
			list = append(list, e)
		}
	}
	rows, err := m.rows(ctx, list)
	if err != nil {
		return err
	}
	return writeTable(w, rows, earlier)
}

// begins reports whether a name begins with an item of a list, which commas divide. An
// empty list accepts every name.
func begins(name, list string) bool {
	return slices.ContainsFunc(strings.Split(list, ","), func(p string) bool { return strings.HasPrefix(name, p) })
}

// Evade tells what is left of the answers when spun texts and copies are disguised: how
// many are still found in a corpus, still called spun or copies, and how many reports say
// what was done to the text.
//
//	evade [-n 30] [-only LIST] [-before TABLE] [-v] PAIRS... [-- BACKGROUND...]
//
// PAIRS are JSON lines with source and suspect, which is spun from the source, as those of
// package compare/score; names that end in .gz are unpacked. Or they are two files of
// plain text, the source and the suspect, with a comma between. The sources are in the
// corpus beside BACKGROUND: JSON lines with text or source, or files of plain text.
//
// The first row is of texts as they are. Each further row is of one evasion at one rate:
// the share of words, gaps or sentences that were changed. Spun suspects stand to the left,
// copies of the sources to the right. A row is marked that lost more than a tenth of the
// texts that the first row found, with ! if people still read the text and with ~ if not.
// -before puts the numbers of an earlier table beside each row.
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

// begins reports whether a name begins as one of a list does, divided by commas; an empty
// list lets every name through.
func begins(name, list string) bool {
	return slices.ContainsFunc(strings.Split(list, ","), func(p string) bool { return strings.HasPrefix(name, p) })
}

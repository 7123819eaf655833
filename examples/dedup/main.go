// Dedup finds near-duplicates in a pile of texts and says which to keep.
//
//	usage: dedup [flags] INPUT...
//
//	Dedup finds the near-duplicates among the texts of all inputs and says which
//	text of each cluster to keep. An INPUT is a directory of text files, a .jsonl or
//	.jsonl.gz file, or "-" for JSON lines on standard input. Flags go before them.
//
//	  -threshold S   least similarity of two near-duplicates, 0.01 to 1 (default 0.8)
//	  -shingle N     words in a shingle, 1 to 1000 (default 5)
//	  -id FIELD      field of a JSON line that holds the id (default id)
//	  -text FIELD    field of a JSON line that holds the text (default text)
//	  -o FILE        write to FILE instead of standard output
//	  -skip-bad      leave out texts that cannot be read, and count them
//	  -progress      show progress even if standard error is not a terminal
//
//	Exit status: 0 done, 2 error.
//
// # Similarity
//
// Similarity is the Jaccard similarity of the sets of shingles of two texts: of
// all runs of N words that stand in either, the share that stands in both. Words
// are compared by their normal forms, see [shingle.Words]. A text shorter than a
// shingle is like another only if their words are equal, and one without words
// is like no other.
//
// # Output
//
// One JSON object a line for each text, in the order of the input:
//
//	{"id":"b.txt","cluster":"a.txt","keep":false,"similarity":0.9375}
//
// Clusters are the connected components of the pairs at or above the threshold,
// so that two texts of one need not be alike themselves. The text to keep is the
// one with most words; of several, the one whose id comes first in the order of
// bytes. Its id names the cluster. "similarity" is that to the text to keep. A
// text that is like no other is a cluster of its own.
//
// The lines do not depend on the order of input, apart from their own, nor on
// the number of threads. An error is told in one line on standard error. If it
// is not an error of writing, nothing is on standard output then. The file of
// -o is as it was before.
//
// # How sure it is
//
// Pairs are found by signatures of 128 to 1024 slots cut into bands, as package
// [minhash] makes them, and counted exactly. So no link is below the threshold. A
// pair right at the threshold is found with a probability of at least 0.999, and
// one above it with a greater one. One that is not found does no harm if a third
// text links the two.
//
// # Input
//
// A directory is walked in the order of names, and every regular file below it,
// whatever its name, is a text in UTF-8, or in UTF-16 with a byte-order mark. Its
// id is its path below the directory, with slashes, and with \xff for a byte 255
// that is not UTF-8. The names of directories below it must be UTF-8. Links are not
// followed, and the tags of HTML count as words. A file with NUL characters is bad.
//
// A JSON line is an object with a string for the text, and for the id a string
// or a number, which is taken as it is written: 7 and "7" are one id. Other
// fields do not matter. Lines of white space are passed over.
//
// All inputs share one set of ids. An id met before, a line that is not as it
// should be, and a text or a line of more than 64 MiB are bad: they stop the
// run, or are counted with -skip-bad. A file that cannot be read or is cut off
// within its compressed data stops the run in any case.
//
// # Memory
//
// Texts are not held in memory and neither are their shingles, which go to a
// temporary file (in the directory TMPDIR; 8 bytes a word, and 512 a text). About
// 1 KB stays in memory for a text at the default threshold.
//
// Time is linear in the size of the input and the number of near-duplicates. Only
// texts that are nearly alike, each to each, but below the threshold, such as
// forms filled in, take time by the square of their number: about 2 µs a pair.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// Exit statuses.
const (
	statusDone  = 0
	statusError = 2
)

func main() { os.Exit(command.Main(run)) }

// run runs the command and returns its exit status. It does not close the
// streams. When ctx ends it returns soon, even while a read is blocked; the
// goroutine that reads is then left to the end of the process.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		if _, err = io.WriteString(stdout, usage); err == nil {
			return statusDone
		}
	}
	var bad tally
	if err == nil {
		bad, err = s.dedup(ctx, stdin, stdout, stderr)
	}
	if err != nil {
		if ctx.Err() != nil {
			err = errors.New("interrupted")
		}
		fmt.Fprintln(stderr, command.ErrorLine("dedup", err))
		return statusError
	}
	if bad.count > 0 {
		fmt.Fprintln(stderr, command.ErrorLine("dedup", bad.summary()))
	}
	return statusDone
}

// dedup does what the settings say. It returns what it left out.
func (s settings) dedup(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) (tally, error) {
	sources, err := s.list(ctx, stdin)
	if err != nil {
		return tally{}, err
	}
	c, err := newCollection(s, sources)
	if err != nil {
		return tally{}, err
	}
	defer c.sets.close()
	p := s.newReading(stderr, total(sources))
	err = c.read(ctx, stdin, p)
	p.stop()
	if err != nil {
		return tally{}, err
	}
	p = s.newComparing(stderr)
	results, err := c.judge(ctx, p)
	p.stop()
	if err != nil {
		return tally{}, err
	}
	return c.bad, s.write(stdout, func(w io.Writer) error { return c.writeLines(ctx, w, results) })
}

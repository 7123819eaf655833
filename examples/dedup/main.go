// Dedup finds near-duplicates in a pile of texts and says which to keep.
//
//	usage: dedup [flags] INPUT...
//
//	Dedup finds the near-duplicates among the texts of all inputs and says which to
//	keep. An INPUT is a file of texts whose name ends in .jsonl, .ndjson or .json, each
//	with or without .gz or .zst, or in .parquet; a directory of such files, or of text
//	files; or "-" for JSON lines on standard input. Flags go before the inputs.
//
//	  -threshold S   least similarity of two near-duplicates, 0.01 to 1 (default 0.8)
//	  -shingle N     words in a shingle, 1 to 1000 (default 5)
//	  -keep ORDER    which text is kept first: longest (default), first, oldest, newest
//	  -prefer INPUT  keep the texts of this input before others; may be repeated
//	  -against OLD   an input of texts that stay: leave out texts that are like them; may
//	                 be repeated
//	  -id FIELD      field or column that holds the id (default id)
//	  -text FIELD    field or column that holds the text (default text)
//	  -time FIELD    field or column that holds the time, for -keep (default time)
//	  -format F      what every file is, whatever its name: jsonl, json, parquet, text
//	  -include P     patterns of the files to read in directories, such as '*.txt,*.md'
//	  -write W       lines about all texts (default), or the kept texts themselves:
//	                 lines, kept
//	  -o FILE        write to FILE instead of standard output
//	  -memory SIZE   compare on disk if an index of the texts takes more than SIZE, such
//	                 as 512M or 2G
//	  -skip-bad      leave out what cannot be read, and count it
//	  -bad FILE      write what was left out to FILE
//	  -progress      show progress even if standard error is not a terminal
//	  -version       print version, commit and scheme of the shingles instead
//
//	Many processes can share a run. Each does a part:
//
//	  -stage STAGE   sign, pairs, verify or components: each when the one before is done
//	  -work DIR      directory for the files of the stages
//	  -shard I/N     the I-th of N parts of the stage, from 1/N to N/N; components has one
//
//	Exit status: 0 done, 2 error.
//
// # Similarity
//
// Similarity is the Jaccard similarity of the sets of shingles of two texts: the
// share of all runs of N words in either text that are in both. Words are compared
// by their normal forms, see [shingle.Words]. A text shorter than a shingle is like
// another only if their words are equal, and a text without words is like no other.
//
// # Output
//
// One JSON object a line for each text, in the order of the input:
//
//	{"id":"b.txt","cluster":"a.txt","keep":false,"of":"a.txt","similarity":0.9375}
//
// Clusters are the connected components of the pairs at or above the threshold,
// so two texts of one cluster need not be alike themselves. The texts of a cluster
// are considered in a fixed order, and a text is kept unless its similarity to an
// earlier kept text reaches the threshold. So a text is left out only if it is like
// a kept text. "of" names that text, and "similarity" is the exact similarity to
// it. If there are several, it is the most similar, then the first in the order. A
// kept text is "of" itself, with 1.0. "cluster" is the id of the first kept text of
// the cluster.
//
// The order is by the number of words, most first, then by the bytes of the ids.
// With -keep first it is the order of the input. With -keep oldest or newest it is
// by time, and for equal times as above. The time of a text is a field with a time
// or a date of RFC 3339, or a number; a number is compared with times as seconds
// since 1970. Parquet may have timestamps and dates. The time of a text file is the
// time of its last change. Texts without a time come last, and it is an error if no
// text has a time. The texts of inputs that -prefer names come before all others,
// those of the first name first.
//
// The texts of -against come before all others, are always kept, and have no lines.
// A text that is like one of them is left out: its line has "against":true after
// "of", because an id of -against may be the id of another text of the inputs too.
// A cluster with no other kept text is named after its first text of the inputs.
//
// With -write kept the kept texts themselves are written, in the order of input:
// as JSON lines, or as Parquet if the name of -o ends in .parquet. An object stays
// unchanged, with all its fields. A text file becomes an object with id and text. A
// row of Parquet becomes an object with all its columns; numbers that JSON does not
// have are null. Rows of Parquet are copied to Parquet unchanged if all inputs have
// one schema. Otherwise every field becomes a column of booleans, 64-bit integers,
// doubles or strings, or of JSON if its values are of several types, objects or
// lists. For this the inputs are read a second time, and it is an error if a file
// has changed in between. Input from pipes is kept in a temporary file.
//
// The output is compressed if the name of -o ends in .gz or .zst.
//
// The content of the lines depends neither on the order of input, except with -keep
// first, nor on the number of threads. An error is one line on standard error.
// Unless it is an error of writing, nothing is on standard output then. The file of
// -o is unchanged.
//
// # Stages
//
// A run may be divided among processes, with xargs, a job array or a queue, on
// machines that share a file system:
//
//	seq 8 | xargs -P 4 -I{} dedup -stage sign -shard {}/8 -work DIR INPUT...
//	seq 4 | xargs -P 4 -I{} dedup -stage pairs -shard {}/4 -work DIR
//	seq 4 | xargs -P 4 -I{} dedup -stage verify -shard {}/4 -work DIR
//	dedup -stage components -work DIR -o LINES
//
// The lines are the same as those of one process. All stages need the same -threshold
// and -shingle. A shard of sign takes whole files, so there should be several files for
// each shard. A stage does nothing if its file exists and is complete, and a stage that
// was killed leaves nothing half-done: after any failure run the same commands again. A
// file of an input that has changed is read again. See package
// [github.com/palimpsest-go/palimpsest/minhash/batch] for the files.
//
// # How sure it is
//
// Pairs are found by signatures of 128 to 1024 slots cut into bands, as package
// [minhash] makes them, and their similarity is computed exactly. So no link is
// below the threshold. A pair exactly at the threshold is found with a probability
// of at least 0.999, and a pair above it with a greater one. A pair that is not
// found may leave two texts in different clusters, or keep a text that is like a
// kept one.
//
// # Input
//
// JSON lines are one object a line. The text is a string; the id is a string or a
// number, which is taken as it is written: 7 and "7" are one id. Other fields do
// not matter. Lines of white space are skipped. A .json file is an array of such
// objects, or one object a line. Parquet has a column each for id and text; a name
// with points leads into groups.
//
// A directory is walked in the order of names. Files below it whose names are those
// of files of texts are read as if they were inputs; a .json file only if its first
// object has the fields for id and text. Every other regular file is a text in
// UTF-8, or in UTF-16 with a byte-order mark, or in an encoding that can be
// recognised; .html, .htm and .xhtml are reduced to their text, and .gz and .zst
// are decompressed. The id of such a text is its path below the directory, with
// slashes, and with \xff for a byte 255 that is not UTF-8. If two directories have
// a path in common, all ids of both begin with the name of the directory, as it was
// given, and a slash. The names of subdirectories must be UTF-8. Links are not
// followed. Binary files, which have NUL characters, are skipped and counted.
//
// -include takes patterns of [path.Match]. They match the names of files or, if
// they contain a slash, the paths below the directory. -format decides the format
// of all files and of standard input, whatever their names; with -format text, HTML
// is still recognised by its name. Files whose names end in .gz or .zst are
// decompressed in any case. The id of a text file that is itself an input is its
// name.
//
// All inputs share one set of ids, those of -against another. A repeated id, a
// malformed line, a text or a line of more than 64 MiB, a file that cannot be read
// or is gone, and a damaged file are bad: they stop the run. With -skip-bad they
// are left out and counted; a damaged file is left out from the damage on. -bad
// lists everything that was left out, and binary files, as one JSON object each:
// "file", "error", and the place from which on it is left out, as "line", as
// "object" of an array, or as "row" of Parquet:
//
//	{"file":"part-3.jsonl.gz","line":1003,"error":"the compressed data is cut off"}
//
// # Memory
//
// Neither texts nor their shingles are held in memory; shingles go to a temporary
// file (in the directory TMPDIR; 8 bytes a word, and 512 a text). About 1 KB a text
// stays in memory at the default threshold. At most 32 MiB of texts are processed
// at a time, or one longer text and the one that is read after it: twelve lines of
// 60 MB took 0.9 GB.
//
// With -memory no index is made that would take more than that; it takes about 0.7 KB
// a text at the default threshold. Instead the stages of package
// [github.com/palimpsest-go/palimpsest/minhash/batch] compare with temporary files, 2
// KB for a text of 200 words. The lines are the same. The ids and 50 bytes a text
// stay in memory.
//
// Time is linear in the size of the input and the number of near-duplicates; texts
// are compared with kept ones only. Only texts that are all nearly alike but below
// the threshold, such as filled-in forms, take time quadratic in their number:
// about 2 µs a pair. So do texts of -against that are alike but not equal: a text
// is compared with all that it is like.
package main

import (
	"context"
	"errors"
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

// about is what -h and -version print.
var about = command.About{Name: "dedup", Usage: usage, Parts: versionParts}

// run runs the command and returns its exit status. It does not close the
// streams. When ctx ends it returns soon, even while a read is blocked; the
// goroutine that reads is then left running until the process ends.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := parse(args)
	answered, err := about.Answer(stdout, err)
	if answered {
		return statusDone
	}
	var notes []error
	switch {
	case err != nil:
	case s.stage != "":
		notes, err = s.runStage(ctx, stdin, stdout, stderr)
	default:
		notes, err = s.dedup(ctx, stdin, stdout, stderr)
	}
	if err != nil {
		if ctx.Err() != nil {
			err = errors.New("interrupted")
		}
		fmt.Fprintln(stderr, command.ErrorLine("dedup", err))
		return statusError
	}
	for _, note := range notes {
		fmt.Fprintln(stderr, command.ErrorLine("dedup", note))
	}
	return statusDone
}

// dedup does what the settings say. It returns notes for people about what was left
// out.
func (s settings) dedup(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) ([]error, error) {
	out, err := s.newLeftOut()
	if err != nil {
		return nil, err
	}
	defer out.close()
	sources, err := s.list(ctx, stdin, out)
	if err != nil {
		return nil, err
	}
	c, err := newCollection(s, sources, out)
	if err != nil {
		return nil, err
	}
	defer c.close()
	p := s.newReading(stderr, total(sources))
	err = c.read(ctx, stdin, p)
	p.stop()
	if err != nil {
		return nil, err
	}
	results, notes, err := c.decide(ctx, stderr)
	if err != nil {
		return nil, err
	}
	if err := c.write(ctx, stdout, results); err != nil {
		return nil, err
	}
	return append(out.notes(), notes...), out.write(s)
}

// decide decides about all texts, in memory if they fit.
func (c *collection) decide(ctx context.Context, stderr io.Writer) ([]result, []error, error) {
	if most := c.settings.memory; most > 0 && c.indexBytes() > most {
		return c.judgeOnDisk(ctx)
	}
	p := c.settings.newComparing(stderr)
	defer p.stop()
	results, err := c.judge(ctx, p)
	return results, nil, err
}

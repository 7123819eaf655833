// Compare reports whether one text was made from another: a copy, an edited
// version, an excerpt, a text whose words were exchanged by a program, a
// paraphrase, or none of these.
//
//	usage: compare [flags] SOURCE SUSPECT...
//	       compare [flags] FOLDER
//
//	Compare reports whether the text in SUSPECT was made from the text in SOURCE.
//
//	  SOURCE SUSPECT         two files: a report
//	  SOURCE SUSPECT...      one file and several: a line for each, best first
//	  FOLDER FOLDER          which files of the second were made from one of the
//	                         first: a line for each pair, best first
//	  FOLDER                 which of its files were made from which
//
//	Files may be plain text, HTML, Markdown, .docx or .odt; "-" is standard input,
//	once. Flags go before the names.
//
//	What is written:
//	  -format text|json|csv|html
//	                         text for people (default); json, an object for each
//	                         pair; csv, a row for each; html for people: a page with
//	                         both texts side by side, or for many pairs a folder
//	                         that -o names, with an index, a page for each,
//	                         and one for each suspect of several sources
//	  -o FILE                write to FILE instead of standard output
//	  -limit N               rows of each list in text, 0 for all; 24 by default
//	  -progress              show progress even if standard error is no terminal
//
//	How texts are compared:
//	  -lang LANGUAGE         auto (default), en, fr, es, ru, sv, no, hu, de, it, pt,
//	                         nl, da or none
//	  -exclude quotes        leave attributed quotations out of the judgement
//	  -boilerplate FILE      leave out what the texts have in common with FILE, a
//	                         template that both may use
//	  -min-confidence P      do not count reuse reported with less confidence than P,
//	                         P from 0 (default) to 1
//
//	Other:
//	  -version               print version, commit and model instead
//
//	Exit status: 0 no reuse found, 1 reuse found, 2 error.
//
// # Verdicts and exit status
//
// The verdicts identical, near-duplicate, excerpt, spun and paraphrase mean
// reuse; same-topic, unrelated and insufficient (too short to decide) do not. The
// flag -min-confidence changes only the exit status, never the report. An error is
// one line on standard error. Then nothing is on standard output, and the file of
// -o is unchanged.
//
// # Input
//
// Text is UTF-8. Bytes that are not valid UTF-8 end a word and belong to no word. A
// text that begins with the byte-order mark of UTF-16 is decoded. A text with a NUL
// character is taken for binary and is an error, and so is a text longer than
// [compare.DefaultMaxBytes].
//
// An input whose name ends in .html or .htm is reduced to the text that a
// browser would show: blocks become lines, cells of a table are separated by
// tabs, and what is hidden or not text (scripts, styles, the title, drawings)
// is left out. A byte-order mark or a meta element at its beginning decides its
// encoding; without one it is UTF-8 if it is valid UTF-8, and Windows-1252
// otherwise.
//
// A .docx or .odt file is reduced to its text: paragraphs are lines; deletions of
// tracked changes, hidden words, comments and footnotes are left out. A Markdown
// file is reduced to the text of the page that it makes. PDF, RTF and .doc are
// refused, and the error names a program that converts them.
//
// # Many files
//
// All files in a folder and in its subfolders are read, except those whose names begin with
// a point. A file that is no text is left out, and standard error says so. Each suspect is
// compared with the one SOURCE, or with those files of a folder of sources that it may
// derive from; package corpus finds them, ten at most. With one FOLDER each file is both a
// suspect and a source, and a pair that is no reuse has no line. Two files make one pair:
// if words were exchanged, the file with the rarer words is the suspect, otherwise the file
// that was changed later.
//
// # What can be left out
//
// With -exclude quotes, quotations are left out of both texts before they are
// compared. A quotation has matching double quotation marks and a verb of saying or
// a citation nearby. If quotations make up more than half of a text, they stay, and
// the report says so. With -boilerplate, what either text has in common with the
// named file is left out, even if it was edited or words in it were exchanged. The
// report lists what was left out, and the verdict is about the rest.
//
// # Output
//
// The text rendering is for people. It is coloured on a terminal unless the
// environment has NO_COLOR. "-o -" also writes to standard output. With -format
// json one object is written: a [compare.Report]. Its offsets count bytes of the
// file as given, including a byte-order mark. For UTF-16 and HTML they count bytes
// of the decoded text, and the object holds that text as "text"; "bytes" and
// "sha256" describe the file. For many pairs there is one object a line.
//
// With -format csv each pair is a row. Its first row names the columns: source,
// suspect, verdict, confidence, calibrated, spun_probability, source_coverage,
// suspect_coverage, passages, substitutions, language. Later versions may add some at
// the end.
//
// With -format html one page is written. It shows both texts side by side and what
// was exchanged in them, see [htmlreport.Write]. It needs no other file and no
// network, and no markup of the texts has an effect in it. A suspect with several
// sources has a page that shows the passages of each in its own colour, see
// [htmlreport.WriteSources].
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/examples/internal/provenance"
)

// Exit statuses.
const (
	statusNone  = 0 // no reuse found
	statusReuse = 1 // reuse found
	statusError = 2
)

func main() { os.Exit(command.Main(run)) }

// about is what -h and -version print.
var about = command.About{Name: "compare", Usage: usage, Parts: provenance.Parts}

// run runs the command and returns its exit status. It does not close the
// streams. When ctx ends it returns soon, even while a read is blocked; the
// goroutine that reads is then left running until the process ends.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := parse(args)
	answered, err := about.Answer(stdout, err)
	if answered {
		return statusNone
	}
	var found outcome
	if err == nil {
		found, err = s.find(ctx, stdin, stdout, stderr)
	}
	if err != nil {
		fmt.Fprintln(stderr, command.ErrorLine("compare", err))
		return statusError
	}
	for _, note := range found.notes {
		fmt.Fprintln(stderr, command.ErrorLine("compare", errors.New(note))) // names may hold anything
	}
	if found.reuse {
		return statusReuse
	}
	return statusNone
}

// An outcome is the result of a run.
type outcome struct {
	reuse bool     // as the settings count it
	notes []string // what a reader should know of how files were read
}

// find compares what the settings name and writes what it found, unless ctx ends first.
func (s settings) find(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) (outcome, error) {
	type result struct {
		write func() error
		outcome
		err error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		if s.many() {
			r.write, r.outcome, r.err = s.compareMany(ctx, stdin, stdout, stderr)
		} else {
			r.write, r.outcome, r.err = s.comparePair(ctx, stdin, stdout)
		}
		done <- r
	}()
	select {
	case <-ctx.Done():
		return outcome{}, errInterrupted
	case r := <-done:
		switch {
		case ctx.Err() != nil:
			return outcome{}, errInterrupted
		case r.err != nil:
			return outcome{}, r.err
		}
		return r.outcome, r.write()
	}
}

var errInterrupted = errors.New("interrupted")

// reuse reports whether the settings count what a report says as reuse.
func (s settings) reuse(r *compare.Report) bool {
	return r.Verdict.Reuse() && r.Confidence >= s.minConfidence
}

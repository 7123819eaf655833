// Compare says whether one text was made from another: a copy, an edited
// version, an excerpt, a text whose words were exchanged by a program, a
// paraphrase, or none of these.
//
//	usage: compare [flags] SOURCE SUSPECT
//
//	Compare tells whether the text in SUSPECT was made from the text in SOURCE.
//	"-" stands for standard input, for one of the two. Flags go before the names.
//
//	  -format text|json|html text for people (default), json for programs, html for
//	                         people: a page with both texts side by side
//	  -o FILE                write to FILE instead of standard output
//	  -lang LANGUAGE         auto (default), en, fr, es, ru, sv, no, hu, de, it, pt,
//	                         nl, da or none
//	  -exclude quotes        leave attributed quotations out of the judgement
//	  -boilerplate FILE      leave out what the texts have in common with FILE, a
//	                         template that both may use
//	  -min-confidence P      reuse told with less confidence than P is not reuse,
//	                         P from 0 (default) to 1
//
//	Exit status: 0 no reuse found, 1 reuse found, 2 error.
//
// # Verdicts and exit status
//
// The verdicts identical, near-duplicate, excerpt, spun and paraphrase mean
// reuse; same-topic, unrelated and insufficient (too short to tell) do not. The
// report is the same whatever -min-confidence says: the flag decides the exit
// status only. An error is told in one line on standard error. Nothing is on
// standard output then, and the file of -o is as it was before.
//
// # Input
//
// Text is UTF-8. Bytes that are not end a word and belong to none. A text that
// begins with the byte-order mark of UTF-16 is decoded. A text with a NUL
// character is taken for binary and is an error, and so is one longer than
// [compare.DefaultMaxBytes].
//
// An input whose name ends in .html or .htm is reduced to the text that a
// browser would show: blocks become lines, cells of a table are separated by
// tabs, and what is hidden or not text (scripts, styles, the title, drawings)
// is left out. Its encoding is what a mark or a meta element at its beginning
// says, UTF-8 if it is valid UTF-8, Windows-1252 otherwise.
//
// # What can be left out
//
// With -exclude quotes, quotations are left out of both texts before they are
// compared, where double quotation marks match and a verb of saying or a
// citation stands nearby, unless they make up more than half of a text, which
// the report then says. With -boilerplate, what either text has in common with
// the named file is left out, also edited or with words exchanged. The report
// lists what was left out, and the verdict is on the rest.
//
// # Output
//
// The text rendering is for people. It is coloured on a terminal unless the
// environment has NO_COLOR. "-o -" writes to standard output too. With
// -format json one object is written: a [compare.Report]. Its offsets count
// bytes of the file as given, byte-order mark and all. For UTF-16 and HTML they
// count bytes of the decoded text, which the object then holds as "text";
// "bytes" and "sha256" are of the file.
//
// With -format html one page is written that shows both texts beside each other
// and what was exchanged in them, see [htmlreport.Write]. It needs no
// other file and no network, and no markup of the texts has an effect in it.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/examples/internal/encoded"
)

// Exit statuses.
const (
	statusNone  = 0 // no reuse found
	statusReuse = 1 // reuse found
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
			return statusNone
		}
	}
	var c comparison
	if err == nil {
		c, err = s.compare(ctx, stdin)
	}
	var page []byte
	if err == nil {
		page, err = s.render(c, stdout)
	}
	if err == nil {
		err = s.write(page, stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, command.ErrorLine("compare", err))
		return statusError
	}
	for _, note := range c.notes {
		fmt.Fprintf(stderr, "compare: %s\n", note)
	}
	switch {
	case c.report.Verdict.Reuse() && c.report.Confidence >= s.minConfidence:
		return statusReuse
	}
	return statusNone
}

// A comparison is a report and what it is about.
type comparison struct {
	report          *compare.Report
	source, suspect string
	notes           []string // how files were read whose encoding is guessed
}

// compare reads the two texts and compares them, unless ctx ends first.
func (s settings) compare(ctx context.Context, stdin io.Reader) (comparison, error) {
	type result struct {
		comparison
		err error
	}
	done := make(chan result, 1)
	go func() {
		c, err := s.compareInputs(ctx, stdin)
		done <- result{c, err}
	}()
	select {
	case <-ctx.Done():
		return comparison{}, errors.New("interrupted")
	case r := <-done:
		if ctx.Err() != nil {
			return comparison{}, errors.New("interrupted")
		}
		return r.comparison, r.err
	}
}

func (s settings) compareInputs(ctx context.Context, stdin io.Reader) (comparison, error) {
	c := compare.Comparer{Language: s.lang, ExcludeQuotations: s.exclude == "quotes"}
	if s.boilerplate != "" {
		in, err := readInput(s.boilerplate, stdin, compare.DefaultMaxBytes)
		if err != nil {
			return comparison{}, err
		}
		c.Boilerplate, err = compare.Comparer{Language: s.lang}.Prepare(in.text)
		if err != nil {
			return comparison{}, fmt.Errorf("%s: %w", in.name, err)
		}
	}
	var inputs [2]input
	var texts [2]*compare.Text
	for i, name := range s.names {
		in, err := readInput(name, stdin, compare.DefaultMaxBytes)
		if err != nil {
			return comparison{}, err
		}
		inputs[i] = in
	}
	for i, in := range inputs {
		t, err := c.Prepare(in.text)
		if err != nil {
			return comparison{}, fmt.Errorf("%s: %w", in.name, err)
		}
		texts[i] = t
	}
	report, err := c.Compare(ctx, texts[0], texts[1])
	if err != nil {
		return comparison{}, err
	}
	inputs[0].describe(&report.Source)
	inputs[1].describe(&report.Suspect)
	var notes []string
	for _, in := range inputs {
		if in.encoding != "" && in.encoding != encoded.UTF8 && in.encoding != encoded.UTF16 {
			notes = append(notes, fmt.Sprintf("%s is read as %s", in.name, in.encoding))
		}
	}
	return comparison{report, inputs[0].text, inputs[1].text, notes}, nil
}

// render returns the report in the format asked for. It is rendered as a whole
// before any of it is written, so that an error leaves no half of it behind.
func (s settings) render(c comparison, stdout io.Writer) ([]byte, error) {
	var b bytes.Buffer
	var err error
	switch s.format {
	case "json":
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		err = e.Encode(c.report)
	case "html":
		err = htmlreport.Write(&b, c.report, c.source, c.suspect)
	default:
		var style compare.Style
		if s.toStdout() {
			style = styleFor(stdout)
		}
		err = c.report.WriteText(&b, style)
	}
	return b.Bytes(), err
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
	"github.com/palimpsest-go/palimpsest/examples/internal/textfile"
)

// A comparison is a report and what it is about.
type comparison struct {
	report          *compare.Report
	source, suspect string // the texts
}

// comparePair compares two files and returns a function that writes the report.
func (s settings) comparePair(ctx context.Context, stdin io.Reader, stdout io.Writer) (func() error, outcome, error) {
	comparer, err := s.comparer(stdin)
	if err != nil {
		return nil, outcome{}, err
	}
	var inputs [2]textfile.File
	for i, name := range s.names {
		if inputs[i], err = readInput(name, stdin, compare.DefaultMaxBytes); err != nil {
			return nil, outcome{}, err
		}
	}
	var texts [2]*compare.Text
	for i, in := range inputs {
		if texts[i], err = comparer.Prepare(in.Text); err != nil {
			return nil, outcome{}, fmt.Errorf("%s: %w", in.Name, err)
		}
	}
	report, err := comparer.Compare(ctx, texts[0], texts[1])
	if err != nil {
		return nil, outcome{}, err
	}
	describeFile(&report.Source, inputs[0])
	describeFile(&report.Suspect, inputs[1])
	c := comparison{report, inputs[0].Text, inputs[1].Text}
	page, err := s.render(c, stdout)
	if err != nil {
		return nil, outcome{}, err
	}
	return func() error { return s.write(page, stdout) }, outcome{s.reuse(report), notes(inputs[:])}, nil
}

// comparer returns what the settings compare with.
func (s settings) comparer(stdin io.Reader) (compare.Comparer, error) {
	c := compare.Comparer{Language: s.lang, ExcludeQuotations: s.exclude == "quotes"}
	if s.boilerplate == "" {
		return c, nil
	}
	in, err := readInput(s.boilerplate, stdin, compare.DefaultMaxBytes)
	if err != nil {
		return c, err
	}
	if c.Boilerplate, err = (compare.Comparer{Language: s.lang}).Prepare(in.Text); err != nil {
		return c, fmt.Errorf("%s: %w", in.Name, err)
	}
	return c, nil
}

// render returns the report in the requested format. The whole report is rendered
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
	case "csv":
		err = writeCSV(&b, []comparison{c})
	case "html":
		err = htmlreport.Write(&b, c.report, c.source, c.suspect)
	default:
		var style compare.Style
		if s.toStdout() {
			style = styleFor(stdout)
		}
		style.Limit = s.rows()
		if c.report.Verdict.Reuse() {
			style.Next = "Both texts side by side: -format html -o report.html"
		}
		err = c.report.WriteText(&b, style)
	}
	return b.Bytes(), err
}

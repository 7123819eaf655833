package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/palimpsest-go/palimpsest/compare"
)

// writeList writes a list to where the settings say.
func (s settings) writeList(l list, stdout io.Writer) error {
	if s.format == "html" {
		return s.writeFolder(l)
	}
	var b bytes.Buffer
	var err error
	switch s.format {
	case "json":
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		for _, c := range l.pairs {
			if err = e.Encode(c.report); err != nil {
				break
			}
		}
	case "csv":
		err = writeCSV(&b, l.pairs)
	default:
		err = s.writeLines(&b, l)
	}
	if err != nil {
		return err
	}
	return s.write(b.Bytes(), stdout)
}

// writeLines writes a line for each pair, and before them how many there are.
func (s settings) writeLines(w io.Writer, l list) error {
	out := bufio.NewWriter(w)
	made := 0
	for _, c := range l.pairs {
		if s.reuse(c.report) {
			made++
		}
	}
	fmt.Fprintf(out, "files compared: %d, pairs of reuse: %d\n", l.compared, made)
	if made > 0 {
		fmt.Fprintln(out, "One pair in full: compare SOURCE SUSPECT. All side by side: -format html -o FOLDER")
	}
	shown := len(l.pairs)
	if s.limit > 0 {
		shown = min(shown, s.limit)
	}
	if shown > 0 {
		fmt.Fprintln(out)
	}
	for _, c := range l.pairs[:shown] {
		fmt.Fprintln(out, c.report.Line())
	}
	if more := len(l.pairs) - shown; more > 0 {
		fmt.Fprintf(out, "and %d more (-limit 0 shows all)\n", more)
	}
	return out.Flush()
}

// writeCSV writes a row for each pair, under a head (RFC 4180, with LF).
func writeCSV(w io.Writer, pairs []comparison) error {
	out := csv.NewWriter(w)
	out.Write([]string{
		"source", "suspect", "verdict", "confidence", "calibrated", "spun_probability",
		"source_coverage", "suspect_coverage", "passages", "substitutions", "language",
	})
	share := func(x float64) string { return strconv.FormatFloat(x, 'f', 4, 64) }
	for _, c := range pairs {
		r := c.report
		out.Write([]string{
			r.Source.Name, r.Suspect.Name, r.Verdict.String(), share(r.Confidence), strconv.FormatBool(r.Calibrated),
			share(r.Probabilities[compare.Spun]), share(r.Coverage.Source), share(r.Coverage.Suspect),
			strconv.Itoa(len(r.Passages)), strconv.Itoa(len(r.Substitutions)), r.Language.String(),
		})
	}
	out.Flush()
	return out.Error()
}

package htmlreport

import (
	"bufio"
	"fmt"
	"io"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/wording"
)

// An Entry is a report in a list. Addresses are relative to the page of the list; "" means
// no page.
type Entry struct {
	Report *compare.Report
	Page   string // of the report
	All    string // page of all sources of the suspect, see [WriteSources]
}

// WriteIndex writes an HTML page that lists reports in the order given, each with a
// link to its page. Like a page of [Write] it needs nothing else. Time is linear in
// the number of entries.
func WriteIndex(w io.Writer, entries []Entry) error {
	x, err := newIndex(entries)
	if err != nil {
		return fmt.Errorf("htmlreport: %w", err)
	}
	buffered := &writer{bufio.NewWriter(w)}
	x.write(buffered)
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("htmlreport: write index: %w", err)
	}
	return nil
}

// An index is what the template index.tmpl is filled with, by the function in indexwritten.go.
type index struct {
	Policy       string
	Style        markup
	Title, Means string
	Entries      []Entry
}

// newIndex collects what the index shows.
func newIndex(entries []Entry) (index, error) {
	a, err := assets()
	if err != nil {
		return index{}, err
	}
	reuse := 0
	for _, e := range entries {
		if e.Report.Verdict.Reuse() {
			reuse++
		}
	}
	return index{
		Policy: a.policy, Style: a.style, Entries: entries,
		Title: wording.Plural(reuse, "pair") + " of reuse",
		Means: "Texts that were made from another of those compared, or from the same third one, as far as was found.",
	}, nil
}

// Confidence returns the confidence of a report as a list shows it.
func (index) Confidence(r *compare.Report) string {
	switch {
	case r.Verdict == compare.Identical || r.Verdict == compare.Insufficient:
		return "certain"
	case !r.Calibrated:
		return fmt.Sprintf("~%.2f", wording.Down(r.Confidence))
	}
	return fmt.Sprintf("%.2f", wording.Down(r.Confidence))
}

// Percent returns a share in per cent.
func (index) Percent(share float64) string { return wording.Percent(share) }

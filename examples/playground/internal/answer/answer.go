// Package answer makes what the playground shows for two texts.
package answer

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
	"github.com/palimpsest-go/palimpsest/examples/playground/internal/limit"
)

// A Text is one side of a comparison. What it was read from is described as in
// [compare.Document], and may be left out.
type Text struct {
	compare.Document
	Content string
}

// An Answer is what the page shows and offers for download.
type Answer struct {
	Verdict string
	Summary string // the first line of the report as text: the verdict and its confidence
	JSON    string // as the command compare writes it with -format json
	HTML    string // as it writes it with -format html
}

// The stages of [Compare], in their order.
const (
	Reading   = "reading the texts"
	Comparing = "comparing"
	Writing   = "writing the report"
)

// Compare compares two texts. It calls stage as each stage begins. Errors wrap
// [compare.ErrTooLong], for a text of more than [limit.Bytes]. Time is nearly linear in the length of the texts.
func Compare(source, suspect Text, stage func(string)) (Answer, error) {
	stage(Reading)
	comparer := compare.Comparer{MaxBytes: limit.Bytes}
	var texts [2]*compare.Text
	for i, side := range []struct {
		name string
		Text
	}{{"source", source}, {"suspect", suspect}} {
		var err error
		if texts[i], err = comparer.Prepare(side.Content); err != nil {
			return Answer{}, fmt.Errorf("%s: %w", side.name, err)
		}
	}
	stage(Comparing)
	r, err := comparer.Compare(context.Background(), texts[0], texts[1])
	if err != nil {
		return Answer{}, err
	}
	stage(Writing)
	source.describe(&r.Source)
	suspect.describe(&r.Suspect)
	return write(r, source.Content, suspect.Content)
}

// describe writes into d what the library does not know of the text.
func (t Text) describe(d *compare.Document) {
	d.Name = t.Name
	if t.SHA256 != "" {
		d.Text, d.Bytes, d.SHA256 = t.Content, t.Bytes, t.SHA256
	}
}

// write renders a report in both formats.
func write(r *compare.Report, source, suspect string) (Answer, error) {
	var text, object, page bytes.Buffer
	if err := r.WriteText(&text, compare.Style{}); err != nil {
		return Answer{}, err
	}
	summary, _, _ := strings.Cut(text.String(), "\n")
	e := json.NewEncoder(&object)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return Answer{}, err
	}
	if err := htmlreport.Write(&page, r, source, suspect); err != nil {
		return Answer{}, err
	}
	return Answer{r.Verdict.String(), summary, object.String(), page.String()}, nil
}

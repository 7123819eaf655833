package main

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// The values of the parameter evidence, which may name both.
const (
	evidenceReport = "report" // the report in JSON
	evidenceHTML   = "html"   // the report as a page
)

// mostEvidence bounds the reports and pages of one answer, in bytes of JSON: each names
// every word that was exchanged. Those of the best matches come first.
const mostEvidence = 8 << 20

// evidence is what an answer contains about each match besides its figures.
type evidence struct {
	report, html bool
	page         htmlreport.Options
}

// evidenceOf returns the evidence that a request asks for.
//
// It is a parameter and not an Accept header: an answer has an action, figures and a
// page for each match, which no single page of HTML could hold for a program. Clients
// that ask for HTML by themselves are browsers, and they have the page at /.
func (s *service) evidenceOf(n *note) (e evidence, err error) {
	e.page = s.pageFor(n)
	if !n.query.Has("evidence") {
		return e, nil
	}
	for value := range strings.SplitSeq(n.query.Get("evidence"), ",") {
		switch {
		case value == evidenceReport && !e.report:
			e.report = true
		case value == evidenceHTML && !e.html:
			e.html = true
		default:
			return e, badRequest("the query: evidence must be report, html or report,html")
		}
	}
	return e, nil
}

// pageFor returns what pages show to the client of a request. Texts of the corpus
// belong to other people. A token that may only check, such as that of a public form,
// sees no more of them than the report in JSON contains; otherwise anybody could get
// a whole text for one paragraph of it.
func (s *service) pageFor(n *note) htmlreport.Options {
	return htmlreport.Options{WithholdSource: authorize(s.order.Load().tokens, n.scoped, mayReview) != nil}
}

// withEvidence returns the result with the evidence on each match, as far as there is
// room. text is the text that was checked.
func (r result) withEvidence(a *corpus.Answer, text string, e evidence) (result, error) {
	if !e.report && !e.html {
		return r, nil
	}
	room := mostEvidence
	for i := range r.Matches {
		report, html, err := e.on(&a.Matches[i], text, r.ID)
		if err != nil {
			return r, err
		}
		if room -= len(report) + len(html); room < 0 {
			r.Unreported = len(r.Matches) - i
			break
		}
		r.Matches[i].Report, r.Matches[i].HTML = report, html
	}
	return r, nil
}

// on returns the evidence on a match of the text with the given id: the report, as
// examples/compare writes it, and the page as a JSON string.
func (e evidence) on(m *corpus.Match, text, id string) (report, html json.RawMessage, err error) {
	named := namedReport(m, id)
	if e.report {
		if report, err = json.Marshal(named); err != nil {
			return nil, nil, err
		}
	}
	if !e.html {
		return report, nil, nil
	}
	var page bytes.Buffer
	if err := e.page.Write(&page, named, m.Source.Text, text); err != nil {
		return nil, nil, err
	}
	html, err = plainJSON(page.String())
	return report, html, err
}

// namedReport returns the report of a match with the names of its texts.
func namedReport(m *corpus.Match, id string) *compare.Report {
	report := *m.Report
	report.Source.Name, report.Suspect.Name = m.Source.ID, id
	return &report
}

// plainJSON returns a value in JSON without escapes for HTML.
func plainJSON(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

package main

import (
	"encoding/json"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// evidenceReport is the value of the parameter evidence that asks for reports.
const evidenceReport = "report"

// mostEvidence bounds the reports of one answer, in bytes: each names every word that
// was exchanged. Those of the best matches come first.
const mostEvidence = 8 << 20

// withReports returns the result with the report on each match, as examples/compare
// writes it, as far as there is room.
func (r result) withReports(a *corpus.Answer) (result, error) {
	room := mostEvidence
	for i := range r.Matches {
		report := *a.Matches[i].Report
		report.Source.Name, report.Suspect.Name = a.Matches[i].Source.ID, r.ID
		b, err := json.Marshal(&report)
		if err != nil {
			return r, err
		}
		if room -= len(b); room < 0 {
			r.Unreported = len(r.Matches) - i
			break
		}
		r.Matches[i].Report = b
	}
	return r, nil
}

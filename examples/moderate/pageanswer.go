package main

import (
	"fmt"
	"math"
	"net/url"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// A pageAnswer is what the page says about a text that was checked.
type pageAnswer struct {
	corpus.Decision
	Verdict  compare.Verdict
	Sure     string
	Language string
	Means    string // what the action asks a person to do
	About    string // the id of the match that the rule decided about
	Capped   bool

	Matches      []pageMatch
	Excluded     []pageExclusion
	MoreExcluded int // beside those

	Withheld bool // reports do not show the whole texts of matches
}

// A pageMatch is a match as the page shows it.
type pageMatch struct {
	ID, Key       string // the key is what the form sends for the id
	Verdict       compare.Verdict
	Confidence    string
	Text, Source  string // how much of each is in passages
	Substitutions int
	Order         string
	Derived       string
	Decided       bool // the rule decided about it
}

// A pageExclusion is a part of the text that was left out.
type pageExclusion struct {
	Reason, Quote string
	compare.Span
}

// actionMeans says what an action asks for.
var actionMeans = map[corpus.Action]string{
	corpus.Allow:  "Nothing needs to be done.",
	corpus.Review: "A person should look at this text.",
	corpus.Block:  "The policy says not to publish this text.",
}

// orderMeans says in words which text was there first.
var orderMeans = map[corpus.Order]string{
	corpus.SourceFirst:  "this match",
	corpus.SuspectFirst: "the checked text",
	corpus.OrderUnknown: "not known",
}

// Bounds of what the page shows of the parts that were left out.
const (
	mostExcluded = 20  // parts
	mostQuoted   = 120 // characters of one
)

// newPageAnswer returns what the page says about a text, with at most top matches.
func newPageAnswer(text string, a *corpus.Answer, d corpus.Decision, top int) *pageAnswer {
	p := &pageAnswer{
		Decision: d, Verdict: a.Verdict, Sure: sureness(a), Language: a.Language.String(), Means: actionMeans[d.Action], Capped: a.Capped,
		MoreExcluded: max(0, len(a.Excluded)-mostExcluded),
	}
	if d.Rule != "" {
		p.About = a.Matches[d.Match].Source.ID
	}
	for i, m := range a.Matches[:min(top, len(a.Matches))] {
		p.Matches = append(p.Matches, pageMatch{
			ID: m.Source.ID, Key: matchKey(m.Source.ID), Verdict: m.Report.Verdict, Confidence: m.Report.Sureness(),
			Text: percent(m.Report.Coverage.Suspect), Source: percent(m.Report.Coverage.Source),
			Substitutions: len(m.Report.Substitutions), Order: orderMeans[m.Order], Derived: m.Derived,
			Decided: d.Rule != "" && d.Match == i,
		})
	}
	for _, e := range a.Excluded[:len(a.Excluded)-p.MoreExcluded] {
		p.Excluded = append(p.Excluded, pageExclusion{e.Reason, beginning(text[e.Start:e.End]), e.Span})
	}
	return p
}

// sureness says how sure the verdict on a text is.
func sureness(a *corpus.Answer) string {
	switch {
	case len(a.Matches) > 0:
		return a.Matches[0].Report.Sureness()
	case len(a.Others) > 0:
		return a.Others[0].Report.Sureness()
	}
	return "no text was near enough to be compared"
}

// matchKey returns an id in an encoded form, because browsers change the ends of lines
// in a form.
func matchKey(id string) string { return url.PathEscape(id) }

// percent returns a share in whole per cent, rounded down.
func percent(share float64) string {
	if 0 < share && share < .01 {
		return "less than 1 %"
	}
	return fmt.Sprintf("%.0f %%", math.Floor(100*share))
}

// beginning returns a text, or the part of it that the page quotes.
func beginning(text string) string {
	n := 0
	for i := range text {
		if n++; n > mostQuoted {
			return text[:i] + "…"
		}
	}
	return text
}

package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// answerPage returns the page on an answer as a browser gets it.
func answerPage(t *testing.T, text string, a *corpus.Answer, d corpus.Decision, top int) string {
	t.Helper()
	w := httptest.NewRecorder()
	require.NoError(t, page{Text: text, Answer: newPageAnswer(text, a, d, top)}.write(w, 200))
	return w.Body.String()
}

// TestPageAnswer: the page has all that an answer and a decision say.
func TestPageAnswer(t *testing.T) {
	report, err := compare.Texts(pier, pierSpun)
	require.NoError(t, err)
	later := *report
	later.Coverage = compare.Coverage{Source: .004, Suspect: .999}
	a := &corpus.Answer{
		Verdict: compare.Spun, Language: report.Language, Capped: true,
		Matches: []corpus.Match{
			{Source: corpus.Text{ID: "first"}, Order: corpus.SourceFirst, Report: report, Derived: "<older>"},
			{Source: corpus.Text{ID: "second"}, Order: corpus.SuspectFirst, Report: &later},
			{Source: corpus.Text{ID: "match 3"}, Order: corpus.OrderUnknown, Report: report},
		},
	}
	for i := range mostExcluded + 3 {
		a.Excluded = append(a.Excluded, compare.Exclusion{Reason: compare.ReasonQuotation, Span: compare.Span{Start: i, End: i + 200}})
	}
	d := corpus.Decision{Action: corpus.Review, Rule: "<r>", Match: 1, Softened: true, NoGuarantee: "the language is another"}
	got := answerPage(t, pierSpun, a, d, 2)
	for _, want := range []string{
		`class="action review">review<`, "A person should look", "rule <bdi class=\"name\">&lt;r&gt;</bdi>, about the match <bdi class=\"name\">second<",
		"does not hold here: the language is another", "<dt>Softened", "More texts are like this one", "2 matches, best first",
		"&lt;older&gt;", "<dd>this match<", "<dd>the checked text<", "<dd>less than 1 %<", "<dd>99 %<", "quotation", "and 3 more",
		"The harbour council has consented", "…</q>", "bytes 0–200",
	} {
		require.Contains(t, got, want)
	}
	require.NotContains(t, got, "match 3", "-top is 2")
	require.Equal(t, 1, strings.Count(got, `class="decided"`))
	require.Equal(t, mostExcluded, strings.Count(got, "<q "))

	d = corpus.Decision{Action: corpus.Allow, Would: corpus.Block, Rule: "r", Guarantee: &score.Guarantee{Verdict: compare.Spun, Threshold: .97, Budget: .001, Honest: 5000}}
	got = answerPage(t, pierSpun, a, d, 2)
	require.Contains(t, got, `would have been <strong class="block">block`)
	require.Contains(t, got, "P(spun) ≥ 0.97 flags at most 0.1 %")
	got = answerPage(t, pierSpun, &corpus.Answer{Verdict: compare.Unrelated}, corpus.Decision{Action: corpus.Allow, Match: -1}, 2)
	for _, want := range []string{"default of the policy", "none: no rule decided", "no text was near enough", "No match was found"} {
		require.Contains(t, got, want)
	}
	for _, none := range []string{"More texts are like", "Left out of the text", "Softened", "shadow mode", `id="again"`} {
		require.NotContains(t, got, none)
	}
}

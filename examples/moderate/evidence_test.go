package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// TestEvidence: an answer has the reports that are asked for, as compare makes them.
func TestEvidence(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	source := passing(1) + ferries
	suspect := strings.ReplaceAll(strings.ReplaceAll(ferries, "landing", "quay"), "office", "bureau")
	require.NoError(t, v.add(t.Context(), corpus.Text{ID: "page", Text: source}))
	plain := []string{"Content-Type", "text/plain"}
	without := send(t, "POST", server.URL+"/check?id=post", suspect, plain...)
	require.NotContains(t, without.body, `"report"`)
	with := decode[result](t, send(t, "POST", server.URL+"/check?id=post&evidence=report", suspect, plain...))
	require.Len(t, with.Matches, 1)
	var got compare.Report
	require.NoError(t, json.Unmarshal(with.Matches[0].Report, &got))
	want, err := compare.Texts(source, suspect)
	require.NoError(t, err)
	want.Source.Name, want.Suspect.Name = "page", "post"
	b, err := json.Marshal(want)
	require.NoError(t, err)
	assert.JSONEq(t, string(b), string(with.Matches[0].Report))
	assert.NotEmpty(t, got.Substitutions)
	require.NotContains(t, string(with.Matches[0].HTML), "html")

	both := decode[result](t, send(t, "POST", server.URL+"/check?id=post&evidence=html,report", suspect, plain...))
	assert.JSONEq(t, string(b), string(both.Matches[0].Report))
	var page bytes.Buffer
	require.NoError(t, htmlreport.Write(&page, want, source, suspect))
	var html string
	require.NoError(t, json.Unmarshal(both.Matches[0].HTML, &html))
	assert.Equal(t, page.String(), html)
	for _, bad := range []string{"all", "", "html,", "html,html", "HTML", "report,html,report"} {
		requireProblem(t, send(t, "POST", server.URL+"/check?evidence="+bad, suspect, plain...), 400, "bad_request")
	}
}

// TestEvidenceRoom: reports that there is no room for are left out, and that is said.
func TestEvidenceRoom(t *testing.T) {
	report, err := compare.Texts(ferries, ferries)
	require.NoError(t, err)
	report.Evidence = slices.Repeat([]compare.Evidence{{Text: strings.Repeat("a", 120)}}, 20_000)
	a := &corpus.Answer{}
	for i := range 5 {
		a.Matches = append(a.Matches, corpus.Match{Source: corpus.Text{ID: fmt.Sprint(i)}, Report: report})
	}
	for i := range a.Matches {
		a.Matches[i].Source.Text = ferries
	}
	for e, fit := range map[evidence]int{{report: true}: 2, {html: true}: 2, {report: true, html: true}: 1} {
		r, err := newResult("post", a, corpus.Decision{}, 10).withEvidence(a, ferries, e)
		require.NoError(t, err)
		require.Equal(t, 5-fit, r.Unreported)
		for i, m := range r.Matches {
			require.Equal(t, i < fit && e.report, m.Report != nil, "match %d", i)
			require.Equal(t, i < fit && e.html, m.HTML != nil, "match %d", i)
		}
	}
	require.Empty(t, report.Source.Name, "the answer is as it was")
}

// TestEvidenceScopes: whoever may check and nothing else gets no more of a source from a
// page, here or at /, than the report in JSON has.
func TestEvidenceScopes(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	const secret = "Nobody but the harbourmaster knows that Margaret keeps the ledger in the lighthouse."
	source := secret + "\n\n" + pier + "\n\n" + secret
	require.NoError(t, v.add(t.Context(), corpus.Text{ID: "diary", Text: source, Author: "Ann"}))
	o := *v.order.Load()
	for name, may := range scopes {
		o.tokens = append(o.tokens, pass{name: name, may: may, digest: sha256.Sum256([]byte("token " + name))})
	}
	v.order.Store(&o)
	for name, sees := range map[string]bool{"check": false, "review": true, "all": true} {
		auth := []string{"Authorization", "Bearer token " + name}
		form := url.Values{"text": {pierSpun}, "match": {"diary"}}.Encode()
		page := send(t, "POST", server.URL+"/", form, append(auth, "Content-Type", "application/x-www-form-urlencoded")...).body
		answer := send(t, "POST", server.URL+"/check?evidence=report,html", pierSpun, append(auth, "Content-Type", "text/plain")...)
		require.Equal(t, 200, answer.status)
		for _, body := range []string{page, string(decode[result](t, answer).Matches[0].HTML)} {
			require.Contains(t, body, "tempests")
			require.Contains(t, body, "Engineers who")
			for _, word := range []string{"Margaret", "ledger", "harbourmaster", "lighthouse"} {
				require.Equal(t, sees, strings.Contains(body, word), "%s sees %q", name, word)
			}
		}
		form = url.Values{"text": {pierSpun}}.Encode()
		page = send(t, "POST", server.URL+"/", form, append(auth, "Content-Type", "application/x-www-form-urlencoded")...).body
		require.NotContains(t, page, "Margaret")
		require.Equal(t, !sees, strings.Contains(page, "With this token"), name)
		require.Equal(t, map[bool]int{true: 201, false: 403}[name == "all"],
			send(t, "PUT", server.URL+"/texts/new", "one", append(auth, "Content-Type", "text/plain")...).status, name)
	}
}

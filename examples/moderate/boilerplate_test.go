package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// ferries is what pages of many end with.
const ferries = `Ferries of this line leave the northern landing every forty minutes from the first of May until the end of September. Tickets that were
bought on board cannot be given back, bicycles travel free of charge on weekdays, and dogs must be kept on a lead for as long as the crossing lasts.
Whoever has lost something should write to the office behind the fish hall, where all that was found is kept for six weeks.`

// passing returns a text of 90 words that shares no three in a row with those of other
// numbers.
func passing(n int) string {
	var b strings.Builder
	for i := range 90 {
		fmt.Fprintf(&b, "word%dof%d ", i, n)
	}
	return b.String()
}

// TestBoilerplate: what a tenant declares is left out of its texts, listed in the
// answer, and not those of others, until it is withdrawn.
func TestBoilerplate(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	plain := []string{"Content-Type", "text/plain"}
	for _, tenant := range []string{"north", "south"} {
		require.NoError(t, v.add(t.Context(), corpus.Text{ID: "page", Tenant: tenant, Text: passing(1) + "\n\n" + ferries}))
	}
	text := passing(2) + "\n\n" + ferries
	check := func(tenant string) result {
		return decode[result](t, send(t, "POST", server.URL+"/check?tenant="+tenant, text, plain...))
	}
	list := func(tenant string) string { return send(t, "GET", server.URL+"/boilerplate?tenant="+tenant, "").body }
	require.Len(t, check("north").Matches, 1)
	assert.JSONEq(t, `{"boilerplate": []}`, list("north"))

	body := map[string]string{"text": "<p>" + ferries + "</p>", "tenant": "north", "format": "html"}
	require.Equal(t, 201, sendJSON(t, "PUT", server.URL+"/boilerplate/a%2Ffooter", body).status)
	r := send(t, "PUT", server.URL+"/boilerplate/a%2Ffooter?tenant=north", ferries, plain...)
	require.Equal(t, 200, r.status)
	assert.JSONEq(t, `{"id": "a/footer", "status": "ok"}`, r.body)
	assert.JSONEq(t, fmt.Sprintf(`{"boilerplate": [{"id": "a/footer", "bytes": %d}]}`, len(ferries)), list("north"))
	assert.JSONEq(t, `{"boilerplate": []}`, list("south"))

	got := check("north")
	require.Empty(t, got.Matches)
	require.Len(t, got.Excluded, 1)
	assert.Equal(t, "boilerplate", got.Excluded[0].Reason)
	assert.Greater(t, len(text[got.Excluded[0].Start:got.Excluded[0].End]), len(ferries)*9/10)
	require.Len(t, check("south").Matches, 1)
	require.Empty(t, check("south").Excluded)

	require.Equal(t, 404, send(t, "DELETE", server.URL+"/boilerplate/a%2Ffooter?tenant=south", "").status)
	require.Equal(t, 204, send(t, "DELETE", server.URL+"/boilerplate/a%2Ffooter?tenant=north", "").status)
	r = send(t, "DELETE", server.URL+"/boilerplate/a%2Ffooter?tenant=north", "")
	requireProblem(t, r, 404, "not_found")
	assert.Contains(t, r.body, "boilerplate")
	require.Len(t, check("north").Matches, 1)
}

func TestBadBoilerplate(t *testing.T) {
	server, _, _ := testServer(t, new(memstore.Store))
	for _, c := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{"PUT", "/boilerplate/a", ` - - `, 400, "bad_request"}, // no words
		{"PUT", "/boilerplate/" + strings.Repeat("a", 501), "one", 400, "bad_request"},
		{"PUT", "/boilerplate/%FF", "one", 400, "bad_request"},
		{"PUT", "/boilerplate/a?author=b", "one", 400, "bad_request"},
		{"PUT", "/boilerplate/a?id=b", "one", 409, "conflict"},
		{"PUT", "/boilerplate/proposed", "one", 405, "method_not_allowed"},
		{"DELETE", "/boilerplate/%FF", "", 400, "bad_request"},
		{"GET", "/boilerplate/a", "", 405, "method_not_allowed"},
		{"GET", "/boilerplate/proposed?owners=1", "", 400, "bad_request"},
		{"GET", "/boilerplate/proposed?owners=1025", "", 400, "bad_request"},
		{"GET", "/boilerplate/proposed?owners=x", "", 400, "bad_request"},
		{"GET", "/boilerplate/proposed?limit=0", "", 400, "bad_request"},
		{"GET", "/boilerplate/proposed?limit=1001", "", 400, "bad_request"},
		{"GET", "/boilerplate/proposed?tenant=%00", "", 400, "bad_request"},
	} {
		r := send(t, c.method, server.URL+c.path, c.body, "Content-Type", "text/plain")
		requireProblem(t, r, c.status, c.code)
	}
	r := send(t, "PUT", server.URL+"/boilerplate/a", `{"text": "one", "author": "b"}`, "Content-Type", "application/json")
	requireProblem(t, r, 400, "bad_request")
	assert.Contains(t, r.body, "author")
}

// TestProposedBoilerplate: a passage of many authors is proposed, as it stands in the
// text that is named, until it is declared; and no more passages than the limit.
func TestProposedBoilerplate(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store), "-timeout=20s")
	var texts []corpus.Text
	for i := range 12 {
		texts = append(texts, corpus.Text{
			ID: fmt.Sprintf("page %02d", i), Tenant: "north", Author: fmt.Sprint(i % 6),
			Text: passing(2*i) + "\n\n" + ferries + "\n\n" + passing(2*i+1) + "\n\n" + pier,
		})
	}
	require.NoError(t, v.add(t.Context(), texts...))
	proposed := func(query string) proposals {
		return decode[proposals](t, send(t, "GET", server.URL+"/boilerplate/proposed?"+query, ""))
	}
	got := proposed("tenant=north&owners=5")
	require.Len(t, got.Proposed, 2)
	require.False(t, got.More)
	require.Empty(t, proposed("tenant=north").Proposed, "by default it takes 10 owners")
	require.Empty(t, proposed("owners=5").Proposed)
	for i, whole := range []string{ferries, pier} {
		p := got.Proposed[i]
		assert.Equal(t, "page 00", p.ID)
		assert.Equal(t, texts[0].Text[p.Start:p.End], p.Text)
		assert.Greater(t, len(p.Text), len(whole)*9/10)
		assert.Equal(t, 12, p.Texts)
		assert.Equal(t, 6, p.Owners)
	}
	first := proposed("tenant=north&owners=5&limit=1")
	require.Equal(t, got.Proposed[:1], first.Proposed)
	require.True(t, first.More)

	r := send(t, "PUT", server.URL+"/boilerplate/f?tenant="+url.QueryEscape("north"), got.Proposed[0].Text, "Content-Type", "text/plain")
	require.Equal(t, 201, r.status)
	left := proposed("tenant=north&owners=5")
	require.Len(t, left.Proposed, 1)
	assert.Contains(t, left.Proposed[0].Text, "weighing house")
}

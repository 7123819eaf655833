package main

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// pages returns the texts of all pages of a list, and how many pages there were.
func pages(t *testing.T, address string) (texts []listed, n int) {
	after := ""
	for {
		p := decode[textPage](t, send(t, "GET", address+"&after="+url.QueryEscape(after), ""))
		texts, n = append(texts, p.Texts...), n+1
		if p.Next == "" {
			return texts, n
		}
		require.Greater(t, p.Next, after)
		after = p.Next
	}
}

// TestList: pages hold all texts of a tenant, or those of an author, in order, once each.
func TestList(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	day := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for i := range 25 {
		require.NoError(t, v.add(t.Context(),
			corpus.Text{ID: fmt.Sprintf("a/%02d", i), Tenant: "north", Author: fmt.Sprint("author", i%3), Group: "g", Time: day, Text: passing(i)},
			corpus.Text{ID: fmt.Sprintf("b%02d", i), Tenant: "south", Text: passing(i)}))
	}
	for limit, want := range map[int]int{4: 7, 5: 5, 24: 2, 25: 1, 1000: 1} {
		texts, n := pages(t, fmt.Sprintf("%s/texts?tenant=north&limit=%d", server.URL, limit))
		require.Len(t, texts, 25)
		require.Equal(t, want, n, "limit %d", limit)
		for i, text := range texts {
			require.Equal(t, fmt.Sprintf("a/%02d", i), text.ID)
		}
		assert.Equal(t, listed{ID: "a/04", Author: "author1", Group: "g", Time: &day}, texts[4])
	}
	texts, _ := pages(t, server.URL+"/texts?tenant=north&author=author2&limit=3")
	require.Len(t, texts, 8)
	none, _ := pages(t, server.URL+"/texts?tenant=north&author=")
	require.Empty(t, none)
	all := send(t, "GET", server.URL+"/texts?tenant=south", "")
	require.NotContains(t, all.body, "word1of", "no texts")
	for _, bad := range []string{"limit=0", "limit=1001", "limit=x", "tenant=%FF", "after=%00", "before=a"} {
		requireProblem(t, send(t, "GET", server.URL+"/texts?"+bad, ""), 400, "bad_request")
	}
}

// TestRemoveMany removes the texts of an author, and of a tenant that is named.
func TestRemoveMany(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	for i := range 20 {
		for _, tenant := range []string{"", "north"} {
			require.NoError(t, v.add(t.Context(), corpus.Text{ID: fmt.Sprint(i), Tenant: tenant, Author: fmt.Sprint(i % 2), Text: passing(i)}))
		}
	}
	count := func(tenant string) int {
		n, err := v.corpus.Count(t.Context(), tenant)
		require.NoError(t, err)
		return n
	}
	for _, bad := range []string{"", "author=1", "all=true", "tenant=north", "tenant=north&all=yes", "tenant=north&all=true&author=1", "tenant=north&author="} {
		requireProblem(t, send(t, "DELETE", server.URL+"/texts?"+bad, ""), 400, "bad_request")
	}
	require.Equal(t, 20, count(""))
	require.Equal(t, 20, count("north"))
	removed := func(query string) int {
		return decode[removal](t, send(t, "DELETE", server.URL+"/texts?"+query, "")).Removed
	}
	require.Equal(t, 10, removed("tenant=north&author=1"))
	require.Equal(t, 0, removed("tenant=north&author=1"))
	require.Equal(t, 10, removed("tenant=north&all=true"))
	require.Equal(t, 0, count("north"))
	require.Equal(t, 20, removed("tenant=&all=true"))
	require.Equal(t, 0, count(""))
}

package main

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// What Chromium and Firefox send for a page.
const chromiumAccepts = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

// TestRefusedInWords: who asks for a page where people arrive gets one if a request is
// refused before there is a form, and a program gets an object.
func TestRefusedInWords(t *testing.T) {
	server, _, _ := testServer(t, new(memstore.Store))
	for _, c := range []struct {
		method, path  string
		header, value string
		status        int
		code, said    string
		page          bool // is asked for where people arrive
		back          bool
	}{
		{"PUT", "/", "X", "", 405, "method_not_allowed", "this address takes GET, HEAD, POST.", true, true},
		{"POST", "/", "Sec-Fetch-Site", "cross-site", 403, "cross_origin", "a browser sent this for a page of another origin.", true, true},
		{"POST", "/", "Origin", "https://other.example", 403, "cross_origin", "a browser sent this for a page of another origin.", true, true},
		{"GET", "/", "Host", "evil.example", 421, "wrong_host", "this is not a name of the service; -hosts has its names.", true, false},
		{"GET", "/nowhere", "Host", "evil.example", 421, "wrong_host", "this is not a name of the service; -hosts has its names.", true, false},
		{"GET", "/nowhere", "X", "", 404, "not_found", "there is nothing at this address.", true, true},
		{"GET", "//", "X", "", 404, "not_found", "there is nothing at this address.", true, true},
		{"GET", "/check", "X", "", 405, "method_not_allowed", "", false, false},
		{"GET", "/healthz", "Host", "evil.example", 421, "wrong_host", "", false, false},
		{"POST", "/check", "Sec-Fetch-Site", "cross-site", 403, "cross_origin", "", false, false},
		{"DELETE", "/texts/a", "X", "", 404, "not_found", "", false, false},
	} {
		t.Run(fmt.Sprint(c.method, " ", c.path, " ", c.code), func(t *testing.T) {
			for _, accept := range []string{"", "*/*", "application/json", "text/html;q=0.5, application/json", "text/html;q=0", "text/*", ";", "text/html;q=x"} {
				r := send(t, c.method, server.URL+c.path, "", c.header, c.value, "Accept", accept)
				requireProblem(t, r, c.status, c.code)
			}
			for _, accept := range []string{chromiumAccepts, "text/html", "application/json;q=0.5, text/html"} {
				r := send(t, c.method, server.URL+c.path, "", c.header, c.value, "Accept", accept)
				if !c.page {
					requireProblem(t, r, c.status, c.code)
					continue
				}
				require.Equal(t, c.status, r.status)
				require.Equal(t, "text/html; charset=utf-8", r.header.Get("Content-Type"))
				require.Equal(t, pagePolicy, r.header.Get("Content-Security-Policy"))
				require.Contains(t, r.body, `role="alert" class="failed">That did not work: `+c.said)
				require.NotContains(t, r.body, "<form")
				if c.back {
					require.Contains(t, r.body, `<a href="/">Check a text</a>`)
				} else {
					require.NotContains(t, r.body, "<a ")
				}
				require.Equal(t, c.status == http.StatusMethodNotAllowed, r.header.Get("Allow") != "")
			}
		})
	}
}

// Where people arrive without a token, at an address where nothing is, the page says so, and
// leads to the page that asks for one.
func TestRefusedWithoutToken(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	setToken(v, "secret")
	for _, c := range [][2]string{{"GET", "/nowhere"}, {"PUT", "/nowhere"}} {
		requireProblem(t, send(t, c[0], server.URL+c[1], ""), 401, "unauthorized")
		r := send(t, c[0], server.URL+c[1], "", "Accept", chromiumAccepts)
		require.Equal(t, 401, r.status)
		require.Equal(t, `Bearer realm="moderate"`, r.header.Get("WWW-Authenticate"))
		require.Contains(t, r.body, `<a href="/">Check a text</a>`)
		require.NotContains(t, r.body, "nothing at this address", "clients without a token do not learn which routes exist")
	}
}

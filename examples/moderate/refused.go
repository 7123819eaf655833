package main

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// People reach the page, and addresses where nothing is, with a browser. There they get an
// error that no form has shown as a page, if they ask for one: a method that the page does
// not take, a request from a page of another origin, another name of the service, a wrong
// address. At the addresses for programs errors are objects, whatever a request accepts:
// some HTTP clients name text/html by themselves.

// Routes where people arrive.
const (
	pageRoute    = "/{$}"
	nowhereRoute = "/"
)

// writeError answers a request at a route with a problem.
func writeError(w http.ResponseWriter, r *http.Request, route string, p *problem) {
	people := route == pageRoute || route == nowhereRoute || r.URL.Path == "/"
	if !people || !wantsPage(r.Header.Values("Accept")) {
		writeProblem(w, p)
		return
	}
	form := page{Said: "That did not work: " + p.Message + ".", Failed: true, Closed: true, Back: "Check a text"}
	if p.status == http.StatusMisdirectedRequest {
		form.Back = "" // it would lead to the wrong name again
	}
	p.head(w.Header())
	form.write(w, p.status)
}

// wantsPage reports whether headers Accept name text/html, and no JSON that they like more.
func wantsPage(accept []string) bool {
	likes := make(map[string]float64)
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		media, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		q := 1.0
		if given, ok := params["q"]; ok {
			if q, err = strconv.ParseFloat(given, 64); err != nil {
				continue
			}
		}
		likes[media] = max(likes[media], q)
	}
	return likes["text/html"] > 0 && likes["text/html"] >= likes["application/json"]
}

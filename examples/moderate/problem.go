package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strconv"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A problem is an error as it is reported to a client.
type problem struct {
	status  int
	Code    string `json:"code"` // stable
	Message string `json:"message"`
	after   int    // seconds after which to try again; 0 says nothing
}

func (p *problem) Error() string { return p.Code + ": " + p.Message }

func badRequest(message string) *problem {
	return &problem{status: http.StatusBadRequest, Code: "bad_request", Message: message}
}

func unavailable(code, message string) *problem {
	return &problem{status: http.StatusServiceUnavailable, Code: code, Message: message, after: 1}
}

// problems are how errors are reported to the client; the first that fits counts.
// Details of errors of the store are only logged.
var problems = []struct {
	err error
	*problem
}{
	// This comes before the others, because one of them may be its reason.
	{corpus.ErrUnchecked, unavailable("unchecked", "the text was checked and stored, but not held against what came meanwhile")},
	{corpus.ErrNotFound, &problem{status: http.StatusNotFound, Code: "not_found", Message: "the tenant has no text of this id"}},
	{corpus.ErrFull, unavailable("full", "no space is left for more texts")},
	{context.DeadlineExceeded, unavailable("timeout", "this took too long; try again later")},
	{os.ErrDeadlineExceeded, unavailable("timeout", "this took too long; try again later")},
	{context.Canceled, unavailable("stopping", "the service is stopping")},
}

// problemOf returns how an error is reported to the client.
func problemOf(err error) *problem {
	var p *problem
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &tooLarge):
		return &problem{status: http.StatusRequestEntityTooLarge, Code: "too_large", Message: "the body is longer than the limit"}
	case errors.Is(err, errTooLong):
		return &problem{status: http.StatusRequestEntityTooLarge, Code: "too_large", Message: err.Error()}
	case errors.Is(err, corpus.ErrText), errors.Is(err, errField):
		return badRequest(err.Error())
	}
	for i := range problems {
		if errors.Is(err, problems[i].err) {
			return problems[i].problem
		}
	}
	return unavailable("unavailable", "the store cannot be used at the moment")
}

// head sets the header of an answer with the problem.
func (p *problem) head(h http.Header) {
	switch p.status {
	case http.StatusUnauthorized:
		h.Add("WWW-Authenticate", `Bearer realm="moderate"`) // in addition to that of the page
	}
	if p.after > 0 {
		h.Set("Retry-After", strconv.Itoa(p.after))
	}
}

// writeProblem answers a request with a problem.
func writeProblem(w http.ResponseWriter, p *problem) {
	p.head(w.Header())
	writeJSON(w, p.status, struct {
		Error *problem `json:"error"`
	}{p})
}

// writeJSON answers a request with an object. An error of writing cannot be
// reported to anybody.
func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.Encode(v)
}

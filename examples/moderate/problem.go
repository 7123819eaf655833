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

// A problem is an error as a client is told of it.
type problem struct {
	status  int
	Code    string `json:"code"` // stable
	Message string `json:"message"`
	after   int    // seconds after which to come back; 0 says nothing
}

func (p *problem) Error() string { return p.Code + ": " + p.Message }

func badRequest(message string) *problem {
	return &problem{status: http.StatusBadRequest, Code: "bad_request", Message: message}
}

func unavailable(code, message string) *problem {
	return &problem{status: http.StatusServiceUnavailable, Code: code, Message: message, after: 1}
}

// problems are what the client is told of errors, the first that fits. What
// went wrong in the store is for the log.
var problems = []struct {
	err error
	*problem
}{
	// Before the others, which may be the reason.
	{corpus.ErrUnchecked, unavailable("unchecked", "the text was checked and stored, but not held against what came meanwhile")},
	{corpus.ErrNotFound, &problem{status: http.StatusNotFound, Code: "not_found", Message: "the tenant has no text of this id"}},
	{corpus.ErrFull, unavailable("full", "no space is left for more texts")},
	{context.DeadlineExceeded, unavailable("timeout", "this took too long; try again later")},
	{os.ErrDeadlineExceeded, unavailable("timeout", "this took too long; try again later")},
	{context.Canceled, unavailable("stopping", "the service is stopping")},
}

// problemOf returns what the client is told of an error.
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

// head sets what an answer with the problem has beside it.
func (p *problem) head(h http.Header) {
	switch p.status {
	case http.StatusUnauthorized:
		h.Add("WWW-Authenticate", `Bearer realm="moderate"`) // beside what the page asks for
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

// writeJSON answers a request with an object. An error of writing has nobody to
// be told to.
func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.Encode(v)
}

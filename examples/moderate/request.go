package main

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/corpus"
)

const overhead = 64 << 10 // bytes that a body may have beside the text

// mostBody returns how long a body may be, in bytes, whose text has so many at
// most: a character of one byte may be written as \u0061.
func mostBody(maxBytes int) int64 { return 6*int64(maxBytes) + overhead }

// requestText returns the text that a request brings: an object as in a line
// of the stream, or a plain text. What is beside the text may stand in the
// query, for either. The id of the path is "" if it has none.
func (s *service) requestText(w http.ResponseWriter, r *http.Request, query url.Values, id string) (corpus.Text, error) {
	var t corpus.Text
	plain, err := isPlain(r.Header)
	if err != nil {
		return t, err
	}
	limit := int64(s.maxBytes)
	if !plain {
		limit = mostBody(s.maxBytes)
	}
	body, err := readBody(w, r, limit)
	if err != nil {
		return t, err
	}
	if !plain {
		t, err = parseText(bytes.TrimPrefix(body, []byte("\ufeff")))
	} else if !utf8.Valid(body) {
		err = errNotUTF8
	} else {
		t.Text = string(body)
	}
	if err != nil {
		return t, badRequest("the body: " + err.Error())
	}
	if err := querySets(&t, query, id); err != nil {
		return t, err
	}
	return s.admit(t)
}

// queryOf returns the query of a request. One that is malformed is refused, and
// not read in part: what could not be read may be the tenant. So is a field that
// stands there twice.
func queryOf(r *http.Request) (url.Values, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, badRequest("the query is malformed: " + err.Error())
	}
	for name, values := range query {
		if len(values) > 1 {
			return nil, badRequest(fmt.Sprintf("the query has the field %q more than once", name))
		}
	}
	return query, nil
}

// readBody returns the body of a request, which the context gives its time.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	n := r.Context().Value(noteKey{}).(*note)
	deadline, _ := r.Context().Deadline()
	http.NewResponseController(w).SetReadDeadline(deadline) // net/http takes it back at the end of the body
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err == nil {
		n.read = true
		return body, nil
	}
	w.Header().Set("Connection", "close")
	p := problemOf(err)
	switch {
	case p.status == http.StatusRequestEntityTooLarge:
		return nil, p
	case p.Code == "timeout":
		n.read = true
		return nil, p
	}
	return nil, badRequest("the body could not be read to its end")
}

// isPlain reports whether the body is plain text and not JSON.
func isPlain(h http.Header) (bool, error) {
	unsupported := &problem{
		http.StatusUnsupportedMediaType, "unsupported_media_type",
		"the Content-Type must be application/json or text/plain, in UTF-8, without Content-Encoding",
	}
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || media != "application/json" && media != "text/plain" {
		return false, unsupported
	}
	switch strings.ToLower(params["charset"]) {
	case "", "utf-8", "us-ascii":
	default:
		return false, unsupported
	}
	if e := h.Get("Content-Encoding"); e != "" && e != "identity" {
		return false, unsupported
	}
	return media == "text/plain", nil
}

// querySets sets what the path and the query say of a text. They must not say
// otherwise than the body, nor than each other. It checks the names that come of
// it.
func querySets(t *corpus.Text, query url.Values, id string) error {
	body := t.Time
	if err := setTime(t, query.Get("time")); err != nil {
		return badRequest(err.Error())
	}
	if !body.IsZero() && !t.Time.Equal(body) {
		return &problem{http.StatusConflict, "conflict", "the body has another time than the address"}
	}
	for _, f := range [...]struct {
		name, value string
		field       *string
	}{
		{"id", id, &t.ID},
		{"id", query.Get("id"), &t.ID},
		{"tenant", query.Get("tenant"), &t.Tenant},
		{"author", query.Get("author"), &t.Author},
		{"group", query.Get("group"), &t.Group},
	} {
		if f.value == "" {
			continue
		}
		if *f.field != "" && *f.field != f.value {
			return &problem{http.StatusConflict, "conflict", "the address has another " + f.name + " than the body, or two"}
		}
		*f.field = f.value
	}
	return nil
}

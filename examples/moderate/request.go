package main

import (
	"bytes"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/corpus"
)

const overhead = 64 << 10 // bytes that a body may have besides the text

// mostBody returns how long a body may be, in bytes, if its text may have maxBytes:
// a character of one byte may be written as \u0061.
func mostBody(maxBytes int) int64 { return 6*int64(maxBytes) + overhead }

// requestText returns the text of a request: an object as in a line of the stream,
// or a plain text. For both, the other fields may be in the query. The id is that of
// the path, "" if it has none; the body may have only known fields.
func (s *service) requestText(w http.ResponseWriter, r *http.Request, id string, known []string) (corpus.Text, error) {
	var t corpus.Text
	query := noteOf(r).query
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
	var format string
	if !plain {
		t, format, err = parseText(bytes.TrimPrefix(body, []byte("\ufeff")), known)
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
	if err := setOnce(&format, "format", query.Get("format")); err != nil {
		return t, err
	}
	return s.admit(t, format)
}

// queried notes the query of a request. It refuses a malformed query and does not
// read a part of it, because the other part may be the tenant. It also refuses
// unknown and repeated parameters.
func queried(known []string, e endpoint) endpoint {
	return func(w http.ResponseWriter, r *http.Request) error {
		query, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			return badRequest("the query is malformed: " + err.Error())
		}
		if err := checkNames(query, known); err != nil {
			return badRequest("the query: " + err.Error())
		}
		noteOf(r).query = query
		return e(w, r)
	}
}

// checkNames returns an error for the first name, in order, that is not known or has
// two values.
func checkNames(values url.Values, known []string) error {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		switch {
		case !slices.Contains(known, name):
			return fieldErrorf("unknown field %.40q%s", name, meant(name, known))
		case len(values[name]) > 1:
			return fieldErrorf("the field %q stands there twice", name)
		}
	}
	return nil
}

// readBody returns the body of a request. The context limits its time, and the gate
// gives it room as it arrives.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	n := noteOf(r)
	deadline, _ := r.Context().Deadline()
	http.NewResponseController(w).SetReadDeadline(deadline) // net/http resets it at the end of the body
	data, err := readCounted(http.MaxBytesReader(w, r.Body, limit), n.body)
	if err == nil {
		n.read = true
		return data, nil
	}
	w.Header().Set("Connection", "close")
	p := problemOf(err)
	switch {
	case p.status == http.StatusRequestEntityTooLarge:
		return nil, p
	case p.status == http.StatusTooManyRequests:
		return nil, err
	case p.Code == "timeout":
		n.read = true
		return nil, p
	}
	return nil, badRequest("the body could not be read to its end")
}

// readCounted reads all of r and counts it.
func readCounted(r io.Reader, b *body) ([]byte, error) {
	data := make([]byte, 0, 512)
	for {
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if e := b.take(time.Now(), n); e != nil {
			return nil, e
		}
		switch {
		case err == io.EOF:
			return data, nil
		case err != nil:
			return nil, err
		}
		if len(data) == cap(data) {
			data = slices.Grow(data, 1)
		}
	}
}

// isPlain reports whether the body is plain text and not JSON.
func isPlain(h http.Header) (bool, error) {
	media, err := mediaOf(h, "application/json", "text/plain")
	return media == "text/plain", err
}

// mediaOf returns the kind of a body, which must be one of those wanted.
func mediaOf(h http.Header, wanted ...string) (string, error) {
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	charset, encoding := strings.ToLower(params["charset"]), h.Get("Content-Encoding")
	if err != nil || !slices.Contains(wanted, media) || !slices.Contains([]string{"", "utf-8", "us-ascii"}, charset) ||
		encoding != "" && encoding != "identity" {
		return "", &problem{
			status: http.StatusUnsupportedMediaType, Code: "unsupported_media_type",
			Message: "the Content-Type must be " + strings.Join(wanted, " or ") + ", in UTF-8, without Content-Encoding",
		}
	}
	return media, nil
}

// querySets sets the fields of a text that the path and the query give. They must
// not contradict the body or each other. It checks the resulting names.
func querySets(t *corpus.Text, query url.Values, id string) error {
	body := t.Time
	if err := setTime(t, query.Get("time")); err != nil {
		return badRequest(err.Error())
	}
	if !body.IsZero() && !t.Time.Equal(body) {
		return conflict("time")
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
		if err := setOnce(f.field, f.name, f.value); err != nil {
			return err
		}
	}
	return nil
}

// setOnce sets a field to a value, unless the value is "". The error says that the
// field has another value.
func setOnce(field *string, name, value string) error {
	if value == "" {
		return nil
	}
	if *field != "" && *field != value {
		return conflict(name)
	}
	*field = value
	return nil
}

func conflict(name string) error {
	return &problem{status: http.StatusConflict, Code: "conflict", Message: "the address has another " + name + " than the body, or two"}
}

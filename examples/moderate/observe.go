package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A note is what the log says about a request besides its status. It never holds
// any part of a text.
type note struct {
	client netip.Addr
	token  string // its name
	scoped *pass  // nil without one
	who    string // whose share of time is used
	payers []*account
	query  url.Values
	body   *body

	read   bool   // nothing more can be read of the body
	text   string // digest of tenant and id
	bytes  int
	answer *corpus.Answer
	corpus.Decision

	stream *stream // of a batch, else nil
}

type noteKey struct{}

// noteOf returns the note of a request.
func noteOf(r *http.Request) *note { return r.Context().Value(noteKey{}).(*note) }

// noteText notes which text a request is about. Ids may say something about people,
// so the log has the beginning of SHA-256 of tenant, NUL and id: a person who knows
// the id can find the lines.
func noteText(r *http.Request, t corpus.Text) {
	n := noteOf(r)
	digest := sha256.Sum256([]byte(t.Tenant + "\x00" + t.ID))
	n.text, n.bytes = hex.EncodeToString(digest[:6]), len(t.Text)
}

func noteDecision(r *http.Request, a *corpus.Answer, d corpus.Decision) {
	n := noteOf(r)
	n.answer, n.Decision = a, d
}

// A recorder notes the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController and http.MaxBytesReader.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// observed calls an endpoint, answers with its error if it returns one, and logs
// and counts the request.
func (s *service) observed(route string, e endpoint) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		n := &note{client: s.proxies.client(r)}
		r = r.WithContext(context.WithValue(r.Context(), noteKey{}, n))
		rec := &recorder{ResponseWriter: w}
		h := rec.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		err := s.hosts.check(r, len(s.order.Load().tokens) > 0)
		if err == nil {
			err = caught(e, rec, r)
		}
		if r.ContentLength != 0 && !n.read {
			// Before it answers, net/http reads what is left of a body.
			http.NewResponseController(w).SetReadDeadline(time.Now().Add(restTime))
		}
		if err != nil && rec.status == 0 {
			writeError(rec, r, route, problemOf(err))
		}
		var over *limitError
		if errors.As(err, &over) {
			s.metrics.rejected.WithLabelValues(over.reason).Inc()
		}
		s.metrics.requests.WithLabelValues(route, strconv.Itoa(rec.status)).Inc()
		s.logRequest(r, route, rec.status, time.Since(start), n, err)
	}
}

// caught calls an endpoint and turns its panic into an error.
func caught(e endpoint, w http.ResponseWriter, r *http.Request) (err error) {
	defer func() {
		if p := recover(); p != nil {
			// The message of a panic may quote a text; its place does not.
			err = fmt.Errorf("panic of %T at %s", p, debug.Stack())
		}
	}()
	return e(w, r)
}

func (s *service) logRequest(r *http.Request, route string, status int, took time.Duration, n *note, err error) {
	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.String("method", r.Method), slog.String("route", route), slog.Int("status", status),
		slog.Float64("ms", float64(took.Microseconds())/1000), slog.String("client", n.client.String()),
	}
	if n.token != "" {
		attrs = append(attrs, slog.String("token", n.token))
	}
	if n.text != "" {
		attrs = append(attrs, slog.String("text", n.text), slog.Int("bytes", n.bytes))
	}
	if n.answer != nil {
		attrs = append(attrs, slog.String("verdict", n.answer.Verdict.String()), slog.String("action", string(n.Action)),
			slog.String("rule", n.Rule), slog.Int("matches", len(n.answer.Matches)))
	}
	if n.stream != nil {
		attrs = append(attrs, slog.Int("lines", n.stream.answered), slog.Int("bad", n.stream.bad))
	}
	var p *problem
	var over *limitError
	switch {
	case errors.As(err, &over):
		attrs = append(attrs, slog.String("code", over.Code), slog.String("limit", over.reason))
	case errors.As(err, &p):
		attrs = append(attrs, slog.String("code", p.Code))
		if p.status == http.StatusUnauthorized && r.Header.Get("Authorization") != "" {
			level = slog.LevelWarn // a guess, or an old token
		}
	case err != nil && status >= 500 && !errors.Is(err, context.Canceled): // the client left, or the service stops
		s.unusable(err)
		// Errors of the store name ids at most.
		level = slog.LevelError
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	s.log.LogAttrs(r.Context(), level, "request", attrs...)
}

func isNotFound(err error) bool { return errors.Is(err, corpus.ErrNotFound) }

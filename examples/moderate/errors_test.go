package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// errorBody is what the contract says an error is.
type errorBody struct {
	Error struct{ Code, Message string }
}

func requireProblem(t *testing.T, r reply, status int, code string) {
	t.Helper()
	require.Equal(t, status, r.status, r.body)
	require.Equal(t, "application/json", r.header.Get("Content-Type"))
	e := decode[errorBody](t, r).Error
	require.Equal(t, code, e.Code)
	require.NotEmpty(t, e.Message)
}

func TestErrors(t *testing.T) {
	server, _, _ := testServer(t, new(memstore.Store), "-max-bytes=1000")
	const good = `{"text": "one two three"}`
	for _, c := range []struct {
		method, path, contentType, body string
		status                          int
		code                            string
	}{
		{"PUT", "/texts/a", "application/json", `{"text": "one`, 400, "bad_request"},
		{"PUT", "/texts/a", "application/json", `[]`, 400, "bad_request"},
		{"PUT", "/texts/a", "application/json", ``, 400, "bad_request"},
		{"PUT", "/texts/a", "application/json", `{}`, 400, "bad_request"},
		{"PUT", "/texts/a", "application/json", "{\"text\": \"\xff\"}", 400, "bad_request"},
		{"PUT", "/texts/a", "application/json", `{"text": "one", "time": "today"}`, 400, "bad_request"},
		{"PUT", "/texts/a?time=today", "application/json", good, 400, "bad_request"},
		{"PUT", "/texts/" + strings.Repeat("a", 513), "application/json", good, 400, "bad_request"},
		{"PUT", "/texts/a%00b", "application/json", good, 400, "bad_request"},
		{"PUT", "/texts/%FF", "application/json", good, 400, "bad_request"},
		{"POST", "/check?mode=add", "application/json", good, 400, "bad_request"},
		{"POST", "/check?mode=check-add", "application/json", good, 400, "bad_request"}, // no id
		{"DELETE", "/texts/a", "", "", 404, "not_found"},
		{"GET", "/texts/", "", "", 404, "not_found"},
		{"POST", "/texts", "application/json", good, 405, "method_not_allowed"},
		{"PUT", "/texts/a/b", "application/json", good, 404, "not_found"},
		{"GET", "/favicon.ico", "", "", 404, "not_found"},
		{"GET", "/texts/a", "", "", 405, "method_not_allowed"},
		{"POST", "/texts/a", "application/json", good, 405, "method_not_allowed"},
		{"GET", "/check", "", "", 405, "method_not_allowed"},
		{"PUT", "/", "text/plain", "one", 405, "method_not_allowed"},
		{"DELETE", "/metrics", "", "", 405, "method_not_allowed"},
		{"POST", "/healthz", "", "", 405, "method_not_allowed"},
		{"PUT", "/texts/a", "application/json", `{"id": "b", "text": "one"}`, 409, "conflict"},
		{"PUT", "/texts/a?tenant=x", "application/json", `{"tenant": "y", "text": "one"}`, 409, "conflict"},
		{"PUT", "/texts/a?time=2026-01-01T00:00:00Z", "application/json", `{"time": "2026-01-01T00:00:01Z", "text": "one"}`, 409, "conflict"},
		{"PUT", "/texts/a?id=b", "application/json", good, 409, "conflict"},
		{"PUT", "/texts/a?id=b", "application/json", `{"id": "a", "text": "one"}`, 409, "conflict"},
		{"DELETE", "/texts/a?id=b", "", "", 409, "conflict"},
		{"PUT", "/texts/a", "text/plain", "\xff\xfeo\x00n\x00e\x00", 400, "bad_request"},
		{"POST", "/check", "text/plain", "\xff", 400, "bad_request"},
		{"PUT", "/texts/a", "text/plain", strings.Repeat("a", 1001), 413, "too_large"},
		{"PUT", "/texts/a", "application/json", `{"text": "` + strings.Repeat("a", 1001) + `"}`, 413, "too_large"},
		{"POST", "/check", "application/json", strings.Repeat(" ", 50<<20), 413, "too_large"},
		{"PUT", "/texts/a", "application/x-www-form-urlencoded", "text=one", 415, "unsupported_media_type"},
		{"PUT", "/texts/a", "", "one", 415, "unsupported_media_type"},
		{"POST", "/check", "text/plain; charset=latin1", "one", 415, "unsupported_media_type"},
		{"POST", "/check", "text/plain; charset", "one", 415, "unsupported_media_type"},
	} {
		t.Run(fmt.Sprintf("%s %.30s %d", c.method, c.path, c.status), func(t *testing.T) {
			headers := []string{}
			if c.contentType != "" {
				headers = append(headers, "Content-Type", c.contentType)
			}
			r := send(t, c.method, server.URL+c.path, c.body, headers...)
			requireProblem(t, r, c.status, c.code)
			require.Equal(t, c.status == 405, r.header.Get("Allow") != "")
		})
	}
	requireProblem(t, send(t, "PUT", server.URL+"/texts/a", "x", "Content-Type", "text/plain", "Content-Encoding", "gzip"), 415, "unsupported_media_type")
	requireProblem(t, send(t, "POST", server.URL+"/check", "x", "Content-Type", "text/plain", "Origin", "https://other.example"), 403, "cross_origin")

	// The longest text that is taken is, in any notation.
	longest := strings.Repeat("a", 1000)
	require.Equal(t, 201, send(t, "PUT", server.URL+"/texts/a", longest, "Content-Type", "text/plain").status)
	escaped := `{"text": "` + strings.Repeat(`\u0061`, 1000) + `"}`
	require.Equal(t, 200, send(t, "PUT", server.URL+"/texts/a", escaped, "Content-Type", "application/json").status)
}

// TestBadNames: no store is asked for what it may not be able to spell.
func TestBadNames(t *testing.T) {
	server, _, _ := testServer(t, unaskedStore{new(memstore.Store)})
	for _, bad := range []string{"%00", "a%00b", "%ff", strings.Repeat("a", 513)} {
		for _, c := range [][2]string{
			{"PUT", "/texts/" + bad}, {"DELETE", "/texts/" + bad}, {"POST", "/check?mode=check-add&id=" + bad},
			{"PUT", "/texts/a?tenant=" + bad}, {"DELETE", "/texts/a?tenant=" + bad}, {"POST", "/check?tenant=" + bad},
		} {
			r := send(t, c[0], server.URL+c[1], "one two three", "Content-Type", "text/plain")
			requireProblem(t, r, 400, "bad_request")
		}
	}
}

// An unaskedStore cannot tell of any text.
type unaskedStore struct{ corpus.Store }

func (unaskedStore) Get(context.Context, string, string) (corpus.Record, error) {
	return corpus.Record{}, errors.New("asked")
}

func (unaskedStore) Delete(context.Context, string, string) error { return errors.New("asked") }

// TestSameInBoth: what the path, the query and the body agree on is no conflict,
// and a text may hold a NUL, on either way.
func TestSameInBoth(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	address := server.URL + "/texts/a?id=a&time=2026-01-01T01:00:00%2B01:00"
	body := `{"id": "a", "time": "2026-01-01T00:00:00.000Z", "text": "one\u0000two"}`
	for _, mark := range []string{"", "\ufeff"} {
		r := send(t, "PUT", address, mark+body, "Content-Type", "application/json")
		require.Less(t, r.status, 300, r.body)
		got, err := v.corpus.Get(t.Context(), "", "a")
		require.NoError(t, err)
		require.Equal(t, "one\x00two", got.Text)
		require.Equal(t, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), got.Time)
	}
	require.Equal(t, 200, send(t, "PUT", address, "one\x00two", "Content-Type", "text/plain").status)
}

// TestBadQuery: a query that cannot be read says nothing of the tenant, so that
// nothing is done.
func TestBadQuery(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	require.NoError(t, v.add(t.Context(), corpus.Text{ID: "x", Text: pier}))
	for _, query := range []string{"tenant=a;b", "tenant=%zz", "tenant=a%", "tenant=&tenant=a", "tenant=a&tenant=a"} {
		for _, c := range [][2]string{{"DELETE", "/texts/x"}, {"PUT", "/texts/x"}, {"POST", "/check"}} {
			r := send(t, c[0], server.URL+c[1]+"?"+query, "one two three", "Content-Type", "text/plain")
			requireProblem(t, r, 400, "bad_request")
		}
	}
	got, err := v.corpus.Get(t.Context(), "", "x")
	require.NoError(t, err)
	require.Equal(t, pier, got.Text)
}

// A faultyStore does what it is told in place of what a store does.
type faultyStore struct {
	corpus.Store
	put    func(context.Context, []corpus.Entry) error
	lookup func() error
	delete error
	scheme error
	notes  error // of all calls about notes
	list   error
}

func (s *faultyStore) Notes(ctx context.Context, tenant string) iter.Seq2[corpus.Note, error] {
	if s.notes != nil {
		return func(yield func(corpus.Note, error) bool) { yield(corpus.Note{}, s.notes) }
	}
	return s.Store.Notes(ctx, tenant)
}

func (s *faultyStore) DeleteNote(ctx context.Context, tenant, name string) error {
	if s.notes != nil {
		return s.notes
	}
	return s.Store.DeleteNote(ctx, tenant, name)
}

func (s *faultyStore) List(ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
	if s.list != nil {
		return func(yield func(corpus.Record, error) bool) { yield(corpus.Record{}, s.list) }
	}
	return s.Store.List(ctx, tenant, after)
}

func (s *faultyStore) Put(ctx context.Context, scheme string, entries []corpus.Entry) error {
	if s.put != nil {
		if err := s.put(ctx, entries); err != nil {
			return err
		}
	}
	return s.Store.Put(ctx, scheme, entries)
}

func (s *faultyStore) Delete(ctx context.Context, tenant, id string) error {
	if s.delete != nil {
		return s.delete
	}
	return s.Store.Delete(ctx, tenant, id)
}

func (s *faultyStore) Scheme(ctx context.Context) (string, error) {
	if s.scheme != nil {
		return "", s.scheme
	}
	return s.Store.Scheme(ctx)
}

func (s *faultyStore) Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(int, []corpus.Place, bool)) error {
	if s.lookup != nil {
		if err := s.lookup(); err != nil {
			return err
		}
	}
	return s.Store.Lookup(ctx, scheme, tenant, features, limit, visit)
}

func TestStoreErrors(t *testing.T) {
	store := &faultyStore{Store: new(memstore.Store)}
	server, v, log := testServer(t, store, "-timeout=100ms")
	plain := []string{"Content-Type", "text/plain"}
	for _, c := range []struct {
		err  error
		code string
	}{
		{fmt.Errorf("%w: secret", corpus.ErrFull), "full"},
		{errors.New("secret: no connection"), "unavailable"},
		{fmt.Errorf("%w: secret", corpus.ErrScheme), "unavailable"},
		{fmt.Errorf("%w: secret", corpus.ErrClosed), "unavailable"},
	} {
		store.put = func(context.Context, []corpus.Entry) error { return c.err }
		r := send(t, "PUT", server.URL+"/texts/a", "one", plain...)
		requireProblem(t, r, 503, c.code)
		assert.NotContains(t, r.body, "secret")
		assert.NotEmpty(t, r.header.Get("Retry-After"))
	}
	assert.Equal(t, 4, strings.Count(log.String(), "secret"), "the log says what the client is not told")
	assert.ErrorIs(t, <-v.closed, corpus.ErrScheme)

	store.put = nil
	// What cannot be checked is not stored. What was checked is, and that it could not be
	// held against what came meanwhile is told.
	store.lookup = func() error { return errors.New("secret of the store") }
	r := send(t, "POST", server.URL+"/check?mode=check-add&id=u", pier, plain...)
	requireProblem(t, r, 503, "unavailable")
	_, err := v.corpus.Get(t.Context(), "", "u")
	assert.ErrorIs(t, err, corpus.ErrNotFound)
	stored := false
	store.put = func(context.Context, []corpus.Entry) error { stored = true; return nil }
	store.lookup = func() error { return when(stored, errors.New("secret of the store")) }
	r = send(t, "POST", server.URL+"/check?mode=check-add&id=u", pier, plain...)
	requireProblem(t, r, 503, "unchecked")
	assert.Contains(t, r.body, "checked and stored")
	_, err = v.corpus.Get(t.Context(), "", "u")
	assert.NoError(t, err)

	store.put = func(ctx context.Context, _ []corpus.Entry) error { <-ctx.Done(); return ctx.Err() }
	requireProblem(t, send(t, "PUT", server.URL+"/texts/a", "one", plain...), 503, "timeout")

	store.put = func(context.Context, []corpus.Entry) error { panic("text of somebody") }
	requireProblem(t, send(t, "PUT", server.URL+"/texts/a", "one", plain...), 503, "unavailable")
	assert.NotContains(t, log.String(), "somebody")
	assert.Contains(t, log.String(), "panic of string")

	store.scheme = errors.New("secret")
	requireProblem(t, send(t, "GET", server.URL+"/healthz", ""), 503, "unavailable")
}

// TestQueue fills the service: one request is worked on, one waits, and the
// third is told to come back. When there is room again the others are done.
func TestQueue(t *testing.T) {
	store := &faultyStore{Store: new(memstore.Store)}
	server, v, _ := testServer(t, store, "-concurrency=1", "-queue=1")
	release := make(chan struct{})
	store.put = func(context.Context, []corpus.Entry) error { <-release; return nil }
	put := func(id string) reply {
		return send(t, "PUT", server.URL+"/texts/"+id, "one", "Content-Type", "text/plain")
	}
	var accepted sync.WaitGroup
	for i := range 2 {
		accepted.Go(func() { assert.Equal(t, 201, put(fmt.Sprint(i)).status) })
	}
	for {
		if waiting, working := v.queue.inside(); waiting == 1 && working == 1 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	r := put("c")
	requireProblem(t, r, 429, "too_many_requests")
	assert.Equal(t, "1", r.header.Get("Retry-After"))
	assert.Equal(t, 200, send(t, "GET", server.URL+"/healthz", "").status)
	got := send(t, "GET", server.URL+"/metrics", "").body
	for _, want := range []string{"moderate_in_flight 1", "moderate_waiting 1", `moderate_rejected_total{reason="queue"} 1`} {
		assert.Contains(t, got, want)
	}
	close(release)
	accepted.Wait()
	assert.Equal(t, http.StatusCreated, put("c").status)
}

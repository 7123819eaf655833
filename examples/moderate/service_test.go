package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

const pier = `The harbour board has agreed to rebuild the old grain pier after two winters of storms left it closed to visitors.
Engineers who inspected the timber said that about a third of the posts must be replaced before the summer, and that the repairs will
cost 480,000 crowns. The board will pay for half of the work, and the rest is to come from a fund that shop owners along the quay set up.
Work starts in April, when the ice is gone, and visitors will be able to walk to the end again before the autumn. A small exhibition about
the trade that made the town wealthy will be shown in the old weighing house, which has been empty since the last ship left.`

const pierSpun = `The harbour council has consented to reconstruct the ancient grain pier after two winters of tempests left it shut to guests.
Engineers who examined the timber stated that about a third of the posts must be substituted before the summer, and that the fixes will
cost 480,000 crowns. The council will fund half of the labour, and the remainder is to come from a fund that store proprietors along the quay established.
Labour begins in April, when the ice is gone, and guests will be able to stroll to the end again before the autumn. A little display about
the commerce that made the town rich will be shown in the ancient weighing house, which has been vacant since the final vessel departed.`

// A lockedBuffer can be written and read at the same time.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// newService returns a service over a store, and its log.
func newService(t *testing.T, store corpus.Store, args ...string) (*service, *lockedBuffer) {
	t.Helper()
	s, err := parse(append(args, "-http=test"))
	require.NoError(t, err)
	m := &moderator{store: store, top: s.top, maxBytes: s.maxBytes, expire: s.expire, storeBlocked: s.storeBlocked, profiles: newProfiles(store, s.profiles), metrics: newMetrics()}
	first, err := s.readOrder()
	require.NoError(t, err)
	m.order.Store(first)
	m.corpus, err = openCorpus(t.Context(), store, s)
	require.NoError(t, err)
	log := new(lockedBuffer)
	return s.service(m, log), log
}

// testServer serves over a store on loopback.
func testServer(t *testing.T, store corpus.Store, args ...string) (*httptest.Server, *service, *lockedBuffer) {
	t.Helper()
	v, log := newService(t, store, args...)
	server := httptest.NewServer(v.handler())
	t.Cleanup(server.Close)
	return server, v, log
}

// setToken has a service ask for a token that may do all.
func setToken(v *service, secret string) {
	o := *v.order.Load()
	o.tokens = tokens{{name: "test", may: mayAll, digest: sha256.Sum256([]byte(secret))}}
	v.order.Store(&o)
}

// A reply is what came back.
type reply struct {
	status int
	header http.Header
	body   string
}

// send sends a request, whose headers stand as name and value. The answer must be as
// openapi.json describes it.
func send(t *testing.T, method, url, body string, headers ...string) reply {
	t.Helper()
	return sendBy(t, http.DefaultTransport, method, url, body, headers...)
}

// sendBy is send over a transport of its own.
func sendBy(t *testing.T, transport http.RoundTripper, method, url, body string, headers ...string) reply {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
	}
	resp, err := transport.RoundTrip(r) // follows no redirects
	require.NoError(t, err)
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	got := reply{resp.StatusCode, resp.Header, string(data)}
	requireDescribed(t, method, r.URL.EscapedPath(), got)
	return got
}

// sendFrom is send from an address of loopback, 127.0.0.1 to 127.255.255.254.
func sendFrom(t *testing.T, from, method, url, body string, headers ...string) reply {
	t.Helper()
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
	transport := &http.Transport{DialContext: dialer.DialContext}
	defer transport.CloseIdleConnections()
	return sendBy(t, transport, method, url, body, headers...)
}

// sendJSON sends an object.
func sendJSON(t *testing.T, method, url string, fields map[string]string, headers ...string) reply {
	t.Helper()
	body, err := json.Marshal(fields)
	require.NoError(t, err)
	return send(t, method, url, string(body), append(headers, "Content-Type", "application/json")...)
}

func decode[T any](t *testing.T, r reply) (v T) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(r.body), &v), r.body)
	return v
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *share) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, (*float64)(s)) }

func TestService(t *testing.T) {
	server, _, log := testServer(t, new(memstore.Store))
	r := sendJSON(t, "PUT", server.URL+"/texts/pier", map[string]string{"text": pier, "time": "2026-01-01T00:00:00Z"})
	require.Equal(t, http.StatusCreated, r.status, r.body)
	assert.JSONEq(t, `{"id": "pier", "status": "ok"}`, r.body)
	assert.Equal(t, "application/json", r.header.Get("Content-Type"))
	r = sendJSON(t, "PUT", server.URL+"/texts/pier", map[string]string{"text": pier, "time": "2026-01-01T00:00:00Z", "id": "pier"})
	require.Equal(t, http.StatusOK, r.status)

	// A check finds it, the stream says the same of it, and it stores nothing.
	for range 2 {
		r = sendJSON(t, "POST", server.URL+"/check", map[string]string{"id": "s", "text": pierSpun, "time": "2026-02-01T00:00:00Z"})
		require.Equal(t, http.StatusOK, r.status, r.body)
		got := decode[result](t, r)
		require.Len(t, got.Matches, 1)
		assert.Equal(t, "pier", got.Matches[0].ID)
		assert.Equal(t, corpus.SourceFirst, got.Matches[0].Order)
		assert.Equal(t, corpus.Review, got.Action)
		line := func(id, text, at string) string {
			b, err := json.Marshal(map[string]string{"id": id, "text": text, "time": at})
			require.NoError(t, err)
			return string(b) + "\n"
		}
		_, stdout, _ := runCommand(t, line("pier", pier, "2026-01-01T00:00:00Z")+line("s", pierSpun, "2026-02-01T00:00:00Z"))
		assert.Equal(t, strings.SplitAfter(stdout, "\n")[1], r.body)
	}

	// Check-add stores. A plain text has the rest in the query.
	plain := []string{"Content-Type", "text/plain; charset=UTF-8"}
	r = send(t, "POST", server.URL+"/check?mode=check-add&id=b&author=Bo&time=2026-02-01T00:00:00Z", pierSpun, plain...)
	require.Len(t, decode[result](t, r).Matches, 1)
	r = send(t, "POST", server.URL+"/check?mode=check&author=Bo", pierSpun, plain...)
	assert.Len(t, decode[result](t, r).Matches, 1, "the other is of the same author")
	r = send(t, "POST", server.URL+"/check", pierSpun, plain...)
	assert.Len(t, decode[result](t, r).Matches, 2)
	r = send(t, "POST", server.URL+"/check?tenant=other", pierSpun, plain...)
	assert.Empty(t, decode[result](t, r).Matches)
	assert.Contains(t, r.body, `"matches":[]`)

	require.Equal(t, http.StatusNoContent, send(t, "DELETE", server.URL+"/texts/b", "").status)
	require.Equal(t, http.StatusNotFound, send(t, "DELETE", server.URL+"/texts/b", "").status)
	require.Equal(t, http.StatusNotFound, send(t, "DELETE", server.URL+"/texts/pier?tenant=other", "").status)
	require.Equal(t, http.StatusOK, send(t, "GET", server.URL+"/healthz", "").status)

	server.Close()
	assert.NotContains(t, log.String(), "harbour", "the log has something of a text")
	for line := range strings.Lines(log.String()) {
		require.True(t, json.Valid([]byte(line)), line)
	}
	assert.Contains(t, log.String(), `"verdict":"spun","action":"review","rule":"spun"`)
}

// TestIDs puts and removes texts under names that a path has to quote.
func TestIDs(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	for name, path := range map[string]string{
		"a/b": "a%2Fb", "https://x.org/a?b=c#d": "https:%2F%2Fx.org%2Fa%3Fb=c%23d", "ä 漢": "%C3%A4%20%E6%BC%A2", "..": "%2E%2E",
		"%2F": "%252F", "+": "+", "a//b": "a%2F%2Fb", "../a": "..%2Fa", ".": "%2e", strings.Repeat("n", 512): strings.Repeat("n", 512),
	} {
		address := server.URL + "/texts/" + path
		r := send(t, "PUT", address, "one two three", "Content-Type", "text/plain")
		require.Equal(t, http.StatusCreated, r.status, "%s: %s", name, r.body)
		_, err := v.corpus.Get(t.Context(), "", name)
		require.NoError(t, err)
		require.Equal(t, http.StatusNoContent, send(t, "DELETE", address, "").status)
	}
}

// TestUncleanPaths: they are answered as other requests to nowhere are.
func TestUncleanPaths(t *testing.T) {
	server, v, log := testServer(t, new(memstore.Store))
	setToken(v, "secret")
	address := strings.TrimPrefix(server.URL, "http://")
	for i, target := range []string{"/texts/.", "/texts/..", "/texts//x", "//texts/a", "/texts/a/../b", "/./", "//", "*"} {
		for status, token := range map[int]string{401: "wrong", 404: "secret"} {
			c, err := net.Dial("tcp", address)
			require.NoError(t, err)
			defer c.Close()
			_, err = fmt.Fprintf(c, "PUT %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n", target, token)
			require.NoError(t, err)
			r := answerOf(t, c)
			requireProblem(t, r, status, map[int]string{401: "unauthorized", 404: "not_found"}[status])
		}
		got := send(t, "GET", server.URL+"/metrics", "", "Authorization", "Bearer secret").body
		require.Contains(t, got, fmt.Sprintf(`moderate_requests_total{route="/",status="404"} %d`, i+1))
		require.Equal(t, i+1, strings.Count(log.String(), `"status":404`))
	}
}

func TestToken(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	setToken(v, "secret")
	for _, c := range []struct {
		method, path, auth string
		want               int
	}{
		{"GET", "/healthz", "", 200},
		{"GET", "/metrics", "", 401},
		{"GET", "/metrics", "Bearer secret", 200},
		{"GET", "/metrics", "bearer secret", 200},
		{"GET", "/metrics", "Bearer secre", 401},
		{"GET", "/metrics", "Bearer secret ", 200}, // net/http trims it
		{"GET", "/metrics", "Bearer", 401},
		{"GET", "/metrics", "Basic eDpzZWNyZXQ=", 401},
		{"PUT", "/texts/a", "", 401},
		{"DELETE", "/texts/a", "Bearer wrong", 401},
		{"POST", "/check", "", 401},
		{"GET", "/check", "", 401},
		{"GET", "/check", "Bearer secret", 405},
		{"PUT", "/", "", 401},
		{"GET", "/nowhere", "", 401},
		{"GET", "/nowhere", "Bearer secret", 404},
		{"GET", "/", "", 401},
		{"POST", "/", "", 401},
		{"GET", "/", "Bearer secret", 200},
		{"GET", "/", "Basic eDpzZWNyZXQ=", 200}, // x:secret
		{"GET", "/", "Basic eDp3cm9uZw==", 401}, // x:wrong
	} {
		r := send(t, c.method, server.URL+c.path, "", "Authorization", c.auth)
		assert.Equal(t, c.want, r.status, "%+v", c)
		if r.status == 401 {
			asked := strings.Join(r.header.Values("WWW-Authenticate"), "; ")
			assert.Contains(t, asked, "Bearer")
			assert.Equal(t, c.path == "/", strings.Contains(asked, "Basic"), "browsers ask for a password: %+v", c)
		}
	}
}

// TestBadTenants: tenants that the corpus refuses take no names, and break
// nothing.
func TestBadTenants(t *testing.T) {
	server, v, log := testServer(t, new(memstore.Store))
	plain := []string{"Content-Type", "text/plain"}
	assert.Equal(t, 400, send(t, "PUT", server.URL+"/texts/x?tenant=%ff", "one", plain...).status)
	require.Error(t, v.add(t.Context(), corpus.Text{ID: "x", Tenant: "\xff"}))
	require.Error(t, v.add(t.Context(), corpus.Text{ID: "x", Tenant: strings.Repeat("x", 513)}))
	require.NoError(t, v.add(t.Context(), corpus.Text{ID: "x", Tenant: "north"}))
	assert.Equal(t, map[string]bool{"north": true}, v.metrics.named)
	assert.Equal(t, otherTenants, v.metrics.tenant("\xff"))
	assert.Contains(t, send(t, "GET", server.URL+"/metrics", "").body, `moderate_texts{tenant="north"} 1`)
	assert.NotContains(t, log.String(), `"level":"ERROR"`)

	v.metrics.registry.MustRegister(faultyCollector{})
	r := send(t, "GET", server.URL+"/metrics", "")
	assert.Equal(t, 200, r.status)
	assert.Contains(t, r.body, `moderate_texts{tenant="north"} 1`)
	assert.Contains(t, log.String(), `"level":"ERROR"`)
	assert.Contains(t, log.String(), "cannot be counted")
}

// A faultyCollector has nothing to tell.
type faultyCollector struct{}

func (faultyCollector) Describe(chan<- *prometheus.Desc) {}

func (faultyCollector) Collect(ch chan<- prometheus.Metric) {
	ch <- prometheus.NewInvalidMetric(textsDesc, errors.New("cannot be counted"))
}

func TestMetrics(t *testing.T) {
	server, _, _ := testServer(t, new(memstore.Store), "-candidates=1")
	for _, id := range []string{"a", "b"} {
		sendJSON(t, "PUT", server.URL+"/texts/"+id, map[string]string{"text": pier, "tenant": "north"})
	}
	sendJSON(t, "POST", server.URL+"/check?tenant=north", map[string]string{"text": pierSpun})
	for i := range namedTenants + 5 {
		sendJSON(t, "POST", server.URL+"/check?tenant="+strings.Repeat("x", i+1), map[string]string{"text": "one two three"})
	}
	got := send(t, "GET", server.URL+"/metrics", "").body
	for _, want := range []string{
		`moderate_checks_total{action="review",language="en",verdict="spun"} 1`,
		`moderate_tenant_checks_total{action="review",tenant="north"} 1`,
		`moderate_tenant_checks_total{action="allow",tenant="(other)"} 6`,
		`moderate_texts{tenant="north"} 2`,
		`moderate_capped_checks_total 1`,
		`moderate_seconds_count{operation="add"} 2`,
		`moderate_seconds_count{operation="check"} 56`,
		`moderate_requests_total{route="/texts/{id}",status="201"} 2`,
		`moderate_rejected_total{reason="queue"} 0`,
		`moderate_in_flight 0`, `moderate_waiting 0`, "go_memstats_heap_inuse_bytes", "process_open_fds",
	} {
		assert.Contains(t, got, want)
	}
}

package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// A talk is a batch whose lines and answers a test sends and reads one by one.
type talk struct {
	t        *testing.T
	in       *io.PipeWriter
	answered chan *http.Response
	resp     *http.Response // nil until the first answer
	out      *bufio.Reader
}

// openBatch begins a batch.
func openBatch(t *testing.T, url string, headers ...string) *talk {
	t.Helper()
	body, in := io.Pipe()
	r, err := http.NewRequestWithContext(t.Context(), "POST", url, body)
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-ndjson")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	k := &talk{t: t, in: in, answered: make(chan *http.Response, 1)}
	transport := &http.Transport{}
	go func() {
		resp, err := transport.RoundTrip(r)
		if !assert.NoError(t, err) {
			close(k.answered)
			return
		}
		k.answered <- resp
	}()
	t.Cleanup(func() {
		in.Close()
		if k.resp != nil {
			k.resp.Body.Close()
		}
		transport.CloseIdleConnections()
	})
	return k
}

func (k *talk) send(line string) {
	k.t.Helper()
	_, err := io.WriteString(k.in, line)
	require.NoError(k.t, err)
}

// batchLine is any line of an answer.
type batchLine struct {
	ID         any
	Status     string
	Verdict    string
	Matches    []match
	Code       string
	Error      string
	Lines      int
	RetryAfter int `json:"retry_after"`
}

// next returns the next answer, and false at the end.
func (k *talk) next() (l batchLine, ok bool) {
	k.t.Helper()
	if k.resp == nil {
		k.resp = <-k.answered
		require.NotNil(k.t, k.resp)
		k.out = bufio.NewReader(k.resp.Body)
	}
	line, err := k.out.ReadString('\n')
	if err == io.EOF && line == "" {
		return l, false
	}
	require.NoError(k.t, err)
	requireDescribed(k.t, "POST", "/batch", reply{k.resp.StatusCode, k.resp.Header, line})
	require.NoError(k.t, json.Unmarshal([]byte(line), &l))
	return l, true
}

// requireNext requires the next answer to have a status.
func (k *talk) requireNext(status string) batchLine {
	k.t.Helper()
	l, ok := k.next()
	require.True(k.t, ok, "there are no more")
	require.Equal(k.t, status, l.Status, "%+v", l)
	return l
}

func (k *talk) requireEnd() {
	k.t.Helper()
	l, ok := k.next()
	require.False(k.t, ok, "%+v", l)
}

// sendBatch sends all lines at once and returns the answers.
func sendBatch(t *testing.T, url, body string, headers ...string) (reply, []batchLine) {
	t.Helper()
	r := send(t, "POST", url, body, append([]string{"Content-Type", "application/x-ndjson"}, headers...)...)
	var lines []batchLine
	if r.status == http.StatusOK {
		require.Equal(t, "application/x-ndjson", r.header.Get("Content-Type"))
		for line := range strings.Lines(r.body) {
			var l batchLine
			require.NoError(t, json.Unmarshal([]byte(line), &l), line)
			lines = append(lines, l)
		}
	}
	return r, lines
}

// textLine returns a line of fields, which stand as name and value.
func textLine(t *testing.T, id, text string, more ...string) string {
	t.Helper()
	fields := map[string]string{"id": id, "text": text}
	for i := 0; i < len(more); i += 2 {
		fields[more[i]] = more[i+1]
	}
	b, err := json.Marshal(fields)
	require.NoError(t, err)
	return string(b) + "\n"
}

// TestBatch: a batch is answered as the same lines on standard input are.
func TestBatch(t *testing.T) {
	lines := "\ufeff" + textLine(t, "pier", pier) + textLine(t, "s", pierSpun, "author", "Bo") + textLine(t, "pier", pier+" And more.") +
		"\n[]\n{\"id\": \"x\"}\n" + textLine(t, "t", pier, "tenent", "north") + "\r\n{\"id\": 1, \"text\": \"one\"}\r\n" +
		textLine(t, "north", pierSpun, "tenant", "north") + "{\"id\": \"\xff\", \"text\": \"\"}\n" + textLine(t, "", "one") +
		textLine(t, strings.Repeat("n", 513), "one") + strings.TrimSuffix(textLine(t, "last", pierSpun), "\n")
	for _, mode := range []string{modeAdd, modeCheck, modeCheckAdd} {
		server, v, log := testServer(t, new(memstore.Store))
		r, got := sendBatch(t, server.URL+"/batch?mode="+mode, lines)
		require.Equal(t, 200, r.status, r.body)
		_, stdout, _ := runCommand(t, lines, "-mode", mode, "-trust-time=false")
		want := strings.Split(strings.TrimSpace(stdout), "\n")
		require.Len(t, got, 14)
		for i, line := range strings.Split(strings.TrimSpace(r.body), "\n") {
			if got[i].Status == "error" {
				require.Equal(t, "bad_request", got[i].Code)
				line = strings.Replace(line, `,"code":"bad_request"`, "", 1)
			}
			assert.Equal(t, want[i], line)
		}
		n, err := v.corpus.Count(t.Context(), "")
		require.NoError(t, err)
		assert.Equal(t, map[string]int{modeAdd: 3, modeCheck: 0, modeCheckAdd: 3}[mode], n)
		server.Close()
		assert.Contains(t, log.String(), `"route":"/batch","status":200`)
		assert.Contains(t, log.String(), `"lines":14,"bad":9`)
		assert.NotContains(t, log.String(), "harbour")
		assert.NotContains(t, log.String(), `"level":"ERROR"`)
		assert.Zero(t, v.gate.bodies.Load())
	}

	// A tenant of the query is that of the lines that have none.
	server, v, _ := testServer(t, new(memstore.Store))
	_, got := sendBatch(t, server.URL+"/batch?mode=add&tenant=south", textLine(t, "a", "one")+textLine(t, "b", "one", "tenant", "north")+`{"id": "c", "text": "", "tenant": null}`)
	require.Len(t, got, 3)
	for id, tenant := range map[string]string{"a": "south", "b": "north", "c": "south"} {
		_, err := v.corpus.Get(t.Context(), tenant, id)
		assert.NoError(t, err, id)
	}
	metrics := send(t, "GET", server.URL+"/metrics", "").body
	assert.Contains(t, metrics, `moderate_batch_lines_total{status="ok"} 3`)
	assert.Contains(t, metrics, `moderate_requests_total{route="/batch",status="200"} 1`)

	r, got := sendBatch(t, server.URL+"/batch", "")
	assert.Equal(t, 200, r.status)
	assert.Empty(t, got)
	for path, code := range map[string]int{"/batch?mode=delete": 400, "/batch?tenent=x": 400, "/batch?evidence=report": 400} {
		r, _ = sendBatch(t, server.URL+path, textLine(t, "a", "one"))
		assert.Equal(t, code, r.status, path)
	}
	r, _ = sendBatch(t, server.URL+"/batch", "x", "Content-Encoding", "gzip")
	requireProblem(t, r, 415, "unsupported_media_type")
	assert.Equal(t, 415, send(t, "POST", server.URL+"/batch", "x", "Content-Type", "application/json").status)
	assert.Equal(t, 200, send(t, "POST", server.URL+"/batch", "x", "Content-Type", "application/jsonl; charset=utf-8").status)
}

// TestBatchDuplex: a line is answered before the next is sent, in each mode, and sees
// those before it.
func TestBatchDuplex(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	for _, mode := range []string{modeAdd, modeCheck, modeCheckAdd} {
		k := openBatch(t, server.URL+"/batch?mode="+mode)
		k.send(textLine(t, "pier", pier))
		k.requireNext("ok")
		k.send(textLine(t, "s", pierSpun))
		l := k.requireNext("ok")
		if mode != modeAdd {
			require.Len(t, l.Matches, 1)
		}
		// Two lines together, and a part of a third.
		k.send(textLine(t, "a", "one") + "bad\n{\"id\": ")
		k.requireNext("ok")
		k.requireNext("error")
		require.Equal(t, int64(leastBody), v.gate.bodies.Load())
		k.send(`"b", "text": ""}`)
		require.NoError(t, k.in.Close())
		require.Equal(t, "b", k.requireNext("ok").ID)
		k.requireEnd()
	}
}

// TestBatchCounts: the lines of one that breaks off are those that were answered, and
// one, cut in the middle, is none.
func TestBatchCounts(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	k := openBatch(t, server.URL+"/batch?mode=add")
	k.send(textLine(t, "a", "one"))
	k.requireNext("ok")
	k.send(`{"id": "b", "text": "one"}`)
	require.NoError(t, k.in.CloseWithError(errors.New("the client ends")))
	awaitBodies(v, 0)
	n, err := v.corpus.Count(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, 1, n)
}

// TestBatchSlow: a line that does not come in its time ends the batch, however many
// came before.
func TestBatchSlow(t *testing.T) {
	address, v, stop, served := serving(t, "-timeout=1s")
	requireProblem(t, answerOf(t, stalled(t, address, "POST", "/batch", "application/x-ndjson", 100)), 503, "timeout")
	k := openBatch(t, "http://"+address+"/batch")
	for i := range 4 {
		time.Sleep(300 * time.Millisecond)
		k.send(textLine(t, fmt.Sprint(i), "one"))
		k.requireNext("ok")
	}
	k.send(`{"id": "half`)
	l := k.requireNext("cut")
	assert.Equal(t, "timeout", l.Code)
	assert.Equal(t, 4, l.Lines)
	k.requireEnd()
	awaitBodies(v, 0)
	stop()
	require.NoError(t, <-served)
}

// TestBatchStops: a service that stops ends the line it works on, and says that it
// takes no more.
func TestBatchStops(t *testing.T) {
	store := &faultyStore{Store: new(memstore.Store)}
	server := func() (string, func(), chan error) {
		v, _ := newService(t, store)
		address, stop, served := listening(t, v)
		return "http://" + address + "/batch?mode=add", stop, served
	}
	// While it waits for a line.
	url, stop, served := server()
	k := openBatch(t, url)
	k.send(textLine(t, "a", "one"))
	k.requireNext("ok")
	stop()
	l := k.requireNext("cut")
	assert.Equal(t, "stopping", l.Code)
	assert.Equal(t, 1, l.Lines)
	k.requireEnd()
	require.NoError(t, <-served)

	// While it works on one.
	url, stop, served = server()
	began, release := make(chan struct{}), make(chan struct{})
	store.put = func(ctx context.Context, _ []corpus.Entry) error {
		close(began)
		<-release
		return ctx.Err()
	}
	k = openBatch(t, url)
	k.send(textLine(t, "b", "one"))
	<-began
	stop()
	time.Sleep(50 * time.Millisecond)
	close(release)
	assert.Equal(t, "b", k.requireNext("ok").ID)
	assert.Equal(t, "stopping", k.requireNext("cut").Code)
	k.requireEnd()
	require.NoError(t, <-served)

	// While it has answered nothing: as any request.
	store.put = nil
	url, stop, served = server()
	k = openBatch(t, url)
	k.send(`{"id": "c`)
	time.Sleep(50 * time.Millisecond)
	stop()
	resp := <-k.answered
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	requireProblem(t, reply{resp.StatusCode, resp.Header, string(body)}, 503, "stopping")
	require.NoError(t, <-served)
}

// TestBatchMemory: many lines take the memory of one.
func TestBatchMemory(t *testing.T) {
	store := &faultyStore{Store: new(memstore.Store), put: func(context.Context, []corpus.Entry) error { return nil }} // keeps none
	server, v, _ := testServer(t, store)
	const lines = 10_000
	pad := strings.Repeat(" ", 4000) // in the line, and not in the text, which would take time
	k := openBatch(t, server.URL+"/batch?mode=add")
	before := heap()
	go func() {
		for i := range lines {
			fmt.Fprintf(k.in, "{\"id\":\"%d\",%s\"text\":\"\"}\n", i, pad)
		}
		k.in.Close()
	}()
	var most uint64
	var held int64
	k.requireNext("ok")
	for i := 1; i < lines; i++ {
		line, err := k.out.ReadString('\n')
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(line, fmt.Sprintf(`{"id":"%d","status":"ok"`, i)), line)
		if i%1000 == 0 {
			most = max(most, heap())
			held = max(held, v.gate.bodies.Load())
		}
	}
	k.requireEnd()
	t.Logf("heap %.1f MB before, %.1f MB at most", float64(before)/1e6, float64(most)/1e6)
	assert.Less(t, most, before+24<<20, "of 40 MB sent")
	assert.Equal(t, int64(leastBody), held)
	awaitBodies(v, 0)
}

// TestBatchLongLines: a long line takes its room in the gate, and gives it back.
func TestBatchLongLines(t *testing.T) {
	address, v, stop, served := serving(t, "-concurrency=1", "-queue=3")
	k := openBatch(t, "http://"+address+"/batch")
	escaped := `{"id": "a", "text": "` + strings.Repeat(`\u0020`, 1<<19) + `"}`
	k.send(escaped[:2<<20])
	for v.gate.bodies.Load() < 2<<20 {
		time.Sleep(time.Millisecond)
	}
	k.send(escaped[2<<20:] + "\n")
	k.requireNext("ok")
	k.send(textLine(t, "b", "one"))
	k.requireNext("ok")
	require.Equal(t, int64(leastBody), v.gate.bodies.Load())

	// One that is too long is left out, and its room is that of the longest.
	go func() {
		for range 8 {
			k.send(strings.Repeat(" ", 1<<20))
		}
		k.send("\n" + textLine(t, "c", "one"))
	}()
	require.Equal(t, "too_large", k.requireNext("error").Code)
	require.Equal(t, "c", k.requireNext("ok").ID)
	k.send(textLine(t, "d", strings.Repeat("a", 1<<20+1)))
	require.Equal(t, "too_large", k.requireNext("error").Code)

	// Where there is no room a long line ends the batch, and short ones go on.
	v.gate.bodies.Add(v.gate.room - leastBody)
	k.send(textLine(t, "e", "one"))
	k.requireNext("ok")
	go io.WriteString(k.in, escaped)
	l := k.requireNext("cut")
	require.Equal(t, "too_many_requests", l.Code)
	require.Equal(t, 6, l.Lines)
	require.Equal(t, 1, l.RetryAfter)
	k.requireEnd()
	v.gate.bodies.Add(leastBody - v.gate.room)
	awaitBodies(v, 0)
	stop()
	require.NoError(t, <-served)
}

// TestBatchRates: lines wait for the rate of their client, and other requests of the
// same client do not.
func TestBatchRates(t *testing.T) {
	server, _, _ := testServer(t, new(memstore.Store), "-client-rate=20")
	began := time.Now()
	done := make(chan []batchLine)
	go func() {
		_, lines := sendBatch(t, server.URL+"/batch", strings.Repeat(textLine(t, "a", "one"), 40))
		done <- lines
	}()
	for range 8 {
		time.Sleep(100 * time.Millisecond)
		r := send(t, "POST", server.URL+"/check", "one", "Content-Type", "text/plain")
		require.Equal(t, 200, r.status)
	}
	lines := <-done
	require.Len(t, lines, 40)
	for _, l := range lines {
		require.Equal(t, "ok", l.Status)
	}
	// Of 41 at once 20 are left to others, and the batch itself is one; 8 came between.
	require.Greater(t, time.Since(began), time.Second*(40+1+8-21)/20)

	// Who would wait too long is cut off.
	server, v, _ := testServer(t, new(memstore.Store), "-timeout=200ms")
	v.accounts.known.Add("client 127.0.0.1", &account{requests: newLimiter(0.001, 5), bytes: newLimiter(0, 0)})
	_, lines = sendBatch(t, server.URL+"/batch", strings.Repeat(textLine(t, "a", "one"), 5))
	require.Len(t, lines, 3)
	require.Equal(t, "too_many_requests", lines[2].Code)
	require.Equal(t, 2, lines[2].Lines)
	require.Positive(t, lines[2].RetryAfter)
	r, _ := sendBatch(t, server.URL+"/batch", textLine(t, "a", "one"))
	requireProblem(t, r, 429, "too_many_requests")
	require.NotEmpty(t, r.header.Get("Retry-After"))
	awaitBodies(v, 0)
	require.Contains(t, send(t, "GET", server.URL+"/healthz", "").body, "ok")

	// Bytes are as lines.
	server, _, _ = testServer(t, new(memstore.Store), "-max-bytes=1000", "-client-bytes=200000")
	began = time.Now()
	_, lines = sendBatch(t, server.URL+"/batch", strings.Repeat(textLine(t, "a", strings.Repeat(" ", 900)), 300))
	require.Len(t, lines, 300)
	require.Greater(t, time.Since(began), 800*time.Millisecond) // 280,000, of which 100,000 at once
}

// TestBatchTurns: each line waits for its turn, also where there is no place to wait in.
func TestBatchTurns(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store), "-concurrency=1", "-queue=0", "-timeout=1s")
	k := openBatch(t, server.URL+"/batch")
	k.send(textLine(t, "a", "one"))
	k.requireNext("ok")
	end, err := v.queue.start(t.Context(), "another")
	require.NoError(t, err)
	k.send(textLine(t, "b", "one"))
	time.Sleep(2 * placeTime)
	end()
	require.Equal(t, "b", k.requireNext("ok").ID)
	end, err = v.queue.start(t.Context(), "another")
	require.NoError(t, err)
	k.send(textLine(t, "c", "one"))
	require.Equal(t, "too_many_requests", k.requireNext("error").Code)
	end()
	k.send(textLine(t, "d", "one"))
	require.Equal(t, "d", k.requireNext("ok").ID)
	k.in.Close()
	k.requireEnd()
}

// TestBatchScopes: a token that may check only stores nothing by a batch, and one that
// is withdrawn ends it.
func TestBatchScopes(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	give := func(list ...pass) {
		o := *v.order.Load()
		o.tokens = list
		v.order.Store(&o)
	}
	all := pass{name: "all", may: mayAll, digest: sha256.Sum256([]byte("secret"))}
	form := pass{name: "form", may: mayCheck, digest: sha256.Sum256([]byte("form"))}
	give(all, form)
	for _, c := range []struct {
		mode, token string
		status      int
	}{
		{"", "form", 200}, {modeCheck, "form", 200}, {modeAdd, "form", 403}, {modeCheckAdd, "form", 403}, {modeAdd, "secret", 200},
		{modeCheckAdd, "secret", 200}, {modeCheck, "wrong", 401}, {modeAdd, "", 401},
	} {
		r, _ := sendBatch(t, server.URL+"/batch?mode="+c.mode, textLine(t, "a", "one"), "Authorization", "Bearer "+c.token)
		assert.Equal(t, c.status, r.status, "%+v", c)
	}
	v.mode = modeCheckAdd // where the request does not say
	r, _ := sendBatch(t, server.URL+"/batch", textLine(t, "a", "one"), "Authorization", "Bearer form")
	assert.Equal(t, 403, r.status)

	k := openBatch(t, server.URL+"/batch?mode=add", "Authorization", "Bearer secret")
	k.send(textLine(t, "a", "one"))
	k.requireNext("ok")
	give(form, all)
	k.send(textLine(t, "b", "one"))
	k.requireNext("ok")
	all.may = mayCheck
	give(form, all)
	k.send(textLine(t, "c", "one"))
	require.Equal(t, "forbidden", k.requireNext("cut").Code)
	k.requireEnd()
	k = openBatch(t, server.URL+"/batch?mode=check", "Authorization", "Bearer secret")
	k.send(textLine(t, "a", "one"))
	k.requireNext("ok")
	give(form)
	k.send(textLine(t, "c", "one"))
	require.Equal(t, "unauthorized", k.requireNext("cut").Code)
	k.requireEnd()
}

// TestBatchFaults: an error of the store is that of one line, which the log has and the
// client does not; ten in a row, or a store that has closed itself, end the batch.
func TestBatchFaults(t *testing.T) {
	store := &faultyStore{Store: new(memstore.Store)}
	v, log := newService(t, store)
	address, _, served := listening(t, v)
	url := "http://" + address + "/batch?mode=add"
	for _, failing := range []int{9, 10} {
		calls := 0
		store.put = func(context.Context, []corpus.Entry) error {
			if calls++; calls <= failing {
				return errors.New("disk of the operator")
			}
			return nil
		}
		k := openBatch(t, url)
		for range 9 {
			k.send(textLine(t, "a", "one"))
			l := k.requireNext("error")
			require.Equal(t, "unavailable", l.Code)
			require.NotContains(t, l.Error, "operator")
		}
		k.send(textLine(t, "a", "one"))
		if failing == 9 {
			k.requireNext("ok")
			k.in.Close()
		} else {
			k.requireNext("error")
			require.Equal(t, 10, k.requireNext("cut").Lines)
		}
		k.requireEnd()
	}
	require.Contains(t, log.String(), "disk of the operator")
	store.put = func(context.Context, []corpus.Entry) error { return corpus.ErrClosed }
	_, lines := sendBatch(t, url, textLine(t, "a", "one")+textLine(t, "b", "one"))
	require.Equal(t, []string{"error", "cut"}, []string{lines[0].Status, lines[1].Status})
	require.ErrorIs(t, <-served, corpus.ErrClosed)
}

// TestBatchTogether: texts that have come already are stored together.
func TestBatchTogether(t *testing.T) {
	store := &faultyStore{Store: new(memstore.Store)}
	server, _, _ := testServer(t, store)
	puts := 0
	store.put = func(context.Context, []corpus.Entry) error { puts++; return nil }
	var body strings.Builder
	for i := range 2000 {
		body.WriteString(textLine(t, fmt.Sprint(i), "one"))
	}
	_, lines := sendBatch(t, server.URL+"/batch?mode=add", body.String())
	require.Len(t, lines, 2000)
	for i, l := range lines {
		require.Equal(t, fmt.Sprint(i), l.ID)
		require.Equal(t, "ok", l.Status)
	}
	t.Log(puts, "puts")
	require.Less(t, puts, 200)
	require.GreaterOrEqual(t, puts, 2000/addedAtOnce)
}

// TestBatchLeavesNothing: batches that end in any way leave no goroutine.
func TestBatchLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	address, v, stop, served := serving(t)
	for range 10 {
		k := openBatch(t, "http://"+address+"/batch")
		k.send(textLine(t, "a", "one"))
		k.requireNext("ok")
		k.resp.Body.Close()
		k.in.CloseWithError(io.ErrUnexpectedEOF)
	}
	awaitBodies(v, 0)
	stop()
	require.NoError(t, <-served)
	for runtime.NumGoroutine() > before+2 {
		time.Sleep(time.Millisecond)
	}
}

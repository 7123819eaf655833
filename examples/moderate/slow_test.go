package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// serving has a service serve on loopback until stop is called; served has what
// it returned.
func serving(t *testing.T, args ...string) (address string, v *service, stop func(), served chan error) {
	t.Helper()
	v, _ = newService(t, new(memstore.Store), args...)
	address, stop, served = listening(t, v)
	return address, v, stop, served
}

// listening is serving for a service that is there.
func listening(t *testing.T, v *service) (address string, stop func(), served chan error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	served = make(chan error, 1)
	go func() { served <- v.serve(ctx, l) }()
	return l.Addr().String(), stop, served
}

// stalled sends a request whose body never ends.
func stalled(t *testing.T, address, method, path, contentType string, length int) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	_, err = fmt.Fprintf(c, "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\none", method, path, contentType, length)
	require.NoError(t, err)
	return c
}

// answerOf reads an answer, after which the connection has to end.
func answerOf(t *testing.T, c net.Conn) reply {
	t.Helper()
	b := bufio.NewReader(c)
	resp, err := http.ReadResponse(b, nil)
	require.NoError(t, err)
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	_, err = b.ReadByte()
	require.ErrorIs(t, err, io.EOF, "the connection goes on")
	return reply{resp.StatusCode, resp.Header, string(body)}
}

// awaitBodies waits until so many bytes of bodies are inside.
func awaitBodies(v *service, bytes int64) {
	for v.gate.bodies.Load() != bytes {
		time.Sleep(time.Millisecond)
	}
}

// TestStalledBody: the time-out ends the wait for a body, and also where the
// service is to stop.
func TestStalledBody(t *testing.T) {
	address, v, stop, served := serving(t, "-timeout=500ms")
	put := stalled(t, address, "PUT", "/texts/a", "text/plain", 100)
	post := stalled(t, address, "POST", "/", "application/x-www-form-urlencoded", 100)
	requireProblem(t, answerOf(t, put), 503, "timeout")
	r := answerOf(t, post)
	assert.Equal(t, 503, r.status)
	assert.Contains(t, r.body, "this took too long")

	last := stalled(t, address, "POST", "/check", "text/plain", 100)
	awaitBodies(v, leastBody)
	stop()
	requireProblem(t, answerOf(t, last), 503, "timeout")
	require.NoError(t, <-served)
}

// TestUnreadBody: who is refused before the body is read is told so, also while
// the body does not end.
func TestUnreadBody(t *testing.T) {
	address, _, stop, served := serving(t, "-timeout=1h")
	requireProblem(t, answerOf(t, stalled(t, address, "PUT", "/texts/a", "image/png", 100)), 415, "unsupported_media_type")
	stop()
	require.NoError(t, <-served)
}

// TestSlowClients: clients that are slow with bodies take the room of what they have
// sent, and one client no more than its part, so that others find some. Empty chunked
// bodies, of which 70 shut everybody out when they counted as long ones, are the same.
func TestSlowClients(t *testing.T) {
	address, v, stop, served := serving(t, "-concurrency=1", "-queue=1")
	put := func(from string) reply {
		return sendFrom(t, from, "PUT", "http://"+address+"/texts/b", "one", "Content-Type", "text/plain")
	}
	var slow []net.Conn
	part := v.gate.room / clientParts / leastBody // bodies
	require.Greater(t, part, int64(40))
	for i := range part {
		c := stalled(t, address, "PUT", "/texts/a", "text/plain", 100)
		awaitBodies(v, (i+1)*leastBody) // one that is closed before it came would come when there is no room
		if i%2 == 0 {
			require.NoError(t, c.Close())
			awaitBodies(v, i*leastBody)
			c = chunked(t, address)
			awaitBodies(v, (i+1)*leastBody)
		}
		slow = append(slow, c)
	}
	requireProblem(t, put("127.0.0.1"), 429, "too_many_requests")
	require.Equal(t, 201, put("127.0.0.2").status)
	assert.Contains(t, send(t, "GET", "http://"+address+"/metrics", "").body, `moderate_rejected_total{reason="bodies"} 1`)

	require.NoError(t, slow[0].Close())
	awaitBodies(v, (part-1)*leastBody)
	slow = append(slow, stalled(t, address, "PUT", "/texts/a", "application/json", 1<<40)) // announces more than there is
	awaitBodies(v, part*leastBody)
	require.Equal(t, 200, put("127.0.0.3").status)

	// All clients together have the room that there is.
	others := part*(clientParts-1) - 1 // of bodies, beside that of a request
	v.gate.bodies.Add(others * leastBody)
	require.Equal(t, 200, put("127.0.0.4").status)
	v.gate.bodies.Add(leastBody)
	require.LessOrEqual(t, v.gate.bodies.Load(), v.gate.room)
	require.Greater(t, v.gate.bodies.Load()+leastBody, v.gate.room-clientParts*leastBody)
	v.gate.bodies.Store(v.gate.room)
	requireProblem(t, put("127.0.0.5"), 429, "too_many_requests")
	v.gate.bodies.Store(part * leastBody)

	for _, c := range slow {
		c.Close()
	}
	awaitBodies(v, 0)
	stop()
	require.NoError(t, <-served)
}

// chunked sends a request with a chunked body that never comes.
func chunked(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	_, err = fmt.Fprintf(c, "POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
	require.NoError(t, err)
	return c
}

// TestRefusedForm: a form that is refused is not read, and leaves no files.
func TestRefusedForm(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	server, v, _ := testServer(t, new(memstore.Store), "-concurrency=1", "-queue=0")
	part := "--b\r\nContent-Disposition: form-data; name=\"text\"; filename=\"f\"\r\n\r\n" + strings.Repeat("x", 33<<20) + "\r\n--b--\r\n"
	multipart := []string{"Content-Type", "multipart/form-data; boundary=b"}
	assert.Equal(t, 415, send(t, "POST", server.URL+"/", part, multipart...).status)
	v.gate.bodies.Store(v.gate.room)
	assert.Equal(t, 429, send(t, "POST", server.URL+"/", part, multipart...).status)
	v.gate.bodies.Store(0)
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)

	_, err = v.queue.start(t.Context(), "another")
	require.NoError(t, err)
	form := []string{"Content-Type", "application/x-www-form-urlencoded"}
	r := send(t, "POST", server.URL+"/", "text=one+two", form...)
	assert.Equal(t, 429, r.status)
	assert.Equal(t, "1", r.header.Get("Retry-After"))
	assert.Contains(t, r.body, "one two", "what was typed is lost")
	assert.Equal(t, 400, send(t, "POST", server.URL+"/", "text=one%zz", form...).status)
	r = send(t, "POST", server.URL+"/", "text=%ff", form...)
	assert.Equal(t, 400, r.status)
	assert.Contains(t, r.body, "not UTF-8")
}

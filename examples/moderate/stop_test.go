package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// TestStop stops the service while a request is worked on: it is done and
// answered, and others are not taken.
func TestStop(t *testing.T) {
	store := &faultyStore{Store: new(memstore.Store)}
	began, release := make(chan struct{}), make(chan struct{})
	store.put = func(ctx context.Context, _ []corpus.Entry) error {
		close(began)
		<-release
		return ctx.Err()
	}
	v, _ := newService(t, store)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	url := "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(t.Context())
	served, answered := make(chan error, 1), make(chan int, 1)
	go func() { served <- v.serve(ctx, l) }()
	go func() { answered <- send(t, "PUT", url+"/texts/a", "one", "Content-Type", "text/plain").status }()
	<-began
	stop()
	for { // until it is told
		resp, err := http.Get(url + "/healthz")
		if err != nil {
			break
		}
		resp.Body.Close()
		http.DefaultClient.CloseIdleConnections()
		time.Sleep(time.Millisecond)
	}
	assert.Empty(t, served, "it does not wait for the request")
	close(release)
	assert.Equal(t, http.StatusCreated, <-answered)
	require.NoError(t, <-served)
	_, err = v.corpus.Get(t.Context(), "", "a")
	assert.NoError(t, err)
}

// TestReindexed: a service ends whose store another process has indexed anew.
func TestReindexed(t *testing.T) {
	for _, c := range [][2]string{{"PUT", "/texts/a"}, {"POST", "/check"}} {
		store := new(memstore.Store)
		v, _ := newService(t, store)
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		served := make(chan error, 1)
		go func() { served <- v.serve(t.Context(), l) }()
		url := "http://" + l.Addr().String()
		require.Equal(t, 201, send(t, "PUT", url+"/texts/a", pier, "Content-Type", "text/plain").status)
		require.NoError(t, corpus.Reindex(t.Context(), store, corpus.Settings{Language: shingle.None}))
		requireProblem(t, send(t, c[0], url+c[1], pierSpun, "Content-Type", "text/plain"), 503, "unavailable")
		require.ErrorIs(t, <-served, corpus.ErrScheme)
	}
}

// TestStoreClosed: a service whose store has closed itself ends.
func TestStoreClosed(t *testing.T) {
	store := &faultyStore{Store: new(memstore.Store)}
	v, _ := newService(t, store)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	served := make(chan error, 1)
	go func() { served <- v.serve(t.Context(), l) }()
	store.put = func(context.Context, []corpus.Entry) error {
		return errors.Join(corpus.ErrClosed, errors.New("a fault"))
	}
	send(t, "PUT", "http://"+l.Addr().String()+"/texts/a", "one", "Content-Type", "text/plain")
	require.ErrorIs(t, <-served, corpus.ErrClosed)
}

package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pgstore/pgtest"
)

// durableStores calls test with the name of each store that keeps what it has.
func durableStores(t *testing.T, test func(t *testing.T, store string)) {
	t.Run("pebble", func(t *testing.T) { test(t, "pebble:"+t.TempDir()) })
	t.Run("PostgreSQL", func(t *testing.T) {
		test(t, postgresURL(pgtest.Start(t)))
	})
}

// postgresURL returns what -store is for a server.
func postgresURL(s *pgtest.Server) string {
	settings := strings.Fields(s.URL()) // host=/directory user=name dbname=name
	return "postgres:///?" + strings.Join(settings, "&")
}

// fromEnv returns a number from the environment, or else what is given.
func fromEnv(t testing.TB, name string, or int) int {
	t.Helper()
	s := os.Getenv(name)
	if s == "" {
		return or
	}
	n, err := strconv.Atoi(s)
	require.NoError(t, err)
	return n
}

// TestKill kills the service under load, again and again. What it has
// acknowledged is there, and what it has removed is not.
func TestKill(t *testing.T) {
	durableStores(t, func(t *testing.T, store string) {
		endUnderLoad(t, store, func(s *server) {
			require.NoError(t, s.Process.Kill())
			s.wait()
		})
	})
}

// TestTerminate does the same and is polite: the service ends what it began.
func TestTerminate(t *testing.T) {
	durableStores(t, func(t *testing.T, store string) {
		endUnderLoad(t, store, func(s *server) {
			require.NoError(t, s.Process.Signal(syscall.SIGTERM))
			require.Equal(t, 0, s.wait(), s.log.String())
			require.Contains(t, s.log.String(), `"msg":"stopped"`)
		})
	})
}

// endUnderLoad ends the service MODERATE_ROUNDS times, or twice, while
// MODERATE_CLIENTS clients, or eight, put and remove texts.
func endUnderLoad(t *testing.T, store string, end func(*server)) {
	rounds, count := fromEnv(t, "MODERATE_ROUNDS", 2), fromEnv(t, "MODERATE_CLIENTS", 8)
	seed := rand.Uint64()
	t.Log("seed", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	var known sync.Map // id to the text it has, or "" for one that was removed
	acknowledged, unknown := 0, 0
	for round := range rounds {
		s := startServer(t, "-store="+store)
		ctx, stop := context.WithCancel(t.Context())
		var clients sync.WaitGroup
		var mu sync.Mutex
		for c := range count {
			clients.Go(func() {
				for n := 0; ctx.Err() == nil; n++ {
					id := fmt.Sprintf("%d-%d-%d", round, c, n)
					text := madeText(rand.Uint64(), 150)
					ok := acknowledges(ctx, "PUT", s.url+"/texts/"+id, text)
					if ok {
						known.Store(id, text)
					}
					if old := fmt.Sprintf("%d-%d-%d", round, c, n/2); n%5 == 4 { // one that has its answer
						_, had := known.Load(old)
						known.Delete(old) // if there is no answer it may be there or not
						if had && acknowledges(ctx, "DELETE", s.url+"/texts/"+old, "") {
							known.Store(old, "")
						}
					}
					mu.Lock()
					if ok {
						acknowledged++
					} else {
						unknown++
					}
					mu.Unlock()
					if !ok {
						return
					}
				}
			})
		}
		time.Sleep(300*time.Millisecond + time.Duration(random.IntN(500))*time.Millisecond)
		end(s)
		stop()
		clients.Wait()
		requireKnown(t, store, &known)
	}
	require.Positive(t, acknowledged)
	t.Logf("%d acknowledged, %d not", acknowledged, unknown)
}

// acknowledges reports whether a request has been done. When there is no room it
// is made again.
func acknowledges(ctx context.Context, method, url, body string) bool {
	for {
		status := statusOf(ctx, method, url, body)
		if status != http.StatusTooManyRequests {
			return status >= 200 && status < 300
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// statusOf returns the status of the answer to a request, or 0 if there is no answer.
func statusOf(ctx context.Context, method, url, body string) int {
	r, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		return 0
	}
	r.Header.Set("Content-Type", "text/plain")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

// requireKnown checks that a store has the texts that are known, without those
// known to be removed, and that some of them are found.
func requireKnown(t *testing.T, name string, known *sync.Map) {
	t.Helper()
	store, err := openStore(t.Context(), name)
	require.NoError(t, err)
	defer store.Close()
	c, err := corpus.New(t.Context(), store, corpus.Settings{})
	require.NoError(t, err)
	n := 0
	known.Range(func(id, text any) bool {
		got, err := c.Get(t.Context(), "", id.(string))
		if text == "" {
			return assert.ErrorIs(t, err, corpus.ErrNotFound, "it was removed")
		}
		if !assert.NoError(t, err, "it was acknowledged") || !assert.Equal(t, text, got.Text) {
			return false
		}
		if n++; n%50 == 0 {
			a, err := c.Check(t.Context(), corpus.Text{Text: text.(string)})
			return assert.NoError(t, err) && assert.NotEmpty(t, a.Matches, "it is not found")
		}
		return true
	})
	require.False(t, t.Failed())
}

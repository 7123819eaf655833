package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// duration returns what the environment says, or else a short time.
func duration(t *testing.T, name string) time.Duration {
	t.Helper()
	s := os.Getenv(name)
	if s == "" {
		return 2 * time.Second
	}
	d, err := time.ParseDuration(s)
	require.NoError(t, err, name)
	return d
}

// A tally counts statuses.
type tally struct {
	mu    sync.Mutex
	count map[int]int
}

func (c *tally) add(status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count[status]++
}

func heap() uint64 {
	runtime.GC()
	runtime.GC() // what the first one finalized
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestExpiredMemory: a store in memory gives back what expired texts took.
func TestExpiredMemory(t *testing.T) {
	v, _ := newService(t, new(memstore.Store))
	add := func(id, words int, expires time.Time) {
		require.NoError(t, v.add(t.Context(), corpus.Text{ID: fmt.Sprint(id), Text: madeText(uint64(id), words), Expires: expires}))
	}
	add(0, 300, time.Time{})
	before := heap()
	const texts = 2000
	for id := range texts {
		add(id+1, 300, time.Now())
	}
	full := heap()
	n, err := v.expireTexts(t.Context())
	require.NoError(t, err)
	require.Equal(t, texts, n)
	after := heap()
	t.Logf("heap %.1f MB before, %.1f MB full, %.1f MB after", float64(before)/1e6, float64(full)/1e6, float64(after)/1e6)
	require.Less(t, int64(after)-int64(before), (int64(full)-int64(before))/5)

	// There is no hurry to do it again.
	add(1, 300, time.Now())
	next := time.Now().Add(time.Hour)
	v.compact = next
	n, err = v.expireTexts(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Equal(t, next, v.compact)
	require.Equal(t, 1, v.expired)
}

// TestLoad has 32 clients put, check and remove texts, for two seconds or for
// as long as MODERATE_LOAD says. What does not find room in the queue is told
// so, and nothing else goes wrong.
func TestLoad(t *testing.T) {
	const clients, each = 32, 20
	v, _ := newService(t, new(memstore.Store), "-queue=16")
	v.log = slog.New(slog.NewJSONHandler(io.Discard, nil)) // not to be counted as memory of the service
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- v.serve(ctx, l) }()
	url := "http://" + l.Addr().String()

	statuses := tally{count: map[int]int{}}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	do := func(method, path, body string) int {
		for {
			r, err := http.NewRequestWithContext(t.Context(), method, url+path, strings.NewReader(body))
			if !assert.NoError(t, err) {
				return 0
			}
			r.Header.Set("Content-Type", "text/plain")
			resp, err := client.Do(r)
			if !assert.NoError(t, err) {
				return 0
			}
			resp.Body.Close()
			statuses.add(resp.StatusCode)
			if resp.StatusCode != http.StatusTooManyRequests {
				return resp.StatusCode
			}
			time.Sleep(5 * time.Millisecond) // less patient than Retry-After asks for
		}
	}
	// A client has texts of its own, so that it knows what to expect.
	round := func(c, n int) {
		seed := uint64(c*each + n%each)
		id, text := fmt.Sprint(seed), madeText(seed, 150)
		assert.Contains(t, []int{200, 201}, do("PUT", "/texts/"+id, text))
		assert.Equal(t, 200, do("POST", "/check", text+" "+madeText(seed+1<<32, 100)))
		assert.Equal(t, 200, do("POST", "/check?mode=check-add&id="+id, text))
		if n%4 == 0 {
			assert.Equal(t, 204, do("DELETE", "/texts/"+id, ""))
		}
	}
	work := func(until time.Time) {
		var all sync.WaitGroup
		for c := range clients {
			all.Go(func() {
				for n := 0; n < each || time.Now().Before(until); n++ {
					round(c, n)
				}
			})
		}
		all.Wait()
	}
	work(time.Now()) // every text once
	before, began := heap(), time.Now()
	clear(statuses.count)
	work(time.Now().Add(duration(t, "MODERATE_LOAD")))
	after, took := heap(), time.Since(began)
	client.CloseIdleConnections()
	stop()
	require.NoError(t, <-served)

	assert.Less(t, after, before+64<<20, "memory grew")
	done := 0
	for status, n := range statuses.count {
		if assert.Contains(t, []int{200, 201, 204, 429}, status) && status != 429 {
			done += n
		}
	}
	t.Logf("%v: %d done, %.0f a second; statuses %v; heap %.1f MB before, %.1f MB after",
		took.Round(time.Millisecond), done, float64(done)/took.Seconds(), statuses.count, float64(before)/1e6, float64(after)/1e6)
}

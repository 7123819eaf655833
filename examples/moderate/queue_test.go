package main

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestQueueShares: one client with long requests, all at once, and others with short
// ones: the others wait for one long request each at most, and all are done.
func TestQueueShares(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(1, 100)
		var all sync.WaitGroup
		request := func(client string, takes time.Duration) (waited time.Duration) {
			began := time.Now()
			end, err := q.start(t.Context(), client)
			require.NoError(t, err)
			waited = time.Since(began)
			time.Sleep(takes)
			end()
			return waited
		}
		for range 50 {
			all.Go(func() { request("greedy", time.Second) })
		}
		synctest.Wait()
		for c := range 10 {
			all.Go(func() {
				var longest time.Duration
				for range 20 {
					longest = max(longest, request(fmt.Sprint(c), time.Millisecond))
				}
				assert.Less(t, longest, 1100*time.Millisecond, "first come, first served would be 50 s")
			})
		}
		all.Wait()
		waiting, working := q.inside()
		require.Zero(t, waiting+working)
		require.LessOrEqual(t, len(q.turns), 12)
	})
}

// TestQueueTurns: of clients that always have a request each has the same time,
// whatever each request takes; and one that comes late has saved nothing up.
func TestQueueTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(2, 1000)
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		used := make([]time.Duration, 5)
		var all sync.WaitGroup
		var mu sync.Mutex
		for c := range used {
			takes := time.Duration(c+1) * 3 * time.Millisecond // none of them long
			for range 3 {
				all.Go(func() {
					if c == 4 {
						time.Sleep(30 * time.Second)
					}
					for {
						end, err := q.start(ctx, fmt.Sprint(c))
						if err != nil {
							return
						}
						time.Sleep(takes)
						end()
						mu.Lock()
						used[c] += takes
						mu.Unlock()
					}
				})
			}
		}
		all.Wait()
		t.Log(used)
		for _, u := range used[:4] { // half a minute among four, half among five, of two slots
			require.InDelta(t, 15+12, u.Seconds(), 1)
		}
		require.InDelta(t, 12, used[4].Seconds(), 1)
	})
}

// TestQueuePlaces: where there is no place, a client with few requests takes one of the
// client with the most, and a client with the most gets none.
func TestQueuePlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(1, 6)
		end, err := q.start(t.Context(), "working")
		require.NoError(t, err)
		errs := make(map[string][]error)
		var mu sync.Mutex
		start := func(client string) {
			go func() {
				end, err := q.start(t.Context(), client)
				mu.Lock()
				errs[client] = append(errs[client], err)
				mu.Unlock()
				if err == nil {
					end()
				}
			}()
			synctest.Wait()
		}
		for range 7 {
			start("greedy")
		}
		require.Equal(t, []error{errNoPlace, errNoPlace}, errs["greedy"])
		start("a")
		start("b")
		require.Len(t, errs["greedy"], 4)
		start("a")
		require.Len(t, errs["greedy"], 5)
		start("a") // who has two already, as greedy has
		require.Equal(t, []error{errNoPlace}, errs["a"])
		start("c") // takes a place of one of these two, the first by name
		require.Len(t, errs["a"], 2)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err = q.start(ctx, "gone")
		require.ErrorIs(t, err, context.Canceled)
		end()
		synctest.Wait()
		for client, n := range map[string]int{"greedy": 2, "a": 1, "b": 1, "c": 1} {
			served := 0
			for _, err := range errs[client] {
				if err == nil {
					served++
				}
			}
			assert.Equal(t, n, served, client)
		}
		waiting, working := q.inside()
		require.Zero(t, waiting+working)
	})
}

// TestQueueLeft: requests that stop waiting leave nothing behind.
func TestQueueLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(1, 10)
		end, err := q.start(t.Context(), "working")
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				_, err := q.start(ctx, fmt.Sprint(i%3))
				assert.ErrorIs(t, err, context.DeadlineExceeded)
			})
		}
		all.Wait()
		waiting, working := q.inside()
		require.Equal(t, [2]int{0, 1}, [2]int{waiting, working})
		require.Len(t, q.turns, 1)
		end()
		again, err := q.start(t.Context(), "next")
		require.NoError(t, err)
		again()
		for i := range 3 * maxTurns {
			end, err := q.start(t.Context(), fmt.Sprint("client", i))
			require.NoError(t, err)
			time.Sleep(time.Duration(i))
			end()
		}
		require.LessOrEqual(t, len(q.turns), maxTurns+q.places+1)
	})
}

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
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
		require.Len(t, q.turns, 4)
		time.Sleep(2 * shareTime)
		late, err := q.enter("late")
		require.NoError(t, err)
		require.Len(t, q.turns, 2, "those that left are forgotten")
		require.ErrorIs(t, q.withdraw("late", late), context.Canceled)
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

// TestQueueHeavy: beside 200 clients that come once a second with a millisecond each, two
// that always have eight requests leave them a slot free, whatever each request takes; and
// where nobody else comes they have all.
func TestQueueHeavy(t *testing.T) {
	for _, takes := range []time.Duration{300 * time.Microsecond, 2 * time.Millisecond, 15 * time.Millisecond, 300 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			const long = 20 * time.Second
			q := newQueue(2, 100)
			ctx, stop := context.WithTimeout(t.Context(), long)
			defer stop()
			var all sync.WaitGroup
			var mu sync.Mutex
			used := make(map[bool]time.Duration) // by heavy clients, in the second half or the first
			var waits []time.Duration
			request := func(client string, takes time.Duration) (waited time.Duration, err error) {
				began := time.Now()
				end, err := q.start(ctx, client)
				if err != nil {
					return 0, err
				}
				waited = time.Since(began)
				time.Sleep(takes)
				end()
				return waited, nil
			}
			started := time.Now()
			for c := range 16 {
				all.Go(func() {
					for {
						if _, err := request(fmt.Sprint("heavy", c%2), takes); err != nil {
							return
						}
						mu.Lock()
						used[time.Since(started) > long/2] += takes
						mu.Unlock()
					}
				})
			}
			rng := rand.New(rand.NewPCG(13, 1))
			for c := range 200 {
				first := time.Duration(rng.Int64N(int64(time.Second)))
				all.Go(func() {
					for time.Sleep(long/2 + first); ctx.Err() == nil; time.Sleep(time.Second) {
						waited, err := request(fmt.Sprint(c), time.Millisecond)
						if err != nil {
							return
						}
						mu.Lock()
						waits = append(waits, waited)
						mu.Unlock()
					}
				})
			}
			all.Wait()
			slices.Sort(waits)
			middle, last := waits[len(waits)/2], waits[len(waits)*98/100]
			t.Logf("requests of %v: heavy clients used %v, then %v; %d others waited %v, %v the 98th percentile, %v the longest",
				takes, used[false], used[true], len(waits), middle, last, waits[len(waits)-1])
			if takes < longRequest {
				assert.InDelta(t, 20, used[false].Seconds(), 0.1, "nobody else was there")
			}
			assert.InDelta(t, 10, used[true].Seconds(), 1)
			assert.Zero(t, middle)
			assert.Less(t, last, 2*time.Millisecond)
			assert.LessOrEqual(t, waits[len(waits)-1], max(takes, 10*time.Millisecond))
		})
	}
}

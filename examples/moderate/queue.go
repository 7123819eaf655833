package main

import (
	"context"
	"errors"
	"sync"
	"time"
)

// errNoPlace says that a request found no place in the queue, or lost it to a client
// that has fewer.
var errNoPlace = errors.New("no place in the queue")

// A queue shares slots, in which requests are worked on, among clients. A free slot goes
// to the first request of that waiting client which has used the least time: clients get
// the same share of time, however many requests they have and however long each takes.
// If all places are taken, a request of a client with few takes the place of the last
// request of the client with the most. So each client has, in effect, a queue of its
// own. This is start-time fair queueing (Goyal, Vin and Cheng 1996) with longest queue
// drop (Suter et al. 1998).
//
// The earlier design was one queue for all, first come, first served: one client
// with 64 requests of a second each then made everybody wait for half a minute.
type queue struct {
	places int // requests that wait or are worked on, at most
	long   int // slots that clients with long requests and heavy clients may have together

	mu      sync.Mutex
	slots   int // free
	working int
	waiting int
	turns   map[string]*turns // by client
	queued  map[*turns]bool   // clients with requests that wait
	busy    map[*turns]bool   // clients with requests that are worked on
	shares  shares
	now     time.Duration // time that the client served last had used when it was served
	order   uint64        // of the next request
}

// turns are the requests and the used time of one client.
type turns struct {
	client  string
	used    time.Duration // in slots; at least queue.now when it came
	last    time.Duration // that its last request took
	recent  recent
	working int
	waiting []*waiter
}

// A waiter is a request that waits for a slot.
type waiter struct {
	order uint64
	ready chan error // room for one: nil when it has a slot, otherwise why it will not get one
}

// maxTurns bounds the clients whose used time is remembered. It is more than the
// places, because clients come back.
const maxTurns = 1 << 12

func newQueue(slots, places int) *queue {
	return &queue{
		places: places, long: max(1, slots/2), slots: slots, shares: shares{slots: slots},
		turns: make(map[string]*turns), queued: make(map[*turns]bool), busy: make(map[*turns]bool),
	}
}

// longRequest is the time from which on a request is long. Clients whose last request
// was long and heavy clients share half of the slots, even if nobody else waits. A
// slot cannot be taken back, so otherwise a new client would wait for the end of a
// long request. Heavy clients would also keep all processors busy, and a new client
// would wait for one at each step of its request, before the queue and after it.
const longRequest = 20 * time.Millisecond

// start waits for a slot for a request of a client and returns a function that gives
// it back. The error is errNoPlace, or that of the context.
func (q *queue) start(ctx context.Context, client string) (end func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w, err := q.enter(client)
	if err != nil {
		return nil, err
	}
	select {
	case err = <-w.ready:
	case <-ctx.Done():
		if err = q.withdraw(client, w); err == nil { // it had a slot by then
			q.end(client, 0)
		}
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	began := time.Now()
	return func() { q.end(client, time.Since(began)) }, nil
}

// enter gives a request a place.
func (q *queue) enter(client string) (*waiter, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	t := q.turns[client]
	if t == nil {
		t = &turns{client: client}
		q.turns[client] = t
	}
	for _, gone := range q.shares.came(t, time.Now()) {
		q.forget(gone)
	}
	if t.working+len(t.waiting) == 0 {
		t.used = max(t.used, q.now) // unused time cannot be saved
	}
	if q.working+q.waiting >= q.places && !q.displace(t) {
		q.forgetMany()
		return nil, errNoPlace
	}
	w := &waiter{q.order, make(chan error, 1)}
	q.order++
	t.waiting = append(t.waiting, w)
	q.queued[t] = true
	q.waiting++
	q.serve()
	return w, nil
}

// displace removes the last request of the client with the most waiting requests,
// to make room for a client with fewer. It reports whether there was one.
func (q *queue) displace(t *turns) bool {
	var most *turns
	for other := range q.queued {
		if most == nil || len(other.waiting) > len(most.waiting) || len(other.waiting) == len(most.waiting) && other.client < most.client {
			most = other
		}
	}
	if most == nil || len(most.waiting) <= len(t.waiting)+1 {
		return false
	}
	last := len(most.waiting) - 1
	most.waiting[last].ready <- errNoPlace
	most.waiting = most.waiting[:last]
	q.left(most)
	return true
}

// left counts a request of a client that no longer waits.
func (q *queue) left(t *turns) {
	q.waiting--
	if len(t.waiting) == 0 {
		delete(q.queued, t)
	}
}

// serve gives slots to waiting requests.
func (q *queue) serve() {
	now := time.Now()
	for q.slots > 0 && q.waiting > 0 {
		next := q.next(now)
		if next == nil {
			return // a slot is left for others
		}
		q.now = max(q.now, next.used)
		q.slots--
		q.working++
		next.working++
		q.busy[next] = true
		next.waiting[0].ready <- nil
		next.waiting = next.waiting[1:]
		q.left(next)
	}
}

// next returns the client to serve, nil if none may be served.
func (q *queue) next(now time.Time) (next *turns) {
	half := 0 // slots of the clients that share half of them
	for t := range q.busy {
		if q.half(t, now) {
			half += t.working
		}
	}
	for t := range q.queued {
		if (half < q.long || !q.half(t, now)) && (next == nil || t.before(next)) {
			next = t
		}
	}
	return next
}

// half reports whether a client is one of those that share half of the slots.
func (q *queue) half(t *turns, now time.Time) bool {
	return t.last >= longRequest || q.shares.heavy(t, now)
}

// before reports whether a client is served before another: it has used less time,
// or came first. A request in progress counts as long as the client's last request.
func (t *turns) before(other *turns) bool {
	a := t.used + time.Duration(t.working)*t.last
	b := other.used + time.Duration(other.working)*other.last
	if a != b {
		return a < b
	}
	return t.waiting[0].order < other.waiting[0].order
}

// withdraw takes a request out of the queue. The error is nil if it has a slot; the
// caller must then give that back.
func (q *queue) withdraw(client string, w *waiter) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	select {
	case err := <-w.ready:
		return err
	default:
	}
	t := q.turns[client]
	for i := range t.waiting {
		if t.waiting[i] == w {
			t.waiting = append(t.waiting[:i], t.waiting[i+1:]...)
			q.left(t)
			break
		}
	}
	q.forget(t)
	return context.Canceled
}

// end gives back a slot that a client has used for the time took.
func (q *queue) end(client string, took time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	t := q.turns[client]
	t.used += took
	t.last = took
	t.recent.add(took, time.Now())
	if t.working--; t.working == 0 {
		delete(q.busy, t)
	}
	q.working--
	q.slots++
	q.serve()
	q.forget(t)
	q.forgetMany()
}

// forget forgets a client that has no request, has not come recently and has used
// no more than others.
func (q *queue) forget(t *turns) {
	if t.working+len(t.waiting) == 0 && !t.recent.counted() && t.used <= q.now && t.last < longRequest {
		delete(q.turns, t.client)
	}
}

// forgetMany forgets all clients without a request, if there are too many clients.
func (q *queue) forgetMany() {
	if len(q.turns) <= maxTurns+q.places {
		return
	}
	for name, t := range q.turns {
		if t.working+len(t.waiting) == 0 {
			q.shares.gone(t)
			delete(q.turns, name)
		}
	}
}

// inside returns how many requests wait and how many are worked on.
func (q *queue) inside() (waiting, working int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.waiting, q.working
}

package main

import (
	"container/list"
	"math"
	"time"
)

// shares knows how much of the slots each client has had lately, and how many clients
// there were. So it can decide which clients take much more than an equal share.
type shares struct {
	slots   int
	clients list.List // *turns, the one that came last at the back
}

// shareTime is what lately means: a client counts for this long after it came, and what
// it used counts less by a factor of e each time this long has passed.
const shareTime = 2 * time.Second

// muchMore is how many equal shares make a client heavy. It is more than one, because
// clients that always have requests have about one each, and no slot should be left free
// for any of them. At most half of the clients can have had two, so there are as many
// others for whom a slot is left free.
const muchMore = 2

// A recent is what a client has used lately.
type recent struct {
	used time.Duration // in slots, less what it lost until at
	at   time.Time
	came time.Time
	list *list.Element // in shares.clients, nil if it has not come lately
}

// counted reports whether the client is one of those that came lately.
func (r *recent) counted() bool { return r.list != nil }

// by returns what was used lately at a time.
func (r *recent) by(now time.Time) time.Duration {
	if r.used == 0 {
		return 0
	}
	return time.Duration(float64(r.used) * math.Exp(-float64(now.Sub(r.at))/float64(shareTime)))
}

// add counts time in a slot, which ends now.
func (r *recent) add(took time.Duration, now time.Time) {
	r.used, r.at = r.by(now)+took, now
}

// came counts a client that came now, and returns those that no longer count.
func (s *shares) came(t *turns, now time.Time) (gone []*turns) {
	t.recent.came = now
	if t.recent.list == nil {
		t.recent.list = s.clients.PushBack(t)
	} else {
		s.clients.MoveToBack(t.recent.list)
	}
	for first := s.clients.Front(); ; first = s.clients.Front() {
		other := first.Value.(*turns)
		if now.Sub(other.recent.came) <= shareTime {
			return gone
		}
		s.gone(other)
		gone = append(gone, other)
	}
}

// gone stops counting a client.
func (s *shares) gone(t *turns) {
	if t.recent.list != nil {
		s.clients.Remove(t.recent.list)
		t.recent.list = nil
	}
}

// heavy reports whether a client has had much more than an equal share of the slots
// lately. A request in progress counts as long as the client's last request.
func (s *shares) heavy(t *turns, now time.Time) bool {
	equal := float64(s.slots) * float64(shareTime) / float64(max(1, s.clients.Len()))
	return float64(t.recent.by(now)+time.Duration(t.working)*t.last) > muchMore*equal
}

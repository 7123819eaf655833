package pebblestore

import (
	"context"
	"sync"
)

// idLocks let one call at a time change a text. Calls that change different texts
// run side by side, and Pebble joins their syncs.
type idLocks struct {
	mu   sync.Mutex
	held map[idKey]chan struct{} // closed when it is given back
}

// lock takes all keys, which are in order and distinct, so that no two calls
// wait for each other. The error is the context's.
func (l *idLocks) lock(ctx context.Context, keys []idKey) (unlock func(), err error) {
	released := make(chan struct{})
	taken := 0
	unlock = func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		for _, k := range keys[:taken] {
			delete(l.held, k)
		}
		close(released)
	}
	for taken < len(keys) {
		l.mu.Lock()
		var busy chan struct{}
		for taken < len(keys) {
			if busy = l.held[keys[taken]]; busy != nil {
				break
			}
			l.held[keys[taken]] = released
			taken++
		}
		l.mu.Unlock()
		if busy == nil {
			continue
		}
		select {
		case <-busy:
		case <-ctx.Done():
			unlock()
			return nil, ctx.Err()
		}
	}
	return unlock, nil
}

package memstore

import (
	"context"
	"sync"
)

// A contextMutex is a mutex for which callers wait no longer than their context
// lasts. The zero contextMutex is unlocked.
type contextMutex struct {
	once sync.Once
	held chan struct{}
}

func (m *contextMutex) lock(ctx context.Context) error {
	m.once.Do(func() { m.held = make(chan struct{}, 1) })
	select {
	case m.held <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (m *contextMutex) unlock() { <-m.held }

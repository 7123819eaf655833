package corpus

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCompactClosed: a Memory may be closed while it is compacted. The race
// detector judges.
func TestCompactClosed(t *testing.T) {
	ctx := t.Context()
	for range 50 {
		m := new(Memory)
		require.NoError(t, m.Adopt(ctx, "s"))
		for i := range 10 {
			require.NoError(t, m.Put(ctx, "s", []Entry{{Record: Record{Text: Text{ID: "a", Tenant: fmt.Sprint(i)}}}}))
		}
		var group sync.WaitGroup
		group.Go(func() {
			if err := m.Compact(ctx); err != nil {
				assert.ErrorIs(t, err, ErrClosed)
			}
		})
		group.Go(func() { assert.NoError(t, m.Close()) })
		group.Wait()
		require.ErrorIs(t, m.Compact(ctx), ErrClosed)
	}
}

// TestWaitEnds: who waits for another call to end its changes waits no longer
// than the context lasts.
func TestWaitEnds(t *testing.T) {
	m := new(Memory)
	require.NoError(t, m.Adopt(t.Context(), "s"))
	require.NoError(t, m.writing.enter(t.Context()))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := m.Expire(ctx, time.Now())
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, m.Adopt(ctx, "t"), context.Canceled)
	require.ErrorIs(t, m.Put(ctx, "s", nil), context.Canceled)
	require.ErrorIs(t, m.Index(ctx, "s", nil), context.Canceled)
	require.ErrorIs(t, m.Delete(ctx, "", "a"), context.Canceled)
	require.ErrorIs(t, m.Compact(ctx), context.Canceled)
	m.writing.leave()
	require.NoError(t, m.Put(t.Context(), "s", nil))
}

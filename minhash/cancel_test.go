package minhash

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An ending context is cancelled once it has been asked so many times.
type ending struct {
	context.Context
	asks, after int
}

func (e *ending) Err() error {
	if e.asks++; e.asks > e.after {
		return context.Canceled
	}
	return nil
}

// A thousand unlike texts in one bucket are half a million comparisons. What goes
// over them asks the context while it does.
func TestCancelWithinABucket(t *testing.T) {
	x := newIndex(t, Settings{Banding: Banding{1, 8}})
	r := seeded(22)
	for i := range 1000 {
		sig := make(Signature, 128)
		for j := 8; j < len(sig); j++ {
			sig[j] = r.Uint32() / 2
		}
		require.NoError(t, x.AddSignature(name(i), sig, 300))
	}
	const comparisons = 1000 * 999 / 2
	for _, after := range []int{0, 1, 5, 200} {
		ctx := &ending{context.Background(), 0, after}
		_, err := x.View().Clusters(ctx, .9, nil)
		assert.ErrorIs(t, err, context.Canceled)
		assert.LessOrEqual(t, ctx.asks, after+2) // once to see, once to tell
		ctx = &ending{context.Background(), 0, after}
		for _, err := range x.View().Pairs(ctx, .9, nil) {
			assert.ErrorIs(t, err, context.Canceled)
		}
		assert.LessOrEqual(t, ctx.asks, after+2) // once to see, once to tell
	}
	ctx := &ending{context.Background(), 0, 1 << 20}
	clusters, err := x.View().Clusters(ctx, .9, nil)
	require.NoError(t, err)
	assert.Empty(t, clusters)
	assert.GreaterOrEqual(t, ctx.asks, comparisons/1024)
}

package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPace: lines come at the rate of each who pays, and leave half of the burst, which
// a request always finds.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAccounts(limits{}, 1000)
		client, token := a.with("client", limits{rate: 20}), a.with("token", limits{rate: 50})
		p := pace{payers: []*account{client, token}, stopping: make(chan struct{}), most: time.Minute}
		began, at := time.Now(), []time.Duration{}
		for range 200 {
			_, err := p.wait(t.Context(), pacedLines, 1)
			require.NoError(t, err)
			at = append(at, time.Since(began))
			require.GreaterOrEqual(t, client.requests.Tokens(), 20.0)
			require.GreaterOrEqual(t, token.requests.Tokens(), 50.0)
		}
		require.Zero(t, at[20], "of 41 at once 20 are left")
		require.InDelta(t, (200-21)/20.0, at[199].Seconds(), 0.1)

		// What others ask for comes first.
		for range 5 * 20 {
			time.Sleep(50 * time.Millisecond)
			require.NoError(t, client.request(time.Now()))
		}
		_, ok := p.take(time.Now(), pacedLines, 1)
		require.False(t, ok)

		free := pace{payers: []*account{a.with("free", limits{})}}
		for range 1000 {
			_, ok := free.take(time.Now(), pacedBytes, 1<<20)
			require.True(t, ok)
		}
	})
}

// TestPaceEnds: a waiting caller gets the reason why it ends.
func TestPaceEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAccounts(limits{rate: 0.1}, 1000)
		stopping := make(chan struct{})
		p := pace{payers: []*account{a.of("x")}, stopping: stopping, most: 11 * time.Second}
		_, err := p.wait(t.Context(), pacedLines, 1)
		require.NoError(t, err)
		waited, err := p.wait(t.Context(), pacedLines, 1)
		require.NoError(t, err)
		require.InDelta(t, 10, waited.Seconds(), 0.01)
		p.most = 9 * time.Second
		_, err = p.wait(t.Context(), pacedLines, 1)
		var over *limitError
		require.ErrorAs(t, err, &over)
		assert.Equal(t, "rate", over.reason)
		assert.InDelta(t, 10, over.after, 1)
		p.most = time.Hour
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = p.wait(ctx, pacedLines, 1)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		close(stopping)
		_, err = p.wait(t.Context(), pacedLines, 1)
		require.ErrorIs(t, err, errStopping)
	})
}

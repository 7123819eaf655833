package pgstore

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

func expiring(id string, at time.Time) corpus.Entry {
	e := text("", id, corpus.Posting{Feature: 1}, corpus.Posting{Feature: 2})
	e.Expires = at
	return e
}

func windowCount(t testing.TB, s *Store) int {
	return query[int](t, s, "SELECT count(*) FROM palimpsest.windows")
}

func tables(t testing.TB, s *Store) int {
	return query[int](t, s, "SELECT count(*) FROM pg_tables WHERE schemaname = $1 AND tablename ~ '_w[0-9]+$'", s.settings.Schema)
}

func TestExpire(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{Window: 24 * time.Hour, MaxWindows: 3})
	day := func(d, h int) time.Time { return time.Date(2025, 3, d, h, 0, 0, 0, time.UTC) }
	require.NoError(t, s.Put(ctx, "s", []corpus.Entry{
		expiring("never", time.Time{}),
		expiring("1a", day(1, 1)), expiring("1b", day(1, 23)), expiring("2a", day(2, 0)), expiring("3a", day(3, 6)), expiring("3b", day(3, 7)),
		expiring("4a", day(4, 1)), // one window too many: with those that never expire
	}))
	assert.Equal(t, 3, windowCount(t, s))
	assert.Equal(t, 2*4, tables(t, s))
	whole(t, s, 7, 2)

	n, err := s.Expire(ctx, day(1, 0))
	require.NoError(t, err)
	assert.Zero(t, n)
	n, err = s.Expire(ctx, day(3, 6))
	require.NoError(t, err)
	assert.Equal(t, 4, n)
	assert.Equal(t, 1, windowCount(t, s))
	assert.Equal(t, 2*2, tables(t, s))
	whole(t, s, 3, 2)
	n, err = s.Expire(ctx, day(10, 0))
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	assert.Equal(t, 2*1, tables(t, s))
	whole(t, s, 1, 2)

	// A time that is past already may be put, and goes with the next Expire.
	require.NoError(t, s.Put(ctx, "s", []corpus.Entry{expiring("late", day(1, 1)), expiring("never", day(1, 2))}))
	n, err = s.Expire(ctx, day(10, 0))
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	whole(t, s, 0, 2)
}

// Windows of processes with other settings do not overlap, and times before
// 1970 have theirs.
func TestWindows(t *testing.T) {
	ctx := context.Background()
	a := newStore(t, Settings{Window: 24 * time.Hour, MaxWindows: 50})
	b, err := Open(ctx, a.pool, Settings{Schema: a.settings.Schema, Window: 100 * time.Hour, MaxWindows: 50})
	require.NoError(t, err)
	b.clock = longAgo
	start := time.Date(1969, 12, 20, 0, 0, 0, 0, time.UTC)
	n := 0
	for i := range 40 {
		at := start.Add(time.Duration(i*i%977) * time.Hour)
		require.NoError(t, []*Store{a, b}[i%2].Put(ctx, "s", []corpus.Entry{expiring(fmt.Sprint(i), at)}))
		n++
	}
	assert.Greater(t, windowCount(t, a), 5)
	assert.Equal(t, n, query[int](t, a, "SELECT count(*) FROM palimpsest.texts JOIN palimpsest.windows USING (win) WHERE expires >= low AND expires < high"))
	whole(t, a, n, 2)
	got, err := a.Expire(ctx, start.Add(977*time.Hour))
	require.NoError(t, err)
	assert.Equal(t, n, got)
	whole(t, a, 0, 2)
}

// Texts that have expired when they are put take no windows from those that stay.
func TestWindowsOfThePast(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{})
	now := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	s.clock = func() time.Time { return now }
	es := []corpus.Entry{expiring("now", now)}
	for year := 2000; year < 2008; year++ {
		es = append(es, expiring(fmt.Sprint(year), time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)))
	}
	require.NoError(t, s.Put(ctx, "s", es))
	assert.Zero(t, windowCount(t, s))
	require.NoError(t, s.Put(ctx, "s", []corpus.Entry{expiring("tomorrow", now.Add(24*time.Hour)), expiring("past", now.Add(-time.Hour))}))
	assert.Equal(t, 1, windowCount(t, s))
	assert.NotZero(t, query[int](t, s, "SELECT win FROM palimpsest.texts WHERE id = 'tomorrow'"))
	n, err := s.Expire(ctx, now)
	require.NoError(t, err)
	assert.Equal(t, 10, n)
	whole(t, s, 1, 2)
}

// Texts are put, replaced and expired at once by two processes, at times that
// need windows made and dropped all the time.
func TestExpireWhilePutting(t *testing.T) {
	ctx := context.Background()
	a := newStore(t, Settings{Window: time.Hour, MaxWindows: 4})
	b, err := Open(ctx, newPool(t, 20), a.settings)
	require.NoError(t, err)
	b.clock = longAgo
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	at := func(i int) time.Time { return start.Add(time.Duration(i) * 10 * time.Minute) }
	var wg sync.WaitGroup
	for w, s := range []*Store{a, b, a, b} {
		wg.Go(func() {
			for i := range 60 {
				assert.NoError(t, s.Put(ctx, "s", []corpus.Entry{
					expiring(fmt.Sprint(i%30), at(i+w)), expiring(fmt.Sprint("own", w, i), at(i)),
				}))
				if i%10 == 0 && w < 2 {
					_, err := s.Expire(ctx, at(i))
					assert.NoError(t, err)
				}
			}
		})
	}
	wg.Wait()
	_, err = a.Expire(ctx, at(40))
	require.NoError(t, err)
	assert.Zero(t, query[int](t, a, "SELECT count(*) FROM palimpsest.texts WHERE expires <= $1", at(40)))
	n, err := b.Count(ctx, "")
	require.NoError(t, err)
	whole(t, a, n, 2)
	_, err = b.Expire(ctx, at(100))
	require.NoError(t, err)
	whole(t, a, 0, 2)
	assert.Equal(t, 2, tables(t, a))
}

// What others remove or replace while Expire waits for it makes a batch smaller,
// and is not the end.
func TestExpireBatchChanged(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{Window: 24 * time.Hour})
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	var es []corpus.Entry
	for i := range expireBatch + 200 {
		es = append(es, expiring(fmt.Sprint(i), at.Add(time.Duration(i)*time.Second)))
	}
	require.NoError(t, s.Put(ctx, "s", es))
	other, err := s.pool.Begin(ctx)
	require.NoError(t, err)
	_, err = other.Exec(ctx, s.sql("UPDATE palimpsest.texts SET expires = NULL WHERE id IN ('0', '7')"))
	require.NoError(t, err)
	type result struct {
		n   int
		err error
	}
	done := make(chan result)
	go func() {
		n, err := s.Expire(ctx, at.Add(time.Hour))
		done <- result{n, err}
	}()
	waiting(t, s, "WITH found%")
	require.NoError(t, other.Commit(ctx))
	assert.Equal(t, result{len(es) - 2, nil}, <-done)
	whole(t, s, 2, 2)
}

// A reader that does not end keeps a window's tables from being dropped; its
// texts are gone all the same, and the next call drops them.
func TestExpireInUse(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{Window: time.Hour})
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	require.NoError(t, s.Put(ctx, "s", []corpus.Entry{expiring("a", at)}))
	reader, err := s.pool.Begin(ctx)
	require.NoError(t, err)
	_, err = reader.Exec(ctx, s.sql("SELECT FROM palimpsest.bodies_w1"))
	require.NoError(t, err)
	n, err := s.Expire(ctx, at.Add(time.Hour))
	require.Error(t, err)
	assert.Contains(t, err.Error(), "window 1")
	assert.Equal(t, 1, n)
	_, err = s.Get(ctx, "", "a")
	require.True(t, errors.Is(err, corpus.ErrNotFound))
	require.NoError(t, reader.Rollback(ctx))
	n, err = s.Expire(ctx, at.Add(time.Hour))
	require.NoError(t, err)
	assert.Zero(t, n)
	whole(t, s, 0, 2)
	assert.Zero(t, windowCount(t, s))
}

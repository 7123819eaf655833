package pgstore

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pgstore/pgtest"
)

// run runs a program of the server, with its address in the environment, and skips
// the test where it is missing.
func run(t *testing.T, name string, args ...string) {
	t.Helper()
	url(t)
	path, err := server.Program(name)
	if errors.Is(err, pgtest.ErrNotInstalled) {
		t.Skip(err)
	}
	require.NoError(t, err)
	out, err := exec.Command(path, args...).CombinedOutput()
	require.NoError(t, err, "%s: %s", name, out)
}

// A copy that pg_dump makes while texts are put, replaced and deleted is whole: what
// had been put before it began is there, each Put is whole or not there, and new
// texts get numbers of their own.
func TestDumpInUse(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{})
	const batch = 5
	put := func(w, i int) error {
		var es []corpus.Entry
		for j := range batch {
			es = append(es, text("", fmt.Sprintf("%d-%d-%d", w, i, j), corpus.Posting{Feature: 1}, corpus.Posting{Feature: uint64(2 + i)}))
		}
		return s.Put(ctx, "s", es)
	}
	for i := range 40 {
		require.NoError(t, put(9, i))
	}
	require.NoError(t, s.PutNote(ctx, "t", corpus.Note{Name: "n", Value: "\x00 before"}))

	file := filepath.Join(t.TempDir(), "copy")
	var stop atomic.Bool
	var during atomic.Int32
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := 0; !stop.Load(); i++ {
				assert.NoError(t, put(w, i%50)) // new, and then in place of others
				assert.NoError(t, s.PutNote(ctx, "u", corpus.Note{Name: "n", Value: fmt.Sprint(i)}))
				during.Add(1)
			}
		})
	}
	func() {
		defer wg.Wait()
		defer stop.Store(true)
		for during.Load() == 0 {
			_ = pause(ctx, time.Millisecond)
		}
		before := during.Load()
		run(t, "pg_dump", "--format=custom", "--schema="+pgx.Identifier{s.settings.Schema}.Sanitize(), "--file="+file, "--dbname="+url(t))
		t.Logf("%d Puts while it was dumped", during.Load()-before)
		assert.Greater(t, during.Load(), before, "the writers went on")
	}()

	_, err := s.pool.Exec(ctx, "CREATE DATABASE restored")
	require.NoError(t, err)
	t.Cleanup(func() {
		conn, err := pgx.Connect(ctx, server.URL())
		require.NoError(t, err)
		_, err = conn.Exec(ctx, "DROP DATABASE restored")
		require.NoError(t, err)
		require.NoError(t, conn.Close(ctx))
	})
	other := url(t) + " dbname=restored"
	run(t, "pg_restore", "--exit-on-error", "--dbname="+other, file)

	pool, err := pgxpool.New(ctx, other)
	require.NoError(t, err)
	defer pool.Close()
	restored, err := Open(ctx, pool, s.settings)
	require.NoError(t, err)
	n, err := restored.Count(ctx, "")
	require.NoError(t, err)
	whole(t, restored, n, 2)
	assert.Zero(t, n%batch, "%d texts, part of a Put", n)
	assert.Equal(t, 40*batch, query[int](t, restored, "SELECT count(*) FROM palimpsest.texts WHERE id LIKE '9-%'"))
	assert.Equal(t, []corpus.Note{{Name: "n", Value: "\x00 before"}}, notesOf(t, restored, "t"))
	greatest := query[int64](t, restored, "SELECT max(number) FROM palimpsest.texts")
	require.NoError(t, restored.Put(ctx, "s", entriesOf("new")))
	assert.Greater(t, numberOf(t, restored, "new"), uint64(greatest))
	assert.Len(t, lookupAll(t, restored, "", []uint64{1}, 1e6)[0], n+1)
}

package pebblestore_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/stretchr/testify/require"
)

// roundsEnv is how many times TestKill kills a process.
const roundsEnv = "PEBBLESTORE_KILLS"

// churn changes texts by several goroutines until it is killed. Each has texts
// of its own, so that what the parent reads in order is in order.
func churn() {
	s, err := pebblestore.Open(os.Getenv("DIR"), pebblestore.Settings{Memtable: 2 << 20, Reserve: 1 << 20, ExitOnFault: true})
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	if err := s.Adopt(ctx, scheme); err != nil {
		panic(err)
	}
	first, _ := strconv.Atoi(os.Getenv("FIRST"))
	j := new(journal)
	var wait sync.WaitGroup
	for g := range 6 {
		wait.Go(func() { churnOwn(ctx, s, j, g, first) })
	}
	wait.Go(func() { churnNotes(ctx, s, j, first) })
	j.say("ready")
	wait.Wait()
}

func churnOwn(ctx context.Context, s *pebblestore.Store, j *journal, g, first int) {
	r := rand.New(rand.NewPCG(uint64(g), uint64(first)))
	for v := first + 1; ; v++ {
		n := 1
		if g%2 == 0 {
			n += r.IntN(40)
		}
		var entries []corpus.Entry
		var words []string
		for _, k := range r.Perm(150)[:n] {
			id := fmt.Sprintf("%d-%d", g, k)
			entries = append(entries, version(id, v))
			words = append(words, fmt.Sprintf("%s=%d", id, v))
		}
		var err error
		var seq int
		if n == 1 && r.IntN(3) == 0 {
			seq = j.try(entries[0].ID + "=0")
			if err = s.Delete(ctx, "", entries[0].ID); errors.Is(err, corpus.ErrNotFound) {
				err = nil
			}
		} else {
			seq = j.try(strings.Join(words, " "))
			err = s.Put(ctx, scheme, entries)
		}
		if err != nil {
			panic(err)
		}
		j.say("ack %d", seq)
	}
}

// churnNotes puts and removes notes.
func churnNotes(ctx context.Context, s *pebblestore.Store, j *journal, first int) {
	r := rand.New(rand.NewPCG(9, uint64(first)))
	for v := first + 1; ; v++ {
		id := fmt.Sprint("note-", r.IntN(5))
		var err error
		var seq int
		if r.IntN(4) == 0 {
			seq = j.try(id + "=0")
			if err = s.DeleteNote(ctx, "", id); errors.Is(err, corpus.ErrNotFound) {
				err = nil
			}
		} else {
			seq = j.try(fmt.Sprintf("%s=%d", id, v))
			err = s.PutNote(ctx, "", noteOf(id, v))
		}
		if err != nil {
			panic(err)
		}
		j.say("ack %d", seq)
	}
}

// A process that is killed loses nothing that it acknowledged, and leaves no
// half a change.
func TestKill(t *testing.T) {
	rounds := fromEnv(t, roundsEnv, usual(3, 2))
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 3))
	dir, l := t.TempDir(), newLedger()
	for round := 0; round < rounds || l.acked == 0; round++ { // all may be killed before they began
		cmd, out, stderr := child(t, "churn", "DIR="+dir, fmt.Sprintf("FIRST=%d", (round+1)*1_000_000))
		pause := time.Duration(200+r.IntN(1800)) * time.Millisecond
		killed := time.AfterFunc(pause, func() { _ = cmd.Process.Kill() })
		before := l.acked
		l.read(t, out)
		killed.Stop()
		require.EqualError(t, cmd.Wait(), "signal: killed", stderr.String())
		s := open(t, dir, pebblestore.Settings{})
		if name, err := s.Scheme(t.Context()); err == nil && name == "" {
			require.NoError(t, s.Close()) // killed before it began
			continue
		}
		made, lost := l.settle(t, s)
		texts := l.verify(t, s)
		t.Logf("round %d: killed after %v, %d changes acknowledged, %d others kept, %d not, %d texts", round, pause, l.acked-before, made, lost, texts)
		require.NoError(t, s.Close())
	}
}

// A second store of a directory is refused, in this process and in another, and
// by another name of the directory.
func TestLocked(t *testing.T) {
	dir := t.TempDir()
	cmd, out, stderr := child(t, "churn", "DIR="+dir, "FIRST=0")
	l := newLedger()
	var first [1]byte
	_, err := out.Read(first[:])
	require.NoError(t, err, stderr.String())
	_, err = pebblestore.Open(dir, pebblestore.Settings{LockWait: -1})
	require.ErrorIs(t, err, corpus.ErrLocked)
	require.NoError(t, cmd.Process.Kill())
	// No wait for the process: the lock may be held for a moment yet.
	s := open(t, dir, pebblestore.Settings{LockWait: time.Hour})
	l.read(t, out)
	require.Error(t, cmd.Wait())
	link := dir + "-link"
	require.NoError(t, os.Symlink(dir, link))
	for _, name := range []string{dir, dir + "/../" + dir[strings.LastIndexByte(dir, '/')+1:], link} {
		_, err = pebblestore.Open(name, pebblestore.Settings{LockWait: -1})
		require.ErrorIs(t, err, corpus.ErrLocked)
	}
	require.NoError(t, s.Close())
}

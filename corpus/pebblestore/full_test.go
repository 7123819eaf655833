package pebblestore_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/stretchr/testify/require"
)

// fill puts texts until the store takes no more, and says at the end how it
// came to that.
func fill() {
	reserve, _ := strconv.ParseInt(os.Getenv("RESERVE"), 10, 64)
	s, err := pebblestore.Open(os.Getenv("DIR"), pebblestore.Settings{
		Memtable: 4 << 20, Reserve: reserve, ExitOnFault: os.Getenv("EXIT") != "",
	})
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	if err := s.Adopt(ctx, scheme); err != nil {
		panic(err)
	}
	if err := s.PutNote(ctx, "", noteOf("note-full", 1)); err != nil {
		panic(err)
	}
	j := new(journal)
	var wait sync.WaitGroup
	var refused error
	for g := range 4 {
		wait.Go(func() {
			if err := fillOwn(ctx, s, j, g); g == 0 {
				refused = err
			}
		})
	}
	wait.Wait()
	if errors.Is(refused, corpus.ErrClosed) {
		closed(ctx, s)
		j.say("fault %v", refused)
		return
	}
	if reserve > 1<<20 {
		fullNotes(ctx, s)
		makeRoom(ctx, s, j)
	}
	j.say("full %v", refused)
	if err := s.Close(); err != nil {
		panic(err)
	}
}

// fillOwn puts texts until some hundred calls in a row are refused.
func fillOwn(ctx context.Context, s *pebblestore.Store, j *journal, g int) error {
	for v, refused := 1, 0; ; v++ {
		var entries []corpus.Entry
		var words []string
		for k := range 1 + v%20 {
			id := fmt.Sprintf("big-%d-%d-%d", g, v, k)
			entries = append(entries, version(id, 1))
			words = append(words, id+"=1")
		}
		n := j.try(strings.Join(words, " "))
		switch err := s.Put(ctx, scheme, entries); {
		case err == nil:
			j.say("ack %d", n)
			refused = 0
		case errors.Is(err, corpus.ErrFull):
			j.say("no %d", n)
			if refused++; refused > 300 {
				return err
			}
			time.Sleep(time.Millisecond)
		case errors.Is(err, corpus.ErrClosed):
			return err
		default:
			panic(err)
		}
	}
}

// closed makes sure that after a fault every call says so and none waits.
func closed(ctx context.Context, s *pebblestore.Store) {
	_, get := s.Get(ctx, "", "x")
	_, count := s.Count(ctx, "")
	_, expire := s.Expire(ctx, time.Now())
	for i, err := range []error{
		get, count, expire, s.Put(ctx, scheme, []corpus.Entry{version("x", 1)}), s.Delete(ctx, "", "x"),
		s.Lookup(ctx, scheme, "", []uint64{1}, 9, nil), s.Adopt(ctx, "other"), s.Compact(ctx),
		s.PutNote(ctx, "", noteOf("note", 1)), s.DeleteNote(ctx, "", "note"), s.Close(), s.Close(),
	} {
		if !errors.Is(err, corpus.ErrClosed) {
			panic(fmt.Sprint(i, err))
		}
	}
}

// fullNotes makes sure that a full store takes no note and removes the one it has.
func fullNotes(ctx context.Context, s *pebblestore.Store) {
	if err := s.PutNote(ctx, "", noteOf("note-full", 2)); !errors.Is(err, corpus.ErrFull) {
		panic(err)
	}
	if err := s.DeleteNote(ctx, "", "note-full"); err != nil {
		panic(err)
	}
}

// makeRoom removes texts from a full store until it takes texts again.
func makeRoom(ctx context.Context, s *pebblestore.Store, j *journal) {
	for v := 1; v < 60; v++ {
		for k := range 1 + v%20 {
			id := fmt.Sprintf("big-0-%d-%d", v, k)
			n := j.try(id + "=0")
			if err := s.Delete(ctx, "", id); errors.Is(err, corpus.ErrNotFound) {
				continue
			} else if err != nil {
				panic(err)
			}
			j.say("ack %d", n)
		}
	}
	err := s.Compact(ctx)
	for tries := 0; errors.Is(err, corpus.ErrFull) && tries < 100; tries++ {
		time.Sleep(100 * time.Millisecond) // the engine may have compacted by then
		err = s.Compact(ctx)
	}
	if err != nil {
		panic(err)
	}
	n := j.try("again=1")
	if err := s.Put(ctx, scheme, []corpus.Entry{version("again", 1)}); err != nil {
		panic(err)
	}
	j.say("ack %d", n)
	j.say("room")
}

// tmpfs mounts a small file system until the test ends.
func tmpfs(t *testing.T, size string) string {
	dir := t.TempDir()
	out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput()
	if err != nil {
		t.Skipf("a file system that can be filled cannot be mounted here: %v: %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", dir).Run() })
	return dir
}

func TestFull(t *testing.T) {
	if pebblestore.Raced { // .ci/run runs it without the race detector, too
		t.Skip("fills a disk, one text after the other")
	}
	for _, c := range []struct{ name, size, reserve, exit string }{
		{"reserve", "256m", "100000000", ""},
		{"no reserve", "32m", "1", ""},
		{"no reserve, process ends", "32m", "1", "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := tmpfs(t, c.size)
			cmd, out, stderr := child(t, "fill", "DIR="+dir, "RESERVE="+c.reserve, "EXIT="+c.exit)
			l := newLedger()
			last := l.read(t, out)
			err := cmd.Wait()
			t.Logf("%d changes acknowledged, %d not; the child said %q, ended with %v, %s", l.acked, len(l.pending), last, err, stderr)
			switch {
			case c.name == "reserve":
				require.NoError(t, err, stderr)
				require.Contains(t, last, "room")
				require.Contains(t, last, "full")
			case c.exit != "" && err != nil:
				require.EqualError(t, err, "exit status 3")
				require.Contains(t, stderr.String(), "cannot go on")
			default:
				require.NoError(t, err, stderr)
			}
			require.NoError(t, exec.Command("mount", "-o", "remount,size=1g", dir).Run())
			s := open(t, dir, pebblestore.Settings{Reserve: 1})
			made, lost := l.settle(t, s)
			t.Logf("%d texts whole after reopening, %d changes in flight kept, %d not", l.verify(t, s), made, lost)
			require.NoError(t, s.Put(t.Context(), scheme, []corpus.Entry{version("after", 1)}))
			require.NoError(t, s.Close())
		})
	}
}

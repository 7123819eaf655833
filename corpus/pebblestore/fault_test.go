package pebblestore

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// A brokenFS fails to write, or to sync, the files of a kind once it is ordered to.
type brokenFS struct {
	vfs.FS
	kind   string
	sync   bool
	broken atomic.Bool
}

func (b *brokenFS) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if b.kind == "create" && strings.HasSuffix(name, ".log") && b.broken.Load() {
		return nil, syscall.ENOSPC
	}
	f, err := b.FS.Create(name, c)
	if err != nil || !strings.Contains(name, b.kind) {
		return f, err
	}
	return &brokenFile{f, b}, nil
}

type brokenFile struct {
	vfs.File
	fs *brokenFS
}

func (f *brokenFile) err(sync bool) error {
	if f.fs.broken.Load() && f.fs.sync == sync {
		return syscall.ENOSPC
	}
	return nil
}

func (f *brokenFile) Write(p []byte) (int, error) {
	if err := f.err(false); err != nil {
		return 0, err
	}
	return f.File.Write(p)
}

func (f *brokenFile) Sync() error     { return errors.Join(f.err(true), f.File.Sync()) }
func (f *brokenFile) SyncData() error { return errors.Join(f.err(true), f.File.SyncData()) }
func (f *brokenFile) SyncTo(n int64) (bool, error) {
	if err := f.err(true); err != nil {
		return false, err
	}
	return f.File.SyncTo(n)
}

// Whatever the engine cannot write, no call is acknowledged after it, none waits
// for ever, and what was acknowledged before is there when the directory is
// opened again.
func TestFault(t *testing.T) {
	for _, c := range []struct {
		name string
		fs   *brokenFS
	}{
		{"log written", &brokenFS{kind: ".log"}},
		{"log synced", &brokenFS{kind: ".log", sync: true}},
		{"log made", &brokenFS{kind: "create"}},
		{"list of files written", &brokenFS{kind: "MANIFEST"}},
		{"list of files synced", &brokenFS{kind: "MANIFEST", sync: true}},
		{"tables written", &brokenFS{kind: ".sst"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.fs.FS = vfs.Default
			dir := t.TempDir()
			s, err := open(dir, Settings{Memtable: 1 << 20, Reserve: 1}, c.fs)
			require.NoError(t, err)
			require.NoError(t, s.Adopt(t.Context(), "s"))
			require.NoError(t, s.PutNote(t.Context(), "", corpus.Note{Name: "a", Value: "kept"}))
			acked := putUntilFault(t, s, &c.fs.broken)
			for _, err := range []error{
				s.Put(t.Context(), "s", []corpus.Entry{text("x")}), s.Delete(t.Context(), "", "x"), s.Compact(t.Context()),
				s.Lookup(t.Context(), "s", "", []uint64{1}, 1, nil), s.PutNote(t.Context(), "", corpus.Note{Name: "x"}), s.DeleteNote(t.Context(), "", "a"), lastError(s.Notes(t.Context(), "")),
				errorOf(s.Heads(t.Context(), "", []uint64{1})), s.Close(), s.Close(),
			} {
				require.ErrorIs(t, err, corpus.ErrClosed)
			}
			s, err = Open(copyOf(t, dir), Settings{})
			require.NoError(t, err)
			for _, id := range acked {
				r, err := s.Get(t.Context(), "", id)
				require.NoError(t, err)
				require.Equal(t, text(id).Text, r.Text)
			}
			notes := notesOf(t, s, "")
			require.Equal(t, []corpus.Note{{Name: "a", Value: "kept"}}, notes)
			require.NoError(t, s.Close())
		})
	}
}

// The outcome of the call whose log could not be synced is unknown; later calls
// are known to have done nothing.
func TestFaultUnknown(t *testing.T) {
	fs := &brokenFS{FS: vfs.Default, kind: ".log", sync: true}
	s, err := open(t.TempDir(), Settings{Reserve: 1}, fs)
	require.NoError(t, err)
	require.NoError(t, s.Adopt(t.Context(), "s"))
	require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text("a")}))
	fs.broken.Store(true)
	err = s.Put(t.Context(), "s", []corpus.Entry{text("b")})
	require.ErrorIs(t, err, corpus.ErrUnknown)
	require.ErrorIs(t, err, corpus.ErrClosed)
	err = s.Put(t.Context(), "s", []corpus.Entry{text("c")})
	require.NotErrorIs(t, err, corpus.ErrUnknown)
	require.ErrorIs(t, err, corpus.ErrClosed)
	require.ErrorIs(t, s.Close(), corpus.ErrClosed)
}

func errorOf[T any](_ T, err error) error { return err }

// lastError returns the error with which an iterator ends.
func lastError[T any](all iter.Seq2[T, error]) (err error) {
	for _, err = range all {
	}
	return err
}

// notesOf returns the notes of a tenant.
func notesOf(t *testing.T, s *Store, tenant string) []corpus.Note {
	t.Helper()
	notes, err := allNotes(s.Notes(t.Context(), tenant))
	require.NoError(t, err)
	return notes
}

// allNotes returns the notes that an iterator yields before its end or its first error.
func allNotes(notes iter.Seq2[corpus.Note, error]) (all []corpus.Note, err error) {
	for note, err := range notes {
		if err != nil {
			return all, err
		}
		all = append(all, note)
	}
	return all, nil
}

// A note whose log could not be synced may be the old or the new one, and the call says
// so.
func TestFaultNote(t *testing.T) {
	for name, call := range map[string]func(*Store) error{
		"put":    func(s *Store) error { return s.PutNote(t.Context(), "", corpus.Note{Name: "a", Value: "new"}) },
		"remove": func(s *Store) error { return s.DeleteNote(t.Context(), "", "a") },
	} {
		t.Run(name, func(t *testing.T) {
			fs := &brokenFS{FS: vfs.Default, kind: ".log", sync: true}
			s, err := open(t.TempDir(), Settings{Reserve: 1}, fs)
			require.NoError(t, err)
			require.NoError(t, s.PutNote(t.Context(), "", corpus.Note{Name: "a", Value: "old"}))
			fs.broken.Store(true)
			require.ErrorIs(t, call(s), corpus.ErrUnknown)
			err = call(s)
			require.ErrorIs(t, err, corpus.ErrClosed)
			require.NotErrorIs(t, err, corpus.ErrUnknown)
			s, err = Open(copyOf(t, s.dir), Settings{})
			require.NoError(t, err)
			notes := notesOf(t, s, "")
			if len(notes) > 0 || name == "put" {
				require.Len(t, notes, 1)
				require.Contains(t, []string{"old", "new"}, notes[0].Value)
			}
			require.NoError(t, s.Close())
		})
	}
}

// copyOf copies a directory in which the engine of a store that poisoned itself
// may still write files, or delete those that it does not need: then the copy is made again.
func copyOf(t *testing.T, dir string) string {
	for {
		before := filesIn(t, dir)
		again := t.TempDir()
		err := os.CopyFS(again, os.DirFS(dir))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		require.NoError(t, err)
		if slices.Equal(before, filesIn(t, dir)) {
			return again // otherwise it is of no moment: a list of files may name a table that had been copied half written
		}
	}
}

// filesIn returns what the files of a directory are called, how long they are and when they
// were changed.
func filesIn(t *testing.T, dir string) (files []string) {
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		if info, err := e.Info(); err == nil { // otherwise it was removed meanwhile
			files = append(files, fmt.Sprint(e.Name(), info.Size(), info.ModTime()))
		}
	}
	return files
}

func text(id string) corpus.Entry {
	return corpus.Entry{
		Record:   corpus.Record{Text: corpus.Text{ID: id, Text: strings.Repeat(id, 3000)}},
		Postings: []corpus.Posting{{Feature: 1}, {Feature: 1 << 39}},
	}
}

// putUntilFault puts texts from several goroutines, while others read, breaks
// the file system after some time and returns what was acknowledged. Everybody
// must come back with corpus.ErrClosed.
func putUntilFault(t *testing.T, s *Store, broken *atomic.Bool) (acked []string) {
	var wait sync.WaitGroup
	var mu sync.Mutex
	for g := range 4 {
		wait.Go(func() {
			for n := 0; ; n++ {
				id := string(rune('a'+g)) + time.Duration(n).String()
				err := s.Put(t.Context(), "s", []corpus.Entry{text(id)})
				if errors.Is(err, corpus.ErrClosed) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				acked = append(acked, id)
				if len(acked) == 300 {
					broken.Store(true)
				}
				mu.Unlock()
			}
		})
		wait.Go(func() {
			for {
				time.Sleep(time.Millisecond) // a loop without takes a processor from the writers
				_, err := s.Count(t.Context(), "")
				if errors.Is(err, corpus.ErrClosed) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	require.GreaterOrEqual(t, len(acked), 300)
	return acked
}

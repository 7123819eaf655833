package pebblestore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// A copyingFS cannot make second names of files, as if the copy were on another
// disk, and calls before each file that is copied.
type copyingFS struct {
	vfs.FS
	before func(name string)
}

func (c copyingFS) Link(string, string) error { return errors.New("another disk") }

func (c copyingFS) Create(name string, category vfs.DiskWriteCategory) (vfs.File, error) {
	if c.before != nil {
		c.before(name)
	}
	return c.FS.Create(name, category)
}

// A copy made while texts are put has what was acknowledged before, whole
// batches, and no problem, whether its tables are linked or copied; then it goes
// its own way.
func TestBackup(t *testing.T) {
	for name, files := range map[string]vfs.FS{"linked": vfs.Default, "copied": copyingFS{FS: vfs.Default}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := open(filepath.Join(dir, "store"), small, files)
			require.NoError(t, err)
			ctx := t.Context()
			require.NoError(t, s.Adopt(ctx, "s"))
			const writers, size = 3, 5
			var acked [writers]atomic.Int64
			var allowed atomic.Int64 // batches of each writer, for the copies not to grow with their time
			var stop atomic.Bool
			var wait sync.WaitGroup
			for w := range writers {
				wait.Go(func() {
					for i := int64(0); !stop.Load(); i++ {
						for i >= allowed.Load() && !stop.Load() {
							time.Sleep(time.Millisecond)
						}
						var es []corpus.Entry
						for k := range size {
							es = append(es, text(fmt.Sprintf("%d-%d-%d", w, i, k)))
						}
						if err := s.Put(ctx, "s", es); err != nil {
							t.Error(err)
							return
						}
						acked[w].Store(i + 1)
					}
				})
			}
			for round := range 6 {
				var before [writers]int64
				allowed.Store(int64(6 * (round + 1)))
				for before[0] < int64(3*(round+1)) { // some have been put since the last
					time.Sleep(time.Millisecond) // a loop without takes a processor from them
					for w := range writers {
						before[w] = acked[w].Load()
					}
				}
				to := filepath.Join(dir, fmt.Sprint("copy", round))
				require.NoError(t, s.Backup(ctx, to))
				require.NoDirExists(t, to+unfinished)
				logs, err := filepath.Glob(filepath.Join(to, "*.log"))
				require.NoError(t, err)
				require.Empty(t, logs)
				hasBatches(t, to, before[:], size)
				require.ErrorIs(t, s.Backup(ctx, to), fs.ErrExist)
			}
			stop.Store(true)
			wait.Wait()
			require.NoError(t, s.Close())
			require.ErrorIs(t, s.Backup(ctx, filepath.Join(dir, "late")), corpus.ErrClosed)
		})
	}
}

// A store that has not changed since it was opened can be copied too, and so can
// its copy.
func TestBackupFirst(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "0")
	s, err := Open(dir, small)
	require.NoError(t, err)
	require.NoError(t, s.Adopt(t.Context(), "s"))
	require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text("0-0-0")}))
	require.NoError(t, s.Close())
	for i := range 3 {
		s, err := Open(dir, small)
		require.NoError(t, err)
		dir = filepath.Join(above, fmt.Sprint(i+1))
		require.NoError(t, s.Backup(t.Context(), dir))
		require.NoError(t, s.Close())
	}
	hasBatches(t, dir, []int64{1}, 1)
}

// hasBatches opens a copy and checks that it has at least so many batches of each
// writer, and takes texts.
func hasBatches(t *testing.T, dir string, least []int64, size int) {
	s, err := Open(dir, small)
	require.NoError(t, err)
	require.Empty(t, problems(t, s, nil))
	total := 0
	for w, n := range least {
		for i := int64(0); ; i++ {
			there := 0
			for k := range size {
				if r, err := s.Get(t.Context(), "", fmt.Sprintf("%d-%d-%d", w, i, k)); err == nil {
					require.Equal(t, text(r.ID).Text, r.Text)
					there++
				}
			}
			total += there
			if there == 0 {
				require.GreaterOrEqual(t, i, n, "batches of writer %d", w)
				break
			}
			require.Equal(t, size, there, "half a batch")
		}
	}
	count, err := s.Count(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, total, count)
	require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text("only in the copy")}))
	require.NoError(t, s.Close())
}

// Backup refuses directories that are there or inside the store, ends with its
// context, and leaves nothing then; it removes what a crash left.
func TestBackupRefused(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	files := copyingFS{FS: vfs.Default}
	files.before = func(name string) {
		if strings.HasSuffix(name, ".sst") && strings.Contains(name, "stopped") {
			cancel()
		}
	}
	s, err := open(filepath.Join(dir, "store"), small, files)
	require.NoError(t, err)
	require.NoError(t, s.Adopt(ctx, "s"))
	require.NoError(t, s.Put(ctx, "s", []corpus.Entry{text("a")}))
	require.NoError(t, s.Compact(ctx))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "there"), 0o700))
	require.ErrorIs(t, s.Backup(ctx, filepath.Join(dir, "there")), fs.ErrExist)
	require.ErrorIs(t, s.Backup(ctx, s.dir), fs.ErrExist)
	require.ErrorIs(t, s.Backup(ctx, filepath.Join(s.dir, "in")), corpus.ErrSettings)
	require.NoError(t, os.Symlink(s.dir, filepath.Join(dir, "link")))
	require.ErrorIs(t, s.Backup(ctx, filepath.Join(dir, "link", "in")), corpus.ErrSettings)
	require.ErrorIs(t, s.Backup(ctx, filepath.Join(dir, "stopped")), context.Canceled)
	require.NoDirExists(t, filepath.Join(dir, "stopped"))
	require.NoDirExists(t, filepath.Join(dir, "stopped"+unfinished))
	left := filepath.Join(dir, "good"+unfinished)
	require.NoError(t, os.Mkdir(left, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(left, "000001.sst"), []byte("cut"), 0o600))
	require.NoError(t, s.Backup(t.Context(), filepath.Join(dir, "good")))
	require.NoDirExists(t, left)
	require.NoError(t, s.Close())
}

// A copy that lacks the files that are made last is not opened, not even as an
// empty store.
func TestBackupUnfinished(t *testing.T) {
	for _, compacted := range []bool{false, true} {
		dir := t.TempDir()
		s, err := Open(filepath.Join(dir, "store"), small)
		require.NoError(t, err)
		require.NoError(t, s.Adopt(t.Context(), "s"))
		require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text("a")}))
		if compacted {
			require.NoError(t, s.Compact(t.Context()))
		}
		partial := filepath.Join(dir, "partial")
		require.NoError(t, s.db.Checkpoint(partial))
		logs, err := filepath.Glob(filepath.Join(partial, "*.log"))
		require.NoError(t, err)
		for _, l := range logs {
			require.NoError(t, os.Remove(l))
		}
		for range 2 {
			_, err = Open(partial, small)
			require.ErrorIs(t, err, ErrLost)
		}
		require.NoError(t, s.Close())
	}
}

// A list of files that is damaged while the store is in use is not taken over
// into a copy. A log is not needed for one.
func TestBackupDamaged(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 8))
	for _, kind := range []func(string) bool{isLog, isList} {
		dir := t.TempDir()
		s, err := Open(filepath.Join(dir, "store"), Settings{Reserve: 1})
		require.NoError(t, err)
		require.NoError(t, s.Adopt(t.Context(), "s"))
		require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text("a"), text("b")}))
		var name string
		for n, m := range s.disk.synced.now() {
			if kind(n) {
				name = n
				flip(t, r, filepath.Join(s.dir, n), int64(m.length))
			}
		}
		found := problems(t, s, nil)
		require.Len(t, found, 1)
		require.Equal(t, name, found[0].File)
		require.ErrorIs(t, found[0], ErrLost)
		copied := filepath.Join(dir, "copy")
		err = s.Backup(t.Context(), copied)
		require.NoDirExists(t, copied+unfinished)
		if isList(name) {
			require.ErrorIs(t, err, ErrDamaged)
			require.NoDirExists(t, copied)
			require.NoError(t, s.Close())
			continue
		}
		require.NoError(t, err)
		require.NoError(t, s.Close()) // what is in memory is whole, and becomes a table
		for _, d := range []string{copied, s.dir} {
			s, err := Open(d, small)
			require.NoError(t, err)
			require.Empty(t, problems(t, s, nil))
			n, err := s.Count(t.Context(), "")
			require.NoError(t, err)
			require.Equal(t, 2, n)
			require.NoError(t, s.Close())
		}
	}
}

// flip flips a bit of the first bytes of a file, where it is.
func flip(t *testing.T, r *rand.Rand, path string, length int64) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	require.NoError(t, err)
	at := r.Int64N(length)
	var b [1]byte
	_, err = f.ReadAt(b[:], at)
	require.NoError(t, err)
	b[0] ^= 1 << r.IntN(8)
	_, err = f.WriteAt(b[:], at)
	require.NoError(t, err)
	require.NoError(t, f.Close())
}

package pebblestore

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// killed returns a directory as a process leaves it that is killed after it put
// some texts, and its log.
func killed(t *testing.T, ids ...string) (dir, log string) {
	s, err := Open(t.TempDir(), Settings{Reserve: 1})
	require.NoError(t, err)
	require.NoError(t, s.Adopt(t.Context(), "s"))
	for _, id := range ids {
		require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text(id)}))
	}
	dir = copyOf(t, s.dir)
	require.NoError(t, s.Close())
	logs, err := filepath.Glob(filepath.Join(dir, "*.log"))
	require.NoError(t, err)
	require.Len(t, logs, 1)
	return dir, logs[0]
}

// marked returns how many bytes of a file were synced.
func marked(t *testing.T, dir, name string) int64 {
	s, err := openSynced(vfs.Default, dir, false)
	require.NoError(t, err)
	require.NotNil(t, s.file)
	defer s.close()
	require.Contains(t, s.now(), name)
	return int64(s.now()[name].length)
}

// Wherever a bit of what was synced is flipped, also in the last change, Open says
// that something is missing, and up to where nothing is. It changes nothing, and
// opens the store as it was before the damage when it is asked to.
func TestLost(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 11))
	dir, log := killed(t, "a", "b", "c")
	size := marked(t, dir, filepath.Base(log))
	for round := range 12 {
		again := copyOf(t, dir)
		path := filepath.Join(again, filepath.Base(log))
		if round%2 == 0 { // in the last change
			b, err := os.ReadFile(path)
			require.NoError(t, err)
			b[size-1-r.Int64N(3000)] ^= 1 << r.IntN(8)
			require.NoError(t, os.WriteFile(path, b, 0o600))
		} else {
			flip(t, r, path, size)
		}
		before := contents(t, again)
		for range 2 {
			_, err := Open(again, small)
			require.ErrorIs(t, err, ErrLost)
			require.ErrorIs(t, err, ErrDamaged)
			require.ErrorContains(t, err, again)
			require.ErrorContains(t, err, filepath.Base(log))
			require.ErrorContains(t, err, "changes after them are missing")
		}
		require.Equal(t, before, contents(t, again))
		if round%2 != 0 {
			continue // Pebble may have evidence of the damage, and refuse
		}
		require.ErrorContains(t, err(Open(again, small)), "can be read")
		lossy := small
		lossy.AcceptLoss = true
		s, err := Open(again, lossy)
		require.NoError(t, err)
		require.Empty(t, problems(t, s, nil))
		for _, id := range []string{"a", "b"} {
			_, err := s.Get(t.Context(), "", id)
			require.NoError(t, err)
		}
		_, err = s.Get(t.Context(), "", "c")
		require.ErrorIs(t, err, corpus.ErrNotFound)
		require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text("d")}))
		require.NoError(t, s.Close())
		s, err = Open(again, small) // the loss was accepted for good
		require.NoError(t, err)
		require.NoError(t, s.Close())
	}
}

func err(_ *Store, err error) error { return err }

// A log that is cut, or gone, was synced too.
func TestLostWhole(t *testing.T) {
	dir, log := killed(t, "a", "b")
	require.NoError(t, os.Truncate(log, marked(t, dir, filepath.Base(log))-1))
	_, err := Open(dir, small)
	require.ErrorIs(t, err, ErrLost)
	require.NoError(t, os.Remove(log))
	_, err = Open(dir, small)
	require.ErrorIs(t, err, ErrLost)
	require.ErrorContains(t, err, "is gone")
}

// What was never synced may be missing: a crash left it.
func TestLostUnsynced(t *testing.T) {
	dir, log := killed(t, "a", "b")
	b, err := os.ReadFile(log)
	require.NoError(t, err)
	b = append(b[:marked(t, dir, filepath.Base(log))], "half a record that was not acknowledged"...)
	require.NoError(t, os.WriteFile(log, b, 0o600))
	s, err := Open(dir, small)
	require.NoError(t, err)
	n, err := s.Count(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, 2, n)
	require.NoError(t, s.Close())
}

// After Close there is no log, also if nothing was put, and what Close wrote can
// be read.
func TestNoLog(t *testing.T) {
	dir := t.TempDir()
	for round := range 3 {
		s, err := Open(dir, small)
		require.NoError(t, err)
		if round == 0 {
			require.NoError(t, s.Adopt(t.Context(), "s"))
			require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text("a")}))
		}
		r, err := s.Get(t.Context(), "", "a")
		require.NoError(t, err)
		require.Equal(t, text("a").Text, r.Text)
		require.NoError(t, s.Close())
		logs, err := filepath.Glob(filepath.Join(dir, "*.log"))
		require.NoError(t, err)
		require.Empty(t, logs)
	}
}

// Where there is no space for the table that Close writes, the log stays, and is
// compared the next time.
func TestCloseFull(t *testing.T) {
	s, err := Open(t.TempDir(), small)
	require.NoError(t, err)
	require.NoError(t, s.Adopt(t.Context(), "s"))
	require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text("a")}))
	s.space.reserve = 1 << 60
	require.NoError(t, s.Close())
	logs, err := filepath.Glob(filepath.Join(s.dir, "*.log"))
	require.NoError(t, err)
	require.Len(t, logs, 1)
	again := copyOf(t, s.dir)
	flip(t, rand.New(rand.NewPCG(1, 2)), filepath.Join(again, filepath.Base(logs[0])), marked(t, again, filepath.Base(logs[0])))
	_, err = Open(again, small)
	require.ErrorIs(t, err, ErrLost)
	s, err = Open(s.dir, small)
	require.NoError(t, err)
	_, err = s.Get(t.Context(), "", "a")
	require.NoError(t, err)
	require.NoError(t, s.Close())
}

// A store of the version before gets SYNCED; one of this version that has it not
// has lost it, and so has one in which it cannot be read.
func TestSyncedFile(t *testing.T) {
	s, err := Open(t.TempDir(), small)
	require.NoError(t, err)
	require.NoError(t, s.Adopt(t.Context(), "s"))
	require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text("a")}))
	require.NoError(t, s.Close())
	path := filepath.Join(s.dir, syncedName)
	lossy := small
	lossy.AcceptLoss = true
	for _, harm := range []func() error{
		func() error { return os.Remove(path) },
		func() error { return os.WriteFile(path, make([]byte, 2*slotSize), 0o600) },
		func() error { return os.WriteFile(path, nil, 0o600) },
	} {
		require.NoError(t, harm())
		for range 2 {
			_, err = Open(s.dir, small)
			require.ErrorIs(t, err, ErrLost)
			require.ErrorContains(t, err, syncedName)
		}
		s, err = Open(s.dir, lossy)
		require.NoError(t, err)
		require.NoError(t, s.Close())
	}
	s, err = Open(s.dir, small)
	require.NoError(t, err)
	b := s.db.NewBatch()
	require.NoError(t, b.Set(keyFormat, []byte(formatBefore), nil))
	require.NoError(t, s.commit(b, forTexts))
	require.NoError(t, s.Close())
	require.NoError(t, os.Remove(path))
	s, err = Open(s.dir, small)
	require.NoError(t, err)
	format, err := s.db.NewSnapshot(), error(nil)
	value, closer, err := format.Get(keyFormat)
	require.NoError(t, err)
	require.Equal(t, formatVersion, string(value))
	require.NoError(t, closer.Close())
	require.NoError(t, format.Close())
	require.NoError(t, s.Close())
	require.FileExists(t, path)
}

// A slot is read as it was written, and not at all if a bit of it is another;
// then the slot before counts.
func FuzzSlot(f *testing.F) {
	f.Add(uint64(7), "000001.log", uint64(5), uint32(9), 3)
	f.Fuzz(func(t *testing.T, generation uint64, name string, length uint64, sum uint32, bit int) {
		if len(name) > 255 {
			return
		}
		marks := map[string]mark{name: {length, sum}, "MANIFEST-000002": {sum: 1}}
		b := appendSlot(nil, generation, marks)
		g, m, ok := parseSlot(append(b, "behind"...))
		require.True(t, ok)
		require.Equal(t, generation, g)
		require.Equal(t, marks, m)
		bit = int(uint(bit) % uint(8*len(b)))
		b[bit/8] ^= 1 << (bit % 8)
		_, _, ok = parseSlot(b)
		require.False(t, ok)
		_, _, _ = parseSlot([]byte(name)) // returns
	})
}

package pebblestore

import (
	"math"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/storetest"
	"github.com/stretchr/testify/require"
)

// small makes the engine write tables and compact with few texts.
var small = Settings{Memtable: 1 << 20, Reserve: 1 << 20}

func TestStore(t *testing.T) {
	storetest.Run(t, storetest.Suite{
		Open: func(t *testing.T) corpus.Store {
			s, err := Open(t.TempDir(), small)
			require.NoError(t, err)
			return s
		},
		Reopen: func(t *testing.T, old corpus.Store) corpus.Store {
			require.NoError(t, old.Close())
			s, err := Open(old.(*Store).dir, small)
			require.NoError(t, err)
			return s
		},
	})
}

// What the store could not keep as it is, or another store could not, it refuses
// and finds nothing of.
func TestRefused(t *testing.T) {
	s, err := Open(t.TempDir(), small)
	require.NoError(t, err)
	require.NoError(t, s.Adopt(t.Context(), "s"))
	for _, bad := range []string{"\x00", "a\x00b", "\xff", "\xed\xa0\x80"} {
		for _, text := range []corpus.Text{{ID: bad}, {ID: "a", Tenant: bad}, {ID: "a", Author: bad}, {ID: "a", Group: bad}} {
			err := s.Put(t.Context(), "s", []corpus.Entry{{Record: corpus.Record{Text: text}}})
			require.ErrorIs(t, err, corpus.ErrText, "%q", text)
		}
		err := s.Put(t.Context(), "s", []corpus.Entry{{Record: corpus.Record{Derived: bad, Text: corpus.Text{ID: "a"}}}})
		require.ErrorIs(t, err, corpus.ErrText, "derived from %q", bad)
		require.ErrorIs(t, s.PutNote(t.Context(), bad, corpus.Note{Name: "a"}), corpus.ErrText)
		require.ErrorIs(t, s.PutNote(t.Context(), "", corpus.Note{Name: bad}), corpus.ErrText)
		require.ErrorIs(t, s.DeleteNote(t.Context(), "", bad), corpus.ErrNotFound)
	}
	long := text("a")
	long.Postings = []corpus.Posting{{Feature: 1 << corpus.FeatureBits}}
	require.ErrorIs(t, s.Put(t.Context(), "s", []corpus.Entry{long}), corpus.ErrText)
	require.ErrorIs(t, s.Index(t.Context(), "s", []corpus.Entry{long}), corpus.ErrText)
	require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{text("a")}))
	require.NoError(t, s.Lookup(t.Context(), "s", "", []uint64{1 << corpus.FeatureBits, 1<<corpus.FeatureBits + 1, math.MaxUint64}, 9, func(i int, _ []corpus.Place, _ bool) {
		t.Errorf("visit(%d)", i)
	}))
	require.NoError(t, s.Close())
}

// A machine that loses power keeps what was synced, and of the rest what it
// happens to have written.
func TestPowerLoss(t *testing.T) {
	disks := make(map[corpus.Store]*vfs.MemFS)
	start := func(t *testing.T, dir string, disk *vfs.MemFS) corpus.Store {
		s, err := open(dir, small, disk)
		require.NoError(t, err)
		disks[s] = disk
		return s
	}
	seed := rand.Uint64()
	t.Log("seed", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	storetest.Run(t, storetest.Suite{
		Open: func(t *testing.T) corpus.Store {
			disk, dir := vfs.NewCrashableMem(), t.TempDir()
			require.NoError(t, disk.MkdirAll(dir, 0o700))
			keepDir(t, disk, dir)
			return start(t, dir, disk)
		},
		Crash: func(t *testing.T, c corpus.Store) corpus.Store {
			old := c.(*Store)
			old.fault.raise("the machine lost power")
			after := disks[c].CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: random.IntN(101), RNG: random})
			// The dead store keeps its lock: the process is not dead.
			dir := t.TempDir()
			require.NoError(t, after.MkdirAll(filepath.Dir(dir), 0o700))
			require.NoError(t, after.Rename(old.dir, dir))
			keepDir(t, after, dir)
			return start(t, dir, after)
		},
	})
}

// keepDir syncs the directories above dir, so that dir is there after a crash.
func keepDir(t *testing.T, disk *vfs.MemFS, dir string) {
	for dir != "/" {
		dir = filepath.Dir(dir)
		f, err := disk.OpenDir(dir)
		require.NoError(t, err)
		require.NoError(t, f.Sync())
		require.NoError(t, f.Close())
	}
}

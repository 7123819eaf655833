package pebblestore_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/stretchr/testify/require"
)

const tornBatch, tornBatches = 5, 40

// tornEnv is how many files TestTorn damages.
const tornEnv = "PEBBLESTORE_TORN"

// tornVersion is that of every text and note. Texts of it derive from another.
const tornVersion = 3

func tornNote(b int) string { return fmt.Sprint("note-", b) }

// tornStore makes a directory as a process leaves it that is killed: the first
// batches, each with a note after it, are in tables and the last in the log.
func tornStore(t *testing.T) string {
	dir := t.TempDir()
	s := open(t, dir, pebblestore.Settings{})
	require.NoError(t, s.Adopt(t.Context(), scheme))
	for b := range tornBatches {
		var es []corpus.Entry
		for k := range tornBatch {
			es = append(es, version(fmt.Sprintf("%d-%d", b, k), tornVersion))
		}
		require.NoError(t, s.Put(t.Context(), scheme, es))
		require.NoError(t, s.PutNote(t.Context(), "", noteOf(tornNote(b), tornVersion)))
		if b == tornBatches/2 {
			require.NoError(t, s.Compact(t.Context()))
		}
	}
	killed := t.TempDir()
	require.NoError(t, os.CopyFS(killed, os.DirFS(dir)))
	require.NoError(t, s.Close())
	return killed
}

// harm flips a bit of a file or cuts its end off, and says what it did.
func harm(t *testing.T, r *rand.Rand, file string) string {
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	at := r.IntN(len(b))
	what := "cut "
	if r.IntN(2) == 0 {
		what = "flipped "
		b[at] ^= 1 << r.IntN(8)
	} else {
		b = b[:at]
	}
	require.NoError(t, os.WriteFile(file, b, 0o600))
	return what + filepath.Ext(file)
}

// A store with a damaged file is refused, or calls that meet the damage return
// errors, or the damage was in what nobody needs.
func TestTorn(t *testing.T) {
	if pebblestore.Raced { // .ci/run runs it without the race detector, too
		t.Skip("opens stores with a torn file, one after the other")
	}
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 5))
	dir := tornStore(t)
	outcomes := make(map[string]int)
	for range fromEnv(t, tornEnv, 24) {
		again := t.TempDir()
		require.NoError(t, os.CopyFS(again, os.DirFS(dir)))
		var files []string
		for _, pattern := range []string{"*.log", "*.sst", "MANIFEST*"} {
			match, err := filepath.Glob(filepath.Join(again, pattern))
			require.NoError(t, err)
			for _, f := range match {
				if info, err := os.Stat(f); err == nil && info.Size() > 0 {
					files = append(files, f)
				}
			}
		}
		what := harm(t, r, files[r.IntN(len(files))])
		outcomes[what+": "+tornOutcome(t, again)]++
	}
	for what, n := range outcomes {
		t.Log(what, n)
	}
}

func tornOutcome(t *testing.T, dir string) string {
	s, err := pebblestore.Open(dir, pebblestore.Settings{})
	if err != nil {
		return "refused"
	}
	defer s.Close()
	present, failed := 0, false
	for b := range tornBatches {
		for k := range tornBatch {
			switch whole(t, s, fmt.Sprintf("%d-%d", b, k)) {
			case "there":
				require.Equal(t, b*tornBatch+k, present, "not a prefix")
				present++
			case "failed":
				failed = true
				present++
			}
		}
	}
	if notes, err := allNotes(s.Notes(t.Context(), "")); err != nil {
		require.ErrorIs(t, err, pebblestore.ErrDamaged)
		failed = true
	} else {
		got := make(map[string]corpus.Note)
		for _, n := range notes {
			got[n.Name] = n
		}
		require.Equal(t, tornBatches, len(notes), "notes lost and not said")
		for b := range tornBatches {
			require.Equal(t, noteOf(tornNote(b), tornVersion), got[tornNote(b)])
		}
	}
	if failed {
		return "errors"
	}
	require.Equal(t, tornBatch*tornBatches, present, "lost and not said")
	count, err := s.Count(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, present, count)
	return "everything there"
}

// whole tells whether a text is there with all its postings, gone with all of
// them, or met damage.
func whole(t *testing.T, s *pebblestore.Store, id string) string {
	want := version(id, tornVersion)
	var own []uint64
	for _, p := range want.Postings {
		if p.Feature&(1<<33-1) != 0 { // not one of the common ones
			own = append(own, p.Feature)
		}
	}
	found := 0
	lookup := s.Lookup(t.Context(), scheme, "", own, 9, func(int, []corpus.Place, bool) { found++ })
	record, err := s.Get(t.Context(), "", id)
	for _, err := range []error{lookup, err} {
		if err != nil && !errors.Is(err, corpus.ErrNotFound) && !errors.Is(err, corpus.ErrScheme) {
			require.ErrorIs(t, err, pebblestore.ErrDamaged)
			return "failed"
		}
	}
	if err != nil {
		require.Zero(t, found, "postings of a text that is not there")
		return "gone"
	}
	want.Number = record.Number
	require.Equal(t, want.Record, record)
	require.Len(t, own, found)
	return "there"
}

// TestTornNotes: where a note cannot be read, Notes says so, wherever it is.
func TestTornNotes(t *testing.T) {
	dir := t.TempDir()
	s, err := pebblestore.Open(dir, pebblestore.Settings{})
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(3, 4))
	const notes = 100
	for i := range notes {
		value := make([]byte, 1<<10)
		for k := range value {
			value[k] = byte(r.IntN(96)) + 32
		}
		require.NoError(t, s.PutNote(t.Context(), "", corpus.Note{Name: fmt.Sprintf("%02d", i), Value: string(value)}))
	}
	require.NoError(t, s.Compact(t.Context()))
	require.NoError(t, s.Close())
	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	require.NoError(t, err)
	largest := slices.MaxFunc(tables, func(a, b string) int { return cmp.Compare(fileSize(t, a), fileSize(t, b)) })
	data, err := os.ReadFile(largest)
	require.NoError(t, err)
	require.Greater(t, len(data), notes<<9)
	unread := 0
	for at := len(data) / 8; at < len(data)*7/8; at += len(data) / 8 {
		data[at] ^= 1
		require.NoError(t, os.WriteFile(largest, data, 0o600))
		data[at] ^= 1
		s, err := pebblestore.Open(dir, pebblestore.Settings{})
		if err != nil {
			require.ErrorIs(t, err, pebblestore.ErrDamaged)
			continue
		}
		got, err := allNotes(s.Notes(t.Context(), ""))
		if err == nil {
			require.Equal(t, notes, len(got), "byte %d", at)
		} else {
			require.ErrorIs(t, err, pebblestore.ErrDamaged)
			unread++
		}
		require.NoError(t, s.Close())
	}
	require.Positive(t, unread)
}

func fileSize(t *testing.T, name string) int64 {
	info, err := os.Stat(name)
	require.NoError(t, err)
	return info.Size()
}

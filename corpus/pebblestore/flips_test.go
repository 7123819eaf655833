package pebblestore_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/stretchr/testify/require"
)

// flipsEnv is how many bits TestFlips flips in files of each kind.
const flipsEnv = "PEBBLESTORE_FLIPS"

// A flipped file is one of these kinds.
var fileKinds = []string{".log", ".sst", "MANIFEST", "OPTIONS", "SYNCED"}

// An outcome counts what became of the flips in files of a kind.
type outcome struct{ flips, open, verify, read, none, lost int }

// A killed or closed store in which one bit is flipped reports it: when it is
// opened, when what the bit was in is read, or to Verify. What was acknowledged is
// never missing unsaid. Flipped bits on which nothing depends may stay unnoticed.
func TestFlips(t *testing.T) {
	if pebblestore.Raced { // .ci/run runs it without the race detector, too
		t.Skip("opens stores with a flipped bit, one after the other")
	}
	flips := fromEnv(t, flipsEnv, 3)
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 9))
	dir, may := killedStore(t, r)
	t.Log("killed:")
	flipAll(t, r, dir, may, flips)
	s := open(t, dir, pebblestore.Settings{Memtable: 2 << 20})
	require.NoError(t, s.Put(t.Context(), scheme, []corpus.Entry{version("last", 3)}))
	require.NoError(t, s.PutNote(t.Context(), "", noteOf("note-last", 1)))
	may["last"], may["note-last"] = []int{3}, []int{1}
	require.NoError(t, s.Close())
	t.Log("closed:")
	flipAll(t, r, dir, may, flips)
}

// killedStore returns the directory of a process that was killed while it changed
// texts and notes, and the versions that each may have: the last acknowledged and those
// in flight.
func killedStore(t *testing.T, r *rand.Rand) (dir string, may map[string][]int) {
	dir, may = t.TempDir(), make(map[string][]int)
	for {
		cmd, out, stderr := child(t, "churn", "DIR="+dir, "FIRST=0")
		l := newLedger()
		l.read(t, io.TeeReader(out, &acksLeft{300 + r.IntN(300), func() { _ = cmd.Process.Kill() }}))
		require.EqualError(t, cmd.Wait(), "signal: killed", stderr.String())
		if !hasNotes(l) {
			dir = t.TempDir() // they were all removed
			continue
		}
		for id := range l.touched {
			may[id] = []int{l.now[id]}
		}
		for _, change := range l.pending {
			for id, v := range change {
				may[id] = append(may[id], v)
			}
		}
		return dir, may
	}
}

// acksLeft calls kill when so many acknowledgements were written to it: by time, a busy
// machine would make too few, and an idle one more than need be read again for each flip.
type acksLeft struct {
	n    int
	kill func()
}

func (a *acksLeft) Write(p []byte) (int, error) {
	before := a.n
	if a.n -= bytes.Count(p, []byte("ack ")); before > 0 && a.n <= 0 {
		a.kill()
	}
	return len(p), nil
}

// hasNotes reports whether some notes were acknowledged.
func hasNotes(l *ledger) bool {
	for id, v := range l.now {
		if isNote(id) && v > 0 {
			return true
		}
	}
	return false
}

// flipAll flips bits in files of each kind, one at a time in a copy of a
// directory, and logs what became of them.
func flipAll(t *testing.T, r *rand.Rand, dir string, may map[string][]int, flips int) {
	t.Logf("%-9s %6s %6s %6s %6s %12s %6s", "file", "flips", "open", "verify", "read", "no matter", "lost")
	whole := filepath.Join(t.TempDir(), "whole")
	linkAll(t, dir, whole, "")
	require.Equal(t, outcome{flips: 1, none: 1}, harmed(t, whole, may), "before any flip")
	for _, kind := range fileKinds {
		var files []string
		all, err := os.ReadDir(dir)
		require.NoError(t, err)
		for _, f := range all {
			if info, err := f.Info(); err == nil && info.Size() > 0 && strings.Contains(f.Name(), kind) {
				files = append(files, f.Name())
			}
		}
		var sum outcome
		for range flips {
			if len(files) == 0 {
				break
			}
			name := files[r.IntN(len(files))]
			copied := filepath.Join(t.TempDir(), "copy")
			linkAll(t, dir, copied, name)
			at := flipIn(t, r, filepath.Join(copied, name))
			o := harmed(t, copied, may)
			require.Zero(t, o.lost, "bit of byte %d of %s", at, name)
			sum.add(o)
			require.NoError(t, os.RemoveAll(copied))
		}
		t.Logf("%-9s %6d %6d %6d %6d %12d %6d", kind, sum.flips, sum.open, sum.verify, sum.read, sum.none, sum.lost)
	}
}

func (o *outcome) add(p outcome) {
	o.flips += p.flips
	o.open += p.open
	o.verify += p.verify
	o.read += p.read
	o.none += p.none
	o.lost += p.lost
}

// linkAll makes a directory with the files of another under second names, those
// apart that are written in place or named: they are copied.
func linkAll(t *testing.T, from, to, apart string) {
	require.NoError(t, os.Mkdir(to, 0o700))
	all, err := os.ReadDir(from)
	require.NoError(t, err)
	for _, f := range all {
		old, fresh := filepath.Join(from, f.Name()), filepath.Join(to, f.Name())
		if f.Name() != apart && f.Name() != "SYNCED" {
			require.NoError(t, os.Link(old, fresh))
			continue
		}
		b, err := os.ReadFile(old)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(fresh, b, 0o600))
	}
}

// flipIn flips a bit of a file, in a log not of the zeros that it ends with.
func flipIn(t *testing.T, r *rand.Rand, path string) (at int) {
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	size := len(b)
	for strings.HasSuffix(path, ".log") && size > 1 && b[size-1] == 0 {
		size--
	}
	at = r.IntN(size)
	b[at] ^= 1 << r.IntN(8)
	require.NoError(t, os.WriteFile(path, b, 0o600))
	return at
}

// harmed opens a store, verifies it and reads all of it.
func harmed(t *testing.T, dir string, may map[string][]int) (o outcome) {
	o.flips = 1
	s, err := pebblestore.Open(dir, pebblestore.Settings{Memtable: 2 << 20, Cache: 1 << 20})
	if err != nil {
		o.open = 1
		return o
	}
	problems := 0
	for p, err := range s.Verify(context.Background(), nil) {
		require.NoError(t, err)
		require.ErrorIs(t, p, pebblestore.ErrDamaged)
		problems++
		require.Less(t, problems, 8*len(may)+100, "a block that cannot be read is met for each tenant number: %v", p)
		o.verify = 1
	}
	noticed, lost := readAll(t, s, may)
	if noticed {
		o.read = 1
	}
	if !noticed && lost != "" {
		t.Log("lost:", lost)
		o.lost = 1
	}
	if o.verify+o.read+o.lost == 0 {
		o.none = 1
	}
	_ = s.Close() // what it compacted meanwhile may have met the damage
	return o
}

// readAll reads all texts and notes and looks up all postings. It reports whether an
// error said that there is damage, and what is not as it may be.
func readAll(t *testing.T, s *pebblestore.Store, may map[string][]int) (noticed bool, lost string) {
	want := make(map[uint64][]corpus.Place)
	for id, versions := range may {
		if isNote(id) {
			continue
		}
		record, err := s.Get(t.Context(), "", id)
		v := 0
		switch {
		case err == nil:
			_, err = fmt.Sscan(record.Author, &v)
			require.NoError(t, err)
			whole := version(id, v)
			whole.Number = record.Number
			if whole.Record != record { // require.Equal takes longer
				require.Equal(t, whole.Record, record)
			}
			for _, p := range whole.Postings {
				want[p.Feature] = append(want[p.Feature], corpus.Place{Number: record.Number, Position: p.Position})
			}
		case !errors.Is(err, corpus.ErrNotFound):
			require.ErrorIs(t, err, pebblestore.ErrDamaged)
			noticed = true
			continue
		}
		if !slices.Contains(versions, v) {
			lost = fmt.Sprintf("%q has version %d, may have %d", id, v, versions)
		}
	}
	for _, read := range []func() (bool, string){
		func() (bool, string) { return readNotes(t, s, may) },
		func() (bool, string) { return readPostings(t, s, want) },
	} {
		n, l := read()
		noticed, lost = noticed || n, cmp.Or(lost, l)
	}
	return noticed, lost
}

// readNotes does what readAll says for notes.
func readNotes(t *testing.T, s *pebblestore.Store, may map[string][]int) (noticed bool, lost string) {
	notes, err := allNotes(s.Notes(t.Context(), ""))
	if err != nil {
		require.ErrorIs(t, err, pebblestore.ErrDamaged)
		return true, ""
	}
	got := make(map[string]string)
	for _, n := range notes {
		got[n.Name] = n.Value
		if len(may[n.Name]) == 0 {
			return false, fmt.Sprintf("nobody put a note %q", n.Name)
		}
	}
	for id, versions := range may {
		if !isNote(id) {
			continue
		}
		value, there := got[id]
		if !slices.ContainsFunc(versions, func(v int) bool {
			return v == 0 && !there || v > 0 && there && noteOf(id, v).Value == value
		}) {
			return false, fmt.Sprintf("note %q, which may have versions %d, is %.20q", id, versions, value)
		}
	}
	return false, ""
}

// readPostings does what readAll says for the postings that are wanted.
func readPostings(t *testing.T, s *pebblestore.Store, want map[uint64][]corpus.Place) (noticed bool, lost string) {
	features := make([]uint64, 0, len(want))
	for f := range want {
		features = append(features, f)
	}
	got := make(map[uint64][]corpus.Place)
	err := s.Lookup(t.Context(), scheme, "", features, 1<<30, func(i int, places []corpus.Place, _ bool) {
		got[features[i]] = slices.Clone(places)
	})
	switch {
	case errors.Is(err, corpus.ErrScheme):
		return false, err.Error()
	case err != nil:
		require.ErrorIs(t, err, pebblestore.ErrDamaged)
		return true, ""
	}
	for f, places := range want {
		slices.SortFunc(places, func(a, b corpus.Place) int { return int(int64(a.Number) - int64(b.Number)) })
		if !slices.Equal(places, got[f]) {
			lost = fmt.Sprintf("feature %x is at %v, want %v", f, got[f], places)
		}
	}
	return false, lost
}

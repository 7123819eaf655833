package pebblestore_test

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// The tests below run parts of themselves in processes of their own, which are
// killed or run out of space. A child tells each change before it makes it and
// after it was acknowledged, one line each:
//
//	try N put ID=VERSION ID=VERSION …
//	ack N
//
// The text and the postings of a version are made from its id and number alone.
const childEnv = "PEBBLESTORE_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childEnv) {
	case "":
		os.Exit(m.Run())
	case "churn":
		churn()
	case "fill":
		fill()
	case "moments":
		moments()
	}
}

// child starts this program again to do what mode says.
func child(t *testing.T, mode string, env ...string) (*exec.Cmd, io.Reader, *strings.Builder) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(append(os.Environ(), childEnv+"="+mode), env...)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	require.NoError(t, cmd.Start())
	return cmd, out, &stderr
}

// A journal is the child's side of the pipe.
type journal struct {
	mu  sync.Mutex
	seq int
}

func (j *journal) say(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	_, _ = os.Stdout.WriteString(fmt.Sprintf(format, args...) + "\n") // one write
}

func (j *journal) try(what string) int {
	j.mu.Lock()
	j.seq++
	n := j.seq
	j.mu.Unlock()
	j.say("try %d %s", n, what)
	return n
}

// version makes a text: 1,200 bytes, or 40,000 if its id begins with "big", and
// 24 postings. Six of these have features of other texts.
func version(id string, v int) corpus.Entry {
	h := fnv.New64a()
	fmt.Fprint(h, id, " ", v)
	r := rand.New(rand.NewPCG(h.Sum64(), 7))
	text := make([]byte, 1200)
	if strings.HasPrefix(id, "big") {
		text = make([]byte, 40_000)
	}
	for i := range text {
		text[i] = byte(r.Uint32())
	}
	e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: id, Author: fmt.Sprint(v), Text: string(text)}}}
	if v%3 == 0 {
		e.Derived = fmt.Sprint("source ", v)
	}
	seen := make(map[uint64]bool)
	for len(seen) < 24 {
		f := r.Uint64() >> 24
		if len(seen) < 6 {
			f = r.Uint64N(60) << 33
		}
		if !seen[f] {
			seen[f] = true
			e.Postings = append(e.Postings, corpus.Posting{Feature: f, Position: r.Uint32N(500)})
		}
	}
	slices.SortFunc(e.Postings, func(a, b corpus.Posting) int { return int(int64(a.Feature) - int64(b.Feature)) })
	return e
}

// The parent's ledger says what each text may be now. Version 0 means no text.
type ledger struct {
	now     map[string]int
	pending map[int]map[string]int // changes that were tried and not acknowledged
	touched map[string]map[int]bool
	acked   int
}

func newLedger() *ledger {
	return &ledger{now: make(map[string]int), touched: make(map[string]map[int]bool)}
}

// read follows a child until its pipe ends, and returns what else it said. A line
// that was cut counts as not written.
func (l *ledger) read(t *testing.T, r io.Reader) (said []string) {
	l.pending = make(map[int]map[string]int)
	b := bufio.NewReader(r)
	for {
		line, err := b.ReadString('\n')
		if err != nil {
			return said
		}
		words := strings.Fields(line)
		if len(words) > 1 && slices.Contains([]string{"try", "ack", "no"}, words[0]) {
			l.line(t, words)
		} else {
			said = append(said, words[0])
		}
	}
}

func (l *ledger) line(t *testing.T, words []string) {
	var n int
	_, err := fmt.Sscan(words[1], &n)
	require.NoError(t, err)
	switch words[0] {
	case "no": // refused: nothing changed
		delete(l.pending, n)
		return
	case "ack":
		for id, v := range l.pending[n] {
			l.now[id] = v
		}
		l.acked++
		delete(l.pending, n)
		return
	}
	l.pending[n] = make(map[string]int)
	for _, w := range words[2:] {
		id, number, _ := strings.Cut(w, "=")
		var v int
		_, err := fmt.Sscan(number, &v)
		require.NoError(t, err)
		l.pending[n][id] = v
		if l.touched[id] == nil {
			l.touched[id] = make(map[int]bool)
		}
		l.touched[id][v] = true
	}
}

// settle looks what became of changes that were not acknowledged: each was made
// as a whole or not at all.
func (l *ledger) settle(t *testing.T, s corpus.Store) (made, lost int) {
	for _, change := range l.pending {
		fresh, old := 0, 0
		for id, v := range change {
			if v == current(t, s, id) {
				fresh++
			}
			if l.now[id] == current(t, s, id) {
				old++
			}
		}
		switch len(change) {
		case fresh:
			made++
			for id, v := range change {
				l.now[id] = v
			}
		case old:
			lost++
		default:
			require.Fail(t, "half a change", "%d of %d new, %d old: %v", fresh, len(change), old, change)
		}
	}
	l.pending = nil
	return made, lost
}

// isNote reports whether an id is that of a note.
func isNote(id string) bool { return strings.HasPrefix(id, "note") }

// noteOf makes a note: what version makes a text of.
func noteOf(id string, v int) corpus.Note {
	e := version(id, v)
	return corpus.Note{Name: id, Value: fmt.Sprint(v, " ", e.Text.Text)}
}

// currentNote returns the version that a store has of a note.
func currentNote(t *testing.T, s corpus.Store, id string) (v int) {
	for n, err := range s.Notes(t.Context(), "") {
		require.NoError(t, err)
		if n.Name == id {
			_, err = fmt.Sscan(n.Value, &v)
			require.NoError(t, err)
			require.Equal(t, noteOf(id, v), n)
		}
	}
	return v
}

// current returns the version that a store has of a text or a note.
func current(t *testing.T, s corpus.Store, id string) int {
	if isNote(id) {
		return currentNote(t, s, id)
	}
	r, err := s.Get(t.Context(), "", id)
	if err != nil {
		require.ErrorIs(t, err, corpus.ErrNotFound)
		return 0
	}
	var v int
	_, err = fmt.Sscan(r.Author, &v)
	require.NoError(t, err)
	want := version(id, v)
	want.Number = r.Number
	require.Equal(t, want.Record, r)
	return v
}

// verify checks that the store has what the ledger says, no text more or less,
// and every posting of them, and none of versions that are gone.
func (l *ledger) verify(t *testing.T, s corpus.Store) (texts int) {
	want := make(map[uint64][]corpus.Place)
	for id, versions := range l.touched {
		require.Equal(t, l.now[id], current(t, s, id), "version of %q", id)
		if isNote(id) {
			continue
		}
		for v := range versions {
			if v != 0 {
				for _, p := range version(id, v).Postings {
					want[p.Feature] = nil
				}
			}
		}
		if v := l.now[id]; v != 0 {
			texts++
			delete(versions, v)
			clear(versions) // they are checked once
			versions[v] = true
		}
	}
	for id, v := range l.now {
		if v == 0 || isNote(id) {
			continue
		}
		r, err := s.Get(t.Context(), "", id)
		require.NoError(t, err)
		for _, p := range version(id, v).Postings {
			want[p.Feature] = append(want[p.Feature], corpus.Place{Number: r.Number, Position: p.Position})
		}
	}
	count, err := s.Count(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, texts, count)
	l.verifyPostings(t, s, want)
	return texts
}

func (l *ledger) verifyPostings(t *testing.T, s corpus.Store, want map[uint64][]corpus.Place) {
	features := make([]uint64, 0, len(want))
	for f := range want {
		features = append(features, f)
	}
	got := make(map[uint64][]corpus.Place)
	err := s.Lookup(t.Context(), scheme, "", features, 1<<30, func(i int, places []corpus.Place, _ bool) {
		got[features[i]] = slices.Clone(places)
	})
	require.NoError(t, err)
	for f, places := range want {
		slices.SortFunc(places, func(a, b corpus.Place) int { return int(int64(a.Number) - int64(b.Number)) })
		require.Equal(t, places, got[f], "places of %x", f)
	}
}

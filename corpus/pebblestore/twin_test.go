package pebblestore_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/stretchr/testify/require"
)

type name struct{ tenant, id string }

// A twin is a store in the plainest way: texts by name, with their postings by
// scheme, and notes by name. Records have no numbers.
type twin struct {
	adopted string
	texts   map[name]corpus.Record
	lists   map[name]map[string][]corpus.Posting
	noted   map[name]string
}

func newTwin() *twin {
	return &twin{
		texts: make(map[name]corpus.Record), lists: make(map[name]map[string][]corpus.Posting), noted: make(map[name]string),
	}
}

func (w *twin) put(scheme string, entries []corpus.Entry) {
	for _, e := range entries {
		n := name{e.Tenant, e.ID}
		w.texts[n] = e.Record
		w.lists[n] = map[string][]corpus.Posting{scheme: e.Postings}
	}
}

func (w *twin) delete(n name) bool {
	_, found := w.texts[n]
	delete(w.texts, n)
	delete(w.lists, n)
	return found
}

func (w *twin) expire(now time.Time) (count int) {
	for n, t := range w.texts {
		if !t.Expires.IsZero() && !t.Expires.After(now) {
			w.delete(n)
			count++
		}
	}
	return count
}

func (w *twin) stale(scheme string) (stale []name) {
	for n := range w.texts {
		if _, listed := w.lists[n][scheme]; !listed {
			stale = append(stale, n)
		}
	}
	return stale
}

func (w *twin) adopt(scheme string) bool {
	if len(w.stale(scheme)) > 0 {
		return false
	}
	w.adopted = scheme
	for _, l := range w.lists {
		maps.DeleteFunc(l, func(s string, _ []corpus.Posting) bool { return s != scheme })
	}
	return true
}

// check compares everything that a store tells with the twin.
func (w *twin) check(t *testing.T, s corpus.Store, tenants []string) {
	ctx := t.Context()
	got, err := s.Scheme(ctx)
	require.NoError(t, err)
	require.Equal(t, w.adopted, got)
	for _, tenant := range tenants {
		numbers, count := make(map[uint64]name), 0
		for n, text := range w.texts {
			if n.tenant != tenant {
				continue
			}
			count++
			r, err := s.Get(ctx, n.tenant, n.id)
			require.NoError(t, err)
			require.NotContains(t, numbers, r.Number)
			numbers[r.Number] = n
			require.Equal(t, text, unnumbered(r))
		}
		c, err := s.Count(ctx, tenant)
		require.NoError(t, err)
		require.Equal(t, count, c)
		w.checkRecords(t, s, tenant, numbers)
		w.checkHeads(t, s, tenant, numbers)
		w.checkNotes(t, s, tenant)
		if w.adopted != "" {
			w.checkLookup(t, s, tenant, numbers)
		}
	}
}

func (w *twin) checkRecords(t *testing.T, s corpus.Store, tenant string, numbers map[uint64]name) {
	asked := append(slices.Collect(maps.Keys(numbers)), 0, 1<<40-1, 1<<63)
	records, err := s.Records(t.Context(), tenant, asked)
	require.NoError(t, err)
	require.Len(t, records, len(numbers))
	for _, r := range records {
		require.Equal(t, w.texts[numbers[r.Number]], unnumbered(r))
	}
}

func unnumbered(r corpus.Record) corpus.Record {
	r.Number = 0
	return r
}

// checkHeads compares what Heads and List return with the records without texts.
func (w *twin) checkHeads(t *testing.T, s corpus.Store, tenant string, numbers map[uint64]name) {
	want := make(map[uint64]corpus.Record)
	for number, n := range numbers {
		r := w.texts[n]
		r.Number, r.Text.Text = number, ""
		want[number] = r
	}
	heads, err := s.Heads(t.Context(), tenant, append(slices.Collect(maps.Keys(numbers)), 0, 1<<40-1, 1<<63))
	require.NoError(t, err)
	got := make(map[uint64]corpus.Record)
	for _, r := range heads {
		got[r.Number] = r
	}
	require.Len(t, heads, len(got))
	require.Equal(t, want, got)
	inOrder := slices.AppendSeq([]corpus.Record{}, maps.Values(want))
	slices.SortFunc(inOrder, func(a, b corpus.Record) int { return cmp.Compare(a.ID, b.ID) })
	for _, after := range []string{"", "3", "55", "9"} {
		listed := []corpus.Record{}
		for r, err := range s.List(t.Context(), tenant, after) {
			require.NoError(t, err)
			listed = append(listed, r)
		}
		i, _ := slices.BinarySearchFunc(inOrder, after+"\x00", func(r corpus.Record, id string) int { return cmp.Compare(r.ID, id) })
		require.Equal(t, inOrder[i:], listed, "after %q", after)
	}
}

func (w *twin) checkNotes(t *testing.T, s corpus.Store, tenant string) {
	want := make(map[name]string)
	for n, value := range w.noted {
		if n.tenant == tenant {
			want[n] = value
		}
	}
	notes, err := allNotes(s.Notes(t.Context(), tenant))
	require.NoError(t, err)
	require.True(t, slices.IsSortedFunc(notes, func(a, b corpus.Note) int { return cmp.Compare(a.Name, b.Name) }))
	got := make(map[name]string)
	for _, note := range notes {
		got[name{tenant, note.Name}] = note.Value
	}
	require.Len(t, notes, len(got))
	require.Equal(t, want, got)
}

// note puts or removes a note of a store and its twin.
func (w *twin) note(t *testing.T, m *maker, s corpus.Store, tenant string) {
	n := name{tenant, fmt.Sprint(m.IntN(20))}
	if m.IntN(3) > 0 {
		w.noted[n] = fmt.Sprint(m.Uint64())[:m.IntN(9)]
		require.NoError(t, s.PutNote(t.Context(), tenant, corpus.Note{Name: n.id, Value: w.noted[n]}))
		return
	}
	_, found := w.noted[n]
	delete(w.noted, n)
	if err := s.DeleteNote(t.Context(), tenant, n.id); found {
		require.NoError(t, err)
	} else {
		require.ErrorIs(t, err, corpus.ErrNotFound)
	}
}

func (w *twin) checkLookup(t *testing.T, s corpus.Store, tenant string, numbers map[uint64]name) {
	all := make(map[uint64][]corpus.Place)
	for number, n := range numbers {
		for _, p := range w.lists[n][w.adopted] {
			all[p.Feature] = append(all[p.Feature], corpus.Place{Number: number, Position: p.Position})
		}
	}
	features := append(slices.Collect(maps.Keys(all)), 1<<40, 1<<39|12345)
	for _, places := range all {
		slices.SortFunc(places, func(a, b corpus.Place) int { return cmp.Compare(a.Number, b.Number) })
	}
	for _, limit := range []int{9, corpus.Oldest + 2} {
		want, got := make(map[uint64][]corpus.Place), make(map[uint64][]corpus.Place)
		for f, places := range all {
			if want[f] = places; len(places) > limit {
				want[f] = places[:min(limit, corpus.Oldest)]
			}
		}
		err := s.Lookup(t.Context(), w.adopted, tenant, features, limit, func(i int, places []corpus.Place, more bool) {
			got[features[i]] = slices.Clone(places)
			require.Equal(t, len(all[features[i]]) > limit, more)
		})
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

func TestTwin(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 2)), words: []string{"a", "b"}}
	for range 40 {
		m.pool = append(m.pool, m.feature())
	}
	m.pool[0], m.pool[1] = 0, 1<<40-1
	m.zipf = rand.NewZipf(m.Rand, 1.05, 5, 39)
	tenants := []string{"", "a", "ab"}
	dir := t.TempDir()
	settings := pebblestore.Settings{Memtable: 1 << 20}
	s, w := open(t, dir, settings), newTwin()
	defer func() { require.NoError(t, s.Close()) }()
	adopt(t, s, w, "one")
	for step := range usual(600, 200) {
		switch m.IntN(14) {
		default:
			es := make([]corpus.Entry, 1+m.IntN(12))
			for i := range es {
				es[i] = twinEntry(m, tenants)
			}
			require.NoError(t, s.Put(t.Context(), w.adopted, es))
			w.put(w.adopted, es)
		case 0, 1, 2:
			n := name{tenants[m.IntN(3)], fmt.Sprint(m.IntN(80))}
			if err := s.Delete(t.Context(), n.tenant, n.id); w.delete(n) {
				require.NoError(t, err)
			} else {
				require.ErrorIs(t, err, corpus.ErrNotFound)
			}
		case 3:
			now := time.UnixMicro(int64(m.IntN(2000)) - 600)
			n, err := s.Expire(t.Context(), now)
			require.NoError(t, err)
			require.Equal(t, w.expire(now), n)
		case 4:
			reindex(t, m, s, w, fmt.Sprint("scheme ", m.IntN(3)))
		case 5:
			adopt(t, s, w, fmt.Sprint("scheme ", m.IntN(3)))
		case 7, 8:
			w.note(t, m, s, tenants[m.IntN(3)])
		case 6:
			if m.IntN(4) == 0 {
				require.NoError(t, s.Compact(t.Context()))
			} else if m.IntN(3) == 0 {
				require.NoError(t, s.Close())
				s = open(t, dir, settings)
			}
		}
		if step%5 == 0 {
			w.check(t, s, tenants)
		}
	}
}

// twinEntry makes one of 240 texts, with some of what a text may have.
func twinEntry(m *maker, tenants []string) corpus.Entry {
	e := m.entry(fmt.Sprint(m.IntN(80)), tenants[m.IntN(3)], m.IntN(12), m.IntN(30))
	if m.IntN(3) == 0 {
		e.Derived = fmt.Sprint(m.IntN(80))
	}
	if m.IntN(2) == 0 {
		e.Expires = time.UnixMicro(int64(m.IntN(2000)) - 500).UTC()
	}
	return e
}

func adopt(t *testing.T, s corpus.Store, w *twin, scheme string) {
	if err := s.Adopt(t.Context(), scheme); w.adopt(scheme) {
		require.NoError(t, err)
	} else {
		require.ErrorIs(t, err, corpus.ErrBehind)
	}
}

// reindex gives postings of a scheme to some of the texts that have none, and
// other ones, in vain, to some that do.
func reindex(t *testing.T, m *maker, s corpus.Store, w *twin, scheme string) {
	stale := make(map[name]bool)
	for _, n := range w.stale(scheme) {
		stale[n] = true
	}
	some := m.IntN(4) // 0: all
	var es []corpus.Entry
	for r, err := range s.Stale(t.Context(), scheme) {
		require.NoError(t, err)
		n := name{r.Tenant, r.ID}
		require.True(t, stale[n], "%v is not stale", n)
		require.Equal(t, w.texts[n], unnumbered(r))
		delete(stale, n)
		if some == 0 || m.IntN(some) == 0 {
			es = append(es, corpus.Entry{Record: r, Postings: m.postings(m.IntN(8))})
		}
	}
	require.Empty(t, stale)
	for n, lists := range w.lists {
		if _, has := lists[scheme]; has && m.IntN(5) == 0 {
			r, err := s.Get(t.Context(), n.tenant, n.id)
			require.NoError(t, err)
			es = append(es, corpus.Entry{Record: r, Postings: m.postings(m.IntN(8))})
		}
	}
	gone := m.entry("gone", "a", 5, 10)
	gone.Number = 1 << 39
	require.NoError(t, s.Index(t.Context(), scheme, append(es, gone)))
	for _, e := range es {
		if _, has := w.lists[name{e.Tenant, e.ID}][scheme]; !has {
			w.lists[name{e.Tenant, e.ID}][scheme] = e.Postings
		}
	}
}

func TestEnds(t *testing.T) {
	s := open(t, t.TempDir(), pebblestore.Settings{})
	ctx, cancel := context.WithCancel(t.Context())
	require.ErrorIs(t, s.Put(ctx, "", nil), corpus.ErrScheme)
	require.NoError(t, s.Adopt(ctx, scheme))
	require.ErrorIs(t, s.Put(ctx, "other", nil), corpus.ErrScheme)
	e := corpus.Entry{Postings: []corpus.Posting{{Feature: 2}, {Feature: 2}}}
	require.ErrorIs(t, s.Put(ctx, scheme, []corpus.Entry{e}), corpus.ErrText)
	e.Postings = []corpus.Posting{{Feature: 1 << 40}}
	require.ErrorIs(t, s.Put(ctx, scheme, []corpus.Entry{e}), corpus.ErrText)
	cancel()
	_, err := s.Count(ctx, "")
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, s.Close())
	_, err = s.Count(t.Context(), "")
	require.ErrorIs(t, err, corpus.ErrClosed)
	require.ErrorIs(t, s.Close(), corpus.ErrClosed)
	_, err = pebblestore.Open(t.TempDir(), pebblestore.Settings{Memtable: 1})
	require.ErrorIs(t, err, corpus.ErrSettings)
	require.False(t, errors.Is(err, corpus.ErrClosed))
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

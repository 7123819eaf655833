package storetest

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// The schemes of the laws. Each begins with the one before it, to test stores that
// make keys of them.
const (
	first  = "storetest/1 k=3"
	second = "storetest/1 k=3,9"
	third  = "storetest/1 k=3,9,8"
)

// A store is a store under test. Its calls fail the test if they return an error
// that they must not return.
type store struct {
	corpus.Store
	t      *testing.T
	suite  Suite
	scheme string // the scheme of calls that take one
	closed bool   // the suite must not close it
}

// open returns a new store that has adopted the first scheme.
func open(t *testing.T, suite Suite) *store {
	s := &store{Store: suite.Open(t), t: t, suite: suite, scheme: first}
	t.Cleanup(func() {
		if !s.closed {
			assert.NoError(t, s.Close())
		}
	})
	s.adopt(first)
	return s
}

// peer returns the store opened once more, or the store itself if it cannot be.
func (s *store) peer() *store {
	if s.suite.Peer == nil {
		return s
	}
	p := *s
	p.Store = s.suite.Peer(s.t, s.Store)
	s.t.Cleanup(func() { assert.NoError(s.t, p.Close()) })
	return &p
}

func (s *store) ctx() context.Context { return s.t.Context() }

func (s *store) adopt(scheme string) {
	s.t.Helper()
	require.NoError(s.t, s.Adopt(s.ctx(), scheme))
	s.scheme = scheme
}

func (s *store) put(entries ...corpus.Entry) {
	s.t.Helper()
	require.NoError(s.t, s.Put(s.ctx(), s.scheme, entries))
}

func (s *store) index(scheme string, entries ...corpus.Entry) {
	s.t.Helper()
	require.NoError(s.t, s.Index(s.ctx(), scheme, entries))
}

func (s *store) delete(tenant, id string) {
	s.t.Helper()
	require.NoError(s.t, s.Delete(s.ctx(), tenant, id))
}

func (s *store) get(tenant, id string) corpus.Record {
	s.t.Helper()
	r, err := s.Get(s.ctx(), tenant, id)
	require.NoError(s.t, err)
	return r
}

// lacks asserts that there is no text of this id.
func (s *store) lacks(tenant, id string) {
	s.t.Helper()
	_, err := s.Get(s.ctx(), tenant, id)
	assert.ErrorIs(s.t, err, corpus.ErrNotFound, "Get(%q, %q)", tenant, id)
}

func (s *store) count(tenant string) int {
	s.t.Helper()
	n, err := s.Count(s.ctx(), tenant)
	require.NoError(s.t, err)
	return n
}

// records returns what Records returns, and asserts that Heads returns the same
// without the texts.
func (s *store) records(tenant string, numbers ...uint64) []corpus.Record {
	s.t.Helper()
	rs, err := s.Records(s.ctx(), tenant, numbers)
	require.NoError(s.t, err)
	heads, err := s.Heads(s.ctx(), tenant, numbers)
	require.NoError(s.t, err)
	s.sameRecords(headsOf(rs), heads, "Heads")
	return rs
}

// stale returns the records that Stale yields.
func (s *store) stale(scheme string) []corpus.Record {
	s.t.Helper()
	var all []corpus.Record
	for r, err := range s.Stale(s.ctx(), scheme) {
		require.NoError(s.t, err)
		all = append(all, r)
	}
	return all
}

// find returns the places of the features that have any.
func (s *store) find(tenant string, features ...uint64) map[uint64][]corpus.Place {
	s.t.Helper()
	return s.findUpTo(tenant, math.MaxInt32, features...)
}

// findUpTo returns the places of features that Lookup visits up to limit.
func (s *store) findUpTo(tenant string, limit int, features ...uint64) map[uint64][]corpus.Place {
	s.t.Helper()
	visits, err := lookup(s.t, s, s.ctx(), s.scheme, tenant, features, limit)
	require.NoError(s.t, err)
	found := make(map[uint64][]corpus.Place, len(visits))
	for f, v := range visits {
		found[f] = v.places
	}
	return found
}

// A visited is what Lookup returns for a feature.
type visited struct {
	places []corpus.Place
	more   bool
}

// lookup calls Lookup and asserts what holds for every call, even while other
// goroutines change the store.
func lookup(t *testing.T, s corpus.Store, ctx context.Context, scheme, tenant string, features []uint64, limit int) (map[uint64]visited, error) {
	t.Helper()
	given := slices.Clone(features)
	found := make(map[uint64]visited)
	err := s.Lookup(ctx, scheme, tenant, given, limit, func(i int, places []corpus.Place, more bool) {
		switch {
		case i < 0 || i >= len(features):
			t.Errorf("visit(%d) of %d features", i, len(features))
			return
		case found[features[i]].places != nil:
			t.Errorf("feature %d was visited twice", features[i])
		case len(places) == 0 || len(places) > limit:
			t.Errorf("visit of feature %d with %d places, limit %d", features[i], len(places), limit)
		case more && len(places) != min(limit, corpus.Oldest):
			t.Errorf("visit of feature %d, which has more than limit %d, with %d places, want %d", features[i], limit, len(places), min(limit, corpus.Oldest))
		}
		ascending(t, places)
		found[features[i]] = visited{slices.Clone(places), more}
	})
	if !slices.Equal(features, given) {
		t.Error("Lookup changed the features")
	}
	return found, err
}

// ascending asserts that places are in order of Number, each text once.
func ascending(t *testing.T, places []corpus.Place) {
	t.Helper()
	for i := 1; i < len(places); i++ {
		if places[i-1].Number >= places[i].Number {
			t.Errorf("places out of order: %v after %v", places[i], places[i-1])
			return
		}
	}
}

// holds asserts that a tenant has exactly these texts, and that a look-up of their
// features and of those gone finds exactly their postings.
func (s *store) holds(tenant string, gone []uint64, want ...corpus.Entry) {
	s.t.Helper()
	assert.Equal(s.t, len(want), s.count(tenant), "Count(%q)", tenant)
	places := make(map[uint64][]corpus.Place)
	for _, f := range gone {
		places[f] = nil
	}
	var records []corpus.Record
	var numbers []uint64
	for _, e := range want {
		r := s.get(tenant, e.ID)
		if e.Text != r.Text {
			assert.Equal(s.t, e.Text, r.Text)
		}
		assert.Equal(s.t, e.Derived, r.Derived, "Derived of %q", e.ID)
		records = append(records, r)
		numbers = append(numbers, r.Number)
		for _, p := range e.Postings {
			places[p.Feature] = append(places[p.Feature], corpus.Place{Number: r.Number, Position: p.Position})
		}
	}
	s.sameRecords(records, s.records(tenant, numbers...), "Records")
	heads := headsOf(records)
	slices.SortFunc(heads, byID)
	assert.Equal(s.t, heads, s.list(tenant, ""), "List(%q)", tenant)
	s.finds(tenant, places)
}

// headsOf returns records without their texts.
func headsOf(records []corpus.Record) []corpus.Record {
	heads := slices.Clone(records)
	for i := range heads {
		heads[i].Text.Text = ""
	}
	return heads
}

func byID(a, b corpus.Record) int { return cmp.Compare(a.ID, b.ID) }

// list returns what List yields.
func (s *store) list(tenant, after string) []corpus.Record {
	s.t.Helper()
	var all []corpus.Record
	for r, err := range s.List(s.ctx(), tenant, after) {
		require.NoError(s.t, err)
		all = append(all, r)
	}
	return all
}

func (s *store) notes(tenant string) []corpus.Note {
	s.t.Helper()
	var notes []corpus.Note
	for note, err := range s.Notes(s.ctx(), tenant) {
		require.NoError(s.t, err)
		notes = append(notes, note)
	}
	return notes
}

// hasNotes asserts that a tenant has these notes, which are in order of name.
func (s *store) hasNotes(tenant string, want ...corpus.Note) {
	s.t.Helper()
	got := s.notes(tenant)
	if !slices.Equal(want, got) { // which is nil or empty if there are none
		assert.Equal(s.t, want, got, "Notes(%q)", tenant)
	}
}

// lacksNote asserts that DeleteNote finds no note and says which. The name is one that
// %q leaves as it is.
func (s *store) lacksNote(tenant, name string) {
	s.t.Helper()
	err := s.DeleteNote(s.ctx(), tenant, name)
	assert.ErrorIs(s.t, err, corpus.ErrNotFound, "DeleteNote(%q, %q)", tenant, name)
	assert.ErrorContains(s.t, err, name)
}

func (s *store) deleteNote(tenant, name string) {
	s.t.Helper()
	require.NoError(s.t, s.DeleteNote(s.ctx(), tenant, name))
}

func (s *store) putNote(tenant, name, value string) {
	s.t.Helper()
	require.NoError(s.t, s.PutNote(s.ctx(), tenant, corpus.Note{Name: name, Value: value}))
}

// finds asserts that the features have these places, given in any order.
func (s *store) finds(tenant string, want map[uint64][]corpus.Place) {
	s.t.Helper()
	found := s.find(tenant, slices.Sorted(maps.Keys(want))...)
	wrong := 0
	for f, places := range want {
		slices.SortFunc(places, byNumber)
		if slices.Equal(places, found[f]) {
			continue
		}
		if wrong++; wrong <= 3 {
			s.t.Errorf("feature %d of tenant %q is at %v, want %v", f, tenant, found[f], places)
		}
	}
	if wrong > 3 {
		s.t.Errorf("%d of %d features are wrong", wrong, len(want))
	}
}

func byNumber(a, b corpus.Place) int { return cmp.Compare(a.Number, b.Number) }

// sameRecords asserts that these are the records wanted, in any order.
func (s *store) sameRecords(want, got []corpus.Record, call string) {
	s.t.Helper()
	want, got = slices.Clone(want), slices.Clone(got)
	order := func(a, b corpus.Record) int {
		return cmp.Or(cmp.Compare(a.Tenant, b.Tenant), cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID))
	}
	slices.SortFunc(want, order)
	slices.SortFunc(got, order)
	if !slices.Equal(want, got) { // which is faster than assert.Equal
		assert.Equal(s.t, want, got, call)
	}
}

package storetest

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

func putAdds(s *store) {
	a, b, none := entry("t", "a", 1, 2, 3), entry("t", "b", 5, 2), entry("t", "none")
	s.put(a)
	s.holds("t", []uint64{5}, a)
	s.put(b, none)
	s.holds("t", nil, a, b, none)
}

func putReplaces(s *store) {
	other := entry("t", "other", 1, 2)
	s.put(entry("t", "a", 1, 2, 3), other)
	old := s.get("t", "a")
	now := revised(entry("t", "a", 4, 2), "new")
	s.put(now)
	s.holds("t", []uint64{1, 3}, now, other)
	assert.NotEqual(s.t, old.Number, s.get("t", "a").Number)
	assert.Empty(s.t, s.records("t", old.Number), "the record that was replaced")

	s.put(entry("t", "a"))
	s.holds("t", []uint64{1, 2, 3, 4}, entry("t", "a"), other)
	s.put(now, now)
	s.holds("t", []uint64{1, 3}, now, other)
}

func putSameIDTwice(s *store) {
	last := revised(entry("t", "a", 3, 9), "last")
	between, elsewhere := entry("t", "b", 9, 1), entry("u", "a", 1, 2, 3)
	s.put(entry("t", "a", 1, 9), between, elsewhere, revised(entry("t", "a", 2, 9), "second"), last)
	s.holds("t", []uint64{1, 2, 3, 9}, between, last)
	s.holds("u", nil, elsewhere)

	again := revised(entry("t", "a", 7), "again")
	s.put(entry("t", "a", 6, 9), again)
	s.holds("t", []uint64{1, 2, 3, 6, 9}, between, again)
}

func putNothing(s *store) {
	a := entry("t", "a", 1)
	s.put(a)
	s.put()
	require.NoError(s.t, s.Put(s.ctx(), s.scheme, []corpus.Entry{}))
	s.holds("t", nil, a)
}

// putGivesNumbers tests that each text gets its own number, whatever happens to the
// others and whatever Number its entry has.
func putGivesNumbers(s *store) {
	given := make(map[uint64]bool)
	put := func(entries ...corpus.Entry) {
		s.t.Helper()
		s.put(entries...)
		for _, e := range entries {
			n := s.get(e.Tenant, e.ID).Number
			assert.False(s.t, given[n], "number %d was given before", n)
			assert.True(s.t, 0 < n && n < 1<<40, "number %d, want 1 to 2^40-1", n)
			given[n] = true
		}
	}
	put(entry("t", "a", 1), entry("t", "b", 1))
	put(entry("t", "a", 1))
	a := s.get("t", "a")
	put(of(a, 1))
	put(of(corpus.Record{Number: s.get("t", "b").Number, Text: entry("t", "c").Text}, 2))
	put(of(corpus.Record{Number: 1<<40 - 1, Text: entry("t", "d").Text}, 2))
	s.delete("t", "d")
	put(entry("t", "d"))
	for _, id := range []string{"a", "b", "c", "d"} {
		s.delete("t", id)
	}
	put(entry("t", "a"), entry("t", "e"))
	put(expiring(entry("t", "f"), dawn))
	s.expires(1, dawn)
	put(entry("t", "f"))
}

// putLeavesEntries tests that a store neither changes nor keeps its arguments:
// callers use the memory again.
func putLeavesEntries(s *store) {
	given := []corpus.Entry{entry("t", "b", 2, 9), entry("t", "a", 1, 9), entry("t", "b", 3, 9)}
	want := clone(given)
	s.put(given...)
	assert.Equal(s.t, want, given, "Put changed the entries")
	scribble(given)
	s.holds("t", []uint64{2, scribbled}, want[1], want[2])

	var indexed []corpus.Entry
	for _, r := range s.stale(second) {
		indexed = append(indexed, of(r, 5, 6))
	}
	want = clone(indexed)
	s.index(second, indexed...)
	assert.Equal(s.t, want, indexed, "Index changed the entries")
	scribble(indexed)
	s.adopt(second)
	s.holds("t", []uint64{scribbled}, want...)
}

func clone(entries []corpus.Entry) []corpus.Entry {
	entries = slices.Clone(entries)
	for i := range entries {
		entries[i].Postings = slices.Clone(entries[i].Postings)
	}
	return entries
}

const scribbled = 77

func scribble(entries []corpus.Entry) {
	for i := range entries {
		for j := range entries[i].Postings {
			entries[i].Postings[j] = corpus.Posting{Feature: scribbled, Position: scribbled}
		}
		entries[i].Record = corpus.Record{Number: scribbled, Text: corpus.Text{ID: "scribbled"}}
	}
}

// putMany puts many texts at once, and one with many postings.
func putMany(s *store) {
	many := entries("t", "id", fewer(1000), 1, 1<<30)
	s.put(many...)
	s.holds("t", nil, many...)
	long := entry("t", "long")
	for i := range fewer(12000) {
		long.Postings = append(long.Postings, corpus.Posting{Feature: 1 + 997*uint64(i), Position: uint32(i)})
	}
	s.put(long)
	s.holds("t", nil, append(many, long)...)
	many[0] = long
	s.delete("t", "id0")
	s.holds("t", []uint64{1 << 30}, many...)
}

// numbersRise tests that a text which was there when another was put has the lesser
// number, whichever processes put them, and that a replaced text becomes the
// latest.
func numbersRise(s *store) {
	by := [...]*store{s, s.peer(), s}
	last := uint64(0)
	for i := range fewer(40) {
		id := fmt.Sprint(i % 7)
		by[i%3].put(entry("t", id, 1))
		number := s.get("t", id).Number
		assert.Greater(s.t, number, last, "put %d", i)
		last = number
	}
}

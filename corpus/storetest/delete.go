package storetest

import (
	"math"

	"github.com/stretchr/testify/assert"

	"github.com/palimpsest-go/palimpsest/corpus"
)

func deleteRemoves(s *store) {
	a, b := entry("t", "a", 1, 2, 3), entry("t", "b", 2, 3, 4)
	elsewhere := entry("u", "a", 1, 2, 3)
	s.put(a, b, elsewhere)
	gone := s.get("t", "a")
	s.delete("t", "a")
	s.lacks("t", "a")
	s.holds("t", []uint64{1}, b)
	s.holds("u", nil, elsewhere)
	assert.Empty(s.t, s.records("t", gone.Number))
	s.lacksDelete("t", "a")

	s.delete("t", "b")
	s.holds("t", []uint64{1, 2, 3, 4})
	s.holds("u", nil, elsewhere)
}

// lacksDelete asserts that Delete finds no text and says which.
func (s *store) lacksDelete(tenant, id string) {
	s.t.Helper()
	err := s.Delete(s.ctx(), tenant, id)
	assert.ErrorIs(s.t, err, corpus.ErrNotFound, "Delete(%q, %q)", tenant, id)
	assert.ErrorContains(s.t, err, id)
}

func deleteUnknown(s *store) {
	s.lacks("t", "a")
	s.lacksDelete("t", "a")
	a := entry("t", "name", 1)
	s.put(a)
	for _, other := range []string{"nam", "name1", "Name"} {
		s.lacks("t", other)
		s.lacksDelete("t", other)
	}
	s.lacks("u", "name")
	s.lacksDelete("u", "name")
	_, err := s.Get(s.ctx(), "t", "unknown text")
	assert.ErrorContains(s.t, err, "unknown text")
	s.holds("t", nil, a)
}

// deletedReturns tests that an id which was deleted can be put again, and that
// nothing of the old text comes back with it.
func deletedReturns(s *store) {
	s.put(entry("t", "a", 1, 2))
	old := s.get("t", "a")
	s.delete("t", "a")
	again := revised(entry("t", "a", 2, 3), "again")
	s.put(again)
	s.holds("t", []uint64{1}, again)
	assert.Empty(s.t, s.records("t", old.Number))
	s.delete("t", "a")
	s.holds("t", []uint64{1, 2, 3})
}

// recordsThere tests that Records leaves out what is not there.
func recordsThere(s *store) {
	assert.Empty(s.t, s.records("t"))
	assert.Empty(s.t, s.records("t", 1, 2, 3))
	some := entries("t", "id", 10, 1, 100)
	s.put(some...)
	s.put(entries("u", "id", 20, 1, 100)...)
	var all []corpus.Record
	var numbers []uint64
	for _, e := range some {
		all = append(all, s.get("t", e.ID))
		numbers = append(numbers, all[len(all)-1].Number)
	}
	assert.Empty(s.t, s.records("t"))
	s.sameRecords(all[3:5], s.records("t", numbers[4], numbers[3]), "Records")
	s.delete("t", "id3")
	s.put(some[4])
	gone := []uint64{numbers[3], numbers[4], 0, 1<<40 - 1, 1 << 40, 1 << 63, math.MaxUint64}
	assert.Empty(s.t, s.records("t", gone...))
	s.sameRecords(append(all[:3:3], all[5:]...), s.records("t", append(gone, numbers...)...), "Records")

	for n := range uint64(fewer(5000)) {
		gone = append(gone, 1<<20+n)
	}
	s.sameRecords(all[:3], s.records("t", append(gone, numbers[:3]...)...), "Records")
	assert.Empty(s.t, s.records("unknown", numbers...))
}

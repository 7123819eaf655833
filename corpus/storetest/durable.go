package storetest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/stretchr/testify/assert"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// reopen opens the store again with the given function.
func (s *store) reopen(how func(s *store) corpus.Store) {
	s.t.Helper()
	s.closed = true // in case how ends the test
	s.Store = how(s)
	s.closed = false
}

func afterClose(s *store) corpus.Store { return s.suite.Reopen(s.t, s.Store) }
func afterCrash(s *store) corpus.Store { return s.suite.Crash(s.t, s.Store) }

func reopenKeeps(s *store) { s.keepsThrough(afterClose) }
func crashKeeps(s *store)  { s.keepsThrough(afterCrash) }

// keepsThrough tests that the effects of every call last.
func (s *store) keepsThrough(how func(s *store) corpus.Store) {
	s.t.Helper()
	s.reopen(how)
	s.has(first)
	s.holds("t", []uint64{1})

	stays, now := entry("t", "stays", 1, 2), revised(entry("t", "replaced", 1, 6), "new")
	stays.Time, stays.Author, stays.Group, stays.Text.Text = dawn, "author", "group", "a\x00\xff"
	later := expiring(entry("u", "later", 1), moments()[10])
	s.put(stays, entry("t", "deleted", 1, 3), entry("t", "replaced", 1, 4), expiring(entry("t", "expired", 1, 5), dawn), later)
	s.delete("t", "deleted")
	s.put(now)
	s.expires(1, dawn)
	r := s.get("t", "stays")
	check := func() {
		s.t.Helper()
		s.holds("t", []uint64{1, 2, 3, 4, 5, 6}, stays, now)
		s.holds("u", []uint64{1, 5}, later)
		s.lacks("t", "deleted")
		s.lacks("t", "expired")
		assert.Equal(s.t, r, s.get("t", "stays"))
	}
	for range 3 {
		s.reopen(how)
		s.has(first)
		check()
		s.expires(0, dawn)
	}
	s.expires(1, moments()[10])
	s.reopen(how)
	s.holds("u", []uint64{1})
}

// reopenKeepsSchemes tests that a store which is closed during a re-index goes on
// where it was.
func reopenKeepsSchemes(s *store) {
	s.put(entry("t", "a", 1), entry("t", "b", 1), entry("u", "c", 1))
	s.index(second, of(s.get("t", "a"), 7), of(s.get("u", "c")))
	s.reopen(afterClose)
	s.has(first)
	s.refuses(second)
	s.holds("t", []uint64{7}, entry("t", "a", 1), entry("t", "b", 1))
	assert.Equal(s.t, []corpus.Record{s.get("t", "b")}, s.stale(second))
	s.index(second, of(s.get("t", "b"), 7, 8))
	s.delete("t", "a")
	s.adopt(second)
	for range 2 {
		s.reopen(afterClose)
		s.has(second)
		s.refuses(first)
		s.holds("t", []uint64{1}, entry("t", "b", 7, 8))
		s.holds("u", []uint64{1}, entry("u", "c"))
		assert.Empty(s.t, s.stale(second))
		assert.Len(s.t, s.stale(first), 2)
	}
}

// reopenKeepsNumbers tests that numbers are not given again, even if all the texts that
// had them are gone, and that new numbers are above those of existing texts.
func reopenKeepsNumbers(s *store) {
	how := []func(*store) corpus.Store{afterClose}
	if s.suite.Crash != nil {
		how = append(how, afterCrash)
	}
	given := make(map[uint64]bool)
	for round := range 6 {
		there := uint64(0) // the greatest number
		for _, r := range s.list("t", "") {
			there = max(there, r.Number)
		}
		batch := entries("t", "id", 3, 1, 10)
		s.put(batch...)
		for _, e := range batch {
			n := s.get("t", e.ID).Number
			assert.Greater(s.t, n, there, "number of a text that was put later")
			assert.False(s.t, given[n], "number %d was given before", n)
			given[n] = true
		}
		switch round % 3 {
		case 0: // the last alone
			s.delete("t", "id2")
		case 1:
			for _, e := range batch {
				s.delete("t", e.ID)
			}
		}
		s.reopen(how[round%len(how)])
	}
}

// crashWhileBusy crashes a store while batches are put. Batches whose Put had
// returned are there. Of any other batch all texts are there, or none.
func crashWhileBusy(s *store) {
	const size = 5
	for round := range fewer(10) {
		tenant := fmt.Sprint("t", round)
		batch := func(i int) []corpus.Entry {
			return entries(tenant, fmt.Sprint(i, "/"), size, 1, uint64(100+i*size))
		}
		var done atomic.Int64 // batches that were put
		enough, stop := context.WithCancel(s.ctx())
		var writer sync.WaitGroup
		old := s.Store
		writer.Go(func() {
			defer stop()
			for i := range 1000 {
				if i == 5*(round+1) {
					stop()
				}
				if old.Put(s.ctx(), first, batch(i)) != nil {
					break
				}
				done.Store(int64(i + 1))
			}
		})
		<-enough.Done()
		atLeast := int(done.Load())
		s.reopen(afterCrash)
		writer.Wait()
		s.wholeBatches(tenant, batch, atLeast, size)
	}
}

// wholeBatches asserts that a tenant has atLeast batches and perhaps some more.
func (s *store) wholeBatches(tenant string, batch func(int) []corpus.Entry, atLeast, size int) {
	s.t.Helper()
	n := s.count(tenant)
	assert.Zero(s.t, n%size, "%d texts, part of a batch", n)
	assert.GreaterOrEqual(s.t, n/size, atLeast, "batches")
	var want []corpus.Entry
	for i := range n / size {
		want = append(want, batch(i)...)
	}
	gone := []uint64{1}
	for _, e := range batch(n / size) {
		gone = append(gone, e.Postings[1].Feature)
	}
	s.holds(tenant, gone, want...)
}

package storetest

import (
	"fmt"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// staleExactly tests that Stale yields the records without postings of the
// scheme, of all tenants, each once, and no others.
func staleExactly(s *store) {
	assert.Empty(s.t, s.stale(first))
	assert.Empty(s.t, s.stale(second))
	all := make(map[string]corpus.Record)
	for i := range 30 {
		e := expiring(entry(fmt.Sprint("t", i%3), fmt.Sprint(i), 1), dawn)
		e.Time, e.Author, e.Group = dawn.AddDate(-1, 0, 0), "author", "group"
		if i%4 == 0 {
			e.Postings = nil
		}
		s.put(e)
		all[e.ID] = s.get(e.Tenant, e.ID)
	}
	check := func() {
		s.t.Helper()
		var want []corpus.Record
		for _, r := range all {
			want = append(want, r)
		}
		s.sameRecords(want, s.stale(second), "Stale")
		assert.Empty(s.t, s.stale(first), "texts without postings are indexed too")
		assert.Len(s.t, s.stale(third), s.count("t0")+s.count("t1")+s.count("t2"))
	}
	check()
	for i := 0; i < 30; i += 5 { // one indexed, with postings or without
		id := fmt.Sprint(i)
		s.index(second, of(all[id], []uint64{1, 2}[i/5%3:]...))
		delete(all, id)
		check()
	}
	s.delete("t1", "1")
	delete(all, "1")
	s.put(entry("t2", "2"), entry("t0", "0")) // 0 was indexed
	all["2"], all["0"] = s.get("t2", "2"), s.get("t0", "0")
	check()
	s.staleStops()
}

// staleStops tests that the caller may stop anywhere and go on with other calls.
func (s *store) staleStops() {
	s.t.Helper()
	for stop := range 3 {
		n := 0
		for _, err := range s.Stale(s.ctx(), second) {
			require.NoError(s.t, err)
			if n++; n > stop {
				break
			}
		}
		assert.Equal(s.t, stop+1, n)
	}
	s.put(entry("t0", "put after a stop"))
}

// staleWhileChanging tests that the caller may change and remove records while it
// walks through them, and meets all records that it leaves alone.
func staleWhileChanging(s *store) {
	n := fewer(600)
	for i := 0; i < n; i += 100 {
		var batch []corpus.Entry
		for j := i; j < min(i+100, n); j++ {
			batch = append(batch, entry(fmt.Sprint("t", j%2), fmt.Sprint(j), 1, uint64(j+2)))
		}
		s.put(batch...)
	}
	name := func(j int) (string, string) { return fmt.Sprint("t", j%2), fmt.Sprint(j) }
	seen := make(map[string]int)
	touched := make(map[string]bool)
	step := 0
	for r, err := range s.Stale(s.ctx(), second) {
		require.NoError(s.t, err)
		require.Less(s.t, step, 3*n, "the iterator does not end")
		seen[r.ID]++
		other := (step * 7) % (n * 9 / 10) // before it or behind
		tenant, id := name(other)
		switch step % 5 {
		case 0:
			s.index(second, of(r, 5))
		case 1:
			if id != r.ID {
				touched[id] = true
				s.put(entry(tenant, id, 3))
			}
		case 2:
			touched[id] = true
			s.removeIfThere(tenant, id)
		case 3:
			touched[r.ID] = true
			s.removeIfThere(r.Tenant, r.ID)
		}
		step++
	}
	for j := range n {
		if _, id := name(j); !touched[id] {
			assert.Equal(s.t, 1, seen[id], "how often text %s was yielded", id)
		}
	}
}

// removeIfThere deletes a text that may have been deleted before.
func (s *store) removeIfThere(tenant, id string) {
	s.t.Helper()
	if err := s.Delete(s.ctx(), tenant, id); err != nil {
		require.ErrorIs(s.t, err, corpus.ErrNotFound)
	}
}

// indexPassesOver tests that Index adds nothing to texts that were removed or
// replaced since the record was read, but indexes the others.
func indexPassesOver(s *store) {
	s.put(entry("t", "deleted", 1), entry("t", "replaced", 1), entry("t", "back", 1), expiring(entry("t", "expired", 1), dawn), entry("t", "stays", 1))
	var all []corpus.Entry
	for _, r := range s.stale(second) {
		all = append(all, of(r, 7, 8))
	}
	require.Len(s.t, all, 5)
	s.delete("t", "deleted")
	s.delete("t", "back")
	s.expires(1, dawn)
	s.put(entry("t", "replaced", 2), entry("t", "back", 2))
	never := of(corpus.Record{Number: 1<<40 - 1, Text: entry("t", "never").Text}, 7)
	nobody := of(corpus.Record{Number: 1, Text: entry("nobody", "stays").Text}, 7)
	s.index(second, append(all, never, nobody)...)
	s.index(second)
	s.holds("t", []uint64{1, 7, 8}, entry("t", "replaced", 2), entry("t", "back", 2), entry("t", "stays", 1))
	assert.Zero(s.t, s.count("nobody"))
	s.sameRecords([]corpus.Record{s.get("t", "replaced"), s.get("t", "back")}, s.stale(second), "Stale")
	s.index(second, of(s.get("t", "replaced"), 9), of(s.get("t", "back")))
	s.adopt(second)
	s.holds("t", []uint64{1, 2}, entry("t", "replaced", 9), entry("t", "back"), entry("t", "stays", 7, 8))

	s.index(second, all...) // of the scheme that is adopted
	s.holds("t", []uint64{1, 2}, entry("t", "replaced", 9), entry("t", "back"), entry("t", "stays", 7, 8))
}

// indexTwice tests that a text is found once if two processes index it at once
// under the same scheme, that is, with the same postings.
func indexTwice(s *store) {
	a, b := entry("t", "a", 1), entry("t", "b", 1)
	s.put(a, b)
	ia, ib := of(s.get("t", "a"), 7, 8), of(s.get("t", "b"), 9, 7)
	s.index(second, ia, ib, ia)
	s.index(second, ib)
	s.adopt(second)
	s.index(second, ia, ib)
	want := []corpus.Entry{entry("t", "a", 7, 8), entry("t", "b", 9, 7)}
	s.holds("t", []uint64{1}, want...)
	assert.Len(s.t, s.findUpTo("t", 2, 7), 1, "two places are not over a limit of two")
	s.delete("t", "a")
	s.holds("t", []uint64{1, 8}, want[1])
}

// indexLeavesIndexed tests that a text keeps the postings that it has of a scheme,
// whether Put or Index gave them, and that the first of two entries in one call
// counts.
func indexLeavesIndexed(s *store) {
	a, b, none := entry("t", "a", 1), entry("t", "b", 1), entry("t", "none")
	s.put(a, b, none)
	ra, rb, rnone := s.get("t", "a"), s.get("t", "b"), s.get("t", "none")
	s.index(first, of(ra, 2, 1), of(rb), of(rnone, 2))
	s.holds("t", []uint64{2}, a, b, none)
	s.index(second, of(ra, 7, 8), of(rnone))
	s.index(second, of(ra, 8, 9), of(rb, 10), of(rb, 11, 10), of(rnone, 9))
	s.adopt(second)
	want := []corpus.Entry{entry("t", "a", 7, 8), entry("t", "b", 10), none}
	s.holds("t", []uint64{1, 2, 9, 11}, want...)
	s.index(second, of(ra, 9), of(rb, 9), of(rnone, 9))
	s.holds("t", []uint64{1, 2, 9, 11}, want...)
}

package storetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// numbersRise tests that a text that was there when another was put has the lesser
// number, in whichever process, and that one that is replaced becomes the latest.
func numbersRise(s *store) {
	p := s.peer()
	last := uint64(0)
	for i := range fewer(40) {
		by := s
		if i%3 == 1 {
			by = p
		}
		id := fmt.Sprint(i % 7)
		by.put(entry("t", id, 1))
		number := s.get("t", id).Number
		assert.Greater(s.t, number, last, "put %d", i)
		last = number
	}
}

// derivedKept tests that Derived is kept, and goes when the text is replaced.
func derivedKept(s *store) {
	for _, from := range append(names(), "", strings.Repeat("x", 512)) {
		e := entry("t", "copy", 1, 2)
		e.Derived = from
		s.put(e, entry("t", "other", 3))
		s.holds("t", nil, e, entry("t", "other", 3))
		for _, r := range s.stale(second) {
			if r.ID == "copy" {
				assert.Equal(s.t, from, r.Derived, "Stale")
			}
		}
	}
	s.put(entry("t", "copy", 1))
	assert.Empty(s.t, s.get("t", "copy").Derived)
}

// listAfter tests that List yields the texts of one tenant in order of id, from any
// place, and that Heads and List yield no texts.
func listAfter(s *store) {
	ids := names()
	for _, id := range ids {
		s.put(revised(entry("t", id, 1), "text of "+id), entry("u", id+"u", 1))
	}
	slices.Sort(ids)
	assert.Empty(s.t, s.list("nobody", ""))
	for i := -1; i < len(ids); i += 7 {
		after := ""
		if i >= 0 {
			after = ids[i]
		}
		var got []string
		for _, r := range s.list("t", after) {
			assert.Equal(s.t, "t", r.Tenant)
			assert.Empty(s.t, r.Text.Text)
			got = append(got, r.ID)
		}
		require.Equal(s.t, ids[i+1:], got, "after %q", after)
	}
	for range s.List(s.ctx(), "t", "") {
		break // does no harm
	}
}

// listWhileChanging tests that texts may come and go while List runs, by the caller
// too: those that stay are all there.
func listWhileChanging(s *store) {
	n := fewer(600)
	for i := range n {
		s.put(entry("t", fmt.Sprintf("%04d", i), 1))
	}
	var got []string
	for r, err := range s.List(s.ctx(), "t", "") {
		require.NoError(s.t, err)
		got = append(got, r.ID)
		s.delete("t", r.ID)
		s.put(entry("t", "!"+r.ID, 1)) // before all others
	}
	require.Len(s.t, got, n)
	require.True(s.t, slices.IsSorted(got))
	assert.Equal(s.t, n, s.count("t"))
}

// notesKept tests that notes are kept as they are, replaced and removed.
func notesKept(s *store) {
	assert.Empty(s.t, s.notes("t"))
	var want []corpus.Note
	for i, name := range names() {
		value := strings.Repeat(name, i%5) + "\x00\xff"
		if i%9 == 0 {
			value = ""
		}
		if i%4 == 0 {
			s.putNote("t", name, "another")
		}
		s.putNote("t", name, value)
		want = append(want, corpus.Note{Name: name, Value: value})
	}
	slices.SortFunc(want, func(a, b corpus.Note) int { return strings.Compare(a.Name, b.Name) })
	require.Equal(s.t, want, s.notes("t"))
	long := strings.Repeat("a line of a footer\n", 50_000)
	s.putNote("t", want[0].Name, long)
	require.Equal(s.t, long, s.notes("t")[0].Value)
	for _, note := range want {
		require.NoError(s.t, s.DeleteNote(s.ctx(), "t", note.Name))
		require.ErrorIs(s.t, s.DeleteNote(s.ctx(), "t", note.Name), corpus.ErrNotFound)
	}
	assert.Empty(s.t, s.notes("t"))
}

// notesApart tests that notes are no texts, and that tenants do not see each other's.
func notesApart(s *store) {
	s.putNote("t", "a", "of t")
	assert.Empty(s.t, s.notes("u"))
	assert.Zero(s.t, s.count("t"))
	assert.Empty(s.t, s.list("t", ""))
	s.lacks("t", "a")
	require.ErrorIs(s.t, s.DeleteNote(s.ctx(), "u", "a"), corpus.ErrNotFound)
	s.put(entry("t", "a", 1), entry("u", "a", 1))
	s.delete("t", "a")
	s.expires(0, dawn)
	s.adopt(first)
	s.putNote("u", "a", "of u")
	assert.Equal(s.t, []corpus.Note{{Name: "a", Value: "of t"}}, s.notes("t"))
	assert.Equal(s.t, []corpus.Note{{Name: "a", Value: "of u"}}, s.notes("u"))
	s.holds("u", nil, entry("u", "a", 1))
}

func reopenKeepsNotes(s *store) { s.keepsNotesThrough(afterClose) }
func crashKeepsNotes(s *store)  { s.keepsNotesThrough(afterCrash) }

// keepsNotesThrough tests that what every call about notes has done is still done, and
// that Derived is.
func (s *store) keepsNotesThrough(how func(s *store) corpus.Store) {
	s.t.Helper()
	copied := entry("t", "copy", 1)
	copied.Derived = "source"
	s.put(copied)
	s.putNote("t", "a", "one")
	s.putNote("t", "b", "two")
	s.putNote("t", "b", "three")
	s.putNote("u", "c", "four")
	require.NoError(s.t, s.DeleteNote(s.ctx(), "t", "a"))
	for range 2 {
		s.reopen(how)
		assert.Equal(s.t, []corpus.Note{{Name: "b", Value: "three"}}, s.notes("t"))
		assert.Equal(s.t, []corpus.Note{{Name: "c", Value: "four"}}, s.notes("u"))
		s.holds("t", nil, copied)
	}
}

package storetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// notesKept tests that notes are kept as they are, replaced and removed.
func notesKept(s *store) {
	s.hasNotes("t")
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
	assert.True(s.t, s.notes("t")[0].Value == long, "a note of %d bytes is changed", len(long))
	for i, note := range want {
		s.deleteNote("t", note.Name)
		require.ErrorIs(s.t, s.DeleteNote(s.ctx(), "t", note.Name), corpus.ErrNotFound)
		if i%20 == 0 {
			s.hasNotes("t", want[i+1:]...)
		}
	}
	s.hasNotes("t")
	s.lacksNote("t", "never there")
	s.putNote("t", "a", "again")
	s.hasNotes("t", corpus.Note{Name: "a", Value: "again"})
}

// notesWhileChanging tests that notes may come and go while Notes runs, even by the
// caller's own calls. The notes that stay are all yielded, in order and once, and Notes comes
// to an end.
func notesWhileChanging(s *store) {
	const n = 120
	name := func(i int) string { return fmt.Sprintf("%04d", i) }
	for i := range n {
		s.putNote("t", name(i), "old")
	}
	for range s.Notes(s.ctx(), "t") {
		break // does no harm
	}
	seen := make(map[string]bool)
	touched := make(map[string]bool) // before their turn
	last, step := "", 0
	for note, err := range s.Notes(s.ctx(), "t") {
		require.NoError(s.t, err)
		require.Less(s.t, last, note.Name, "names do not ascend")
		require.Less(s.t, step, 4*n, "Notes does not end")
		last, seen[note.Name] = note.Name, true
		other := name((step * 7) % (n * 9 / 10)) // before it or behind
		switch step % 5 {
		case 0:
			s.removeNoteIfThere("t", note.Name)
		case 1:
			s.putNote("t", note.Name, "new")
		case 2:
			touched[other] = touched[other] || other > note.Name
			s.removeNoteIfThere("t", other)
		case 3:
			s.putNote("t", "!"+note.Name, "before all")
			s.putNote("t", note.Name+"+", "next")
		case 4:
			s.putNote("t", other, "newer")
		}
		step++
	}
	for i := range n {
		assert.True(s.t, seen[name(i)] || touched[name(i)], "note %s is not yielded", name(i))
	}
}

func (s *store) removeNoteIfThere(tenant, name string) {
	s.t.Helper()
	if err := s.DeleteNote(s.ctx(), tenant, name); err != nil {
		require.ErrorIs(s.t, err, corpus.ErrNotFound)
	}
}

// notesApart tests that notes are not texts, and that tenants do not see each other's
// notes.
func notesApart(s *store) {
	s.putNote("t", "a", "of t")
	s.noTexts("t", "a")
	s.hasNotes("u")
	s.lacksNote("u", "a")
	s.adopt(second) // as a store without texts adopts any
	assert.Empty(s.t, s.stale(first))
	s.put(entry("t", "a", 1), expiring(entry("t", "b", 1), dawn), entry("u", "a", 1))
	s.hasNotes("t", corpus.Note{Name: "a", Value: "of t"})
	s.putNote("u", "a", "of u")
	kept := func() {
		s.t.Helper()
		s.hasNotes("t", corpus.Note{Name: "a", Value: "of t"})
		s.hasNotes("u", corpus.Note{Name: "a", Value: "of u"})
		s.holds("u", nil, entry("u", "a", 1))
	}
	kept()
	s.delete("t", "a")
	kept()
	s.delete("t", "b") // the last text of t
	kept()
	s.put(expiring(entry("t", "b", 1), dawn))
	s.expires(1, dawn)
	kept()
	s.noTexts("t", "a")
	s.index(third, of(s.get("u", "a"), 1))
	s.adopt(third)
	kept()
	s.put(entry("u", "a", 1)) // replaces a text
	kept()
	s.deleteNote("t", "a")
	s.hasNotes("t")
	s.hasNotes("u", corpus.Note{Name: "a", Value: "of u"})
	s.noteNamesApart()
}

// noTexts asserts that a tenant has no texts, whatever notes it has, and no text with a
// given id.
func (s *store) noTexts(tenant, id string) {
	s.t.Helper()
	s.holds(tenant, nil)
	s.lacks(tenant, id)
	s.lacksDelete(tenant, id)
}

// noteNamesApart tests pairs of tenant and name that become equal when they are joined
// with some separator.
func (s *store) noteNamesApart() {
	s.t.Helper()
	want := make(map[string][]corpus.Note)
	for _, between := range []string{"\x01", "\x1f", "/", ":", ",", " ", "0", "\ufffd"} {
		for _, pair := range [][2]string{
			{"x" + between, "y" + between + "z"}, {"x" + between + "y", between + "z"}, {"x" + between + "y" + between, "z"},
			{"x", between + "y" + between + "z"}, {"", "x" + between + "y" + between + "z"},
		} {
			note := corpus.Note{Name: pair[1], Value: pair[0] + " has " + pair[1]}
			s.putNote(pair[0], note.Name, note.Value)
			want[pair[0]] = append(want[pair[0]], note)
		}
	}
	for tenant, notes := range want {
		slices.SortFunc(notes, func(a, b corpus.Note) int { return strings.Compare(a.Name, b.Name) })
		s.hasNotes(tenant, notes...)
	}
}

func reopenKeepsNotes(s *store) { s.keepsNotesThrough(afterClose) }
func crashKeepsNotes(s *store)  { s.keepsNotesThrough(afterCrash) }

// keepsNotesThrough tests that the effects of every call about notes last, and that
// Derived does.
func (s *store) keepsNotesThrough(how func(s *store) corpus.Store) {
	s.t.Helper()
	copied := derives(entry("t", "copy", 1), "source")
	s.put(copied)
	s.putNote("t", "a", "one")
	s.putNote("t", "b", "two")
	s.putNote("t", "b", "three")
	s.putNote("u", "c", "four")
	s.deleteNote("t", "a")
	for range 2 {
		s.reopen(how)
		s.hasNotes("t", corpus.Note{Name: "b", Value: "three"})
		s.hasNotes("u", corpus.Note{Name: "c", Value: "four"})
		s.lacksNote("t", "a")
		s.holds("t", nil, copied)
	}
	s.deleteNote("u", "c")
	s.putNote("t", "b", "five")
	s.reopen(how)
	s.hasNotes("t", corpus.Note{Name: "b", Value: "five"})
	s.hasNotes("u")
}

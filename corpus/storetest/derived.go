package storetest

import (
	"strings"

	"github.com/stretchr/testify/assert"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// derives returns e as a text that derives from the text with an id.
func derives(e corpus.Entry, from string) corpus.Entry {
	e.Derived = from
	return e
}

// derivedKept tests that every call that returns records returns Derived, and that
// Derived belongs to its text and to nothing else.
func derivedKept(s *store) {
	for _, from := range append(names(), "", strings.Repeat("x", 512)) {
		e := derives(entry("t", "copy", 1, 2), from)
		s.put(e, entry("t", "other", 3))
		s.holds("t", nil, e, entry("t", "other", 3))
		for _, r := range s.stale(second) {
			if r.ID == "copy" {
				assert.Equal(s.t, from, r.Derived, "Stale")
			}
		}
	}
	s.put(derives(entry("t", "copy", 1), "other"), entry("u", "copy", 1), derives(entry("v", "copy", 1), "another"))
	s.holds("u", nil, entry("u", "copy", 1))
	s.holds("v", nil, derives(entry("v", "copy", 1), "another"))
	s.derivedStays()
	s.derivedGoes()
}

// derivedStays tests that changes of other texts or of postings do not change
// Derived.
func (s *store) derivedStays() {
	s.t.Helper()
	copied := derives(entry("t", "copy", 1), "other")
	s.put(entry("t", "other", 1, 5)) // replaces the source
	s.holds("t", nil, copied, entry("t", "other", 1, 5))
	s.delete("t", "other")
	s.holds("t", nil, copied)
	for _, r := range s.stale(second) {
		s.index(second, of(corpus.Record{Number: r.Number, Text: r.Text}, 7)) // a caller who does not know Derived
	}
	s.holds("t", nil, copied)
	s.adopt(second)
	s.holds("t", nil, derives(entry("t", "copy", 7), "other"))
}

// derivedGoes tests that a text which replaces a derived text is not derived
// itself.
func (s *store) derivedGoes() {
	s.t.Helper()
	fresh := entry("t", "copy", 1)
	remove := map[string]func(){
		"replaced": func() {},
		"deleted":  func() { s.delete("t", "copy") },
		"expired":  func() { s.expires(1, dawn) },
	}
	for _, how := range []string{"replaced", "deleted", "expired"} {
		s.put(expiring(derives(fresh, "other"), dawn))
		remove[how]()
		s.put(fresh)
		assert.Empty(s.t, s.get("t", "copy").Derived, "after the text before was %s", how)
		s.holds("t", nil, fresh)
	}
	s.put(derives(fresh, "one"), derives(fresh, "two"), derives(fresh, "three"))
	assert.Equal(s.t, "three", s.get("t", "copy").Derived, "of three in one call")
}

package storetest

import (
	"github.com/stretchr/testify/assert"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// peersAgree tests that a change through one open store is at once visible through
// another.
func peersAgree(s *store) {
	p := s.peer()
	p.has(first)
	a, b := entry("t", "a", 1, 2), entry("t", "b", 2, 3)
	s.put(a)
	p.holds("t", []uint64{3}, a)
	p.put(b)
	s.holds("t", nil, a, b)
	assert.NotEqual(s.t, s.get("t", "a").Number, s.get("t", "b").Number)
	a = revised(entry("t", "a", 4), "new")
	p.put(a)
	s.holds("t", []uint64{1}, a, b)
	s.delete("t", "b")
	p.holds("t", []uint64{1, 2, 3}, a)

	s.putNote("t", "a", "one")
	p.hasNotes("t", corpus.Note{Name: "a", Value: "one"})
	p.putNote("t", "a", "two")
	for _, by := range []*store{s, p} {
		by.hasNotes("t", corpus.Note{Name: "a", Value: "two"})
	}
	s.deleteNote("t", "a")
	p.hasNotes("t")

	p.index(second, of(s.get("t", "a"), 7))
	assert.Empty(s.t, s.stale(second))
	s.adopt(second)
	p.has(second)
	p.refuses(first)
	p.scheme = second
	p.holds("t", []uint64{4}, revised(entry("t", "a", 7), "new"))
	p.put(expiring(entry("t", "c", 7), dawn))
	s.expires(1, dawn)
	p.lacks("t", "c")
	p.expires(0, dawn)
	s.peerCloses()
	s.holds("t", nil, revised(entry("t", "a", 7), "new"))
}

// peerCloses tests that closing a peer leaves the store open.
func (s *store) peerCloses() {
	s.t.Helper()
	p := s.suite.Peer(s.t, s.Store)
	assert.NoError(s.t, p.Close())
	_, err := p.Count(s.ctx(), "t")
	assert.ErrorIs(s.t, err, corpus.ErrClosed)
}

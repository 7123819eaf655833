package storetest

import (
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// has asserts which scheme the store has adopted, "" for none.
func (s *store) has(scheme string) {
	s.t.Helper()
	got, err := s.Scheme(s.ctx())
	require.NoError(s.t, err)
	assert.Equal(s.t, scheme, got, "Scheme")
}

// refuses asserts that the store accepts nothing under a scheme, and that the error
// says so.
func (s *store) refuses(scheme string) {
	s.t.Helper()
	err := s.Put(s.ctx(), scheme, []corpus.Entry{entry("refused", "refused", 1)})
	assert.ErrorIs(s.t, err, corpus.ErrScheme, "Put under %q", scheme)
	assert.ErrorContains(s.t, err, scheme)
	err = s.Lookup(s.ctx(), scheme, "t", []uint64{1, 2, 3}, 1000, func(int, []corpus.Place, bool) {
		assert.Fail(s.t, "visited under a scheme that is not adopted")
	})
	assert.ErrorIs(s.t, err, corpus.ErrScheme, "Lookup under %q", scheme)
	assert.ErrorContains(s.t, err, scheme)
	s.lacks("refused", "refused")
	assert.Zero(s.t, s.count("refused"))
}

// schemeOfNewStore takes another new store instead of the one that has adopted a
// scheme.
func schemeOfNewStore(adopted *store) {
	s := *adopted
	s.Store = s.suite.Open(s.t)
	defer func() { assert.NoError(s.t, s.Close()) }()
	s.has("")
	s.refuses(first)
	s.has("")
	assert.Empty(s.t, s.stale(first))
	s.adopt(first)
	s.has(first)
	s.adopt(second)
	s.has(second)
	s.refuses(first)
	a := entry("t", "a", 1, 2)
	s.put(a)
	s.holds("t", nil, a)
}

func schemeRefused(s *store) {
	a := entry("t", "a", 1, 2)
	s.put(a)
	for _, other := range []string{second, third, first[:len(first)-1], "another"} {
		s.refuses(other)
		s.holds("t", nil, a)
	}
	s.has(first)
	s.adopt(first) // which it has
	s.holds("t", nil, a)

	s.delete("t", "a")
	s.adopt(second) // as a store without records adopts any
	s.refuses(first)
	s.put(a)
	s.holds("t", nil, a)
}

// schemeNone tests that no call accepts the scheme "", neither on a store that has
// adopted a scheme nor on a new store, whose Scheme returns "".
func schemeNone(s *store) {
	a := entry("t", "a", 1, 2)
	s.put(a)
	ra := s.get("t", "a")
	fresh := *s
	fresh.Store = s.suite.Open(s.t)
	defer func() { assert.NoError(s.t, fresh.Close()) }()
	for _, s := range []*store{s, &fresh} {
		s.refuses("")
		assert.ErrorIs(s.t, s.Put(s.ctx(), "", nil), corpus.ErrScheme)
		assert.ErrorIs(s.t, s.Adopt(s.ctx(), ""), corpus.ErrScheme)
		assert.ErrorIs(s.t, s.Index(s.ctx(), "", []corpus.Entry{of(ra, 7)}), corpus.ErrScheme)
		assert.ErrorIs(s.t, s.Index(s.ctx(), "", nil), corpus.ErrScheme)
		s.refuses("") // still
	}
	fresh.has("")
	s.has(first)
	s.holds("t", []uint64{7}, a)
}

// adoptBehind tests that a store does not adopt a scheme if some text of some
// tenant is not indexed under it, and that nothing changes then.
func adoptBehind(s *store) {
	a, b, c := entry("t", "a", 1, 2), entry("t", "b", 2, 3), entry("u", "c", 2)
	s.put(a, b, c)
	behind := func() {
		s.t.Helper()
		err := s.Adopt(s.ctx(), second)
		assert.ErrorIs(s.t, err, corpus.ErrBehind)
		assert.ErrorContains(s.t, err, second)
		s.has(first)
		s.refuses(second)
		s.holds("t", []uint64{7}, a, b)
		s.holds("u", []uint64{7}, c)
	}
	behind()
	s.index(second, of(s.get("t", "a"), 7))
	behind()
	s.index(second, of(s.get("t", "b")))
	behind()
	s.index(second, of(s.get("u", "c"), 7, 2))
	s.put(b) // anew, without postings of the second scheme
	behind()
	assert.Equal(s.t, []corpus.Record{s.get("t", "b")}, s.stale(second), "what was indexed stays so")
	s.delete("t", "b")
	s.adopt(second)
	s.holds("t", []uint64{1, 2, 3}, entry("t", "a", 7))
	s.holds("u", nil, entry("u", "c", 7, 2))
}

// adoptRemovesOthers tests that the old postings are gone after Adopt, including
// those of schemes that were never adopted.
func adoptRemovesOthers(s *store) {
	a, b := entry("t", "a", 1, 2), entry("t", "b", 2, 3)
	s.put(a, b)
	ra, rb := s.get("t", "a"), s.get("t", "b")
	s.index(second, of(ra, 2, 12), of(rb, 13))
	s.index(third, of(ra, 2, 22), of(rb, 23))
	s.holds("t", []uint64{12, 13, 22, 23}, a, b)
	s.adopt(second)
	s.has(second)
	s.refuses(first)
	s.refuses(third)
	s.holds("t", []uint64{1, 3, 22, 23}, entry("t", "a", 2, 12), entry("t", "b", 13))
	assert.Equal(s.t, ra, s.get("t", "a"), "records stay")
	assert.Equal(s.t, rb, s.get("t", "b"))
	for _, other := range []string{first, third} {
		s.sameRecords([]corpus.Record{ra, rb}, s.stale(other), "Stale") // their postings are removed
		assert.ErrorIs(s.t, s.Adopt(s.ctx(), other), corpus.ErrBehind)
	}
	assert.Empty(s.t, s.stale(second))

	s.index(first, of(ra, 31), of(rb, 31)) // there and back
	s.adopt(first)
	s.holds("t", []uint64{1, 2, 3, 12, 13, 22, 23}, entry("t", "a", 31), entry("t", "b", 31))
}

// removesAllSchemes tests that the postings of a removed text are gone under all
// schemes.
func removesAllSchemes(s *store) {
	stays := entry("t", "stays", 1, 2)
	s.put(entry("t", "deleted", 1, 3), entry("t", "replaced", 1, 4), expiring(entry("t", "expired", 1, 5), dawn), stays, entry("u", "deleted", 6))
	for i, r := range s.stale(second) {
		s.index(second, of(r, 1, 11+uint64(i)))
	}
	s.delete("t", "deleted")
	s.expires(1, dawn)
	now := entry("t", "replaced", 9)
	s.put(now)
	s.holds("t", []uint64{3, 4, 5}, stays, now)
	assert.Equal(s.t, []corpus.Record{s.get("t", "replaced")}, s.stale(second))
	s.index(second, of(s.get("t", "replaced"), 20, 21))
	s.adopt(second)
	s.wantOnly("t", []uint64{1, 2, 3, 4, 5, 9, 11, 12, 13, 14, 15, 20, 21}, "stays", "replaced")
	s.wantOnly("u", []uint64{1, 11, 12, 13, 14, 15}, "deleted")
}

// wantOnly asserts that exactly these texts are found.
func (s *store) wantOnly(tenant string, features []uint64, ids ...string) {
	s.t.Helper()
	want := make(map[uint64]bool)
	for _, id := range ids {
		want[s.get(tenant, id).Number] = true
	}
	found := make(map[uint64]bool)
	for _, places := range s.find(tenant, features...) {
		for _, p := range places {
			found[p.Number] = true
		}
	}
	assert.Equal(s.t, want, found, "numbers found of tenant %q", tenant)
	assert.Equal(s.t, len(ids), s.count(tenant))
}

package storetest

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// lookupOthers tests that LookupOthers visits what Lookup would visit without the texts
// of an owner, whoever owns the texts and whatever was removed and replaced, even if a
// text of another owner replaced it.
func lookupOthers(s *store) {
	others, ok := s.Store.(corpus.OthersStore)
	if !ok {
		s.t.Skip("the store does not pass over texts of an owner")
	}
	const common = 7
	live := make(map[string]corpus.Entry)
	put := func(i int, author, group string) {
		e := entry("t", fmt.Sprint(i), common, 100+uint64(i%9))
		e.Author, e.Group = author, group
		live[e.ID] = e
		s.put(e)
	}
	for i := range 5 * corpus.Oldest {
		switch {
		case i%corpus.Oldest < 7: // in a row
			put(i, "ann", "")
		case i%5 == 0:
			put(i, "ann", "g")
		case i%5 == 1:
			put(i, "bob", "g")
		case i%5 == 2:
			put(i, "", "ann") // the name of an author is not that of a group
		default:
			put(i, "", "")
		}
	}
	for i := 3; i < len(live); i += 11 {
		delete(live, fmt.Sprint(i))
		s.delete("t", fmt.Sprint(i))
	}
	for i := 5; i < 5*corpus.Oldest; i += 13 {
		put(i, []string{"ann", "bob", ""}[i%3], "")
	}
	elsewhere := entry("u", "0", common)
	elsewhere.Author = "bob"
	s.put(elsewhere)
	for _, own := range []corpus.Owner{{}, {Author: "ann"}, {Author: "bob"}, {Group: "g"}, {Author: "ann", Group: "g"}, {Author: "g", Group: "bob"}} {
		want := make(map[uint64][]corpus.Place)
		for id, e := range live {
			if owned(e.Text, own) {
				continue
			}
			for _, p := range e.Postings {
				want[p.Feature] = append(want[p.Feature], corpus.Place{Number: s.get("t", id).Number, Position: p.Position})
			}
		}
		for _, places := range want {
			slices.SortFunc(places, byNumber)
		}
		n := len(want[common])
		for _, limit := range []int{0, 1, 5, corpus.Oldest, n - 1, n, math.MaxInt} {
			s.visitsOthers(others, own, limit, want)
		}
	}
}

// lookupOthersMany tests that LookupOthers skips four times limit of texts, and 1,024, and
// that it says so if it gives up after more.
func lookupOthersMany(s *store) {
	others, ok := s.Store.(corpus.OthersStore)
	if !ok {
		s.t.Skip("the store does not pass over texts of an owner")
	}
	const own, common = 1900, 7
	var all []corpus.Entry
	for i := range own {
		e := entry("t", fmt.Sprint("own ", i), common, 8)
		e.Author = "ann"
		all = append(all, e)
		if i == own/3 || i == own-1 {
			e := entry("t", fmt.Sprint("other ", i), common, 9)
			e.Author = "bob"
			all = append(all, e)
		}
	}
	s.put(all...)
	var want []corpus.Place
	for _, i := range []int{own / 3, own - 1} {
		want = append(want, corpus.Place{Number: s.get("t", fmt.Sprint("other ", i)).Number})
	}
	slices.SortFunc(want, byNumber)
	features := []uint64{common, 8, 9}
	for _, limit := range []int{own/4 + 1, 2 * own, 5} {
		got := make(map[uint64]visited)
		require.NoError(s.t, others.LookupOthers(s.ctx(), s.scheme, "t", corpus.Owner{Author: "ann"}, features, limit, func(i int, places []corpus.Place, more bool) {
			got[features[i]] = visited{slices.Clone(places), more}
		}))
		if v := got[common]; limit == 5 && v.more {
			require.LessOrEqual(s.t, len(v.places), len(want))
			assert.Equal(s.t, want[:len(v.places)], slices.Concat([]corpus.Place{}, v.places), "limit %d", limit)
			continue
		}
		assert.Equal(s.t, visited{want, false}, got[common], "limit %d", limit)
		assert.NotContains(s.t, got, uint64(8), "limit %d: all texts are own", limit)
	}
}

// visitsOthers asserts what a LookupOthers visits of features that others have in some
// places.
func (s *store) visitsOthers(others corpus.OthersStore, own corpus.Owner, limit int, all map[uint64][]corpus.Place) {
	s.t.Helper()
	features := []uint64{6, 7, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109}
	want, got := make(map[uint64]visited), make(map[uint64]visited)
	for f, places := range all {
		if v := upTo(limit, places); len(v.places) > 0 {
			want[f] = v
		}
	}
	require.NoError(s.t, others.LookupOthers(s.ctx(), s.scheme, "t", own, features, limit, func(i int, places []corpus.Place, more bool) {
		got[features[i]] = visited{slices.Clone(places), more}
	}))
	assert.Equal(s.t, want, got, "%+v passed over, limit %d", own, limit)
}

// owned reports whether a text is one of an owner's.
func owned(t corpus.Text, own corpus.Owner) bool {
	return own.Author != "" && t.Author == own.Author || own.Group != "" && t.Group == own.Group
}

func (m *model) LookupOthers(ctx context.Context, scheme, tenant string, own corpus.Owner, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
	return m.lookup(ctx, scheme, tenant, features, limit, visit, func(t corpus.Text) bool { return !owned(t, own) })
}

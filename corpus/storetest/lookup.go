package storetest

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// lookupLimit tests that Lookup visits limit places of a feature, and not more if
// the feature has more, even after texts have gone.
func lookupLimit(s *store) {
	const most = 6
	features := []uint64{0, 1, 2, 3, 4, 5, 6} // feature n is in n texts
	for i := range most {
		s.put(entry("t", fmt.Sprint(i), features[i+1:]...))
		s.put(entry("u", fmt.Sprint(i), features...))
	}
	check := func(gone int) {
		s.t.Helper()
		for _, limit := range []int{0, 1, 2, 3, 4, 5, 6, 7, 1000, math.MaxInt} {
			found := s.findUpTo("t", limit, features...)
			for _, f := range features {
				want := min(max(int(f)-gone, 0), limit)
				assert.Len(s.t, found[f], want, "feature %d, limit %d, %d texts gone", f, limit, gone)
			}
		}
	}
	check(0)
	s.delete("t", "0")
	check(1)
	s.put(entry("t", "1"))
	check(2)
	s.put(entry("t", "1", features[2:]...))
	check(1)
}

// lookupOldest tests that Lookup visits the places with the lowest numbers if a
// feature has more than limit places, whatever was removed and replaced, and that it
// reports more places for no other feature. Neither ids nor times are in the order of
// numbers, and numbers exceed one byte.
func lookupOldest(s *store) {
	const texts = 3 * corpus.Oldest
	common := []uint64{7, 8} // the texts that have 8 have 7
	s.put(entries("t", "before", 256-corpus.Oldest/2, 1, 1000)...)
	s.put(entry("u", "elsewhere", common...))
	live := make(map[string]corpus.Entry)
	put := func(i int, features ...uint64) {
		e := entry("t", fmt.Sprint(i), features...)
		e.Time = dawn.Add(-time.Duration(i) * time.Hour)
		live[e.ID] = e
		s.put(e)
	}
	for i := range texts {
		put(i, common[:1+i%2]...)
	}
	for i := 0; i < corpus.Oldest; i += 3 {
		delete(live, fmt.Sprint(i))
		s.delete("t", fmt.Sprint(i))
	}
	for i := 1; i < corpus.Oldest; i += 3 {
		put(i, 7) // becomes the latest
	}
	all := make(map[uint64][]corpus.Place)
	for id, e := range live {
		for _, p := range e.Postings {
			all[p.Feature] = append(all[p.Feature], corpus.Place{Number: s.get("t", id).Number, Position: p.Position})
		}
	}
	for _, places := range all {
		slices.SortFunc(places, byNumber)
	}
	n, some := len(all[7]), len(all[8])
	for _, limit := range []int{1, 5, corpus.Oldest - 1, corpus.Oldest, corpus.Oldest + 1, some - 1, some, n - 1, n, n + 1} {
		s.visitsOldest("t", limit, all)
	}
}

// visitsOldest asserts what a Lookup visits of features that have some places.
func (s *store) visitsOldest(tenant string, limit int, all map[uint64][]corpus.Place) {
	s.t.Helper()
	want := make(map[uint64]visited)
	for f, places := range all {
		want[f] = upTo(limit, places)
	}
	got, err := lookup(s.t, s, s.ctx(), s.scheme, tenant, slices.Sorted(maps.Keys(all)), limit)
	require.NoError(s.t, err)
	for f, places := range all {
		assert.Equal(s.t, want[f], got[f], "feature %d of %d places, limit %d", f, len(places), limit)
	}
}

// upTo returns what a Lookup visits of a feature with some places, which are in order of
// Number. Without places there is no visit.
func upTo(limit int, places []corpus.Place) visited {
	if len(places) > limit {
		return visited{places[:min(limit, corpus.Oldest)], true}
	}
	return visited{places, false}
}

// lookupOrder tests that places are in order of Number, whatever the order of ids
// and of calls, even if numbers exceed one byte.
func lookupOrder(s *store) {
	order := rand.New(rand.NewPCG(1, 2)).Perm(300)
	want := make(map[string]corpus.Entry)
	for i, n := range order {
		e := entry("t", fmt.Sprint(n), 1, 2+uint64(n%3))
		want[e.ID] = e
		s.put(e)
		if i%4 == 3 {
			e := entry("t", fmt.Sprint(order[i/2]), 7, 1)
			want[e.ID] = e
			s.put(e)
		}
		if i%7 == 6 {
			gone := fmt.Sprint(order[i-1])
			delete(want, gone)
			s.delete("t", gone)
		}
	}
	var live []corpus.Entry
	for _, e := range want {
		live = append(live, e)
	}
	s.holds("t", []uint64{1, 2, 3, 4, 7}, live...)
}

// lookupIndexes tests that visit gets the index in features, whatever their order
// and number.
func lookupIndexes(s *store) {
	n := fewer(3000)
	a := entry("t", "a")
	places := make(map[uint64]uint32)
	for i := range n {
		f := uint64(i) * 31
		a.Postings = append(a.Postings, corpus.Posting{Feature: f, Position: uint32(7 * i)})
		places[f] = uint32(7 * i)
	}
	s.put(a)
	number := s.get("t", "a").Number
	features := make([]uint64, 0, 3*n)
	for i := range n { // two of three are in no text
		features = append(features, uint64(i)*31, uint64(i)*31+1, uint64(i)<<25+2)
	}
	slices.Sort(features)
	features = slices.Compact(features)
	check := func() {
		s.t.Helper()
		found := s.find("t", features...)
		for _, f := range features {
			var want []corpus.Place
			if position, ok := places[f]; ok {
				want = []corpus.Place{{Number: number, Position: position}}
			}
			if !slices.Equal(want, found[f]) {
				require.Equal(s.t, want, found[f], "feature %d", f)
			}
		}
	}
	check()
	slices.Reverse(features)
	check()
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(features), func(i, j int) { features[i], features[j] = features[j], features[i] })
	check()
}

func lookupNothing(s *store) {
	check := func(tenant string, features ...uint64) {
		s.t.Helper()
		assert.Empty(s.t, s.find(tenant, features...))
	}
	check("t", 1, 2, 3)
	s.put(entry("t", "a", 2), entry("t", "none"))
	check("t")
	require.NoError(s.t, s.Lookup(s.ctx(), s.scheme, "t", []uint64{}, 5, nil))
	check("t", 1, 3)
	check("u", 2)
	check("", 2)
	assert.Empty(s.t, s.findUpTo("t", 0, 2))
}

// lookupExtremes tests the least and the greatest features and positions, and those
// next to byte boundaries.
func lookupExtremes(s *store) {
	const last = 1<<corpus.FeatureBits - 1
	features := []uint64{0, last}
	for bits := range corpus.FeatureBits {
		features = append(features, 1<<bits, 1<<bits-1, 1<<bits+1)
	}
	slices.Sort(features)
	features = slices.Compact(features)
	positions := []uint32{0, 1, 127, 128, 255, 256, 65535, 65536, 1 << 24, 1<<31 - 1, 1 << 31, math.MaxUint32 - 1, math.MaxUint32}
	var all []corpus.Entry
	for i := range positions {
		e := entry("t", fmt.Sprint(i))
		for j, f := range features {
			if j%5 != i%5 {
				e.Postings = append(e.Postings, corpus.Posting{Feature: f, Position: positions[(i+j)%len(positions)]})
			}
		}
		all = append(all, e)
		s.put(e)
	}
	s.holds("t", []uint64{7, 1000, last - 1, 1<<20 + 5}, all...)
}

// featuresOfTooManyBits tests that numbers with more than FeatureBits bits are not
// taken for features with fewer: Put and Index refuse them, and Lookup skips them.
func featuresOfTooManyBits(s *store) {
	a, elsewhere := entry("t", "a", 0, 1, 5), entry("u", "a", 0, 1, 5)
	s.put(a, elsewhere)
	ra := s.get("t", "a")
	const over = 1 << corpus.FeatureBits
	for _, f := range []uint64{over, over + 1, 2*over + 5, 1 << 63, math.MaxUint64} {
		err := s.Put(s.ctx(), first, []corpus.Entry{entry("t", "new", 1), entry("t", "a", 1, f)})
		assert.ErrorIs(s.t, err, corpus.ErrText, "Put of feature %#x", f)
		err = s.Index(s.ctx(), second, []corpus.Entry{of(ra, 1, f)})
		assert.ErrorIs(s.t, err, corpus.ErrText, "Index of feature %#x", f)
		assert.Empty(s.t, s.find("t", f))
	}
	assert.Len(s.t, s.find("t", over+5, 5, over, 0, math.MaxUint64, 2*over), 2)
	s.holds("t", nil, a)
	s.holds("u", nil, elsewhere)
	assert.Len(s.t, s.stale(second), 2)
}

// lookupOneCallAtATime tests that visit need not be safe for concurrent use.
func lookupOneCallAtATime(s *store) {
	many := entry("t", "a")
	var features []uint64
	for f := range uint64(fewer(5000)) {
		many.Postings = append(many.Postings, corpus.Posting{Feature: f << 20, Position: uint32(f)})
		features = append(features, f<<20)
	}
	s.put(many)
	var inside, calls int32
	require.NoError(s.t, s.Lookup(s.ctx(), s.scheme, "t", features, 1, func(int, []corpus.Place, bool) {
		if atomic.AddInt32(&inside, 1) != 1 {
			s.t.Error("visit was called while it ran")
		}
		runtime.Gosched()
		atomic.AddInt32(&inside, -1)
		atomic.AddInt32(&calls, 1)
	}))
	assert.EqualValues(s.t, len(features), atomic.LoadInt32(&calls), "no visit comes after Lookup has returned")
}

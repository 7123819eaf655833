package memstore

import (
	"encoding/binary"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// FuzzSegment writes entries to segments and hash tables, merges them, and looks every
// feature up again.
func FuzzSegment(f *testing.F) {
	f.Add([]byte{}, uint8(0))
	f.Add([]byte{0, 0, 0, 0, 0, 0, 1, 0, 255, 255, 255, 255, 255, 2, 7, 9}, uint8(1))
	f.Add([]byte("some entries, any will do, as long as there are enough of them to fill some blocks"), uint8(2))
	f.Fuzz(func(t *testing.T, data []byte, dead uint8) {
		texts := newTenantData("", 0)
		mixed, merged := newPostingIndex(), newPostingIndex()
		merged.by = mixed.by
		tables := []*hashTable{newHashTable(), newHashTable(), mixed.table}
		want := make(map[uint64][]corpus.Place)
		number := uint32(0)
		for ; len(data) >= 8; data = data[8:] {
			x := binary.LittleEndian.Uint64(data)
			number++
			p := corpus.Posting{
				Feature:  x >> 24 & (1<<corpus.FeatureBits - 1) >> (x % 5 * 8),
				Position: uint32(x) << (x % 3 * 8),
			}
			tables[int(number)*len(tables)/(len(data)/8+int(number)+1)].add(number, []corpus.Posting{p}, mixed.key)
			texts.add(storedText{id: fmt.Sprint(number), author: fmt.Sprint(number / 40 % 3)})
			if number%8 != uint32(dead%8) {
				want[p.Feature] = append(want[p.Feature], corpus.Place{Number: uint64(number), Position: p.Position})
				continue
			}
			texts.remove(number)
			if want[p.Feature] == nil {
				want[p.Feature] = []corpus.Place{}
			}
		}
		a, b, c := tables[0].segment(texts), tables[1].segment(texts), tables[2].segment(texts)
		mixed.segments, mixed.full = []*segment{a}, tables[1]
		merged.segments = []*segment{merge([]*segment{a, b, c}, texts)}
		want[1<<corpus.FeatureBits-1] = append([]corpus.Place{}, want[1<<corpus.FeatureBits-1]...)
		want[0] = append([]corpus.Place{}, want[0]...)
		n := 0
		for feature, places := range want {
			n += len(places)
			for _, x := range []*postingIndex{&mixed, &merged} {
				for _, limit := range []int{0, 1, 5, corpus.Oldest, len(places) - 1, len(places), 1 << 20} {
					got, more := collect(x, feature, limit, texts)
					want, over := places, len(places) > limit && limit > 0
					if len(places) > limit {
						want = places[:max(0, min(limit, corpus.Oldest))]
					}
					require.Equal(t, want, got, "feature %#x, limit %d, factor %#x", feature, limit, mixed.by)
					require.Equal(t, over, more, "feature %#x, limit %d, factor %#x", feature, limit, mixed.by)
				}
			}
		}
		require.Equal(t, n, a.n+b.n+c.n, "postings of texts that are there")
		require.Equal(t, n, merged.segments[0].n)
	})
}

// collect looks one feature up, among others that are not there. It returns what is
// visited.
func collect(x *postingIndex, feature uint64, limit int, texts *tenantData) (got []corpus.Place, tooMany bool) {
	l := batchLookup{index: x, limit: limit, tenant: texts}
	got = []corpus.Place{}
	l.visit([]uint64{feature ^ 1<<39, feature, feature ^ 1<<38}, func(i int, places []corpus.Place, more bool) {
		if i == 1 {
			got, tooMany = append(got, places...), more
		}
	})
	return got, tooMany
}

func TestMergeable(t *testing.T) {
	var segments []*segment
	most, written := 0, 0
	for range 1000 { // hash tables of one length: as many as 3.5 million texts give
		segments = append(segments, &segment{n: tableLen})
		for due := mergeable(segments); due != nil; due = mergeable(segments) {
			n := 0
			for _, s := range due {
				n += s.n
			}
			segments = append(segments[:len(segments)-len(due)], &segment{n: n})
			written += n
		}
		most = max(most, len(segments))
	}
	n := 0
	for _, s := range segments {
		n += s.n
	}
	require.Equal(t, 1000*tableLen, n)
	require.LessOrEqual(t, most, 16)
	require.LessOrEqual(t, written, 5*n, "once for each size class")
	require.Nil(t, mergeable([]*segment{{n: maxSegment / 2}, {n: maxSegment / 2}, {n: maxSegment / 2}, {n: maxSegment / 2}}))
}

// TestMergeAll: segments become as few as they may, and lose nothing but texts that
// are gone.
func TestMergeAll(t *testing.T) {
	texts := newTenantData("", 0)
	var segments []*segment
	number := uint32(0)
	for _, n := range []int{10, 6, 4, 3, 2, 1, 30} {
		h := newHashTable()
		for range n {
			number++
			texts.add(storedText{id: fmt.Sprint(number)})
			h.add(number, []corpus.Posting{{Feature: 7, Position: number}}, asIs)
		}
		segments = append(segments, h.segment(texts))
	}
	for gone := uint32(1); gone <= 10; gone += 2 {
		texts.remove(gone)
	}
	merged := mergeAll(segments, texts, 10)
	var lengths []int
	for _, s := range merged {
		lengths = append(lengths, s.n)
	}
	require.Equal(t, []int{30, 10, 6, 5}, lengths)
	places, _ := collect(&postingIndex{by: 1, segments: merged, table: newHashTable()}, 7, 100, texts)
	require.Len(t, places, 51)
	require.Empty(t, mergeAll(nil, texts, 10))
}

// TestLongestEntry: no entry takes more bytes than maxSegment counts.
func TestLongestEntry(t *testing.T) {
	w := newSegment(1, newTenantData("", 0))
	w.add(entry{1<<corpus.FeatureBits - 1, math.MaxUint32, math.MaxUint32})
	require.Len(t, w.finish().data, 16)
	require.LessOrEqual(t, maxSegment*16, math.MaxUint32)
}

// asIs takes features for keys.
func asIs(feature uint64) uint64 { return feature }

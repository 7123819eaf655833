package memstore

import (
	"cmp"
	"slices"
	"sync"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// lookupBatch is how many features are looked up together.
const lookupBatch = 256

// A batchLookup finds the places of features in a postingIndex, a batch at a time. It
// goes from segment to segment with the whole batch, and through each in three
// steps: where the blocks are, their first bytes, their entries. What the first
// two read lies anywhere in memory, and no step waits for another, so that the
// processor fetches many at once. Feature by feature takes twice as long.
type batchLookup struct {
	index   *postingIndex
	limit   int
	alive   bitmap
	before  uint64 // what numbers of places are more than those of entries
	found   []located
	counts  [lookupBatch]int // places of each feature; no more than limit+1 are taken
	ranges  [lookupBatch]struct{ start, end uint32 }
	places  []corpus.Place
	fetched byte // the sum of the first bytes: it makes the processor read them, and nobody uses it
}

// keptPlaces bounds how much room a batchLookup keeps for the next.
const keptPlaces = 1 << 17

// release puts the lookup into a pool.
func (l *batchLookup) release(pool *sync.Pool) {
	l.index, l.alive = nil, nil
	if cap(l.found) <= keptPlaces {
		pool.Put(l)
	}
}

// A located is a place of a feature of the batch.
type located struct {
	feature int32 // index in the batch
	corpus.Place
}

// visit calls yield with the places of each feature of a batch that has from one
// to limit of them.
func (l *batchLookup) visit(features []uint64, yield func(i int, places []corpus.Place)) {
	l.found = l.found[:0]
	clear(l.counts[:])
	for _, s := range l.index.segments {
		l.segment(s, features)
	}
	for i, f := range features {
		keep := func(e entry) bool { return l.take(i, e) }
		if l.index.full != nil {
			l.index.full.places(f, keep)
		}
		l.index.table.places(f, keep)
	}
	l.places = slices.Grow(l.places[:0], len(l.found))[:len(l.found)]
	var ends [lookupBatch]int // of the places of each feature so far
	end := 0
	for i, n := range l.counts {
		ends[i] = end
		end += n
	}
	for _, p := range l.found {
		l.places[ends[p.feature]] = p.Place
		ends[p.feature]++
	}
	for i, n := range l.counts[:len(features)] {
		if n < 1 || n > l.limit {
			continue
		}
		places := l.places[ends[i]-n : ends[i]]
		if !slices.IsSortedFunc(places, compareNumbers) {
			slices.SortFunc(places, compareNumbers)
		}
		yield(i, places)
	}
}

// take notes a place of feature i, and reports whether more are wanted.
func (l *batchLookup) take(i int, e entry) bool {
	if l.counts[i] > l.limit {
		return false
	}
	if l.alive.has(e.number) {
		l.found = append(l.found, located{int32(i), corpus.Place{Number: l.before + uint64(e.number), Position: e.position}})
		l.counts[i]++
	}
	return true
}

// segment finds what a segment has of a batch.
func (l *batchLookup) segment(s *segment, features []uint64) {
	for i, f := range features {
		if f>>corpus.FeatureBits != 0 { // it is none
			l.ranges[i].start, l.ranges[i].end = 0, 0
			continue
		}
		block := f >> s.shift
		l.ranges[i].start, l.ranges[i].end = s.blocks[block], s.blocks[block+1]
	}
	for _, r := range l.ranges[:len(features)] {
		if r.start < r.end {
			l.fetched += s.data[r.start]
		}
	}
	for i, f := range features {
		if r := l.ranges[i]; r.start < r.end && l.counts[i] <= l.limit {
			s.scan(r.start, r.end, f, func(e entry) bool { return l.take(i, e) })
		}
	}
}

func compareNumbers(a, b corpus.Place) int { return cmp.Compare(a.Number, b.Number) }

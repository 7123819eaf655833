package memstore

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// lookupBatch is how many features are looked up together.
const lookupBatch = 256

// A batchLookup finds the places of features in a postingIndex, a batch at a time. It
// goes from segment to segment with the whole batch, and through each in three
// steps: where the blocks are, their first bytes, their entries. The first two read
// from random places in memory, and no step waits for another, so that the processor
// fetches many at once. A look-up feature by feature takes twice as long.
type batchLookup struct {
	index   *postingIndex
	tenant  *tenantData
	limit   int
	own     corpus.Owner // whose places are skipped
	found   []located
	counts  [lookupBatch]int    // places of each feature that were taken
	passed  [lookupBatch]int    // places of each feature that were skipped one by one
	keys    [lookupBatch]uint64 // of the features in the index; 1<<corpus.FeatureBits for a number with too many bits
	ranges  [lookupBatch]struct{ start, end uint32 }
	places  []corpus.Place
	fetched byte // the sum of the first bytes, which only makes the processor read them
}

// keptPlaces bounds how much memory a batchLookup keeps for the next look-up.
const keptPlaces = 1 << 17

// release puts the lookup into a pool.
func (l *batchLookup) release(pool *sync.Pool) {
	l.index, l.tenant = nil, nil
	if cap(l.found) <= keptPlaces {
		pool.Put(l)
	}
}

// A located is a place of a feature of the batch.
type located struct {
	feature int32 // index in the batch
	corpus.Place
}

// visit calls yield with the places of each feature of a batch, as Lookup does.
func (l *batchLookup) visit(features []uint64, yield func(i int, places []corpus.Place, more bool)) {
	l.found = l.found[:0]
	clear(l.counts[:])
	clear(l.passed[:])
	for i, f := range features {
		l.keys[i] = 1 << corpus.FeatureBits
		if f>>corpus.FeatureBits == 0 {
			l.keys[i] = l.index.key(f)
		}
	}
	keys := l.keys[:len(features)]
	for _, s := range l.index.segments {
		l.segment(s, keys)
	}
	for i, k := range keys {
		// All places are taken, because a table is small and its chains begin with the
		// latest.
		take := func(e entry) bool { l.take(i, e); return true }
		if l.index.full != nil {
			l.index.full.places(k, take)
		}
		l.index.table.places(k, take)
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
		cut := l.passed[i] >= l.mostPassed()
		if n == 0 && !cut || l.limit < 1 {
			continue
		}
		places := l.places[ends[i]-n : ends[i]]
		if !slices.IsSortedFunc(places, compareNumbers) {
			slices.SortFunc(places, compareNumbers)
		}
		if n > l.limit || cut {
			yield(i, places[:min(n, l.oldest())], true)
			continue
		}
		yield(i, places, false)
	}
}

// oldest returns how many places of a feature with more than limit are visited.
func (l *batchLookup) oldest() int { return min(corpus.Oldest, l.limit) }

// mostPassed returns how many places of a feature may be skipped one by one, that is,
// outside of runs. If places of others are between them, limit is reached first; if
// those of an author alternate with those of a group, it is not.
func (l *batchLookup) mostPassed() int {
	return max(runLen*corpus.Oldest, 4*min(l.limit, math.MaxInt32))
}

// take notes a place of feature i, and reports whether its text is there and not the
// owner's.
func (l *batchLookup) take(i int, e entry) bool {
	if !l.tenant.alive.has(e.number) {
		return false
	}
	if l.own != (corpus.Owner{}) && l.tenant.owned(e.number, l.own) {
		l.passed[i]++
		return false
	}
	l.found = append(l.found, located{int32(i), corpus.Place{Number: l.tenant.before + uint64(e.number), Position: e.position}})
	l.counts[i]++
	return true
}

// segment finds the places of a batch in a segment. If a key has more places than
// limit in the segments so far, it keeps only the first, in order of number.
func (l *batchLookup) segment(s *segment, keys []uint64) {
	for i, k := range keys {
		if k>>corpus.FeatureBits != 0 { // not a feature
			l.ranges[i].start, l.ranges[i].end = 0, 0
			continue
		}
		block := k >> s.shift
		l.ranges[i].start, l.ranges[i].end = s.blocks[block], s.blocks[block+1]
	}
	for _, r := range l.ranges[:len(keys)] {
		if r.start < r.end {
			l.fetched += s.data[r.start]
		}
	}
	for i, k := range keys {
		if r := l.ranges[i]; r.start < r.end {
			taken := 0
			s.scan(r.start, r.end, k, l.own, func(e entry) bool {
				if l.take(i, e) {
					taken++
				}
				return (l.counts[i] <= l.limit || taken < l.oldest()) && l.passed[i] < l.mostPassed()
			})
		}
	}
}

func compareNumbers(a, b corpus.Place) int { return cmp.Compare(a.Number, b.Number) }

package compare

import (
	"math/bits"
	"math/rand/v2"
)

// A seedTable finds the seeds of one family of a text by hash. It is a hash
// table with linear probing over their distinct hashes. Seeds of one hash form
// a chain, first to last.
type seedTable struct {
	seeds []seed
	slots []int32 // index of the first seed of a hash, plus 1; 0 where there is none
	links []seedLink
	spread
}

// A spread brings 64-bit hashes to a number of bits: by an odd factor drawn at
// random, so that nobody can choose words that crowd in one part of a table
// (Dietzfelbinger and others, 1997). What a table answers does not depend on it.
type spread struct {
	by    uint64
	shift int
}

// spreadOver returns a spread over size slots, a power of two.
func spreadOver(size int) spread {
	return spread{rand.Uint64() | 1, 64 - bits.TrailingZeros(uint(size))}
}

func (s spread) of(hash uint64) uint64 { return hash * s.by >> s.shift }

// A seedLink goes from a seed to those of the same hash that follow.
type seedLink struct {
	next  int32 // index, or -1
	count int32 // of seeds from this one on
}

func newSeedTable(seeds []seed) *seedTable {
	size := 4
	for size < 2*len(seeds) {
		size *= 2
	}
	t := &seedTable{seeds, make([]int32, size), make([]seedLink, len(seeds)), spreadOver(size)}
	for i := len(seeds) - 1; i >= 0; i-- { // backwards, so that chains run forwards
		slot := t.slot(seeds[i].hash)
		t.links[i] = seedLink{-1, 1}
		if first := *slot - 1; first >= 0 {
			t.links[i] = seedLink{first, t.links[first].count + 1}
		}
		*slot = int32(i) + 1
	}
	return t
}

// slot returns the slot of hash, or the empty slot where it would be.
func (t *seedTable) slot(hash uint64) *int32 {
	mask := uint64(len(t.slots) - 1)
	for i := t.of(hash); ; i = (i + 1) & mask {
		if s := &t.slots[i]; *s == 0 || t.seeds[*s-1].hash == hash {
			return s
		}
	}
}

// first returns the index of the first seed of a hash, or -1.
func (t *seedTable) first(hash uint64) int32 { return *t.slot(hash) - 1 }

// count returns how many seeds there are of a hash.
func (t *seedTable) count(hash uint64) int32 {
	if i := t.first(hash); i >= 0 {
		return t.links[i].count
	}
	return 0
}

// matches calls emit for each pair of a seed of the table's text and one of
// others with the same hash, where that hash is rare enough in both. Pairs come
// in the order of others, then of the table's text.
func (t *seedTable) matches(others []seed, limit int32, emit func(own, other int)) {
	if len(t.seeds) == 0 || len(others) == 0 {
		return
	}
	firsts := make([]int32, len(others))
	times := make([]uint8, len(t.seeds)) // occurrences among others, by first seed, up to limit+1
	for i := range others {
		first := t.first(others[i].hash)
		firsts[i] = first
		if first >= 0 && int32(times[first]) <= limit {
			times[first]++
		}
	}
	for i, first := range firsts {
		if first < 0 || t.links[first].count > limit || int32(times[first]) > limit {
			continue
		}
		for j := first; j >= 0; j = t.links[j].next {
			emit(int(j), i)
		}
	}
}

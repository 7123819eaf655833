package lexicon

import (
	"math/bits"

	"github.com/bits-and-blooms/bloom/v3"
)

// rates are the probabilities that an unrelated pair is taken for one of a
// tier by accident of its filter. They are at most a tenth of the share of
// unrelated pairs that the thesauri themselves put into the tier. The rate of None
// is that of contrasts.
var rates = [tiers]float64{None: 0.001, Weak: 0.0007, Medium: 0.002, Strong: 0.0001}

// A table holds the pairs of one tier of one lexicon, as a Bloom filter of
// their hashes. One of tier None holds pairs that contrast.
//
// The package bits-and-blooms holds the bits, but this package chooses their
// places, as in package minhash: the method of bits-and-blooms takes the key as
// bytes and costs a MurmurHash and one division a bit.
type table struct {
	tier   Tier
	pairs  uint64 // in the filter
	filter *bloom.BloomFilter
}

// minRoom is the least number of pairs that a table has room for. In a filter of a
// few dozen bits, the places of a pair depend on each other too much for the rates
// to hold.
const minRoom = 256

// newTable returns an empty table with room for n pairs.
func newTable(t Tier, n int) table {
	m, k := bloom.EstimateParameters(uint(max(n, minRoom)), rates[t])
	return table{tier: t, filter: bloom.New(m, k)}
}

// add puts the pair with hash h into the table.
func (t *table) add(h uint64) {
	set, m := t.filter.BitSet(), uint64(t.filter.Cap())
	step := avalanche(h) | 1
	for range t.filter.K() {
		at, _ := bits.Mul64(h, m)
		set.Set(uint(at))
		h += step
	}
	t.pairs++
}

// has reports whether the pair with hash h is in the table. Its bits are at the
// high halves of (h + i*step) × bits, for i from 0.
func (t *table) has(h, step uint64) bool {
	if !t.perhaps(h, step) {
		return false
	}
	words, m := t.filter.BitSet().Words(), uint64(t.filter.Cap())
	for i := uint64(2); i < uint64(t.filter.K()); i++ {
		at, _ := bits.Mul64(h+i*step, m)
		if words[at>>6]>>(at&63)&1 == 0 {
			return false
		}
	}
	return true
}

// perhaps reports whether the first two bits of a pair are set, as those of a quarter of the
// pairs are that are not in the table. A branch after each bit would be guessed wrong half of
// the time, and both reads have to wait for memory: together they take less time.
func (t *table) perhaps(h, step uint64) bool {
	words, m := t.filter.BitSet().Words(), uint64(t.filter.Cap())
	if t.filter.K() < 2 {
		step = 0 // a file may hold such a table
	}
	x, _ := bits.Mul64(h, m)
	y, _ := bits.Mul64(h+step, m)
	return words[x>>6]>>(x&63)&(words[y>>6]>>(y&63))&1 != 0
}

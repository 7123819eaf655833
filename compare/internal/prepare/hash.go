package prepare

import (
	"math/bits"
	"math/rand/v2"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// PhraseMultiplier is the multiplier of hashes of several words, odd.
const PhraseMultiplier = 0xd6e8feb86659fd93

// PhraseHash returns a hash of words in their order. For one word it is the hash of
// the word.
func PhraseHash(words []shingle.Word) uint64 {
	var h uint64
	for i := range words {
		h = h*PhraseMultiplier + words[i].Hash
	}
	return h
}

// A Spread reduces 64-bit hashes to a number of bits, with an odd factor drawn at
// random, so that nobody can choose words that crowd one part of a table
// (Dietzfelbinger and others, 1997). The answers of a table do not depend on it.
type Spread struct {
	by    uint64
	shift int
}

// SpreadOver returns a spread over size slots, a power of two.
func SpreadOver(size int) Spread {
	return Spread{rand.Uint64() | 1, 64 - bits.TrailingZeros(uint(size))}
}

// Of returns the slot of a hash.
func (s Spread) Of(hash uint64) uint64 { return hash * s.by >> s.shift }

// Double doubles the number of slots.
func (s *Spread) Double() { s.shift-- }

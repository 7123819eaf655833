package lexicon

import (
	"math/bits"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Key stands for a word, or for a phrase of up to three words, in any inflection
// and, in English, in British or American spelling: it is a hash of their stems.
// Zero is no key. [Lexicon.Key] makes keys; they are the same in all lexicons of a
// language.
type Key uint64

// maxPhrase is the most words that a key stands for. Nearly all phrases of the
// thesauri that a spinner puts for a word have two words.
const maxPhrase = 3

// The hash is part of the file format: it never changes within formatVersion.
//
// The key of a word is the FNV-1a hash of its stem, in English that of the American
// spelling, followed by an avalanche (David Stafford's variant 13 of the
// MurmurHash3 finaliser), because filters look at high bits. The key of a phrase
// folds the keys of its words together in order. 0 is replaced by 1.
const (
	fnvOffset = 0xcbf29ce484222325
	fnvPrime  = 0x100000001b3

	pairMulA = 0xa0761d6478bd642f
	pairMulB = 0xe7037ed1a0b428db
)

// keyOf returns the key of a word or phrase given as normal forms.
func keyOf(lang shingle.Language, words []string) Key {
	if len(words) == 0 || len(words) > maxPhrase {
		return 0
	}
	var keys [maxPhrase]Key
	for i, w := range words {
		keys[i] = wordKey(lang, w)
	}
	return Join(keys[:len(words)]...)
}

// wordKey returns the key of a word, 0 for an empty one.
func wordKey(lang shingle.Language, w string) Key {
	if w == "" {
		return 0
	}
	if lang == shingle.English {
		w = american(w)
	}
	return Key(max(1, hashOf(lang.Stem(w))))
}

// hashOf returns the hash of a stem.
func hashOf(stem string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(stem) {
		h = (h ^ uint64(stem[i])) * fnvPrime
	}
	return avalanche(h)
}

// Join returns the key of the phrase whose words have the given keys: the same as
// [Lexicon.Key] of the words, for callers that keep the keys of words. It is 0 for
// no words, for more than three, and if one of the keys is 0.
func Join(keys ...Key) Key {
	if len(keys) == 0 || len(keys) > maxPhrase {
		return 0
	}
	h := uint64(keys[0])
	for i, k := range keys {
		if k == 0 {
			return 0
		}
		if i > 0 {
			h = max(1, avalanche(h*pairMulB^uint64(k)))
		}
	}
	return Key(h)
}

// pairHash returns the hash of an unordered pair of keys: the keys in
// ascending order are multiplied to 128 bits, whose halves are folded together.
func pairHash(a, b Key) uint64 {
	hi, lo := bits.Mul64(uint64(min(a, b))^pairMulA, uint64(max(a, b))^pairMulB)
	return avalanche(hi ^ lo)
}

// avalanche spreads every input bit over every output bit.
func avalanche(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

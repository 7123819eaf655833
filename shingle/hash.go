package shingle

import "math/bits"

// The hash is part of the scheme: it never changes within one hashVersion.
//
// A word is hashed eight bytes at a time with one 64×64→128 bit multiply each,
// folded by exclusive or (the step of Wang Yi's wyhash). A feature combines
// the hashes of its words by a rolling polynomial, which costs two multiplies
// a feature at any size, and ends in an avalanche (David Stafford's variant 13
// of the MurmurHash3 finaliser) because a sketch looks at high bits only.
const (
	hashVersion = "w1"

	hashSeed  = 0x9e3779b97f4a7c15
	hashMulA  = 0xa0761d6478bd642f
	hashMulB  = 0xe7037ed1a0b428db
	shingleBy = 0xd6e8feb86659fd93 // odd: multiplication is a bijection
)

// hashForm returns the hash of a normal form. [Hasher] computes the same from
// a text in place.
func hashForm(s string) uint64 {
	h := uint64(hashSeed)
	n := len(s)
	for len(s) > 8 {
		h = fold(h^load8(s), hashMulA)
		s = s[8:]
	}
	var tail uint64
	for i := len(s) - 1; i >= 0; i-- {
		tail = tail<<8 | uint64(s[i])
	}
	return fold(h^tail, hashMulB^uint64(n))
}

// load8 reads the first eight bytes of s, the first as the lowest.
func load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// fold multiplies to 128 bits and folds the halves together.
func fold(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// avalanche spreads every input bit over every output bit.
func avalanche(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

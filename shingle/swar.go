package shingle

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// Reading text eight bytes at a time, in the lanes of a 64-bit word. In every lane
// the high bit is free or cleared first, so that additions never carry from lane to
// lane and can compare all eight bytes at once: x+(0x80-c) has the high bit where a
// byte is c or more (Warren, Hacker's Delight, 6-1).
const (
	lanes     = 0x0101010101010101
	highLanes = 0x80 * lanes
)

// pad is how many bytes must follow a text so that a block of 64, the byte after
// it, and eight bytes from anywhere in the text can be read.
const pad = 72

// lowerPrefix writes s to dst with A–Z in lower case, up to the first byte that
// is not ASCII, and returns how many bytes it wrote. The bytes of dst after them
// have no meaning. dst must be at least eight bytes longer than s.
func lowerPrefix(dst []byte, s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		x := load8(s[i:])
		upper := (x + (0x80-'A')*lanes) &^ (x + (0x7f-'Z')*lanes) & highLanes
		// Lanes after one that is not ASCII are wrong, because its sums may carry.
		binary.LittleEndian.PutUint64(dst[i:], x|upper>>2)
		if high := x & highLanes; high != 0 {
			return i + bits.TrailingZeros64(high)>>3
		}
	}
	for ; i < len(s); i++ {
		c := s[i]
		if c >= 0x80 {
			break
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst[i] = c
	}
	return i
}

// capitals returns the high bits of the lanes of x that hold A–Z.
func capitals(x uint64) uint64 {
	y := x &^ highLanes
	return (y + (0x80-'A')*lanes) &^ (y + (0x7f-'Z')*lanes) &^ x & highLanes
}

// gather makes a number of eight bits from the high bits of the lanes of m, which
// has no other bits: the product has the bit of lane i at 56+i, and no two terms
// overlap.
func gather(m uint64) uint64 { return m * 0x0002040810204081 >> 56 }

// classify returns which of the eight bytes of x belong to words, and which are
// other visible characters: a bit for each. Lower-case letters, digits, low lines
// and all bytes above 0x7f are parts of words.
func classify(x uint64) (word, mark uint64) {
	y := x &^ highLanes
	letter := (y + (0x80-'a')*lanes) &^ (y + (0x7f-'z')*lanes)
	digit := (y + (0x80-'0')*lanes) &^ (y + (0x7f-'9')*lanes)
	noLine := (y ^ '_'*lanes) + 0x7f*lanes
	w := (x | letter | digit | ^noLine) & highLanes
	return gather(w), gather((y + (0x80-'!')*lanes) & highLanes &^ w)
}

// classifyBlock is classify for a block of 64 bytes.
func classifyBlock(b *[64]byte) (word, mark uint64) {
	for i := 0; i < 64; i += 8 {
		w, m := classify(binary.LittleEndian.Uint64(b[i : i+8]))
		word |= w << i
		mark |= m << i
	}
	return word, mark
}

// hashAt returns the hash of text[i:j], which is not empty, like [hashForm].
// Eight bytes must follow j.
func hashAt(text []byte, i, j int) uint64 {
	h := uint64(hashSeed)
	n := j - i
	for ; j-i > 8; i += 8 {
		h = fold(h^binary.LittleEndian.Uint64(text[i:]), hashMulA)
	}
	tail := binary.LittleEndian.Uint64(text[i:]) & lowBytes(j-i)
	return fold(h^tail, hashMulB^uint64(n))
}

// appendWordHashes appends the hashes of words of text, which pad bytes must
// follow. For words of up to 16 bytes it does the same at any length: two loads and
// two multiplications cost less than mispredicted branches. A branch on the length
// made a text take 15 % longer.
func appendWordHashes(dst []uint64, text []byte, words []span) []uint64 {
	n := len(dst)
	dst = slices.Grow(dst, len(words))[:n+len(words)]
	out := dst[n:]
	for i, w := range words {
		size := w.to - w.from
		if size > 16 {
			out[i] = hashAt(text, w.from, w.to)
			continue
		}
		b := text[w.from:][:16]
		h, tail := uint64(hashSeed), binary.LittleEndian.Uint64(b)
		first, second := fold(h^tail, hashMulA), binary.LittleEndian.Uint64(b[8:])
		if size > 8 {
			h = first
		}
		if size > 8 { // two statements, so that both become conditional moves
			tail = second
		}
		out[i] = fold(h^tail&lowBytes(size), hashMulB^uint64(size))
	}
	return dst
}

// lowBytes returns the mask of the low n bytes of a word of eight, n from 1, or
// of n-8 where n is from 9 to 16.
func lowBytes(n int) uint64 { return ^uint64(0) >> (-(8 * uint(n)) & 63) }

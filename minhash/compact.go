package minhash

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
)

// A Compact is a signature with one, two, four or eight bits a slot: b-bit MinHash
// (Li and König, WWW 2010). Root mean square error over all similarities, with sets
// of 300 elements:
//
//	slots × bits  bytes  error
//	128 × 1          16  0.066
//	128 × 8         128  0.031
//	512 × 2         128  0.022
//	512 × 8         512  0.013
//
// Compacts of equal shape, from signatures with equal [Config], may be compared,
// eight to 64 slots at a time. They cannot be merged. The zero Compact is like
// nothing.
type Compact struct {
	words []uint64 // slot i in word i*bits/64, from the lowest bit; nil if empty
	slots int
	bits  int
}

// Compact returns s with 1, 2, 4 or 8 bits a slot. The error wraps [ErrConfig] if
// bits is another number, or s has more slots than a [Config] allows.
func (s Signature) Compact(bits int) (Compact, error) {
	if !validBits(bits) {
		return Compact{}, fmt.Errorf("%w: %d bits a slot, want 1, 2, 4 or 8", ErrConfig, bits)
	}
	if len(s) > maxSlots {
		return Compact{}, fmt.Errorf("%w: %d slots, want at most %d", ErrConfig, len(s), maxSlots)
	}
	c := Compact{slots: len(s), bits: bits}
	if s.Empty() {
		return c, nil
	}
	c.words = make([]uint64, wordsFor(len(s), bits))
	per := 64 / bits
	for i, v := range s {
		c.words[i/per] |= uint64(reduce(v, bits)) << (i % per * bits)
	}
	return c, nil
}

// reduce hashes a slot to a few bits. Its low bits alone would not do, because the
// least of very many values has few bits that vary.
func reduce(v uint32, bits int) uint32 {
	return uint32(avalanche(uint64(v)) >> (64 - bits))
}

func validBits(bits int) bool { return bits == 1 || bits == 2 || bits == 4 || bits == 8 }

func wordsFor(slots, bits int) int { return (slots*bits + 63) / 64 }

// Empty reports whether c is the sketch of the empty set.
func (c Compact) Empty() bool { return c.words == nil }

// Slots returns the number of slots.
func (c Compact) Slots() int { return c.slots }

// Bits returns the bits in a slot.
func (c Compact) Bits() int { return c.bits }

// Similarity estimates the Jaccard similarity of the two sets. It is unbiased and
// therefore may be below 0, down to -1 at one bit, if they have little in common;
// see [Estimate.Similarity]. It is 0 if a set is empty. It panics if the shapes
// differ.
func (c Compact) Similarity(d Compact) float64 { return c.Estimate(d).Similarity() }

// Estimate is Similarity with its error, as [Signature.Estimate] is.
func (c Compact) Estimate(d Compact) Estimate {
	if c.slots != d.slots || c.bits != d.bits {
		panic(fmt.Sprintf("minhash: compact sketches of %d × %d and %d × %d bits", c.slots, c.bits, d.slots, d.bits))
	}
	if c.Empty() || d.Empty() {
		return Estimate{} // similarity 0, no error
	}
	var unequal int
	d.words = d.words[:len(c.words)]
	switch c.bits {
	case 1:
		for i, w := range c.words {
			unequal += bits.OnesCount64(w ^ d.words[i])
		}
	case 2:
		for i, w := range c.words {
			x := w ^ d.words[i]
			unequal += bits.OnesCount64((x | x>>1) & 0x5555555555555555)
		}
	case 4:
		for i, w := range c.words {
			x := w ^ d.words[i]
			x |= x >> 2
			unequal += bits.OnesCount64((x | x>>1) & 0x1111111111111111)
		}
	case 8:
		for i, w := range c.words {
			x := w ^ d.words[i]
			x |= x >> 4
			x |= x >> 2
			unequal += bits.OnesCount64((x | x>>1) & 0x0101010101010101)
		}
	}
	return Estimate{Equal: c.slots - unequal, Slots: c.slots, Bits: c.bits}
}

// The binary form of a compact sketch, little-endian:
//
//	magic  [4]  'm' 'h' 'c' 1, the last byte being the version
//	slots  [3]  how many
//	bits   [1]  1, 2, 4 or 8; 128 more for the empty set, which has no words
//	word   [8]  (slots*bits+63)/64 times; what the last has left over is zero
//	check  [4]  CRC-32C of all bytes before
const (
	compactMagic = "mhc\x01"
	compactEmpty = 0x80
)

// AppendBinary appends the binary form of c. The error is nil unless c is the zero
// Compact, which has no binary form.
func (c Compact) AppendBinary(b []byte) ([]byte, error) {
	if !validBits(c.bits) {
		return b, fmt.Errorf("%w: the zero Compact has no binary form", ErrConfig)
	}
	from := len(b)
	b = append(b, compactMagic...)
	shape := uint32(c.slots) | uint32(c.bits)<<24
	if c.Empty() {
		shape |= compactEmpty << 24
	}
	b = binary.LittleEndian.AppendUint32(b, shape)
	for _, w := range c.words {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return appendCheck(b, from), nil
}

// MarshalBinary returns the binary form of c.
func (c Compact) MarshalBinary() ([]byte, error) {
	return c.AppendBinary(make([]byte, 0, 12+8*len(c.words)))
}

// UnmarshalBinary sets c from its binary form, which it does not keep. An error
// wraps [ErrFormat] or [ErrVersion] and leaves c unchanged.
func (c *Compact) UnmarshalBinary(b []byte) error {
	body, err := unframe(b, compactMagic)
	if err != nil {
		return fmt.Errorf("compact sketch: %w", err)
	}
	shape := binary.LittleEndian.Uint32(body)
	body = body[4:]
	d := Compact{slots: int(shape & 0xffffff), bits: int(shape >> 24 &^ compactEmpty)}
	if !validBits(d.bits) || d.slots > maxSlots {
		return fmt.Errorf("compact sketch: %w: %d slots of %d bits at offset 4", ErrFormat, d.slots, d.bits)
	}
	want := wordsFor(d.slots, d.bits)
	if shape>>24&compactEmpty != 0 || d.slots == 0 {
		want = 0
	}
	if shape>>24&compactEmpty == 0 && d.slots == 0 {
		return fmt.Errorf("compact sketch: %w: no slots at offset 4", ErrFormat)
	}
	if len(body) != 8*want {
		return fmt.Errorf("compact sketch: %w: %d bytes of slots, want %d, at offset 8", ErrFormat, len(body), 8*want)
	}
	for part := range slices.Chunk(body, 8) {
		d.words = append(d.words, binary.LittleEndian.Uint64(part))
	}
	if over := uint(d.slots * d.bits % 64); over != 0 && want != 0 && d.words[want-1]>>over != 0 {
		return fmt.Errorf("compact sketch: %w: bits beyond the last slot", ErrFormat)
	}
	*c = d
	return nil
}

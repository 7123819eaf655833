package minhash

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// A Signature is the sketch of a set. Each slot holds the round in which a hash of
// an element first fell there (three bits, 7 for "never") and below that the least
// hash value (29 bits). Signatures made by Signers of equal [Config] may be
// compared and merged. Comparing others gives meaningless numbers, and the package
// cannot notice it unless the lengths differ.
type Signature []uint32

// Empty reports whether s is the signature of the empty set, or has no slots.
func (s Signature) Empty() bool { return len(s) == 0 || s[0] == emptySlot }

// emptySlots counts the slots that no element fell into. A Signer leaves either all
// slots empty or none.
func (s Signature) emptySlots() int {
	var n int
	for _, v := range s {
		n += one(v == emptySlot)
	}
	return n
}

// Merge turns s into the exact signature of the union of the two sets. Merging the
// signature of the empty set changes nothing. It panics if the lengths differ.
func (s Signature) Merge(t Signature) {
	mustMatch(s, t)
	for i, v := range t {
		s[i] = min(s[i], v)
	}
}

// Similarity estimates the Jaccard similarity of the two sets, 0 to 1: the
// share of equal slots. It is unbiased, with a standard error of at most
// sqrt(J(1-J)/slots), and 15 to 30 % less for sets of a quarter to three times
// as many elements as there are slots. It is 0 if a set is empty. It panics if the
// lengths differ.
func (s Signature) Similarity(t Signature) float64 {
	return s.Estimate(t).Similarity()
}

// Estimate is Similarity with its error. It is the zero Estimate if one of the sets
// is empty, because then the similarity is certain.
func (s Signature) Estimate(t Signature) Estimate {
	mustMatch(s, t)
	if s.Empty() || t.Empty() {
		return Estimate{} // similarity 0, no error
	}
	return Estimate{Equal: equalSlots(s, t), Slots: len(s)}
}

func mustMatch(s, t Signature) {
	if len(s) != len(t) {
		panic(fmt.Sprintf("minhash: signatures of %d and %d slots", len(s), len(t)))
	}
}

// equalSlots counts the equal values of two slices of one length.
func equalSlots(s, t []uint32) int {
	var n int
	t = t[:len(s)]
	for i, v := range s {
		if v == t[i] {
			n++
		}
	}
	return n
}

// The binary form of a signature, little-endian:
//
//	magic  [4]  'm' 'h' 's' 1, the last byte being the version
//	slots  [4]  how many
//	slot   [4]  as many times
//	check  [4]  CRC-32C of all bytes before
const signatureMagic = "mhs\x01"

// AppendBinary appends the binary form of s, 4 bytes a slot and 12 more. The error
// wraps [ErrConfig] if s has more slots than a [Config] allows. The form does not
// record the Config; store that beside it.
func (s Signature) AppendBinary(b []byte) ([]byte, error) {
	if len(s) > maxSlots {
		return b, fmt.Errorf("%w: %d slots, want at most %d", ErrConfig, len(s), maxSlots)
	}
	from := len(b)
	b = append(b, signatureMagic...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(s)))
	for _, v := range s {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return appendCheck(b, from), nil
}

// appendCheck appends the checksum of b[from:].
func appendCheck(b []byte, from int) []byte {
	return binary.LittleEndian.AppendUint32(b, checksum(0, b[from:]))
}

// MarshalBinary returns the binary form of s.
func (s Signature) MarshalBinary() ([]byte, error) {
	return s.AppendBinary(make([]byte, 0, 12+4*len(s)))
}

// UnmarshalBinary sets s from its binary form, which it does not keep. An error
// wraps [ErrFormat] or [ErrVersion] and leaves s unchanged.
func (s *Signature) UnmarshalBinary(b []byte) error {
	body, err := unframe(b, signatureMagic)
	if err != nil {
		return fmt.Errorf("signature: %w", err)
	}
	slots := binary.LittleEndian.Uint32(body)
	body = body[4:]
	if slots > maxSlots || len(body) != int(slots)*4 {
		return fmt.Errorf("signature: %w: %d bytes for %d slots at offset 8", ErrFormat, len(body), slots)
	}
	t := make(Signature, slots)
	for i := range t {
		t[i] = binary.LittleEndian.Uint32(body[4*i:])
	}
	if n := t.emptySlots(); n != 0 && n != len(t) {
		return fmt.Errorf("signature: %w: %d of %d slots empty", ErrFormat, n, len(t))
	}
	*s = t
	return nil
}

// checksum continues a CRC-32C, which begins as 0.
func checksum(crc uint32, b []byte) uint32 {
	return crc32.Update(crc, crc32.MakeTable(crc32.Castagnoli), b)
}

// unframe checks magic and checksum and returns what is between them, at least
// four bytes.
func unframe(b []byte, magic string) ([]byte, error) {
	if len(b) < len(magic)+8 {
		return nil, fmt.Errorf("%w: only %d bytes", ErrFormat, len(b))
	}
	n := len(magic) - 1
	if string(b[:n]) != magic[:n] {
		return nil, fmt.Errorf("%w: wrong magic at offset 0", ErrFormat)
	}
	if b[n] != magic[n] {
		return nil, fmt.Errorf("%w: %d at offset %d", ErrVersion, b[n], n)
	}
	end := len(b) - 4
	if checksum(0, b[:end]) != binary.LittleEndian.Uint32(b[end:]) {
		return nil, fmt.Errorf("%w: wrong checksum at offset %d", ErrFormat, end)
	}
	return b[len(magic):end], nil
}

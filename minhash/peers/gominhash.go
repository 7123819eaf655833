package main

import (
	"slices"

	"github.com/dgryski/go-metro"
	gominhash "github.com/dgryski/go-minhash"
)

// github.com/dgryski/go-minhash takes hash functions from its caller. Its tests
// use SpookyHash and MetroHash; here it is MetroHash with two seeds, which has
// assembly for amd64.
func metro0(b []byte) uint64 { return metro.Hash64(b, 0) }
func metro1(b []byte) uint64 { return metro.Hash64(b, 1) }

// minWise signs with its k-permutation MinHash.
type minWise struct {
	cutter
	slots int
	width int // bytes of a slot that Sketch keeps, 4 or 8
	last  *gominhash.MinWise
}

func (m *minWise) SignText(text string) {
	m.last = gominhash.NewMinWise(metro0, metro1, m.slots)
	m.split(text)
	for i := range m.shingles() {
		m.last.Push(m.shingle(i))
	}
}

func (m *minWise) SignSet(s set) {
	m.last = gominhash.NewMinWise(metro0, metro1, m.slots)
	for b := s.bytes; len(b) > 0; b = b[8:] {
		m.last.Push(b[:8])
	}
}

func (m *minWise) Sketch() sketch { return newMinima(m.last.Signature(), m.width) }

// bottomK signs with its bottom-k sketch. Its estimate counts common values of
// two sketches where it should count those among the least of the union, and
// is biased.
type bottomK struct {
	cutter
	slots int
	last  *gominhash.BottomK
}

func (m *bottomK) SignText(text string) {
	m.last = gominhash.NewBottomK(metro0, m.slots)
	m.split(text)
	for i := range m.shingles() {
		m.last.Push(m.shingle(i))
	}
}

func (m *bottomK) SignSet(s set) {
	m.last = gominhash.NewBottomK(metro0, m.slots)
	for b := s.bytes; len(b) > 0; b = b[8:] {
		m.last.Push(b[:8])
	}
}

func (m *bottomK) Sketch() sketch { return bottom{m.last, m.slots} }

type bottom struct {
	*gominhash.BottomK
	slots int
}

func (b bottom) Similarity(other sketch) float64 {
	return b.BottomK.Similarity(other.(bottom).BottomK)
}

func (b bottom) Size() int { return 8 * b.slots }

// bBit keeps eight bits of a slot of minWise in the library's own way. It loses
// each ninth value, when a word is full, so that 575 slots make 512 bytes, and its
// estimate is not corrected for chance.
type bBit struct{ minWise }

const bBits = 8

func (m *bBit) Sketch() sketch { return bBitSketch(m.last.SignatureBbit(bBits)) }

type bBitSketch []uint64

func (b bBitSketch) Similarity(other sketch) float64 {
	return gominhash.SimilarityBbit(b, other.(bBitSketch), bBits)
}

func (b bBitSketch) Size() int { return 8 * len(b) }

// minima are the slots of a k-permutation MinHash. Four bytes of each are enough to
// distinguish them. It is the caller who cuts them, not the libraries.
type minima struct {
	slots []uint64
	width int
}

func newMinima(slots []uint64, width int) minima {
	slots = slices.Clone(slots)
	if width == 4 {
		for i := range slots {
			slots[i] &= 1<<32 - 1
		}
	}
	return minima{slots, width}
}

func (m minima) Similarity(other sketch) float64 {
	equal := 0
	for i, x := range other.(minima).slots {
		if m.slots[i] == x {
			equal++
		}
	}
	return float64(equal) / float64(len(m.slots))
}

func (m minima) Size() int { return m.width * len(m.slots) }

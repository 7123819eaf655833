package pebblestore

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// appendList appends the features of a text, which are in order: how many there
// are, a width, and the differences from one to the next in a Rice code of that
// width, which is the high part in ones and a zero, then width low bits (Rice
// and Plaunt 1971). 140 random features take 4.4 bytes each, and 5 as varints. No features
// take no bytes.
func appendList(b []byte, postings []corpus.Posting) []byte {
	if len(postings) == 0 {
		return b
	}
	mean := postings[len(postings)-1].Feature / uint64(len(postings))
	width := max(bits.Len64(mean), 1) - 1
	b = append(binary.AppendUvarint(b, uint64(len(postings))), byte(width))
	w := bitWriter{b: b}
	before := uint64(0)
	for _, p := range postings {
		d := p.Feature - before
		for range d >> width {
			w.put(1, 1)
		}
		w.put(0, 1)
		w.put(d&(1<<width-1), width)
		before = p.Feature
	}
	return w.end()
}

// walkList calls visit with each feature of a list.
func walkList(list []byte, visit func(feature uint64)) error {
	if len(list) == 0 {
		return nil
	}
	count, n := binary.Uvarint(list)
	if n <= 0 || len(list) == n || count > 8*uint64(len(list)) || list[n] >= corpus.FeatureBits {
		return errList
	}
	width := int(list[n])
	r := bitReader{b: list[n+1:]}
	feature := uint64(0)
	for range count {
		for r.bit() == 1 {
			feature += 1 << width
		}
		feature += r.bits(width)
		if r.over || feature>>corpus.FeatureBits != 0 {
			return errList
		}
		visit(feature)
	}
	return nil
}

var errList = fmt.Errorf("%w: list of features", ErrDamaged)

// A bitWriter appends bits, the highest first.
type bitWriter struct {
	b    []byte
	acc  uint64
	held int // bits of acc that are not in b
}

// put appends the n low bits of v, at most 40. Its other bits are 0.
func (w *bitWriter) put(v uint64, n int) {
	w.acc = w.acc<<n | v
	for w.held += n; w.held >= 8; w.held -= 8 {
		w.b = append(w.b, byte(w.acc>>(w.held-8)))
	}
}

// end fills the last byte with zeros.
func (w *bitWriter) end() []byte {
	if w.held > 0 {
		w.put(0, 8-w.held)
	}
	return w.b
}

// A bitReader reads what a bitWriter wrote. After its end it reads zeros.
type bitReader struct {
	b    []byte
	at   int
	over bool
}

func (r *bitReader) bit() uint64 {
	if r.at>>3 >= len(r.b) {
		r.over = true
		return 0
	}
	bit := r.b[r.at>>3] >> (7 - r.at&7) & 1
	r.at++
	return uint64(bit)
}

func (r *bitReader) bits(n int) (v uint64) {
	for range n {
		v = v<<1 | r.bit()
	}
	return v
}

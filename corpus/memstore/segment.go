package memstore

import (
	"encoding/binary"
	"math/bits"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// An entry is a posting with the number of its text.
type entry struct {
	feature  uint64
	number   uint32
	position uint32
}

// before reports whether a comes before b in a segment.
func (a entry) before(b entry) bool {
	return a.feature < b.feature || a.feature == b.feature && a.number < b.number
}

// A segment holds postings in order of feature and number. It never changes.
//
// Features are spread evenly, so the first bits of a feature give its place in the
// segment: a block of about blockLen postings whose features all begin with these
// bits. A posting is three varints: the rest of its feature minus that of the
// posting before; its number, minus that of the posting before if the feature is
// the same; and its position. That takes 7 to 8 bytes.
type segment struct {
	data   []byte
	blocks []uint32 // where each block begins in data, and the end of the last
	shift  uint     // of a feature, to get its block
	n      int      // postings

	byAuthor, byGroup runs
}

const (
	blockLen = 4       // a byte of offsets for each posting, or half of one; 16 made look-ups take twice as long
	maxBlock = 1 << 26 // blocks in a segment

	// The longest segment: an entry takes at most 16 bytes, six of them for a
	// feature if shift is 40, and offsets of blocks have 32 bits.
	maxSegment = (1<<32 - 1) / 16
)

// A segmentWriter makes a segment from entries that are added in order.
type segmentWriter struct {
	segment
	last            entry
	authors, groups runFinder
}

// newSegment returns a writer for about n entries of the texts of a tenant.
func newSegment(n int, t *tenantData) *segmentWriter {
	width := bits.Len(uint(min(n/blockLen, maxBlock-1)))
	w := &segmentWriter{}
	w.authors.of, w.groups.of = t.author, t.group
	w.shift = uint(corpus.FeatureBits - width)
	w.blocks = make([]uint32, 1, 1<<width+1)
	w.data = make([]byte, 0, n*8)
	return w
}

// add appends an entry that comes after all earlier ones.
func (w *segmentWriter) add(e entry) {
	block := e.feature >> w.shift
	w.open(block)
	if len(w.data) == int(w.blocks[block]) {
		w.last = entry{feature: block << w.shift}
	}
	if e.feature != w.last.feature {
		w.last.number = 0
	}
	w.data = binary.AppendUvarint(w.data, e.feature-w.last.feature)
	w.data = binary.AppendUvarint(w.data, uint64(e.number-w.last.number))
	w.data = binary.AppendUvarint(w.data, uint64(e.position))
	w.last = e
	w.n++
	w.authors.add(e, uint32(len(w.data)))
	w.groups.add(e, uint32(len(w.data)))
}

// open ends blocks until the given one is the last.
func (w *segmentWriter) open(block uint64) {
	for uint64(len(w.blocks)) <= block {
		w.blocks = append(w.blocks, uint32(len(w.data)))
	}
}

// finish returns the segment.
func (w *segmentWriter) finish() *segment {
	w.open(1 << (corpus.FeatureBits - w.shift))
	w.data = append(make([]byte, 0, len(w.data)), w.data...) // no more than it needs
	w.authors.flush()
	w.groups.flush()
	w.byAuthor, w.byGroup = w.authors.found, w.groups.found
	s := w.segment
	return &s
}

// A cursor walks over the entries of a segment from the beginning of a block.
type cursor struct {
	s     *segment
	at    uint32
	block uint64
	entry // the present entry
}

// next moves to the next entry. It reports whether there is one.
func (c *cursor) next() bool {
	if int(c.at) == len(c.s.data) {
		return false
	}
	for c.at == c.s.blocks[c.block+1] {
		c.block++
	}
	if c.at == c.s.blocks[c.block] {
		c.entry = entry{feature: c.block << c.s.shift}
	}
	if more := c.uvarint(); more > 0 {
		c.feature += more
		c.number = 0
	}
	c.number += uint32(c.uvarint())
	c.position = uint32(c.uvarint())
	return true
}

// uvarint reads a number like [binary.Uvarint], in two thirds of the time, because
// a segmentWriter wrote the bytes.
func (c *cursor) uvarint() (v uint64) {
	data, at := c.s.data, c.at
	for shift := 0; ; shift += 7 {
		b := data[at]
		at++
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			c.at = at
			return v
		}
	}
}

// scan calls yield with the entries of a feature in data[start:end], a block, as
// long as yield returns true. It jumps over the runs of the author and of the
// group, unless they are "".
func (s *segment) scan(start, end uint32, feature uint64, own corpus.Owner, yield func(entry) bool) {
	var authors, groups []run
	if own.Author != "" {
		authors = s.byAuthor[feature]
	}
	if own.Group != "" {
		groups = s.byGroup[feature]
	}
	block := feature >> s.shift
	c := cursor{s: s, at: start, block: block}
	for c.at < end && c.next() && c.feature <= feature {
		if c.feature < feature {
			continue
		}
		jumped := false
		if authors, jumped = c.jump(authors, own.Author); jumped {
			continue
		}
		if groups, jumped = c.jump(groups, own.Group); jumped {
			continue
		}
		if !yield(c.entry) {
			return
		}
	}
}

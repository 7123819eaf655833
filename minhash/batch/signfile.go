package batch

import (
	"encoding/binary"
	"hash/crc32"
	"math"
)

// # Texts signed
//
// The head of a file of [Sign] is
//
//	slots    [4]
//	seed     [8]
//	bands    [4]
//	rows     [4]
//	scheme   [2] bytes in it, and the scheme
//	input    [4] bytes in it, and the name that the caller gave the input
//
// The body is segments, of some 40,000 texts where there are 25 bands. A segment is
//
//	sets         for each text whose set is not empty, its elements [8], ascending,
//	             and their check [4]
//	ids          for each text its id, and the check [4] of that
//	directory    a table with a record for each text
//	    set   [8]  offset
//	    id    [8]  offset
//	    order [8]
//	    print [8]  a hash of the set: equal sets have equal ones
//	    size  [4]  elements of the set
//	    id    [4]  bytes of the id
//	keys         256 lists, by the top byte of the key: for each band of each text
//	             whose set is not empty, its key [8] and the place
//	    tag   [4]  the low half of print
//	    text  [4]  number of the text in the file, from 0
//	names        256 lists in the same way: for each text, by a hash of its id
//
// The foot is
//
//	texts    [8]  in the file
//	segments [4]
//	segment       for each
//	    texts [4]
//	    directory [8]  offset
//	    keys  [8]  offset
//	    lists     512 times, keys before names: items [4] and the check [4] of them
const (
	lists         = 256
	keyBytes      = 16
	directorySize = 40
	segmentFoot   = 4 + 8 + 8 + 2*lists*8

	// A segment ends with the text that brings it to one of these.
	segmentKeys  = 1 << 20
	segmentTexts = 1 << 17
	segmentIDs   = 1 << 23 // bytes

	maxID  = math.MaxUint16
	maxSet = math.MaxInt32 / 8
)

// appendSettings appends the head of a file of texts signed.
func appendSettings(b []byte, s Settings, input string) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(s.Slots))
	b = binary.LittleEndian.AppendUint64(b, s.Seed)
	b = binary.LittleEndian.AppendUint32(b, uint32(s.Banding.Bands))
	b = binary.LittleEndian.AppendUint32(b, uint32(s.Banding.Rows))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(s.Scheme)))
	b = append(b, s.Scheme...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(input)))
	return append(b, input...)
}

// A segmentWriter gathers what follows the sets of a segment.
type segmentWriter struct {
	out       *outFile
	directory []byte
	ids       []byte
	keys      [2][]listed // keys and names
	texts     int64       // in earlier segments
	count     int
	foot      []byte
	segments  int
	buf       []byte
}

// A listed is an item of one of the lists.
type listed struct {
	key       uint64
	tag, text uint32
}

// add adds a text, with its band keys.
func (w *segmentWriter) add(t Text, keys []uint64) {
	at := w.out.at
	if len(t.Set) > 0 {
		w.buf = w.buf[:0]
		for _, x := range t.Set {
			w.buf = binary.LittleEndian.AppendUint64(w.buf, x)
		}
		w.buf = binary.LittleEndian.AppendUint32(w.buf, checksum(0, w.buf))
		w.out.write(w.buf)
	}
	hash := fingerprint(t.Set)
	d := binary.LittleEndian.AppendUint64(w.directory, uint64(at))
	d = binary.LittleEndian.AppendUint64(d, uint64(len(w.ids))) // relative to the ids until flush
	d = binary.LittleEndian.AppendUint64(d, t.Order)
	d = binary.LittleEndian.AppendUint64(d, hash)
	d = binary.LittleEndian.AppendUint32(d, uint32(len(t.Set)))
	w.directory = binary.LittleEndian.AppendUint32(d, uint32(len(t.ID)))
	from := len(w.ids)
	w.ids = append(w.ids, t.ID...)
	check := checksum(0, w.ids[from:])
	w.ids = binary.LittleEndian.AppendUint32(w.ids, check)
	number := uint32(w.texts) + uint32(w.count)
	for _, k := range keys {
		w.keys[0] = append(w.keys[0], listed{k, uint32(hash), number})
	}
	w.keys[1] = append(w.keys[1], listed{nameHash(t.ID), 0, number})
	w.count++
}

func (w *segmentWriter) full() bool {
	return len(w.keys[0]) >= segmentKeys || w.count >= segmentTexts || len(w.ids) >= segmentIDs
}

// flush writes the segment.
func (w *segmentWriter) flush() {
	if w.count == 0 {
		return
	}
	ids := w.out.at
	w.out.write(w.ids)
	t := newTable(w.out, directorySize)
	for d := w.directory; len(d) > 0; d = d[directorySize:] {
		r := t.record()
		copy(r, d)
		binary.LittleEndian.PutUint64(r[8:], uint64(ids)+binary.LittleEndian.Uint64(r[8:]))
	}
	t.flush()
	w.foot = binary.LittleEndian.AppendUint32(w.foot, uint32(w.count))
	w.foot = binary.LittleEndian.AppendUint64(w.foot, uint64(t.at))
	w.foot = binary.LittleEndian.AppendUint64(w.foot, uint64(w.out.at))
	for i := range w.keys {
		w.lists(w.keys[i])
		w.keys[i] = w.keys[i][:0]
	}
	w.texts += int64(w.count)
	w.count, w.ids, w.directory = 0, w.ids[:0], w.directory[:0]
	w.segments++
}

// lists distributes the keys to the lists and writes them.
func (w *segmentWriter) lists(keys []listed) {
	var ends, counts [lists]int
	for i := range keys {
		counts[keys[i].key>>56]++
	}
	sum := 0
	for i, n := range counts {
		ends[i] = sum
		sum += n
	}
	if n := len(keys) * keyBytes; cap(w.buf) < n {
		w.buf = make([]byte, n)
	}
	w.buf = w.buf[:len(keys)*keyBytes]
	for _, k := range keys {
		p := w.buf[ends[k.key>>56]*keyBytes:][:keyBytes]
		binary.LittleEndian.PutUint64(p, k.key)
		binary.LittleEndian.PutUint32(p[8:], k.tag)
		binary.LittleEndian.PutUint32(p[12:], k.text)
		ends[k.key>>56]++
	}
	for i, n := range counts {
		list := w.buf[(ends[i]-n)*keyBytes : ends[i]*keyBytes]
		w.foot = binary.LittleEndian.AppendUint32(w.foot, uint32(n))
		w.foot = binary.LittleEndian.AppendUint32(w.foot, crc32.Checksum(list, castagnoli))
	}
	w.out.write(w.buf)
}

// end returns the foot of the file.
func (w *segmentWriter) end() []byte {
	w.flush()
	foot := binary.LittleEndian.AppendUint64(nil, uint64(w.texts))
	foot = binary.LittleEndian.AppendUint32(foot, uint32(w.segments))
	return append(foot, w.foot...)
}

// The hashes of files. They are part of version 1.
const (
	mulA = 0x9e3779b97f4a7c15
	mulB = 0xd6e8feb86659fd93
)

// fingerprint hashes an ascending set. Its four sums are independent and overlap in
// the processor.
func fingerprint(set []uint64) uint64 {
	a, b, c, d := uint64(1), uint64(2), uint64(3), uint64(len(set))
	for len(set) >= 4 {
		a = mix(a ^ set[0])
		b = mix(b ^ set[1])
		c = mix(c ^ set[2])
		d = mix(d ^ set[3])
		set = set[4:]
	}
	for _, x := range set {
		a = mix(a ^ x)
	}
	return mix(mix(mix(a^b)^c) ^ d)
}

// mix is a bijection.
func mix(x uint64) uint64 {
	x *= mulA
	x ^= x >> 32
	x *= mulB
	return x ^ x>>29
}

// nameHash hashes an id.
func nameHash(id string) uint64 {
	h := uint64(len(id))
	for ; len(id) >= 8; id = id[8:] {
		h = mix(h ^ binary.LittleEndian.Uint64([]byte(id[:8])))
	}
	for i := range len(id) {
		h = mix(h ^ uint64(id[i]) ^ 1<<40)
	}
	return mix(h)
}

package lexicon

import (
	"bufio"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
)

// # Files
//
// All numbers are little-endian; [n] is a field of n bytes; a text is its
// length in [1] and that many bytes of UTF-8.
//
//	magic     [8]  "PALIMPLX"
//	version   [4]  2
//	length    [4]  bytes of the head
//	head
//	check     [4]  CRC-32C of every byte of the file before this field
//	bits           of the tables, one after the other
//	rarities       of the forms
//	check     [4]  CRC-32C of every byte of the file before this field
//
// After the second check the file ends. The head is
//
//	language  text
//	stemmer   text  name of what made the stems
//	probes    [2]   and that many texts: forms in ascending order, no two equal
//	digest    [8]   of the stems of the probes, in the language
//	sources   [1]   and for each the texts name, version and digest
//	rarities  [4]   number of forms that have one
//	tables    [1]   and for each, the stronger tiers first, contrasts last:
//	  tier    [1]   0 contrast, 1 weak, 2 medium, 3 strong
//	  hashes  [1]   bits set for a pair
//	  bits    [8]   in the filter
//	  pairs   [8]   in the filter
//
// The bits of a table are words of [8], as many as it takes, bit i being bit
// i%64 of word i/64. The rarity of a form is [4], see rarity.go. key.go says how words
// become a key and two keys a hash, and table.go where the bits of a pair are in the
// filter; version 2 fixes both. The digest folds the keys of the probes together: a program
// with other stems refuses the file.
const (
	magic         = "PALIMPLX"
	formatVersion = 2
	stemmer       = "snowball+irregular+american"

	maxText    = 255     // bytes of a text
	maxHead    = 1 << 18 // bytes of the head
	maxSources = 255
	maxTables  = 255
	maxHashes  = 64
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// WriteTo writes the lexicon as a file for [Read]. The bytes depend on the content
// alone. It fails if w fails. It fails before it writes anything if there are more
// than 255 sources, or more than 255 tables (each lexicon that [Lexicon.With]
// joined has up to four), if the language or a text of a source has more than 255
// bytes, or if everything before the bits has more than 256 KiB.
func (l *Lexicon) WriteTo(w io.Writer) (int64, error) {
	e := encoder{w: bufio.NewWriter(w)}
	head := l.appendHead(nil)
	if len(head) > maxHead || len(l.sources) > maxSources || len(l.tables) > maxTables || len(l.rarity) > maxForms || slices.ContainsFunc(l.sources, tooLong) {
		return 0, errTooMuch
	}
	e.write([]byte(magic))
	e.uint32(formatVersion)
	e.uint32(uint32(len(head)))
	e.write(head)
	e.uint32(e.crc)
	for i := range l.tables {
		e.words(l.tables[i].filter.BitSet().Words())
	}
	e.rarities(l.rarity)
	e.uint32(e.crc)
	if e.err == nil {
		e.err = e.w.(*bufio.Writer).Flush()
	}
	return e.n, e.err
}

// appendHead appends the head of the file.
func (l *Lexicon) appendHead(b []byte) []byte {
	b = appendText(b, l.Language().String())
	b = appendText(b, stemmer)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(l.probes)))
	for _, p := range l.probes {
		b = appendText(b, p)
	}
	b = binary.LittleEndian.AppendUint64(b, l.stems)
	b = append(b, byte(len(l.sources)))
	for _, s := range l.sources {
		b = appendText(b, s.Name)
		b = appendText(b, s.Version)
		b = appendText(b, s.Digest)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(l.rarity)))
	b = append(b, byte(len(l.tables)))
	for i := range l.tables {
		t := &l.tables[i]
		b = append(b, byte(t.tier), byte(t.filter.K()))
		b = binary.LittleEndian.AppendUint64(b, uint64(t.filter.Cap()))
		b = binary.LittleEndian.AppendUint64(b, t.pairs)
	}
	return b
}

// tooLong reports whether a text of a source is too long.
func tooLong(s Source) bool { return max(len(s.Name), len(s.Version), len(s.Digest)) > maxText }

// appendText appends a text, cut to 255 bytes.
func appendText(b []byte, s string) []byte {
	s = s[:min(len(s), maxText)]
	return append(append(b, byte(len(s))), s...)
}

// An encoder writes the parts of a file, until something fails.
type encoder struct {
	w   io.Writer
	crc uint32
	n   int64
	err error
	buf []byte
}

// content writes everything that the answers of a lexicon depend on.
func (e *encoder) content(l *Lexicon) {
	e.write(l.appendHead(nil))
	for i := range l.tables {
		e.words(l.tables[i].filter.BitSet().Words())
	}
	e.rarities(l.rarity)
}

func (e *encoder) write(p []byte) {
	if e.err != nil {
		return
	}
	e.crc = crc32.Update(e.crc, castagnoli, p)
	n, err := e.w.Write(p)
	e.n += int64(n)
	e.err = err
}

func (e *encoder) uint32(v uint32) { e.write(binary.LittleEndian.AppendUint32(nil, v)) }

// words writes words of bits, some at a time.
func (e *encoder) words(words []uint64) {
	const some = 1 << 12
	for len(words) > 0 {
		n := min(some, len(words))
		e.buf = e.buf[:0]
		for _, w := range words[:n] {
			e.buf = binary.LittleEndian.AppendUint64(e.buf, w)
		}
		e.write(e.buf)
		words = words[n:]
	}
}

// rarities writes the rarities of words, some at a time.
func (e *encoder) rarities(r rarities) {
	const some = 1 << 13
	for words := range slices.Chunk(r, some) {
		e.buf = e.buf[:0]
		for _, w := range words {
			e.buf = binary.LittleEndian.AppendUint32(e.buf, w)
		}
		e.write(e.buf)
	}
}

package minhash

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/palimpsest-go/palimpsest/internal/bytecursor"
)

// # Files
//
// The files of indexes and filters have the same structure. All numbers are
// little-endian; [n] is a field of n bytes.
//
//	magic    [8]  "PALIMPIX" for an index, "PALIMPSN" for a Seen filter
//	version  [4]  1
//	block         any number: first a header, last an end
//
// A block is
//
//	kind     [1]  'H' header, 'T' texts, 'B' bits, 'E' end
//	length   [4]  bytes of the payload
//	payload  [length]
//	check    [4]  CRC-32C of every byte of the file before this field
//
// A check covers everything before it, so blocks cannot be lost, doubled or
// exchanged unnoticed, and nothing is used before its check. After the end block
// the file ends. The payload of the end block is the number of texts or of words
// that the file holds, [8].
//
// Both headers begin with the settings of signatures:
//
//	slots    [4]
//	seed     [8]
//	bands    [4]
//	rows     [4]
//	scheme   [2] bytes in it, and the scheme
//
// The header of an index continues with
//
//	flags    [1]  1 if sets are kept, else 0
//
// and its 'T' blocks hold texts, in ascending order of their ids:
//
//	id       [2] bytes in it, and the id
//	size     [4]  distinct elements
//	slots    [4]  for each slot; nothing if size is 0
//	set      [8]  for each element, ascending; nothing if sets are not kept
//
// A text is never divided; a block ends after the text that brings it to 65,536
// bytes or more. The header of a filter continues with
//
//	capacity [8]  texts planned for
//	rate     [8]  false positives planned for, as IEEE 754
//	keys     [8]  distinct bands added
//	bits     [8]  in the filter
//	hashes   [4]  bits set for a band
//
// and its 'B' blocks hold the bits, in words of [8], 8,192 words in each block but
// the last. Bit i is bit i%64 of word i/64. The sketch is version "fss7"
// (signer.go). Version 1 also fixes the places of the bits of a band in the filter
// (seen.go).
const (
	indexMagic    = "PALIMPIX"
	seenMagic     = "PALIMPSN"
	formatVersion = 1

	blockHeader = 'H'
	blockTexts  = 'T'
	blockBits   = 'B'
	blockEnd    = 'E'

	textsBlock = 1 << 16 // bytes
	bitsBlock  = 1 << 13 // words
)

// A blockWriter writes the blocks of a file.
type blockWriter struct {
	w       *bufio.Writer
	crc     uint32
	written int64
	err     error
}

func newBlockWriter(w io.Writer, magic string) *blockWriter {
	b := &blockWriter{w: bufio.NewWriter(w)}
	b.write(binary.LittleEndian.AppendUint32([]byte(magic), formatVersion))
	return b
}

// write writes p unless an earlier write failed.
func (b *blockWriter) write(p []byte) {
	if b.err != nil {
		return
	}
	b.crc = checksum(b.crc, p)
	n, err := b.w.Write(p)
	b.written += int64(n)
	b.err = err
}

func (b *blockWriter) block(kind byte, payload []byte) {
	b.write(binary.LittleEndian.AppendUint32([]byte{kind}, uint32(len(payload))))
	b.write(payload)
	b.write(binary.LittleEndian.AppendUint32(nil, b.crc))
}

// end writes the last block.
func (b *blockWriter) end(count int) (int64, error) {
	b.block(blockEnd, binary.LittleEndian.AppendUint64(nil, uint64(count)))
	if b.err == nil {
		b.err = b.w.Flush()
	}
	return b.written, b.err
}

// A blockReader reads the blocks of a file.
type blockReader struct {
	r    *bufio.Reader
	crc  uint32
	read int64
	room bytes.Buffer
}

// newBlockReader reads magic and version.
func newBlockReader(r io.Reader, magic string) (*blockReader, error) {
	b := &blockReader{r: bufio.NewReader(r)}
	var head [12]byte
	if err := b.fill(head[:]); err != nil {
		return b, err
	}
	if string(head[:8]) != magic {
		return b, fmt.Errorf("%w: magic %q, want %q, at offset 0", ErrFormat, head[:8], magic)
	}
	if v := binary.LittleEndian.Uint32(head[8:]); v != formatVersion {
		return b, fmt.Errorf("%w: %d at offset 8", ErrVersion, v)
	}
	return b, nil
}

// fill reads all of p.
func (b *blockReader) fill(p []byte) error {
	n, err := io.ReadFull(b.r, p)
	b.read += int64(n)
	b.crc = checksum(b.crc, p[:n])
	return b.broken(err)
}

// broken turns the end of the file into an error of format.
func (b *blockReader) broken(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: ends within a block at offset %d", ErrFormat, b.read)
	}
	return fmt.Errorf("minhash: reading at offset %d: %w", b.read, err)
}

// next returns the next block. Its payload is valid until the next call, and starts
// at the offset of the payload. Memory grows as bytes arrive, because the length
// may be damaged.
func (b *blockReader) next() (kind byte, payload *bytecursor.Cursor, err error) {
	var head [5]byte
	if err := b.fill(head[:]); err != nil {
		return 0, nil, err
	}
	length := int64(binary.LittleEndian.Uint32(head[1:]))
	at := b.read
	b.room.Reset()
	n, err := io.CopyN(&b.room, b.r, length)
	b.read += n
	if err != nil {
		return 0, nil, b.broken(err)
	}
	b.crc = checksum(b.crc, b.room.Bytes())
	want := b.crc
	var check [4]byte
	if err := b.fill(check[:]); err != nil {
		return 0, nil, err
	}
	if binary.LittleEndian.Uint32(check[:]) != want {
		return 0, nil, fmt.Errorf("%w: wrong checksum at offset %d", ErrFormat, b.read-4)
	}
	return head[0], bytecursor.New(b.room.Bytes(), at, ErrFormat), nil
}

// header returns the first block.
func (b *blockReader) header() (*bytecursor.Cursor, error) {
	kind, c, err := b.next()
	if err != nil {
		return nil, err
	}
	if kind != blockHeader {
		return nil, fmt.Errorf("%w: no header at offset 12", ErrFormat)
	}
	return c, nil
}

// end checks the end block and that nothing follows it.
func (b *blockReader) end(c *bytecursor.Cursor, count int) error {
	if n := c.Uint64(); c.Err() == nil && n != uint64(count) {
		return fmt.Errorf("%w: %d announced, %d found, at offset %d", ErrFormat, n, count, c.Offset()-8)
	}
	if err := c.Done(); err != nil {
		return err
	}
	if _, err := b.r.ReadByte(); err == nil {
		return fmt.Errorf("%w: more bytes after the end at offset %d", ErrFormat, b.read)
	} else if !errors.Is(err, io.EOF) {
		return b.broken(err)
	}
	return nil
}

// appendSettings appends the beginning of a header.
func appendSettings(b []byte, c Config, banding Banding) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(c.Slots))
	b = binary.LittleEndian.AppendUint64(b, c.Seed)
	b = binary.LittleEndian.AppendUint32(b, uint32(banding.Bands))
	b = binary.LittleEndian.AppendUint32(b, uint32(banding.Rows))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(c.Scheme)))
	return append(b, c.Scheme...)
}

// readSettings takes the beginning of a header. Values out of range are an error.
func readSettings(c *bytecursor.Cursor) (Config, Banding) {
	var config Config
	var banding Banding
	config.Slots = int(c.Uint32())
	config.Seed = c.Uint64()
	banding.Bands = int(c.Uint32())
	banding.Rows = int(c.Uint32())
	config.Scheme = string(c.Take(int(c.Uint16())))
	if c.Err() != nil {
		return config, banding
	}
	if config.Slots < 1 || config.Slots > maxSlots || banding.valid(config.Slots) != nil {
		c.Fail("%d slots in bands of %v", config.Slots, banding)
	}
	return config, banding
}

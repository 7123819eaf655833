package minhash

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/palimpsest-go/palimpsest/internal/bytecursor"
)

// WriteTo writes the texts of the view, in the format that format.go documents.
// Views of equal texts and settings write equal bytes. It returns the number of
// bytes and the error of w.
func (v View) WriteTo(w io.Writer) (int64, error) {
	t := v.table
	b := newBlockWriter(w, indexMagic)
	header := appendSettings(nil, t.settings.Config, t.settings.Banding)
	var flags byte
	if t.settings.Sets {
		flags = 1
	}
	b.block(blockHeader, append(header, flags))
	var payload []byte
	texts := v.byID()
	for _, text := range texts {
		payload = v.appendText(payload, text)
		if len(payload) >= textsBlock {
			b.block(blockTexts, payload)
			payload = payload[:0]
		}
		if b.err != nil {
			return b.written, b.err
		}
	}
	if len(payload) > 0 {
		b.block(blockTexts, payload)
	}
	return b.end(len(texts))
}

func (v View) appendText(b []byte, text uint32) []byte {
	t := v.table
	b = binary.LittleEndian.AppendUint16(b, uint16(len(t.id(text))))
	b = append(b, t.id(text)...)
	b = binary.LittleEndian.AppendUint32(b, uint32(t.size(text)))
	if t.size(text) == 0 {
		return b
	}
	for _, slot := range t.signature(text) {
		b = binary.LittleEndian.AppendUint32(b, slot)
	}
	for _, x := range t.elements(text) {
		b = binary.LittleEndian.AppendUint64(b, x)
	}
	return b
}

// WriteFile writes the texts of the view to a file. An existing file is replaced
// atomically once the new one is safely on disk, and is unchanged after an error.
// It keeps its permissions; if the path is a symbolic link, its target is replaced.
func (v View) WriteFile(path string) error { return writeFile(path, v) }

// WriteTo is [View.WriteTo] of the texts as they are now.
func (x *Index) WriteTo(w io.Writer) (int64, error) { return x.View().WriteTo(w) }

// WriteFile is [View.WriteFile] of the texts as they are now.
func (x *Index) WriteFile(path string) error { return x.View().WriteFile(path) }

// ReadIndex reads an index to the end of r; its settings are those of the file.
// The error wraps [ErrFormat], [ErrVersion] or that of r. Reading makes the tables
// again, which takes as long as adding signatures. Memory is in proportion to the
// bytes that were read and checked, whatever settings the file claims.
func ReadIndex(r io.Reader) (*Index, error) { return readIndex(r, nil) }

// ReadIndexFile is ReadIndex of a file.
func ReadIndexFile(path string) (*Index, error) { return readFile(path, ReadIndex) }

// ReadFrom replaces the texts of the index by those of a file, which must have
// been written with the same settings: if not, the error wraps [ErrMismatch]; other
// errors are those of [ReadIndex]. After an error the index is unchanged. It
// returns the number of bytes read, to the end of r.
func (x *Index) ReadFrom(r io.Reader) (int64, error) {
	count := &countingReader{r: r}
	y, err := readIndex(count, &x.settings)
	if err != nil {
		return count.n, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.table.Store(y.table.Load())
	return count.n, nil
}

type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// readIndex reads an index and refuses settings other than want, unless that is
// nil.
func readIndex(r io.Reader, want *Settings) (*Index, error) {
	b, err := newBlockReader(r, indexMagic)
	if err != nil {
		return nil, err
	}
	c, err := b.header()
	if err != nil {
		return nil, err
	}
	var s Settings
	s.Config, s.Banding = readSettings(c)
	flags := c.Uint8()
	if flags > 1 {
		c.Fail("flags %#x", flags)
	}
	s.Sets = flags&1 != 0
	if err := c.Done(); err != nil {
		return nil, err
	}
	if want != nil {
		if err := want.differs(s); err != nil {
			return nil, err
		}
	}
	x, err := NewIndex(s)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	var last string
	for n := 0; ; {
		kind, c, err := b.next()
		if err != nil {
			return nil, err
		}
		switch kind {
		case blockEnd:
			if err := b.end(c, n); err != nil {
				return nil, err
			}
			return x, nil
		case blockTexts:
		default:
			return nil, fmt.Errorf("%w: block of kind %#x at offset %d", ErrFormat, kind, c.Offset()-5)
		}
		for c.Len() > 0 && c.Err() == nil {
			if last, err = x.readText(c, last, n == 0); err != nil {
				return nil, err
			}
			n++
		}
		if c.Err() != nil {
			return nil, c.Err()
		}
	}
}

// readText adds the next text of a block and returns its id, which must come
// after last unless it is the first. Slices are made only for data that are there.
func (x *Index) readText(c *bytecursor.Cursor, last string, first bool) (string, error) {
	id := string(c.Take(int(c.Uint16())))
	size := int(c.Uint32())
	if size < 0 || size > maxSize { // below 0 if int has 32 bits
		c.Fail("size %d", uint32(size))
	}
	if c.Err() == nil && !first && id <= last {
		c.Fail("id %q after %q", id, last)
	}
	var sig Signature // nil for the empty set: its slots are not stored
	var set []uint64
	if size > 0 {
		sig = x.readSignature(c, id)
		if x.settings.Sets {
			if size > c.Len()/8 { // checked first: 8*size may overflow an int
				c.Fail("a set of %d elements in %d bytes", size, c.Len())
			}
			elements := c.Take(8 * size)
			set = make([]uint64, len(elements)/8)
			for i := range set {
				set[i] = binary.LittleEndian.Uint64(elements[8*i:])
			}
			if !ascends(set) {
				c.Fail("a set that does not ascend under id %q", id)
			}
		}
	}
	if c.Err() != nil {
		return "", c.Err()
	}
	if err := x.insert(id, sig, size, set, false); err != nil {
		return "", fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return id, nil
}

// readSignature takes the slots of a text.
func (x *Index) readSignature(c *bytecursor.Cursor, id string) Signature {
	slots := c.Take(4 * x.settings.Slots)
	sig := make(Signature, len(slots)/4)
	for i := range sig {
		sig[i] = binary.LittleEndian.Uint32(slots[4*i:])
		if sig[i] == emptySlot {
			c.Fail("an empty slot under id %q", id)
		}
	}
	return sig
}

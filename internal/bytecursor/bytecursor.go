// Package bytecursor reads the fields of a file's block, one after the other, and
// checks that they are there.
//
// The decoders of packages minhash, compare/lexicon and compare/spinner use it. A decoder
// takes all fields of a block and checks the error once, at the end. Numbers are
// little-endian.
package bytecursor

import (
	"encoding/binary"
	"fmt"
)

// A Cursor takes fields from a slice of bytes. After the first error it returns
// zeros and nil, and keeps that error.
type Cursor struct {
	rest   []byte
	at     int64
	format error
	err    error
}

// New returns a cursor at the start of b, which is at the offset at in its file.
// Errors wrap format and name the offset. The cursor never changes b.
func New(b []byte, at int64, format error) *Cursor {
	return &Cursor{rest: b, at: at, format: format}
}

// Len returns the number of bytes that are left.
func (c *Cursor) Len() int { return len(c.rest) }

// Offset returns where in the file the next field begins. After an error it stays
// at the beginning of the missing field.
func (c *Cursor) Offset() int64 { return c.at }

// Err returns the first error.
func (c *Cursor) Err() error { return c.err }

// Fail sets the error, unless there is one, to format's text and the offset.
func (c *Cursor) Fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("%w: %s at offset %d", c.format, fmt.Sprintf(format, args...), c.at)
	}
}

// Take returns the next n bytes, or nil if there are fewer, or if n is negative. They
// are part of the slice given to New.
func (c *Cursor) Take(n int) []byte {
	if c.err == nil && (n < 0 || n > len(c.rest)) {
		c.Fail("%d bytes wanted, %d left", n, len(c.rest))
	}
	if c.err != nil {
		return nil
	}
	p := c.rest[:n:n]
	c.rest, c.at = c.rest[n:], c.at+int64(n)
	return p
}

// Uint8 returns the next byte.
func (c *Cursor) Uint8() uint8 {
	if p := c.Take(1); p != nil {
		return p[0]
	}
	return 0
}

// Uint16 returns a number of two bytes.
func (c *Cursor) Uint16() uint16 {
	if p := c.Take(2); p != nil {
		return binary.LittleEndian.Uint16(p)
	}
	return 0
}

// Uint32 returns a number of four bytes.
func (c *Cursor) Uint32() uint32 {
	if p := c.Take(4); p != nil {
		return binary.LittleEndian.Uint32(p)
	}
	return 0
}

// Uint64 returns a number of eight bytes.
func (c *Cursor) Uint64() uint64 {
	if p := c.Take(8); p != nil {
		return binary.LittleEndian.Uint64(p)
	}
	return 0
}

// Done returns the first error. Bytes that are left are an error too.
func (c *Cursor) Done() error {
	if len(c.rest) > 0 {
		c.Fail("%d bytes too many", len(c.rest))
	}
	return c.err
}

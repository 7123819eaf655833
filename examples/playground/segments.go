package main

import (
	"encoding/binary"
	"errors"
)

// Of a module, https://webassembly.github.io/spec/core/binary.
const (
	moduleHeader = 8  // bytes: magic and version
	dataSection  = 11 // id
	constI32     = 0x41
	end          = 0x0b
)

var errModule = errors.New("the compiler made a module that is not understood")

// joinSegments returns a module with what it writes into its memory in few pieces. The linker
// of Go leaves out every run of eight zeros, which makes 100,000 pieces. Each begins with
// its address, which does not compress; zeros do. Joined, a program of 14 MB is 0.1 MB
// smaller on the wire.
func joinSegments(module []byte) ([]byte, error) {
	if len(module) < moduleHeader {
		return nil, errModule
	}
	out := append([]byte(nil), module[:moduleHeader]...)
	c := cursor{rest: module[moduleHeader:]}
	for len(c.rest) > 0 && !c.bad {
		id := c.byte()
		body := c.bytes(c.number())
		if id == dataSection {
			segments, err := readSegments(body)
			if err != nil {
				return nil, err
			}
			body = appendSegments(nil, segments)
		}
		out = binary.AppendUvarint(append(out, id), uint64(len(body)))
		out = append(out, body...)
	}
	if c.bad {
		return nil, errModule
	}
	return out, nil
}

// A segment is written into memory at its address.
type segment struct {
	at   int
	data []byte
}

// most is how many zeros between two segments are written out.
const most = 1 << 10

// readSegments reads the body of a data section, and joins segments that follow each other.
func readSegments(body []byte) ([]segment, error) {
	var joined []segment
	c := cursor{rest: body}
	for range c.number() {
		if c.byte() != 0 || c.byte() != constI32 { // of memory 0, at a constant address
			return nil, errModule
		}
		at := c.number() // never negative, so that signed numbers read the same
		if c.byte() != end {
			return nil, errModule
		}
		data := c.bytes(c.number())
		if c.bad {
			return nil, errModule
		}
		if n := len(joined) - 1; n >= 0 {
			last := &joined[n]
			if gap := at - last.at - len(last.data); 0 <= gap && gap <= most {
				last.data = append(append(last.data, make([]byte, gap)...), data...)
				continue
			}
		}
		joined = append(joined, segment{at, append([]byte(nil), data...)})
	}
	return joined, nil
}

// appendSegments appends the body of a data section.
func appendSegments(b []byte, segments []segment) []byte {
	b = binary.AppendUvarint(b, uint64(len(segments)))
	for _, s := range segments {
		b = appendSigned(append(b, 0, constI32), s.at)
		b = binary.AppendUvarint(append(b, end), uint64(len(s.data)))
		b = append(b, s.data...)
	}
	return b
}

// appendSigned appends a number that is not negative as a signed one: the sixth bit of its
// last byte is the sign.
func appendSigned(b []byte, n int) []byte {
	for n > 0x3f {
		b = append(b, byte(n&0x7f|0x80))
		n >>= 7
	}
	return append(b, byte(n))
}

// A cursor reads a module. After its end, or a number that is none, it is bad and reads zeros.
type cursor struct {
	rest []byte
	bad  bool
}

func (c *cursor) byte() byte {
	if b := c.bytes(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (c *cursor) bytes(n int) []byte {
	if n < 0 || n > len(c.rest) {
		c.bad, c.rest = true, nil
		return nil
	}
	b := c.rest[:n]
	c.rest = c.rest[n:]
	return b
}

func (c *cursor) number() int {
	n, width := binary.Uvarint(c.rest)
	if width <= 0 || n > 1<<32 {
		c.bad, c.rest = true, nil
		return 0
	}
	c.rest = c.rest[width:]
	return int(n)
}

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// beginsArray reports whether the first character that is not white space is the
// bracket of an array. It reads past white space only.
func beginsArray(b *bufio.Reader) bool {
	c, err := skipSpace(b)
	if err != nil {
		return false // the next read returns the error again
	}
	b.UnreadByte()
	return c == '['
}

// skipSpace reads past white space and returns the byte after it.
func skipSpace(b *bufio.Reader) (byte, error) {
	for {
		c, err := b.ReadByte()
		if err != nil || c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return c, err
		}
	}
}

// objects reads an array of JSON objects, a text each. It looks only for the end of
// a value, which is at the comma or the bracket after it; the value itself is
// checked when the text is made. [json.Decoder] is not used, because nothing bounds
// the memory that it takes for one value.
func (r *reader) objects(at *place, b *bufio.Reader) error {
	at.unit = unitObject
	skipSpace(b) // the bracket
	for {
		c, err := skipSpace(b)
		at.number++
		switch {
		case err != nil:
			return cutOff(err)
		case c == ']' && at.number == 1:
			return r.afterArray(b)
		}
		b.UnreadByte()
		end, err := r.value(b)
		switch {
		case err == errLong:
			err = r.send(*at, fmt.Errorf("the object has more than %d bytes", r.limit))
		case err == nil:
			err = r.send(*at, nil)
		}
		if err != nil {
			return cutOff(err)
		}
		if end == ']' {
			return r.afterArray(b)
		}
	}
}

// cutOff returns the error for a file that ends within an array.
func cutOff(err error) error {
	if err == io.EOF {
		return errors.New("the file ends within the array")
	}
	return err
}

// afterArray reads what follows the array, which should be nothing.
func (r *reader) afterArray(b *bufio.Reader) error {
	switch c, err := skipSpace(b); {
	case err == io.EOF:
		return nil
	case err != nil:
		return err
	default:
		return fmt.Errorf("the character %q follows the array", c)
	}
}

// value reads one value of an array into r.data, and returns the comma or the
// bracket after it. The error is errLong if the value is longer than the limit;
// then it has been read past. The error is [io.EOF] if the file ends in the value.
func (r *reader) value(b *bufio.Reader) (end byte, err error) {
	r.data = r.data[:0]
	var s splitter
	long := false
	for {
		if _, err := b.Peek(1); err != nil {
			return 0, err
		}
		part, _ := b.Peek(b.Buffered())
		n, done := s.scan(part)
		if !long && len(r.data)+n > r.limit {
			long = true
		}
		if !long {
			r.data = append(r.data, part[:n]...)
		}
		b.Discard(n)
		switch {
		case done:
			end, err = b.ReadByte()
			if long {
				err = errLong
			}
			r.data = bytes.TrimSpace(r.data)
			return end, err
		case r.ctx.Err() != nil:
			return 0, r.ctx.Err()
		}
	}
}

// A splitter looks for the end of a value of a JSON array.
type splitter struct {
	depth           int
	quoted, escaped bool
}

// scan continues to read a value. It returns how many bytes belong to it, and
// whether the comma or the bracket after the value follows them.
func (s *splitter) scan(part []byte) (n int, done bool) {
	for i, c := range part {
		switch {
		case s.escaped:
			s.escaped = false
		case s.quoted:
			s.escaped = c == '\\'
			s.quoted = c != '"'
		case c == '"':
			s.quoted = true
		case c == '{' || c == '[':
			s.depth++
		case s.depth == 0 && (c == ',' || c == ']'):
			return i, true
		case c == '}' || c == ']':
			s.depth--
		}
	}
	return len(part), false
}

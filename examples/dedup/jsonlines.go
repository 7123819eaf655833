package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

var (
	errLong  = errors.New("longer than the limit")
	errUTF16 = errors.New("is UTF-16, and JSON must be UTF-8")
)

// mark is a byte-order mark.
const mark = "\ufeff"

// checkMark reads past a byte-order mark. It refuses the mark of UTF-16, and UTF-16
// without a mark, which has a NUL beside the brace. An error of reading is left to
// the next read.
func checkMark(b *bufio.Reader) error {
	head, _ := b.Peek(4)
	for _, wide := range []string{"\xff\xfe", "\xfe\xff", "{\x00", "\x00{", "[\x00", "\x00["} {
		if bytes.HasPrefix(head, []byte(wide)) {
			return errUTF16
		}
	}
	if bytes.HasPrefix(head, []byte(mark)) {
		b.Discard(len(mark)) // they were there
	}
	return nil
}

// lines reads lines of JSON, a text each.
func (r *reader) lines(at *place, b *bufio.Reader) error {
	for {
		at.number++
		err := r.line(b)
		if err != nil && err != io.EOF && err != errLong && err != errGarbage {
			return err
		}
		var sent error
		switch {
		case err == errLong:
			sent = r.send(*at, fmt.Errorf("the line has more than %d bytes", r.limit))
			if sent == nil {
				err = r.skipLine(b)
			}
		case bytes.HasPrefix(r.data, []byte(mark)):
			sent = r.send(*at, errors.New("a byte-order mark within the file: it seems to be several files in one"))
		case len(bytes.TrimSpace(r.data)) > 0:
			sent = r.send(*at, nil)
		}
		switch {
		case sent != nil:
			return sent
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
	}
}

// line reads one line into r.data. The error is [io.EOF] or errGarbage if it is
// the last, and errLong if it is longer than the limit; then part of it may be
// unread.
func (r *reader) line(b *bufio.Reader) error {
	r.data = r.data[:0]
	for {
		part, err := b.ReadSlice('\n')
		r.cut = err == bufio.ErrBufferFull
		if err != nil && err != io.EOF && err != errGarbage && !r.cut {
			return err
		}
		if len(r.data)+len(part) > r.limit {
			return errLong
		}
		r.data = append(r.data, part...)
		if !r.cut {
			return err
		}
	}
}

// skipLine reads what line left unread.
func (r *reader) skipLine(b *bufio.Reader) error {
	for r.cut {
		if r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		_, err := b.ReadSlice('\n')
		r.cut = err == bufio.ErrBufferFull
		if err != nil && !r.cut {
			return err
		}
	}
	return nil
}

package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// errLongLine says that a line was longer than the limit.
var errLongLine = errors.New("the line is longer than the limit")

// keptOfLong is how many bytes of a line that is too long are kept, for its id.
const keptOfLong = 1 << 16

// A lineReader cuts its input into lines of a limited length.
type lineReader struct {
	b     *bufio.Reader
	limit int // bytes
}

func newLineReader(r io.Reader, limit int) *lineReader {
	return &lineReader{bufio.NewReaderSize(r, 1<<17), limit}
}

// next returns the next line without its end, in memory of its own. The last line
// may have no end. The error is [io.EOF] if there is no line, and errLongLine with
// the beginning of the line if that is too long; the next call continues after it.
func (r *lineReader) next() ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.b.ReadSlice('\n')
		if !long {
			if long = len(line)+len(bytes.TrimSuffix(part, []byte("\n"))) > r.limit; long {
				part = part[:min(len(part), keptOfLong)]
				line = bytes.Clone(line[:min(len(line), keptOfLong)])
			}
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && (err != io.EOF || len(line) == 0 && !long):
			return nil, err
		case long:
			return line, errLongLine
		}
		return bytes.TrimSuffix(line, []byte("\n")), nil
	}
}

// ready reports whether the next line has been read to its end already.
func (r *lineReader) ready() bool {
	held, _ := r.b.Peek(r.b.Buffered())
	return bytes.IndexByte(held, '\n') >= 0
}

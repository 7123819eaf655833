package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
)

var (
	errLong      = errors.New("longer than the limit")
	errTruncated = errors.New("the compressed data is cut off")
)

// A reader cuts sources into jobs. Each goes to ordered, in the order of input,
// and those that hold a text go to work too.
type reader struct {
	ctx     context.Context
	sources []source
	stdin   io.Reader
	limit   int // bytes of a text in a file or of a line
	bar     *progress

	free          <-chan *job
	work, ordered chan<- *job

	data []byte // what was read last; it changes hands with that of a job
	cut  bool   // the end of a line is yet to be read
}

// read reads all sources, up to the first error that concerns more than one
// text, and closes the channels.
func (r *reader) read() {
	defer close(r.work)
	defer close(r.ordered)
	for i := range r.sources {
		at := place{source: int32(i)}
		if err := r.source(&at); err != nil {
			r.send(at, err) // if it cannot be sent nobody waits for it
			return
		}
	}
}

// source reads one source. When it returns an error, at is where that is.
func (r *reader) source(at *place) error {
	src := r.sources[at.source]
	if src.kind == stdinLines {
		return r.lines(at, r.bar.reader(r.stdin))
	}
	f, err := os.Open(src.name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := r.bar.reader(f)
	switch src.kind {
	case textFile:
		return r.text(*at, in)
	case gzipLines:
		z, err := gzip.NewReader(bufio.NewReader(in))
		if err == nil {
			err = r.lines(at, z)
		}
		// No data at all, which is what a full disk leaves, is io.EOF.
		if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errTruncated
		}
		return err
	}
	return r.lines(at, in)
}

// text reads a file as one text.
func (r *reader) text(at place, in io.Reader) error {
	b := bytes.NewBuffer(r.data[:0])
	_, err := b.ReadFrom(io.LimitReader(in, int64(r.limit)+1))
	r.data = b.Bytes()
	if err != nil {
		return err
	}
	if len(r.data) > r.limit {
		return r.send(at, bad("has more than %d bytes", r.limit))
	}
	return r.send(at, nil)
}

// lines reads lines of JSON, a text each.
func (r *reader) lines(at *place, in io.Reader) error {
	b := bufio.NewReaderSize(in, 1<<17)
	for {
		at.line++
		err := r.line(b)
		if err != nil && err != io.EOF && err != errLong {
			return err
		}
		if at.line == 1 {
			r.data = bytes.TrimPrefix(r.data, []byte("\ufeff"))
		}
		var sent error
		if err == errLong {
			sent = r.send(*at, bad("the line has more than %d bytes", r.limit))
			if sent == nil {
				err = r.skipLine(b)
			}
		} else if len(bytes.TrimSpace(r.data)) > 0 {
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

// line reads one line into r.data. The error is [io.EOF] if it is the last, and
// errLong if it is longer than the limit; then some of it may be unread.
func (r *reader) line(b *bufio.Reader) error {
	r.data = r.data[:0]
	for {
		part, err := b.ReadSlice('\n')
		r.cut = err == bufio.ErrBufferFull
		if err != nil && err != io.EOF && !r.cut {
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

// send sends what was read, or the error of reading it, on its way. It waits
// for a job that is free. The error is that of the context.
func (r *reader) send(at place, err error) error {
	var j *job
	select {
	case j = <-r.free:
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
	j.reset()
	j.place, j.err = at, err
	j.data, r.data = r.data, j.data
	// There is room in both channels for all jobs.
	if err == nil {
		r.work <- j
	} else {
		j.done <- struct{}{}
	}
	r.ordered <- j
	return nil
}

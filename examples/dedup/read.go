package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/palimpsest-go/palimpsest/examples/internal/encoded"
)

// maxBytes bounds a text in a file, and a line or an object of JSON.
const maxBytes = 64 << 20

// A reader reads the texts of sources in the order of input.
type reader struct {
	ctx     context.Context
	sources []source
	fields  fields
	stdin   io.Reader
	limit   int // bytes of a text in a file, or of a line
	bar     *progress
	pipes   *pipes // nil if input from pipes need not be kept
	skip    bool   // continue with the next source after an error

	// leaveOut reports whether a source is to be skipped; nil skips none.
	leaveOut func(source) bool
	// emit receives what was read, in data or in id, data and time, or the error of
	// reading it.
	emit func(at place, err error) error
	// rows reads a Parquet file.
	rows func(at *place, f *os.File) error

	data []byte // what was read last
	id   string // of a row
	time moment // of a row or a file
	cut  bool   // the end of a line is yet to be read
}

// An emitError is an error of emit or of the context, not of reading.
type emitError struct{ error }

func (r *reader) send(at place, err error) error {
	if err := r.emit(at, err); err != nil {
		return emitError{err}
	}
	return nil
}

// read reads all sources. It returns an error of emit, or of the context.
func (r *reader) read() error {
	for i := range r.sources {
		if r.leaveOut != nil && r.leaveOut(r.sources[i]) {
			continue
		}
		at := place{source: int32(i)}
		err := r.source(&at)
		if err == nil {
			continue
		}
		if stop := (emitError{}); errors.As(err, &stop) {
			return stop.error
		}
		if r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		if err := r.emit(at, err); err != nil || !r.skip {
			return err
		}
	}
	return nil
}

// source reads one source. When it returns an error, at is the place of the error,
// and everything read before has been sent.
func (r *reader) source(at *place) error {
	src := &r.sources[at.source]
	in, err := r.open(src)
	if err != nil {
		return err
	}
	defer in.Close()
	r.time = moment{}
	if src.format.single() && !src.modified.IsZero() {
		r.time = momentOf(src.modified)
	}
	if src.format == formatParquet {
		return r.rows(at, in.file)
	}
	d, err := decompressed(bufio.NewReaderSize(in, 1<<16), src.compression)
	if err != nil {
		return err
	}
	if src.format.single() {
		return r.text(*at, d)
	}
	b := bufio.NewReaderSize(d, 1<<17)
	if err := checkMark(b); err != nil {
		return err
	}
	if src.format == formatJSON && beginsArray(b) {
		return r.objects(at, b)
	}
	return r.lines(at, b)
}

// errChanged is returned for a source that has changed when it is read again.
var errChanged = errors.New("has changed since it was first read")

// An opened is a source that can be read.
type opened struct {
	io.Reader
	file *os.File // nil for standard input
}

func (o opened) Close() error {
	if o.file == nil {
		return nil
	}
	return o.file.Close()
}

// open opens a source, for the first time or again.
func (r *reader) open(src *source) (opened, error) {
	if kept, ok := r.pipes.again(src); ok {
		return opened{Reader: r.bar.reader(kept)}, nil
	}
	if src.stdin {
		return opened{Reader: r.bar.reader(r.pipes.keep(src, r.stdin))}, nil
	}
	f, err := os.Open(src.name)
	if err != nil {
		return opened{}, err
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		return opened{r.bar.reader(r.pipes.keep(src, f)), f}, nil
	case src.opened == nil:
		src.opened = info
	case !os.SameFile(src.opened, info) || src.opened.Size() != info.Size() || !src.opened.ModTime().Equal(info.ModTime()):
		err = errChanged
	}
	if err != nil {
		f.Close()
		return opened{}, err
	}
	return opened{r.bar.reader(f), f}, nil
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
		if _, _, err := encoded.Text(r.data[:r.limit]); errors.Is(err, encoded.ErrBinary) {
			return err
		}
		return fmt.Errorf("has more than %d bytes", r.limit)
	}
	return r.send(at, nil)
}

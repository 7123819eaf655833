package main

import (
	"cmp"
	"io"
	"math"
	"os"
)

// temporaryFile returns a file in the directory for temporary files. If the system
// allows it, the file loses its name at once, so that nothing is left however the
// process ends.
func temporaryFile() (*os.File, error) {
	f, err := os.CreateTemp("", "dedup-")
	if err == nil {
		os.Remove(f.Name()) // where this fails, closeTemporary does it
	}
	return f, err
}

func closeTemporary(f *os.File) error {
	err := f.Close()
	if _, e := os.Lstat(f.Name()); e == nil {
		err = cmp.Or(err, os.Remove(f.Name()))
	}
	return err
}

// Pipes keeps what comes from sources that cannot be read again, in temporary
// files. It may be nil, and then keeps nothing.
type pipes struct{ files map[*source]*os.File }

// keep returns a reader of what comes from a source.
func (p *pipes) keep(src *source, in io.Reader) io.Reader {
	if p == nil {
		return in
	}
	return &keepingReader{pipes: p, source: src, in: in}
}

// again returns a reader of what came from a source, if it was kept.
func (p *pipes) again(src *source) (io.Reader, bool) {
	if p == nil || p.files[src] == nil {
		return nil, false
	}
	return io.NewSectionReader(p.files[src], 0, math.MaxInt64), true
}

func (p *pipes) close() (err error) {
	if p == nil {
		return nil
	}
	for _, f := range p.files {
		err = cmp.Or(closeTemporary(f), err)
	}
	return err
}

// A keepingReader writes what it reads to a file. An error of writing is no error
// of the source.
type keepingReader struct {
	pipes  *pipes
	source *source
	in     io.Reader
}

func (k *keepingReader) Read(b []byte) (int, error) {
	f := k.pipes.files[k.source]
	if f == nil {
		var err error
		if f, err = temporaryFile(); err != nil {
			return 0, emitError{err}
		}
		k.pipes.files[k.source] = f
	}
	n, err := k.in.Read(b)
	if _, werr := f.Write(b[:n]); werr != nil {
		return 0, emitError{werr}
	}
	return n, err
}

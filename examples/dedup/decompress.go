package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"

	"github.com/klauspost/compress/zstd"
)

var (
	errTruncated = errors.New("the compressed data is cut off")
	errGarbage   = errors.New("other data follow the compressed data")
)

// maxWindow bounds the memory that zstd data may ask for. It is the bound of
// the program zstd.
const maxWindow = 128 << 20

// decompressed returns a reader of the decompressed data of another reader. Data
// that end too early give errTruncated. Data with something else after them give
// errGarbage at their end.
func decompressed(in *bufio.Reader, c compression) (io.Reader, error) {
	if c == compressionNone {
		return in, nil
	}
	if _, err := in.Peek(1); err == io.EOF { // what a full disk leaves
		return nil, errTruncated
	}
	if c == compressionZstd {
		// The goroutine that reads also decodes, so no goroutine is left behind.
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		return &zstdReader{in: z}, err
	}
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, truncated(err)
	}
	z.Multistream(false)
	return &gzipReader{in, z}, nil
}

// truncated returns errTruncated for the errors that mean it.
func truncated(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errTruncated
	}
	return err
}

// A gzipReader reads the members of gzip data one by one, because [gzip.Reader]
// itself gives the same error for a member that is cut off and for data that is no
// member.
type gzipReader struct {
	in     *bufio.Reader
	member *gzip.Reader
}

func (g *gzipReader) Read(p []byte) (int, error) {
	for {
		n, err := g.member.Read(p)
		switch {
		case err == io.EOF:
			err = g.next()
			if n > 0 || err != nil {
				return n, err
			}
		default:
			return n, truncated(err)
		}
	}
}

// next begins the next member. The error is [io.EOF] if there is none.
func (g *gzipReader) next() error {
	head, err := g.in.Peek(2)
	switch {
	case len(head) == 0:
		return err
	case !bytes.HasPrefix([]byte("\x1f\x8b"), head):
		return errGarbage
	}
	if err := g.member.Reset(g.in); err != nil {
		if err == io.EOF {
			err = errTruncated
		}
		return truncated(err)
	}
	g.member.Multistream(false)
	return nil
}

// A zstdReader reads the frames of zstd data.
type zstdReader struct {
	in   *zstd.Decoder
	some bool // something was read
}

func (z *zstdReader) Read(p []byte) (int, error) {
	n, err := z.in.Read(p)
	z.some = z.some || n > 0
	if z.some && errors.Is(err, zstd.ErrMagicMismatch) {
		return n, errGarbage
	}
	return n, truncated(err)
}

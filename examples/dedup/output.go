package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"iter"
	"strconv"

	"github.com/klauspost/compress/zstd"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/minhash/batch"
)

// A line is what is written about a text.
type line struct {
	ID         string `json:"id"`
	Cluster    string `json:"cluster"`
	Keep       bool   `json:"keep"`
	Of         string `json:"of"`
	Against    bool   `json:"against,omitempty"` // Of is a text of -against
	Similarity share  `json:"similarity"`
}

// A share is a number from 0 to 1. It is written with a point even if it is whole,
// so that readers that distinguish integers from other numbers see one kind only.
type share float64

func (s share) MarshalJSON() ([]byte, error) {
	b := strconv.AppendFloat(nil, float64(s), 'f', -1, 64)
	if len(b) == 1 {
		b = append(b, ".0"...)
	}
	return b, nil
}

// write writes the requested output to the requested place.
func (c *collection) write(ctx context.Context, stdout io.Writer, results []result) error {
	s := c.settings
	write := func(w io.Writer) error { return c.writeLines(ctx, w, results) }
	if s.write == writeKept {
		write = func(w io.Writer) error { return c.writeKept(ctx, w, results) }
	}
	return s.writeTo(stdout, write)
}

// writeTo calls write with the output that the settings name.
func (s settings) writeTo(stdout io.Writer, write func(io.Writer) error) error {
	if s.toStdout() {
		return write(stdout)
	}
	_, pressed := formatOf(s.output)
	return command.ReplaceFile(s.output, func(w io.Writer) error {
		z, err := compressed(w, pressed)
		if err != nil {
			return err
		}
		if err := write(z); err != nil {
			return err
		}
		return z.Close()
	})
}

// compressed returns a writer that compresses what is written to it.
func compressed(w io.Writer, c compression) (io.WriteCloser, error) {
	switch c {
	case compressionGzip:
		return gzip.NewWriter(w), nil
	case compressionZstd:
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	}
	return nopCloser{w}, nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// writeLines writes the line of each text that is not one of -against.
func (c *collection) writeLines(ctx context.Context, w io.Writer, results []result) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var buf []byte
	for i, r := range results {
		if err := ctx.Err(); err != nil {
			return err
		}
		if c.old(int32(i)) {
			continue
		}
		var err error
		buf, err = encodeLine(buf[:0], line{
			ID: c.records[i].id, Cluster: c.records[r.cluster].id,
			Keep: r.of == int32(i), Of: c.records[r.of].id, Against: c.old(r.of), Similarity: share(r.similarity),
		})
		if err != nil {
			return err
		}
		if _, err = out.Write(buf); err != nil {
			return err
		}
	}
	return out.Flush()
}

// writeResults writes the line of each text that the stages have decided about.
func writeResults(ctx context.Context, w io.Writer, results iter.Seq2[batch.Result, error]) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var buf []byte
	for r, err := range results {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			buf, err = encodeLine(buf[:0], line{ID: r.ID, Cluster: r.Cluster, Keep: r.Keep, Of: r.Of, Similarity: share(r.Similarity)})
		}
		if err == nil {
			_, err = out.Write(buf)
		}
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

// encodeLine appends v as one line of JSON.
func encodeLine(dst []byte, v any) ([]byte, error) {
	b := appendWriter(dst)
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b, err
}

type appendWriter []byte

func (a *appendWriter) Write(p []byte) (int, error) {
	*a = append(*a, p...)
	return len(p), nil
}

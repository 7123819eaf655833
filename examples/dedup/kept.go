package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// writeKept writes the kept texts: as JSON lines, or as Parquet if the name of
// the output says so.
func (c *collection) writeKept(ctx context.Context, w io.Writer, results []result) error {
	k := keptTexts{collection: c, results: results}
	if c.settings.toParquet() {
		return k.writeParquet(ctx, w)
	}
	out := bufio.NewWriterSize(w, 1<<16)
	err := k.each(ctx, func(object []byte) error {
		out.Write(object) // Flush returns the error
		return out.WriteByte('\n')
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// KeptTexts reads the sources again for the texts that are kept. Saving them at the
// first reading would take as much room as all texts.
type keptTexts struct {
	*collection
	results []result
	next    int // index of the next record
}

// each calls take with the record of each kept text, in the order of input, as
// one line of JSON without its end. A file of text becomes an object of its id and
// its text; an object stays unchanged, except for white space.
func (k *keptTexts) each(ctx context.Context, take func(object []byte) error) error {
	var object []byte
	return k.again(ctx, func(r *reader) {
		r.emit = func(at place, err error) error {
			if err != nil || !k.due(at) {
				return k.check(at, err)
			}
			if object, err = k.object(object[:0], at, r.data); err != nil {
				return err
			}
			return take(object)
		}
		r.rows = func(at *place, f *os.File) error {
			return r.eachRow(at, f, k.due, take)
		}
	})
}

// again reads all sources of the inputs again. setUp decides what is done with what
// the reader reads.
func (k *keptTexts) again(ctx context.Context, setUp func(*reader)) error {
	k.next = 0
	for k.next < len(k.records) && k.old(int32(k.next)) {
		k.next++
	}
	r := k.reader(ctx, nil, nil)
	r.skip = true // what was left out, and why, is known already
	r.leaveOut = func(s source) bool { return s.old }
	setUp(r)
	if err := r.read(); err != nil {
		return err
	}
	if k.next < len(k.records) {
		return k.changed(k.records[k.next].place)
	}
	return nil
}

// due reports whether the text that is read now is kept.
func (k *keptTexts) due(at place) bool {
	if k.next == len(k.records) || k.records[k.next].place != at {
		return false // it was left out
	}
	i := k.next
	k.next++
	return k.results[i].of == int32(i)
}

// check returns the error of the second reading, unless it is the error of the
// first.
func (k *keptTexts) check(at place, err error) error {
	if err == errChanged {
		return k.changed(at)
	}
	return nil
}

func (k *keptTexts) changed(at place) error {
	return command.Named(k.sources[at.source].name, errChanged)
}

// object appends the record of a text as one line of JSON.
func (k *keptTexts) object(dst []byte, at place, data []byte) ([]byte, error) {
	src := &k.sources[at.source]
	if !src.format.single() {
		b := bytes.NewBuffer(dst)
		if data = bytes.TrimSpace(data); bytes.IndexByte(data, '\n') < 0 {
			b.Write(data)
			return b.Bytes(), nil
		}
		err := json.Compact(b, data)
		return b.Bytes(), err
	}
	text, err := fileText(data, src.format)
	if err != nil {
		return nil, err
	}
	dst = append(dst, '{')
	for i, s := range []string{k.settings.id, src.id, k.settings.text, text} {
		if dst, err = encodeLine(dst, s); err != nil {
			return nil, err
		}
		dst[len(dst)-1] = ":,:}"[i] // in place of the end of line
	}
	return dst, nil
}

// eachRow calls take with the rows of a Parquet file for which due says yes,
// each as a line of JSON with the columns in their order.
func (r *reader) eachRow(at *place, f *os.File, due func(place) bool, take func(object []byte) error) error {
	at.unit = unitRow
	return guarded(func() error {
		file, err := openParquet(f)
		if err != nil {
			return err
		}
		var object []byte
		return eachParquetRow(file, func(row map[string]any) error {
			if at.number++; !due(*at) {
				return nil
			}
			if object, err = rowObject(object[:0], file.Schema().Fields(), row); err == nil {
				err = take(object)
			}
			if err != nil {
				return emitError{fmt.Errorf("%s: %w", at.where(r.sources[at.source].name), err)}
			}
			return r.ctx.Err()
		})
	})
}

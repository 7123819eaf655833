package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/parquet-go/parquet-go"
)

// rowGroupBytes is how many bytes of records make a row group. A row group is held
// in memory.
const rowGroupBytes = 64 << 20

// writeParquet writes the kept texts as Parquet. If all inputs are Parquet files
// of one schema, their rows are copied as they are. Otherwise every field that a
// kept record has becomes a column, whose type is what the values need.
func (k *keptTexts) writeParquet(ctx context.Context, w io.Writer) error {
	schema, err := k.oneSchema()
	if err != nil {
		return err
	}
	if schema != nil {
		return k.copyRows(ctx, w, schema)
	}
	types := make(columnTypes)
	if err := k.each(ctx, types.add); err != nil {
		return err
	}
	out := newParquetWriter(w, types.schema())
	row := newRowMaker(types)
	err = k.each(ctx, func(object []byte) error {
		if err := row.fill(object); err != nil {
			return err
		}
		return out.write(row.values, len(object))
	})
	return errors.Join(err, out.close(err))
}

// A parquetWriter writes rows in row groups of bounded size.
type parquetWriter struct {
	out  *parquet.GenericWriter[any]
	held int
}

func newParquetWriter(w io.Writer, schema *parquet.Schema) *parquetWriter {
	return &parquetWriter{out: parquet.NewGenericWriter[any](w, schema, parquet.Compression(&parquet.Zstd))}
}

// write writes a row of the given number of bytes.
func (p *parquetWriter) write(row parquet.Row, bytes int) error {
	if _, err := p.out.WriteRows([]parquet.Row{row}); err != nil {
		return err
	}
	if p.held += bytes; p.held < rowGroupBytes {
		return nil
	}
	p.held = 0
	return p.out.Flush()
}

// close ends the file, unless there was an error.
func (p *parquetWriter) close(err error) error {
	if err != nil {
		return nil
	}
	return p.out.Close()
}

// oneSchema returns the schema that all sources of the inputs have, or nil.
func (k *keptTexts) oneSchema() (schema *parquet.Schema, err error) {
	for i := range k.sources {
		src := &k.sources[i]
		if src.old || src.opened == nil && src.format == formatParquet { // or it was left out
			continue
		}
		if src.format != formatParquet {
			return nil, nil
		}
		same := true
		err := guarded(func() error {
			f, err := os.Open(src.name)
			if err != nil {
				return err
			}
			defer f.Close()
			file, err := openParquet(f)
			if err != nil {
				return nil // it was left out, with this error
			}
			if schema == nil {
				schema = file.Schema()
			}
			same = parquet.EqualNodes(schema, file.Schema())
			return nil
		})
		if err != nil || !same {
			return nil, err
		}
	}
	return schema, nil
}

// copyRows writes the rows of kept texts as they are.
func (k *keptTexts) copyRows(ctx context.Context, w io.Writer, schema *parquet.Schema) error {
	out := newParquetWriter(w, schema)
	err := k.again(ctx, func(r *reader) {
		r.emit = k.check
		r.rows = func(at *place, f *os.File) error {
			at.unit = unitRow
			return guarded(func() error {
				file, err := openParquet(f)
				if err != nil {
					return err
				}
				for _, group := range file.RowGroups() {
					if err := k.copyGroup(r, at, group, out); err != nil {
						return err
					}
				}
				return nil
			})
		}
	})
	return errors.Join(err, out.close(err))
}

// copyGroup writes the rows of kept texts of a row group.
func (k *keptTexts) copyGroup(r *reader, at *place, group parquet.RowGroup, out *parquetWriter) error {
	rows := group.Rows()
	defer rows.Close()
	buffer := make([]parquet.Row, 16)
	for {
		n, err := rows.ReadRows(buffer)
		for _, row := range buffer[:n] {
			if at.number++; !k.due(*at) {
				continue
			}
			size := 0
			for _, v := range row {
				size += len(v.Bytes())
			}
			if err := out.write(row, size); err != nil {
				return emitError{err}
			}
		}
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case r.ctx.Err() != nil:
			return r.ctx.Err()
		}
	}
}

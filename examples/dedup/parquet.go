package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	parquetformat "github.com/parquet-go/parquet-go/format"
)

// openParquet opens a Parquet file. Page indexes and filters are not read, because
// all rows are.
func openParquet(f *os.File) (*parquet.File, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return parquet.OpenFile(f, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
}

// guarded calls a function that reads Parquet. The package panics on some damaged
// files; guarded returns that as an error of the file.
func guarded(read func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the Parquet data is damaged: %v", r)
		}
	}()
	return read()
}

// texts reads the columns of a Parquet file that hold the id, the text and the
// time. Other columns are not read.
func (r *reader) texts(at *place, f *os.File) error {
	at.unit = unitRow
	return guarded(func() error {
		file, err := openParquet(f)
		if err != nil {
			return err
		}
		columns, err := r.columns(file.Schema())
		if err != nil {
			return err
		}
		for _, group := range file.RowGroups() {
			if err := r.rowGroup(at, columns, group); err != nil {
				return err
			}
		}
		at.number++ // an error from here on does not belong to the last row
		info, err := f.Stat()
		if err == nil {
			r.bar.add(int(info.Size()))
		}
		return err
	})
}

// A column is read value by value.
type column struct {
	name   string
	leaf   parquet.LeafColumn
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	ahead  []parquet.Value // read and not taken
	buffer [64]parquet.Value
}

// columns returns the columns of the id, the text and, if requested, the time. A
// name with points leads into groups. A column of times may be missing, as the
// field of a JSON object may.
func (r *reader) columns(schema *parquet.Schema) ([]*column, error) {
	var columns []*column
	for i, name := range []string{r.fields.id, r.fields.text, r.fields.time} {
		leaf, found := schema.Lookup(name)
		if !found {
			leaf, found = schema.Lookup(strings.Split(name, ".")...)
		}
		switch {
		case !found && i == 2:
			continue
		case !found:
			return nil, fmt.Errorf("no column %q", name)
		case leaf.MaxRepetitionLevel > 0:
			return nil, fmt.Errorf("the column %q is a list", name)
		case i == 1 && leaf.Node.Type().Kind() != parquet.ByteArray:
			return nil, fmt.Errorf("the column %q is not of strings", name)
		}
		columns = append(columns, &column{name: name, leaf: leaf})
	}
	return columns, nil
}

// rowGroup reads the rows of a group.
func (r *reader) rowGroup(at *place, columns []*column, group parquet.RowGroup) error {
	chunks := group.ColumnChunks()
	for _, c := range columns {
		c.pages = chunks[c.leaf.ColumnIndex].Pages()
		c.ahead = nil
		defer c.close()
	}
	for range group.NumRows() {
		if r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		at.number++
		var broken error
		r.time = moment{}
		bad := r.row(columns, &broken)
		if broken != nil {
			return broken
		}
		if err := r.send(*at, bad); err != nil {
			return err
		}
	}
	return nil
}

// row reads a row into r.id, r.data and r.time. It returns what is wrong with the
// row. It sets broken to an error after which nothing can be read.
func (r *reader) row(columns []*column, broken *error) error {
	var bad error
	note := func(err error) {
		if bad == nil {
			bad = err
		}
	}
	for i, c := range columns {
		v, err := c.next()
		if err != nil {
			*broken = err
			return nil
		}
		switch i {
		case 0:
			r.id, err = c.id(v)
		case 1:
			r.data, err = r.rowText(c, v)
		case 2:
			r.time, err = c.moment(v)
		}
		note(err)
	}
	return bad
}

// rowText returns the text of a row, in r.data.
func (r *reader) rowText(c *column, v parquet.Value) ([]byte, error) {
	data := r.data[:0]
	switch {
	case v.IsNull():
		return data, fmt.Errorf("the column %q is null", c.name)
	case len(v.ByteArray()) > r.limit:
		return data, fmt.Errorf("the text has more than %d bytes", r.limit)
	}
	return append(data, v.ByteArray()...), nil
}

// next returns the next value of a column. Its bytes are valid until the value
// after it is read.
func (c *column) next() (parquet.Value, error) {
	for len(c.ahead) == 0 {
		if c.values == nil {
			var err error
			if c.page, err = c.pages.ReadPage(); err != nil {
				if err == io.EOF {
					err = io.ErrUnexpectedEOF // there are more rows
				}
				return parquet.Value{}, err
			}
			c.values = c.page.Values()
		}
		n, err := c.values.ReadValues(c.buffer[:])
		c.ahead = c.buffer[:n]
		switch {
		case err == io.EOF && n > 0:
		case err == io.EOF:
			c.release()
		case err != nil:
			return parquet.Value{}, err
		}
	}
	v := c.ahead[0]
	c.ahead = c.ahead[1:]
	return v, nil
}

// release frees the page.
func (c *column) release() {
	if c.page != nil {
		parquet.Release(c.page)
	}
	c.page, c.values = nil, nil
}

func (c *column) close() {
	c.release()
	c.pages.Close()
}

// id returns the id of a row: a string, or an integer in decimals.
func (c *column) id(v parquet.Value) (string, error) {
	switch v.Kind() {
	case parquet.ByteArray:
		if !utf8.Valid(v.ByteArray()) {
			return "", errors.New("the id is not UTF-8")
		}
		return string(v.ByteArray()), nil
	case parquet.Int32, parquet.Int64:
		if unsigned(c.leaf.Node) {
			return strconv.FormatUint(v.Uint64(), 10), nil
		}
		if v.Kind() == parquet.Int32 {
			return strconv.Itoa(int(v.Int32())), nil
		}
		return strconv.FormatInt(v.Int64(), 10), nil
	}
	if v.IsNull() {
		return "", fmt.Errorf("the column %q is null", c.name)
	}
	return "", fmt.Errorf("the column %q is neither of strings nor of integers", c.name)
}

// unsigned reports whether the integers of a column are unsigned. The node may be nil.
func unsigned(n parquet.Node) bool {
	integer, ok := logicalType(n).(*parquetformat.IntType)
	return ok && !integer.IsSigned
}

// logicalType returns what the values of a column stand for, or nil.
func logicalType(n parquet.Node) any {
	if n == nil || !n.Leaf() || n.Type().LogicalType() == nil {
		return nil
	}
	return n.Type().LogicalType().Value
}

// moment returns the time of a row: a timestamp, a date, a number, or a string
// as in JSON.
func (c *column) moment(v parquet.Value) (moment, error) {
	var n int64
	switch v.Kind() {
	case parquet.ByteArray:
		return textMoment(string(v.ByteArray()))
	case parquet.Float:
		return numberMoment(strconv.FormatFloat(float64(v.Float()), 'g', -1, 32))
	case parquet.Double:
		return numberMoment(strconv.FormatFloat(v.Double(), 'g', -1, 64))
	case parquet.Int32:
		n = int64(v.Int32())
	case parquet.Int64:
		n = v.Int64()
	default:
		if v.IsNull() {
			return moment{}, nil
		}
		return moment{}, fmt.Errorf("the column %q is of no type for times", c.name)
	}
	switch logical := logicalType(c.leaf.Node).(type) {
	case *parquetformat.DateType:
		return moment{whole: n * 24 * 60 * 60, known: true}, nil
	case *parquetformat.TimestampType:
		if logical.Unit.Value == nil {
			break
		}
		perSecond := int64(time.Second / logical.Unit.Value.Duration())
		return momentOf(time.Unix(n/perSecond, n%perSecond*(int64(time.Second)/perSecond))), nil
	}
	return moment{whole: n, known: true}, nil
}

package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

// maxColumns bounds the columns that the fields of JSON objects become.
const maxColumns = 10_000

// ColumnTypes are the types that the values of the fields of JSON objects need, by
// field name.
type columnTypes map[string]columnType

// A columnType is the type of a column. Values that fit no other type are written
// as JSON.
type columnType uint8

const (
	columnNull columnType = iota // or missing
	columnBool
	columnInt     // whole numbers that a float64 holds too
	columnLongInt // whole numbers of 64 bits
	columnFloat
	columnString
	columnJSON
)

// typeOf returns the type that a value of JSON needs.
func typeOf(value []byte) columnType {
	switch value[0] {
	case 'n':
		return columnNull
	case 't', 'f':
		return columnBool
	case '"':
		return columnString
	case '{', '[':
		return columnJSON
	}
	if n, err := strconv.ParseInt(string(value), 10, 64); err == nil {
		if n > -1<<53 && n < 1<<53 {
			return columnInt
		}
		return columnLongInt
	}
	if _, err := strconv.ParseFloat(string(value), 64); err != nil || !slices.ContainsFunc(value, isFraction) {
		return columnJSON // too great, or a whole number of more than 64 bits
	}
	return columnFloat
}

func isFraction(c byte) bool { return c == '.' || c == 'e' || c == 'E' }

// with returns the type that holds the values of both.
func (t columnType) with(u columnType) columnType {
	t, u = min(t, u), max(t, u)
	switch {
	case t == u || t == columnNull:
		return u
	case t == columnInt && (u == columnLongInt || u == columnFloat):
		return u
	}
	return columnJSON
}

// add adds the fields of an object.
func (c columnTypes) add(object []byte) error {
	return eachField(object, func(key, value []byte) error {
		name := string(unquoted(nil, key))
		c[name] = c[name].with(typeOf(value))
		if len(c) > maxColumns {
			return fmt.Errorf("the records have more than %d fields, too many for Parquet: write JSON lines", maxColumns)
		}
		return nil
	})
}

// schema returns the schema with an optional column for each field, in the order
// of their names.
func (c columnTypes) schema() *parquet.Schema {
	group := make(parquet.Group)
	for name, t := range c {
		var node parquet.Node
		switch t {
		case columnBool:
			node = parquet.Leaf(parquet.BooleanType)
		case columnInt, columnLongInt:
			node = parquet.Int(64)
		case columnFloat:
			node = parquet.Leaf(parquet.DoubleType)
		case columnJSON:
			node = parquet.JSON()
		default:
			node = parquet.String()
		}
		group[name] = parquet.Optional(node)
	}
	return parquet.NewSchema("texts", group)
}

// A rowMaker makes rows of JSON objects.
type rowMaker struct {
	types   columnTypes
	columns map[string]int // by field
	values  parquet.Row
}

func newRowMaker(types columnTypes) *rowMaker {
	m := &rowMaker{types: types, columns: make(map[string]int), values: make(parquet.Row, len(types))}
	for i, name := range slices.Sorted(maps.Keys(types)) {
		m.columns[name] = i
	}
	return m
}

// fill sets the values to those of an object.
func (m *rowMaker) fill(object []byte) error {
	for i := range m.values {
		m.values[i] = parquet.NullValue().Level(0, 0, i)
	}
	return eachField(object, func(key, value []byte) error {
		name := unquoted(nil, key)
		i, found := m.columns[string(name)]
		if !found {
			return errChanged
		}
		if v := parquetValue(m.types[string(name)], value); !v.IsNull() {
			m.values[i] = v.Level(0, 1, i)
		}
		return nil
	})
}

// parquetValue returns a JSON value as a value of a column.
func parquetValue(t columnType, value []byte) parquet.Value {
	switch {
	case typeOf(value) == columnNull:
		return parquet.NullValue()
	case t == columnBool:
		return parquet.BooleanValue(value[0] == 't')
	case t == columnInt || t == columnLongInt:
		n, _ := strconv.ParseInt(string(value), 10, 64) // typeOf has done so before
		return parquet.Int64Value(n)
	case t == columnFloat:
		f, _ := strconv.ParseFloat(string(value), 64)
		return parquet.DoubleValue(f)
	case t == columnString:
		return parquet.ByteArrayValue(unquoted(nil, value))
	}
	return parquet.ByteArrayValue(slices.Clone(value))
}

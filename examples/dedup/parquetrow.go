package main

import (
	"io"
	"math"

	"github.com/parquet-go/parquet-go"
)

// eachParquetRow calls take with each row of a file.
func eachParquetRow(file *parquet.File, take func(row map[string]any) error) error {
	in := parquet.NewGenericReader[any](file)
	defer in.Close()
	rows := make([]any, 64)
	for {
		clear(rows)
		n, err := in.Read(rows)
		for _, row := range rows[:n] {
			m, _ := row.(map[string]any)
			if err := take(m); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// rowObject appends a row as one line of JSON without its end. The columns are
// in the order of the file. A number that JSON does not have becomes null, and
// bytes that are not UTF-8 become U+FFFD.
func rowObject(dst []byte, fields []parquet.Field, row map[string]any) ([]byte, error) {
	dst = append(dst, '{')
	for i, field := range fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		for j, v := range []any{field.Name(), jsonValue(field, row[field.Name()])} {
			var err error
			if dst, err = encodeLine(dst, v); err != nil {
				return nil, err
			}
			dst = dst[:len(dst)-1] // the end of line
			if j == 0 {
				dst = append(dst, ':')
			}
		}
	}
	return append(dst, '}'), nil
}

// jsonValue returns a value of a column in a form that package json can write. The
// node is that of the column, or nil within lists and maps.
func jsonValue(node parquet.Node, v any) any {
	switch v := v.(type) {
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	case float32:
		return jsonValue(node, float64(v))
	case int64:
		if unsigned(node) {
			return uint64(v)
		}
	case int32:
		if unsigned(node) {
			return uint32(v)
		}
	case []any:
		for i := range v {
			v[i] = jsonValue(nil, v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = jsonValue(child(node, name), v[name])
		}
	}
	return v
}

// child returns the node of a field of a group, or nil.
func child(node parquet.Node, name string) parquet.Node {
	if node == nil || node.Leaf() {
		return nil
	}
	for _, field := range node.Fields() {
		if field.Name() == name {
			return field
		}
	}
	return nil
}

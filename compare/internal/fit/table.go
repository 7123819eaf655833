package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A table holds examples, without texts, so that whoever has not got the texts
// can fit again: a line of names, then a line for each example, its fields
// separated by tabs and the whole compressed. The fields are those of example,
// in order; of pairs that have one kind of signals only, the others are left out.

// tableName is how the name of a table ends.
const tableName = ".tsv.gz"

var (
	errSignals = errors.New("the signals are not those of the file before")
	errTable   = errors.New("not a table of examples")
)

func named(file string, err error) error { return fmt.Errorf("%s: %w", file, err) }

var fields = []string{"id", "label", "kind", "family", "group", "exchanges"}

// writeTable writes examples.
func writeTable(w io.Writer, examples []example, names []string) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(z)
	fmt.Fprintln(b, strings.Join(slices.Concat(fields, names), "\t"))
	for _, e := range examples {
		row := []string{e.ID, e.Label, e.Kind, e.Family, e.Group, strconv.Itoa(e.Exchanges)}
		for i, f := range row {
			row[i] = strings.Join(strings.Fields(f), " ") // a name with a tab would shift the rest
		}
		for _, x := range slices.Concat(e.Signals, e.Blind, e.Shipped) {
			row = append(row, strconv.FormatFloat(x, 'g', 5, 64))
		}
		fmt.Fprintln(b, strings.Join(row, "\t"))
	}
	return errors.Join(b.Flush(), z.Close())
}

// readTable reads what writeTable wrote. The error wraps errTable and names the
// line.
func readTable(r io.Reader) (examples []example, names []string, err error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, nil, err
	}
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		row := strings.Split(s.Text(), "\t")
		if n == 1 {
			if len(row) <= len(fields) || !slices.Equal(row[:len(fields)], fields) {
				return nil, nil, errTable
			}
			names = row[len(fields):]
			continue
		}
		e, err := parseRow(row, len(names))
		if err != nil {
			return nil, nil, fmt.Errorf("%w: line %d: %w", errTable, n, err)
		}
		examples = append(examples, e)
	}
	return examples, names, s.Err()
}

// parseRow parses a line of a table with so many signals.
func parseRow(row []string, signals int) (e example, err error) {
	if n := len(row) - len(fields); n != signals && n != 3*signals {
		return e, fmt.Errorf("%d fields", len(row))
	}
	e = example{ID: row[0], Label: row[1], Kind: row[2], Family: row[3], Group: row[4]}
	if e.Exchanges, err = strconv.Atoi(row[5]); err != nil {
		return e, err
	}
	for _, f := range row[len(fields):] {
		x, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return e, err
		}
		e.Signals = append(e.Signals, x)
	}
	if len(e.Signals) > signals {
		e.Signals, e.Blind, e.Shipped = e.Signals[:signals:signals], e.Signals[signals:2*signals:2*signals], e.Signals[2*signals:]
	}
	return e, nil
}

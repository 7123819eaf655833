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

	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
)

// A table holds examples, without texts, so that whoever has not got the texts
// can fit again: a line of names, then a line for each example, its fields
// separated by tabs and the whole compressed. The fields are those of example,
// in order; of pairs that have one kind of signals only, the others are left out.
// Columns of signals may stand in any order: they are known by their names.

// tableName is how the name of a table ends.
const tableName = ".tsv.gz"

var (
	errSignals = errors.New("its signals are not those of compare/internal/verdict/signal.go")
	errTable   = errors.New("not a table of examples")
)

var fields = []string{"id", "label", "kind", "family", "group", "exchanges"}

// writeTable writes examples.
func writeTable(w io.Writer, examples []example) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(z)
	fmt.Fprintln(b, strings.Join(slices.Concat(fields, namesOf(allSignals())), "\t"))
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

// namesOf returns the names of signals.
func namesOf(ids []verdict.ID) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = id.String()
	}
	return names
}

// readTable reads what writeTable wrote. The error wraps errTable and names the
// line, or wraps errSignals and names the signals that are wanting or unknown.
func readTable(r io.Reader) (examples []example, err error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<20)
	var columns []int // by ID
	for n := 1; s.Scan(); n++ {
		row := strings.Split(s.Text(), "\t")
		if n == 1 {
			if len(row) <= len(fields) || !slices.Equal(row[:len(fields)], fields) {
				return nil, errTable
			}
			if columns, err = columnsOf(row[len(fields):]); err != nil {
				return nil, err
			}
			continue
		}
		e, err := parseRow(row, columns)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", errTable, n, err)
		}
		examples = append(examples, e)
	}
	return examples, s.Err()
}

// columnsOf returns the column of each signal, by ID. A table that was measured
// with other signals than today's cannot be fitted on: a model that lacks one
// would be written without a word.
func columnsOf(names []string) ([]int, error) {
	var lacking, unknown []string
	columns := make([]int, verdict.Signals)
	known := namesOf(allSignals())
	for id, name := range known {
		if columns[id] = slices.Index(names, name); columns[id] < 0 {
			lacking = append(lacking, name)
		}
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			unknown = append(unknown, name)
		}
	}
	if len(lacking)+len(unknown) > 0 {
		return nil, fmt.Errorf("%w: it lacks [%s], and has [%s] besides; measure the pairs anew with -table",
			errSignals, strings.Join(lacking, " "), strings.Join(unknown, " "))
	}
	return columns, nil
}

// parseRow parses a line of a table whose signals stand in these columns.
func parseRow(row []string, columns []int) (e example, err error) {
	n := len(columns)
	if got := len(row) - len(fields); got != n && got != 3*n {
		return e, fmt.Errorf("%d fields", len(row))
	}
	e = example{ID: row[0], Label: row[1], Kind: row[2], Family: row[3], Group: row[4]}
	if e.Exchanges, err = strconv.Atoi(row[5]); err != nil {
		return e, err
	}
	rest := row[len(fields):]
	for _, to := range []*[]float64{&e.Signals, &e.Blind, &e.Shipped} {
		if len(rest) == 0 {
			break
		}
		if *to, err = parseSignals(rest[:n], columns); err != nil {
			return e, err
		}
		rest = rest[n:]
	}
	return e, nil
}

// parseSignals parses signals and puts them in the order of their IDs.
func parseSignals(row []string, columns []int) (x []float64, err error) {
	x = make([]float64, len(columns))
	for id, c := range columns {
		if x[id], err = strconv.ParseFloat(row[c], 64); err != nil {
			return nil, err
		}
	}
	return x, nil
}

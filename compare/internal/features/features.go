// Package features reads and writes tables of the signals of labelled pairs, without
// their texts, so that anybody can fit the models again without the texts.
package features

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
)

// A Row is a labelled pair: what it is, how it was made, and its signals.
type Row struct {
	ID, Label, Kind, Maker     string
	Dictionary, Noise, Variant string // of a spun pair; Variant says by which lexicon it was measured
	Genre, Language, Group     string
	Words                      int  // of the shorter text
	Exchanges                  int  // that were made; -1 if not known
	Turned                     bool // source and suspect changed places
	Related                    bool // a lexicon with counts was used, see verdict.SpunRelated
	Signals                    []float64
}

var columns = []string{"id", "label", "kind", "maker", "dictionary", "noise", "variant", "genre", "language", "group", "words", "exchanges", "turned", "related"}

var (
	// ErrSignals is wrapped by the error for a table whose signals are not those of
	// package verdict.
	ErrSignals = errors.New("its signals are not those of compare/internal/verdict/signal.go")
	// ErrTable is wrapped by the error for data that are no table.
	ErrTable = errors.New("not a table of features")
)

// Names returns the names of the signals, by ID.
func Names() []string {
	names := make([]string, verdict.Signals)
	for id := range names {
		names[id] = verdict.ID(id).String()
	}
	return names
}

// Write writes rows as a compressed table: a line of names, then a line for each row,
// its fields separated by tabs. Numbers have four significant digits.
func Write(w io.Writer, rows iter.Seq2[Row, error]) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(z)
	fmt.Fprintln(b, strings.Join(slices.Concat(columns, Names()), "\t"))
	for r, err := range rows {
		if err != nil {
			return err
		}
		fields := []string{r.ID, r.Label, r.Kind, r.Maker, r.Dictionary, r.Noise, r.Variant, r.Genre, r.Language, r.Group, strconv.Itoa(r.Words), strconv.Itoa(r.Exchanges), strconv.FormatBool(r.Turned), strconv.FormatBool(r.Related)}
		for i, f := range fields {
			fields[i] = strings.Join(strings.Fields(f), " ") // a tab would shift the rest
		}
		for _, x := range r.Signals {
			fields = append(fields, strconv.FormatFloat(x, 'g', 4, 64))
		}
		fmt.Fprintln(b, strings.Join(fields, "\t"))
	}
	return errors.Join(b.Flush(), z.Close())
}

// Read yields the rows of a table. The error wraps ErrTable and names the line, or
// wraps ErrSignals and names the signals that are missing or unknown: columns are found
// by name, in any order.
func Read(r io.Reader) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if err := read(r, yield); err != nil {
			yield(Row{}, err)
		}
	}
}

func read(r io.Reader, yield func(Row, error) bool) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrTable, err)
	}
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<20)
	var places []int
	for n := 1; s.Scan(); n++ {
		fields := strings.Split(s.Text(), "\t")
		if n == 1 {
			if len(fields) <= len(columns) || !slices.Equal(fields[:len(columns)], columns) {
				return fmt.Errorf("%w: its first line names other fields", ErrTable)
			}
			if places, err = placesOf(fields[len(columns):]); err != nil {
				return err
			}
			continue
		}
		row, err := parse(fields, places)
		if err != nil {
			return fmt.Errorf("%w: line %d: %w", ErrTable, n, err)
		}
		if !yield(row, nil) {
			return nil
		}
	}
	switch {
	case s.Err() != nil:
		return fmt.Errorf("%w: %w", ErrTable, s.Err()) // cut short, or a line without end
	case places == nil:
		return fmt.Errorf("%w: it has no first line", ErrTable)
	}
	return nil
}

// placesOf returns the place of each signal among names, by ID.
func placesOf(names []string) ([]int, error) {
	var lacking, unknown []string
	places := make([]int, verdict.Signals)
	for id, name := range Names() {
		if places[id] = slices.Index(names, name); places[id] < 0 {
			lacking = append(lacking, name)
		}
	}
	for i, name := range names {
		if !slices.Contains(Names(), name) || slices.Contains(names[:i], name) {
			unknown = append(unknown, name)
		}
	}
	if len(lacking)+len(unknown) > 0 {
		return nil, fmt.Errorf("%w: it lacks [%s] and has [%s] besides; measure the pairs again, see docs/FITTING.md",
			ErrSignals, strings.Join(lacking, " "), strings.Join(unknown, " "))
	}
	return places, nil
}

func parse(f []string, places []int) (r Row, err error) {
	if len(f) != len(columns)+len(places) {
		return r, fmt.Errorf("%d fields, want %d", len(f), len(columns)+len(places))
	}
	for i := 12; i < len(columns); i++ {
		if f[i] != "true" && f[i] != "false" {
			return r, fmt.Errorf("%s is %q, want true or false", columns[i], f[i])
		}
	}
	r = Row{ID: f[0], Label: f[1], Kind: f[2], Maker: f[3], Dictionary: f[4], Noise: f[5], Variant: f[6], Genre: f[7], Language: f[8], Group: f[9], Turned: f[12] == "true", Related: f[13] == "true"}
	if r.Words, err = strconv.Atoi(f[10]); err != nil {
		return r, err
	}
	if r.Exchanges, err = strconv.Atoi(f[11]); err != nil {
		return r, err
	}
	r.Signals = make([]float64, len(places))
	for id, at := range places {
		if r.Signals[id], err = strconv.ParseFloat(f[len(columns)+at], 64); err != nil {
			return r, err
		}
		if math.IsNaN(r.Signals[id]) || math.IsInf(r.Signals[id], 0) {
			return r, fmt.Errorf("signal %s is %v", verdict.ID(id), r.Signals[id])
		}
	}
	return r, nil
}

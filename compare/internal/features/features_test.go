package features

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
)

// rowsOf returns n made rows, each with values of its own.
func rowsOf(n int) (rows []Row) {
	for i := range n {
		r := Row{
			ID: fmt.Sprintf("pair-%d", i), Label: "near-duplicate", Kind: "typos", Maker: "by hand", Genre: "news", Language: "de", Group: fmt.Sprintf("g%d", i/2),
			Words: 40 + i, Exchanges: i - 1, Related: i%2 == 1, Turned: i%4 == 2,
		}
		if i%3 == 0 {
			r.Label, r.Dictionary, r.Noise, r.Variant = "spun", "moby", "functions", "without"
		}
		for id := range verdict.Signals {
			r.Signals = append(r.Signals, float64(i)-float64(id)/8)
		}
		rows = append(rows, r)
	}
	return rows
}

func all(rows []Row) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// tableOf returns the table of rows.
func tableOf(t testing.TB, rows []Row) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, all(rows)))
	return b.Bytes()
}

// readAll returns the rows of a table up to its first error.
func readAll(table []byte) (rows []Row, err error) {
	for r, err := range Read(bytes.NewReader(table)) {
		if err != nil {
			return rows, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// TestRoundTrip: what is written is read again.
func TestRoundTrip(t *testing.T) {
	rows := rowsOf(9)
	got, err := readAll(tableOf(t, rows))
	require.NoError(t, err)
	require.Equal(t, rows, got)
	require.Equal(t, tableOf(t, rows), tableOf(t, rows), "equal rows give equal bytes")
}

// TestDigits: numbers keep four significant digits.
func TestDigits(t *testing.T) {
	rows := rowsOf(1)
	copy(rows[0].Signals, []float64{0, 1e-9, -123456.789, 0.333333, math.Pi})
	got, err := readAll(tableOf(t, rows))
	require.NoError(t, err)
	require.Equal(t, []float64{0, 1e-9, -123500, 0.3333, 3.142}, got[0].Signals[:5])
}

// TestTabs: a tab or a line end in a name shifts nothing.
func TestTabs(t *testing.T) {
	rows := rowsOf(2)
	rows[0].ID, rows[0].Kind = "a\tb", "two\nlines"
	got, err := readAll(tableOf(t, rows))
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.Equal(t, "a b", got[0].ID)
	require.Equal(t, "two lines", got[0].Kind)
	require.Equal(t, rows[1], got[1])
}

// lines returns the lines of a table, each its fields.
func lines(t *testing.T, table []byte) (out [][]string) {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(table))
	require.NoError(t, err)
	text, err := io.ReadAll(z)
	require.NoError(t, err)
	for line := range strings.Lines(string(text)) {
		out = append(out, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return out
}

// packed returns the table of lines.
func packed(t *testing.T, lines [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for _, fields := range lines {
		fmt.Fprintln(z, strings.Join(fields, "\t"))
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

// TestColumns: signals are known by their names, wherever they stand.
func TestColumns(t *testing.T) {
	rows := rowsOf(3)
	table := lines(t, tableOf(t, rows))
	for _, fields := range table {
		slices.Reverse(fields[len(columns):])
	}
	got, err := readAll(packed(t, table))
	require.NoError(t, err)
	require.Equal(t, rows, got)
}

// TestOtherSignals: a table that lacks a signal, or has one that is not asked for, is
// refused, and the error names the signal.
func TestOtherSignals(t *testing.T) {
	for id, name := range Names() {
		table := lines(t, tableOf(t, rowsOf(2)))
		for i := range table {
			table[i] = slices.Delete(table[i], len(columns)+id, len(columns)+id+1)
		}
		rows, err := readAll(packed(t, table))
		require.ErrorIs(t, err, ErrSignals)
		require.ErrorContains(t, err, "lacks ["+name+"]")
		require.Empty(t, rows)
	}
	table := lines(t, tableOf(t, rowsOf(2)))
	for i := range table {
		table[i] = append(table[i], "1")
	}
	table[0][len(table[0])-1] = "moonlight"
	_, err := readAll(packed(t, table))
	require.ErrorIs(t, err, ErrSignals)
	require.ErrorContains(t, err, "has [moonlight] besides")

	table = lines(t, tableOf(t, rowsOf(2)))
	table[0][len(columns)] = "moonlight"
	_, err = readAll(packed(t, table))
	require.ErrorContains(t, err, "lacks ["+Names()[0]+"] and has [moonlight] besides", "a signal that was renamed")
	table = lines(t, tableOf(t, rowsOf(2)))
	table[0][len(columns)+1] = table[0][len(columns)]
	_, err = readAll(packed(t, table))
	require.ErrorIs(t, err, ErrSignals)
	require.ErrorContains(t, err, Names()[1], "one that stands there twice")
}

// TestTwice: a column that stands in a table twice is refused: which of both is meant
// nobody knows.
func TestTwice(t *testing.T) {
	table := lines(t, tableOf(t, rowsOf(2)))
	for i := range table {
		table[i] = append(table[i], table[i][len(columns)])
	}
	_, err := readAll(packed(t, table))
	require.ErrorIs(t, err, ErrSignals)
	require.ErrorContains(t, err, Names()[0])
}

// TestBad: what is no table is refused, and the error names the line.
func TestBad(t *testing.T) {
	change := func(line, field int, value string) []byte {
		table := lines(t, tableOf(t, rowsOf(4)))
		table[line][field] = value
		return packed(t, table)
	}
	short := lines(t, tableOf(t, rowsOf(4)))
	short[2] = short[2][:len(short[2])-1]
	whole := tableOf(t, rowsOf(4))
	for name, c := range map[string]struct {
		table []byte
		says  string
	}{
		"no gzip":     {[]byte("id\tlabel\n"), ""},
		"empty":       {packed(t, nil), ""},
		"nothing":     {nil, ""},
		"names":       {change(0, 1, "verdict"), "first line"},
		"words":       {change(2, slices.Index(columns, "words"), "many"), "line 3"},
		"exchanges":   {change(3, slices.Index(columns, "exchanges"), ""), "line 4"},
		"signal":      {change(1, len(columns)+2, "high"), "line 2"},
		"not a value": {change(4, len(columns)+2, "NaN"), "line 5"},
		"infinite":    {change(4, len(columns)+1, "+Inf"), Names()[1]},
		"fields":      {packed(t, short), "line 3"},
		"cut":         {whole[:len(whole)-40], ""},
		"related":     {change(1, slices.Index(columns, "related"), "yes"), "line 2"},
	} {
		_, err := readAll(c.table)
		require.ErrorIs(t, err, ErrTable, name)
		require.ErrorContains(t, err, c.says, name)
	}
}

// TestWriteError: the first error of the rows ends the table and is returned.
func TestWriteError(t *testing.T) {
	bad := errors.New("no text")
	err := Write(io.Discard, func(yield func(Row, error) bool) { yield(Row{}, bad) })
	require.ErrorIs(t, err, bad)
}

// TestStop: whoever has seen enough stops.
func TestStop(t *testing.T) {
	n := 0
	for range Read(bytes.NewReader(tableOf(t, rowsOf(9)))) {
		if n++; n == 3 {
			break
		}
	}
	require.Equal(t, 3, n)
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("id\tlabel"))
	f.Add([]byte(strings.Join(slices.Concat(columns, Names()), "\t") + "\na\tb"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, text []byte) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(text)
		z.Close()
		for _, table := range [][]byte{text, b.Bytes()} {
			rows, err := readAll(table)
			if err == nil {
				again, err := readAll(tableOf(t, rows))
				require.NoError(t, err)
				require.Len(t, again, len(rows))
				continue
			}
			require.True(t, errors.Is(err, ErrTable) || errors.Is(err, ErrSignals), "%v", err)
		}
	})
}

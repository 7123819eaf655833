package score

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A table is rows of cells: the first flush left, the others flush right. The
// package text/tabwriter aligns all columns to one side.
type table struct {
	rows [][]string
	last string // a line below
}

func newTable(heading string) *table { return &table{rows: [][]string{{heading}}} }

func (t *table) head(names ...string) { t.cell(names...) }

// row begins a row.
func (t *table) row(name string) { t.rows = append(t.rows, []string{name}) }

func (t *table) cell(texts ...string) {
	last := &t.rows[len(t.rows)-1]
	*last = append(*last, texts...)
}

func (t *table) count(n int) { t.cell(strconv.Itoa(n)) }

func (t *table) value(x float64) { t.cell(decimals(x)) }

// rate adds two cells, the rate and its interval; dashes if its Of is 0.
func (t *table) rate(r Rate) {
	if r.Of == 0 {
		t.cell("–", "–")
		return
	}
	t.cell(decimals(r.Value()), percent(r.Interval()))
}

// note sets the line below the table.
func (t *table) note(format string, args ...any) { t.last = fmt.Sprintf(format, args...) + "\n" }

// write writes the table at once.
func (t *table) write(w io.Writer) error {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range t.rows {
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			switch {
			case i > 0:
				b.WriteString("  " + space + cell)
			case len(row) > 1:
				b.WriteString(cell + space)
			default:
				b.WriteString(cell)
			}
		}
		b.WriteByte('\n')
	}
	b.WriteString(t.last)
	_, err := io.WriteString(w, b.String())
	return err
}

// decimals returns a number with three decimals, and a dash for NaN.
func decimals(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return strconv.FormatFloat(x, 'f', 3, 64)
}

// percent returns an interval in per cent.
func percent(i Interval) string { return fmt.Sprintf("%.1f–%.1f %%", 100*i.Low, 100*i.High) }

// score adds three cells.
func (t *table) score(s Score) {
	t.value(s.Precision.Value())
	t.value(s.Recall.Value())
	t.value(s.F1())
}

// writeParts adds rows for the parts by each key, and writes the table if it has
// any row.
func (t *table) writeParts(w io.Writer, outcomes []Outcome, keys []func(*Pair) string, row func(string, []Outcome)) error {
	if len(t.rows) == 1 {
		return nil
	}
	for _, key := range keys {
		for name, part := range By(outcomes, key) {
			row(name, part)
		}
	}
	return t.write(w)
}

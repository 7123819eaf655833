package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// A table is printed with its columns aligned, the first to the left.
type table [][]string

func (t *table) row(cells ...string) { *t = append(*t, cells) }

func (t table) print(w io.Writer, title string) {
	fmt.Fprintf(w, "\n%s\n\n", title)
	var width []int
	for _, row := range t {
		for i, cell := range row {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range t {
		for i, cell := range row {
			space := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				fmt.Fprint(w, "  "+cell+space)
			} else {
				fmt.Fprint(w, "  "+space+cell)
			}
		}
		fmt.Fprintln(w)
	}
}

// count writes a number with commas between thousands.
func count(x float64) string {
	s := fmt.Sprintf("%.0f", math.Abs(x))
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if x < 0 {
		return "-" + s
	}
	return s
}

func share(x float64) string { return fmt.Sprintf("%.4f", x) }

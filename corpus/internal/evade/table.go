package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// bound is the share of the texts found unchanged that an evasion may lose.
const bound = 0.1

// lost reports whether a row lost more than the bound from the texts that the first row
// found.
func (r row) lost(first row) bool {
	return lost(r.spun, first.spun) || lost(r.copies, first.copies)
}

func lost(c, first count) bool { return float64(c.found) < (1-bound)*float64(first.found) }

// mark returns the mark in front of a row that lost more than the bound.
func (r row) mark(first row) string {
	switch {
	case !r.lost(first):
		return ""
	case r.garbled:
		return "~"
	}
	return "!"
}

// columns are the numbers of a row: first those of spun texts, then those of copies.
func (r row) columns() []int {
	return []int{r.spun.n, r.spun.right, r.spun.found, r.spun.shown, r.copies.right, r.copies.wrong, r.copies.found, r.copies.shown}
}

var heads = []string{"n", "spun", "found", "shown", "copy", "spun", "found", "shown"}

// writeTable writes the rows. If there is an earlier table, it writes its number beside
// each number.
func writeTable(w io.Writer, rows []row, earlier map[string]row) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%-2s%-42s %4s |%*s |%*s\n", "", "", "", 6*4, "spun texts", 6*4, "copies")
	fmt.Fprintf(b, "%-2s%-42s %4s |", "", "evasion", "rate")
	width := 6
	if earlier != nil {
		width = 9
	}
	for i, h := range heads {
		if i == 4 {
			b.WriteString(" |")
		}
		fmt.Fprintf(b, "%*s", width, h)
	}
	b.WriteString("\n")
	over, readable := 0, 0
	for _, r := range rows {
		fmt.Fprintf(b, "%-2s%-42s %4.2f |", r.mark(rows[0]), r.name, r.rate)
		old, ok := earlier[r.key()]
		for i, n := range r.columns() {
			if i == 4 {
				b.WriteString(" |")
			}
			s := strconv.Itoa(n)
			if ok {
				s = fmt.Sprintf("%d→%d", old.columns()[i], n)
			}
			fmt.Fprintf(b, "%*s", width, s)
		}
		b.WriteString("\n")
		if !r.garbled {
			readable++
			over += one(r.lost(rows[0]))
		}
	}
	fmt.Fprintf(b, "%d rows that people read, %d lost more than %.0f %% of the texts found as they are\n", readable, over, 100*bound)
	return b.Flush()
}

func (r row) key() string { return fmt.Sprintf("%s %.2f", r.name, r.rate) }

// readTable reads a table that writeTable wrote without an earlier table.
func readTable(name string) (map[string]row, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows := make(map[string]row)
	s := bufio.NewScanner(f)
	for s.Scan() {
		fields := strings.Fields(strings.TrimLeft(strings.ReplaceAll(s.Text(), "|", " "), "!~ "))
		if len(fields) != 2+len(heads) || !strings.Contains(fields[0], "/") {
			continue
		}
		var r row
		var n [8]int
		r.name = fields[0]
		if r.rate, err = strconv.ParseFloat(fields[1], 64); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", name, fields[0], err)
		}
		for i := range n {
			if n[i], err = strconv.Atoi(fields[2+i]); err != nil {
				return nil, fmt.Errorf("%s: %s: %w", name, fields[0], err)
			}
		}
		r.spun = count{n: n[0], right: n[1], found: n[2], shown: n[3]}
		r.copies = count{n: n[0], right: n[4], wrong: n[5], found: n[6], shown: n[7]}
		rows[r.key()] = r
	}
	return rows, s.Err()
}

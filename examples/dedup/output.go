package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"strconv"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// A line is what is written of a text.
type line struct {
	ID         string `json:"id"`
	Cluster    string `json:"cluster"`
	Keep       bool   `json:"keep"`
	Similarity share  `json:"similarity"`
}

// A share is a number from 0 to 1. It is written with a point even if it is
// whole, so that readers which tell the two kinds of number apart see one only.
type share float64

func (s share) MarshalJSON() ([]byte, error) {
	b := strconv.AppendFloat(nil, float64(s), 'f', -1, 64)
	if len(b) == 1 {
		b = append(b, ".0"...)
	}
	return b, nil
}

// writeLines writes the line of each text.
func (c *collection) writeLines(ctx context.Context, w io.Writer, results []result) error {
	out := bufio.NewWriterSize(w, 1<<16)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for i, r := range results {
		if err := ctx.Err(); err != nil {
			return err
		}
		l := line{c.records[i].id, c.records[r.kept].id, r.kept == int32(i), share(r.similarity)}
		if err := e.Encode(l); err != nil {
			return err
		}
	}
	return out.Flush()
}

// write has the lines written to where the settings say.
func (s settings) write(stdout io.Writer, write func(io.Writer) error) error {
	if s.toStdout() {
		return write(stdout)
	}
	return command.ReplaceFile(s.output, write)
}

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/andybalholm/brotli"
)

// bestQuality is the one at which sizes are stated.
const bestQuality = brotli.BestCompression

// window is the largest that browsers accept, as a power of two.
const window = 24

// compress returns data compressed with Brotli.
func compress(data []byte, quality int) ([]byte, error) {
	var b bytes.Buffer
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: quality, LGWin: window})
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// compressAll writes each file of a folder compressed beside it, with .br after its name, and
// prints the sizes.
func compressAll(dir string, quality int, w io.Writer) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "bytes\tcompressed\t\t")
	var first, later int
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".br") || !e.Type().IsRegular() {
			continue
		}
		name := filepath.Join(dir, e.Name())
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		small, err := compress(data, quality)
		if err != nil {
			return err
		}
		if err := os.WriteFile(name+".br", small, 0o666); err != nil {
			return err
		}
		if slices.Contains(lazy, e.Name()) {
			later += len(small)
		} else {
			first += len(small)
		}
		fmt.Fprintf(table, "%d\t%d\t%s\t\n", len(data), len(small), e.Name())
	}
	fmt.Fprintf(table, "\t%d\tloaded by every visitor\t\n\t%d\tloaded when a file is opened\t\n", first, later)
	return table.Flush()
}

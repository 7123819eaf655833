package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
)

// writeLines writes values as JSON, one a line, to a file compressed with gzip.
// Equal values give equal bytes: the header holds no name and no time. The file
// gets its name only when it is whole.
func writeLines[T any](name string, values []T) (err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.Create(name + ".part")
	if err != nil {
		return err
	}
	defer f.Close()
	buf := bufio.NewWriter(f)
	z := gzip.NewWriter(buf)
	e := json.NewEncoder(z)
	e.SetEscapeHTML(false)
	for _, v := range values {
		if err := e.Encode(v); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(name+".part", name)
}

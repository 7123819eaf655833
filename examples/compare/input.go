package main

import (
	"io"
	"os"

	"github.com/palimpsest-go/palimpsest/examples/internal/textfile"
)

// readInput reads the text of the named file, or of stdin if the name is "-".
// A text of more than limit bytes is an error that wraps [compare.ErrTooLong];
// not much more than that is read of the file.
func readInput(name string, stdin io.Reader, limit int) (textfile.File, error) {
	if name == "-" {
		return textfile.Read(name, stdin, limit)
	}
	f, err := os.Open(name)
	if err != nil {
		return textfile.File{}, err
	}
	defer f.Close()
	return textfile.Read(name, f, limit)
}

package main

import (
	"errors"
	"io"
	"os"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/examples/internal/textfile"
)

// readInput reads the text of the named file, or of stdin if the name is "-".
// A text of more than limit bytes is an error that wraps [textfile.ErrTooLong];
// not much more than that is read of the file.
func readInput(name string, stdin io.Reader, limit int) (textfile.File, error) {
	if name == "-" {
		return readFrom(name, stdin, limit)
	}
	f, err := os.Open(name)
	if err != nil {
		return textfile.File{}, err
	}
	defer f.Close()
	return readFrom(name, f, limit)
}

// readFrom reads the text of a file from r. Errors name the file.
func readFrom(name string, r io.Reader, limit int) (textfile.File, error) {
	f, err := textfile.Read(name, r, limit)
	if err == nil || errors.Is(err, textfile.ErrTooLong) {
		return f, err
	}
	if name == "-" {
		name = "standard input"
	}
	return f, command.Named(name, err)
}

// describeFile writes into d what the library does not know of the file. A reader
// of the report can check the file by its digest, and the offsets by the text.
func describeFile(d *compare.Document, f textfile.File) {
	d.Name = f.Name
	if f.Decoded {
		d.Text, d.Bytes, d.SHA256 = f.Text, f.Bytes, f.SHA256
	}
}

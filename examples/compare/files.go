package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/examples/internal/encoded"
	"github.com/palimpsest-go/palimpsest/examples/internal/textfile"
)

// A file is an input that may be one of many.
type file struct {
	textfile.File
	changed time.Time // zero if unknown
}

// readFiles reads the named files, and all files below named folders except those
// whose names begin with a point, in the order of their names. A file in a folder
// that cannot be read is left out, and left says why.
func readFiles(names []string, stdin io.Reader) (files []file, left []string, err error) {
	for _, name := range names {
		if !isFolder(name) {
			f, err := readFile(name, stdin)
			if err != nil {
				return nil, nil, err
			}
			files = append(files, f)
			continue
		}
		before := len(files)
		err := filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				left = append(left, err.Error())
				return nil
			case path != name && strings.HasPrefix(d.Name(), ".") && d.IsDir():
				return fs.SkipDir
			case path != name && strings.HasPrefix(d.Name(), ".") || !d.Type().IsRegular():
				return nil
			}
			f, err := readFile(path, nil)
			if err != nil {
				left = append(left, err.Error())
				return nil
			}
			files = append(files, f)
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
		if len(files) == before {
			return nil, nil, fmt.Errorf("%s: there is no text in this folder%s", name, firstLeft(left))
		}
	}
	return files, left, nil
}

func readFile(name string, stdin io.Reader) (file, error) {
	in, err := readInput(name, stdin, compare.DefaultMaxBytes)
	if err != nil {
		return file{}, err
	}
	f := file{File: in}
	if info, err := os.Stat(name); name != "-" && err == nil {
		f.changed = info.ModTime()
	}
	return f, nil
}

// mostNoted is how many files that are left out are named.
const mostNoted = 10

// leftOut returns the notes about files that were left out.
func leftOut(left []string) []string {
	if len(left) == 0 {
		return nil
	}
	notes := make([]string, 0, min(len(left), mostNoted)+1)
	for _, why := range left[:min(len(left), mostNoted)] {
		notes = append(notes, "left out: "+why)
	}
	if more := len(left) - mostNoted; more > 0 {
		notes = append(notes, fmt.Sprintf("left out: %d more files", more))
	}
	return notes
}

// firstLeft says why the first file that was left out was left out, if there is one.
func firstLeft(left []string) string {
	if len(left) == 0 {
		return ""
	}
	return "; left out: " + left[0]
}

// notes says how files were read whose encoding is guessed.
func notes(inputs []textfile.File) (notes []string) {
	for _, in := range inputs {
		if in.Encoding != "" && in.Encoding != encoded.UTF8 && in.Encoding != encoded.UTF16 {
			notes = append(notes, fmt.Sprintf("%s is read as %s", in.Name, in.Encoding))
		}
	}
	return notes
}

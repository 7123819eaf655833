package main

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/term"

	"github.com/palimpsest-go/palimpsest/compare"
)

// styleFor returns the style of text for w: coloured, and as wide as the
// terminal, if w is one.
func styleFor(w io.Writer) compare.Style {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return compare.Style{}
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		width = 0
	}
	// https://no-color.org: any value but the empty one.
	color := os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return compare.Style{Color: color, Width: width}
}

// checkOutput returns an error if the output would take the place of an input.
func (s settings) checkOutput() error {
	if s.toStdout() {
		return nil
	}
	out, err := os.Stat(s.output)
	if err != nil || !out.Mode().IsRegular() {
		return nil
	}
	for _, name := range s.names {
		if in, err := os.Stat(name); name != "-" && err == nil && os.SameFile(in, out) {
			return fmt.Errorf("-o would overwrite the input %s", name)
		}
	}
	return nil
}

// write writes the report to where the settings say.
func (s settings) write(report []byte, stdout io.Writer) error {
	if s.toStdout() {
		_, err := stdout.Write(report)
		return err
	}
	return writeFile(s.output, report)
}

// writeFile writes data to the named file. The file is replaced as a whole or
// not at all: data goes to a new file beside it, which is then renamed. A file
// that exists keeps its permissions, and a symbolic link keeps its target. A
// device or a pipe is written to directly.
func writeFile(name string, data []byte) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	mode := fs.FileMode(0o666) // before umask
	old, err := os.Stat(name)
	switch {
	case err != nil:
	case old.Mode().IsRegular():
		mode = old.Mode().Perm()
	case !old.IsDir():
		return writeTo(name, os.O_WRONLY, 0, data)
	default:
		return fmt.Errorf("%s is a directory", name)
	}
	temporary := filepath.Join(filepath.Dir(name), ".compare-"+rand.Text())
	err = writeTo(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode, data)
	if err == nil && old != nil {
		err = os.Chmod(temporary, mode) // umask may have taken some of it
	}
	if err == nil {
		err = os.Rename(temporary, name)
	}
	if err != nil {
		os.Remove(temporary) // it may not exist
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// writeTo opens the named file and writes data to it.
func writeTo(name string, flag int, mode fs.FileMode, data []byte) error {
	f, err := os.OpenFile(name, flag, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return cmp.Or(err, f.Close())
}

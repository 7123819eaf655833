package main

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
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
	if s.format == "html" && s.many() {
		return s.checkFolder()
	}
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
	return command.ReplaceFile(s.output, func(w io.Writer) error {
		_, err := w.Write(report)
		return err
	})
}

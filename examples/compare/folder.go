package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// writeFolder writes an index and a page for each pair to a folder of its own.
func (s settings) writeFolder(l list) error {
	if err := os.MkdirAll(s.output, 0o777); err != nil {
		return err
	}
	entries := make([]htmlreport.Entry, len(l.pairs))
	for i, c := range l.pairs {
		entries[i] = htmlreport.Entry{Report: c.report, Page: fmt.Sprintf("%04d.html", i+1)}
		err := s.writePage(entries[i].Page, func(w io.Writer) error {
			return htmlreport.Write(w, c.report, c.source, c.suspect)
		})
		if err != nil {
			return err
		}
	}
	// The index comes last: where there is one, all pages are there.
	return s.writePage("index.html", func(w io.Writer) error { return htmlreport.WriteIndex(w, entries) })
}

func (s settings) writePage(name string, write func(io.Writer) error) error {
	return command.ReplaceFile(filepath.Join(s.output, name), func(w io.Writer) error {
		buffered := bufio.NewWriter(w)
		if err := write(buffered); err != nil {
			return err
		}
		return buffered.Flush()
	})
}

// checkFolder returns an error if pages of many pairs would be written among other files.
func (s settings) checkFolder() error {
	if s.toStdout() {
		return errors.New("-format html for many texts needs a folder: -o FOLDER")
	}
	entries, err := os.ReadDir(s.output)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) > 0:
		return fmt.Errorf("-o %s: this folder is not empty", s.output)
	}
	return nil
}

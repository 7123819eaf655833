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

// writeFolder writes an index, a page for each pair and one for each suspect of several
// sources to a folder of its own.
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
	if err := s.writeSuspects(l, entries); err != nil {
		return err
	}
	// The index is written last: if it exists, all pages exist.
	return s.writePage("index.html", func(w io.Writer) error { return htmlreport.WriteIndex(w, entries) })
}

// writeSuspects writes a page for each suspect that has several sources, and notes its
// address in the entries.
func (s settings) writeSuspects(l list, entries []htmlreport.Entry) error {
	bySuspect := make(map[string][]int) // indexes of pairs, by the name of the suspect
	for i, c := range l.pairs {
		bySuspect[c.report.Suspect.Name] = append(bySuspect[c.report.Suspect.Name], i)
	}
	for i, c := range l.pairs {
		pairs := bySuspect[c.report.Suspect.Name]
		if len(pairs) < 2 || pairs[0] != i {
			continue
		}
		page := fmt.Sprintf("all-%04d.html", i+1)
		sources := make([]htmlreport.Entry, len(pairs))
		for k, pair := range pairs {
			entries[pair].All = page
			sources[k] = entries[pair]
		}
		err := s.writePage(page, func(w io.Writer) error { return htmlreport.WriteSources(w, c.suspect, sources) })
		if err != nil {
			return err
		}
	}
	return nil
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

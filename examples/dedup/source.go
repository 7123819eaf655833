package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// A source is a file, or standard input, with one text or many.
type source struct {
	name string // as errors tell it, and to open it by
	kind kind
	id   string // of a textFile
	size int64  // in bytes, to show progress by; unknownSize for a pipe
}

type kind uint8

const (
	textFile kind = iota
	jsonLines
	gzipLines
	stdinLines
)

const unknownSize = -1

// total returns the size of all sources.
func total(sources []source) int64 {
	var sum int64
	for _, src := range sources {
		if src.size < 0 {
			return unknownSize
		}
		sum += src.size
	}
	return sum
}

// list returns the sources of all inputs, in order.
func (s settings) list(ctx context.Context, stdin io.Reader) ([]source, error) {
	l := lister{ctx: ctx}
	if !s.toStdout() {
		if out, err := os.Stat(s.output); err == nil && out.Mode().IsRegular() {
			l.output = out
		}
	}
	for _, name := range s.inputs {
		if err := l.input(name, stdin); err != nil {
			return nil, err
		}
	}
	return l.sources, nil
}

// A lister collects sources.
type lister struct {
	ctx     context.Context
	output  fs.FileInfo // nil if it is not there yet
	sources []source
}

// input adds the sources of an input.
func (l *lister) input(name string, stdin io.Reader) error {
	if name == "-" {
		src := source{name: "standard input", kind: stdinLines, size: unknownSize}
		if f, ok := stdin.(*os.File); ok {
			if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
				src.size = info.Size()
			}
		}
		l.sources = append(l.sources, src)
		return nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	lower := strings.ToLower(name)
	switch {
	case info.IsDir():
		return l.directory(name)
	case strings.HasSuffix(lower, ".jsonl"):
		return l.add(source{name: name, kind: jsonLines}, info)
	case strings.HasSuffix(lower, ".jsonl.gz"):
		return l.add(source{name: name, kind: gzipLines}, info)
	}
	return fmt.Errorf("%s is neither a directory nor named .jsonl or .jsonl.gz", name)
}

// directory adds the regular files below a directory.
func (l *lister) directory(root string) error {
	// Walking an fs.FS, other than filepath.WalkDir, follows a link that is
	// itself the input.
	return fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err == nil:
			err = l.ctx.Err()
		case !utf8.ValidString(path): // an fs.FS opens no such directory
			err = errors.New("the name of the directory is not UTF-8")
		}
		if err != nil || !d.Type().IsRegular() {
			return command.Named(filepath.Join(root, filepath.FromSlash(path)), err)
		}
		info, err := d.Info()
		if err != nil {
			return command.Named(filepath.Join(root, filepath.FromSlash(path)), err)
		}
		return l.add(source{name: filepath.Join(root, filepath.FromSlash(path)), kind: textFile, id: pathID(path)}, info)
	})
}

// pathID returns the id of a file: its path, in which bytes that are not UTF-8 and
// could not be written as JSON are escaped as in Go, with \x and two digits. Should
// another file have that very name, they are told as duplicates.
func pathID(path string) string {
	var b strings.Builder
	for i, r := range path {
		if r == utf8.RuneError && !strings.HasPrefix(path[i:], "\ufffd") {
			fmt.Fprintf(&b, `\x%02x`, path[i])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// add adds a source unless the output would take its place.
func (l *lister) add(src source, info fs.FileInfo) error {
	if l.output != nil && os.SameFile(l.output, info) {
		return fmt.Errorf("-o would overwrite the input %s", src.name)
	}
	src.size = unknownSize
	if info.Mode().IsRegular() {
		src.size = info.Size()
	}
	l.sources = append(l.sources, src)
	return nil
}

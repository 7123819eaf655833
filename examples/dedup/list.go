package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// list returns the sources of -against and then those of all inputs, each in order.
// An input that cannot be listed is left out or ends the run.
func (s settings) list(ctx context.Context, stdin io.Reader, out *leftOut) ([]source, error) {
	l := lister{ctx: ctx, settings: s, out: out, written: make(map[string]fs.FileInfo)}
	for flag, name := range map[string]string{"-o": s.output, "-bad": s.bad} {
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
			l.written[flag] = info
		}
	}
	var missing error
	for _, group := range []struct {
		names []string
		old   bool
	}{{s.against, true}, {s.inputs, false}} {
		from := len(l.sources)
		l.old = group.old
		for i, name := range group.names {
			l.at = i
			err := l.input(name, stdin)
			if err == nil {
				continue
			}
			if errors.As(err, new(fatalError)) || ctx.Err() != nil {
				return nil, err
			}
			if err := out.add(name, place{}, err); err != nil {
				return nil, err
			}
			missing = err
		}
		tellApart(l.sources[from:], group.names)
	}
	if len(l.sources) == 0 && missing != nil {
		return nil, missing
	}
	return l.sources, nil
}

// A lister collects sources.
type lister struct {
	ctx      context.Context
	settings settings
	out      *leftOut
	written  map[string]fs.FileInfo // existing files that the run will write, by flag
	old      bool
	at       int // index of the input
	sources  []source
}

// A fatalError ends the run even with -skip-bad: it concerns the command line,
// not the data.
type fatalError struct{ error }

// input adds the sources of an input.
func (l *lister) input(name string, stdin io.Reader) error {
	if name == "-" {
		return l.standardInput(stdin)
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return l.folder(name)
	}
	src := source{name: name}
	src.format, src.compression = l.format(name)
	if src.format == formatUnknown || src.format == formatHTML && l.settings.format == formatUnknown {
		return fatalError{fmt.Errorf("%s is neither a directory nor named as a file of texts: -format says what it is", name)}
	}
	if src.format.single() {
		src.id = pathID(filepath.ToSlash(name))
	}
	return l.add(src, info)
}

// standardInput adds standard input.
func (l *lister) standardInput(stdin io.Reader) error {
	src := source{name: "standard input", stdin: true, format: formatLines, size: unknownSize, old: l.old, input: l.at}
	switch l.settings.format {
	case formatUnknown:
	case formatParquet:
		return fatalError{errors.New("a Parquet file cannot be read from standard input, because it begins at its end")}
	default:
		src.format = l.settings.format
	}
	if src.format.single() {
		src.id = "-"
	}
	if f, ok := stdin.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			src.size = info.Size()
		}
	}
	l.sources = append(l.sources, src)
	return nil
}

// format returns the format of a file, which -format decides if it is given, and
// its compression, which the name decides. With -format text, HTML is still
// recognised by its name.
func (l *lister) format(name string) (format, compression) {
	f, pressed := formatOf(name)
	if asked := l.settings.format; asked != formatUnknown && !(asked == formatText && f == formatHTML) {
		f = asked
	}
	return f, pressed
}

// add adds a source unless the run would write to it.
func (l *lister) add(src source, info fs.FileInfo) error {
	for flag, w := range l.written {
		if os.SameFile(w, info) {
			return fatalError{fmt.Errorf("%s would overwrite the input %s", flag, src.name)}
		}
	}
	if src.format == formatParquet && src.compression != compressionNone {
		return fmt.Errorf("a Parquet file is compressed within: %s cannot be read", filepath.Ext(src.name))
	}
	src.input, src.old = l.at, l.old
	src.size = unknownSize
	if info.Mode().IsRegular() {
		src.size, src.modified = info.Size(), info.ModTime()
	} else if src.format == formatParquet {
		return errors.New("a Parquet file cannot be read from a pipe, because it begins at its end")
	}
	l.sources = append(l.sources, src)
	return nil
}

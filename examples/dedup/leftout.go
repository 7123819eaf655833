package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/examples/internal/encoded"
)

// A leftOut records what was left out: bad texts and files, which it accepts only
// with -skip-bad, and binary files of directories. For -bad it keeps a list in a
// temporary file, because there may be very many.
type leftOut struct {
	skip        bool
	bad, binary tally
	file        *os.File // nil without -bad
	list        *bufio.Writer
}

// A tally counts.
type tally struct {
	count int
	first error
}

func (t *tally) add(err error) {
	if t.count == 0 {
		t.first = err
	}
	t.count++
}

// A badLine is what -bad says about something that was left out. It has at most one
// of the numbers.
type badLine struct {
	File   string `json:"file"`
	Line   int32  `json:"line,omitempty"`
	Object int32  `json:"object,omitempty"`
	Row    int32  `json:"row,omitempty"`
	Error  string `json:"error"`
}

// A passedOver is the error of a file of a directory that is no text. Such a file
// is left out even without -skip-bad.
type passedOver struct{ error }

// newLeftOut returns an empty leftOut. It must be closed.
func (s settings) newLeftOut() (*leftOut, error) {
	l := &leftOut{skip: s.skipBad}
	if s.bad == "" {
		return l, nil
	}
	var err error
	if l.file, err = temporaryFile(); err != nil {
		return nil, err
	}
	l.list = bufio.NewWriter(l.file)
	return l, nil
}

// add leaves out a text, or everything from a place on. It returns the error, with
// the place, if that ends the run.
func (l *leftOut) add(name string, at place, err error) error {
	named := command.Named(at.where(name), err)
	switch {
	case errors.As(err, new(passedOver)):
		l.binary.add(named)
	case l.skip:
		l.bad.add(named)
	default:
		return named
	}
	if l.file == nil {
		return nil
	}
	line := badLine{File: pathID(name), Error: command.Named("", err).Error()[len(": "):]}
	switch at.unit {
	case unitLine:
		line.Line = at.number
	case unitObject:
		line.Object = at.number
	case unitRow:
		line.Row = at.number
	}
	data, err := encodeLine(nil, line)
	if err != nil {
		return fatalError{err}
	}
	if _, err = l.list.Write(data); err != nil {
		return fatalError{err}
	}
	return nil
}

// passedOver returns err as a passedOver if it says that a file of a directory is
// binary.
func (s source) passedOver(err error) error {
	if s.inFolder && errors.Is(err, encoded.ErrBinary) {
		return passedOver{err}
	}
	return err
}

// notes returns notes for people about what was left out.
func (l *leftOut) notes() (notes []error) {
	for _, t := range []struct {
		tally
		one, many string
	}{
		{l.binary, "binary file passed over", "binary files passed over"},
		{l.bad, "bad text or file left out", "bad texts and files left out"},
	} {
		switch t.count {
		case 0:
		case 1:
			notes = append(notes, fmt.Errorf("1 %s: %w", t.one, t.first))
		default:
			notes = append(notes, fmt.Errorf("%d %s; the first: %w", t.count, t.many, t.first))
		}
	}
	return notes
}

// write writes the list to the file of -bad.
func (l *leftOut) write(s settings) error {
	if l.file == nil {
		return nil
	}
	if err := l.list.Flush(); err != nil {
		return err
	}
	return command.ReplaceFile(s.bad, func(w io.Writer) error {
		if _, err := l.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		_, err := io.Copy(w, l.file)
		return err
	})
}

func (l *leftOut) close() error {
	if l.file == nil {
		return nil
	}
	return closeTemporary(l.file)
}

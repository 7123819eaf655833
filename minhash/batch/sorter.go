package batch

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"

	"github.com/palimpsest-go/palimpsest/internal/radix"
)

// An item is what a sorter sorts, by Key.
type item = radix.Item[uint64, uint64]

const (
	itemBytes  = 16
	leastItems = 1 << 10
	readBytes  = 1 << 12 // least buffer for a run
)

// A sorter sorts items by their keys in bounded memory: it sorts as many as it may
// hold, writes them to a temporary file as a run, and merges the runs at the end
// (Knuth, The Art of Computer Programming, volume 3, section 5.4). It is stable.
type sorter struct {
	dir          string
	hold         int // items
	items, spare []item
	file         *os.File // without a name, if the system allows that
	began, end   int64    // of the run being written, and of the file
	runs         []run
	buf          []byte
}

// A run is sorted items in the temporary file.
type run struct{ at, end int64 }

// newSorter returns a sorter that uses at most memory bytes, and a temporary file
// in the directory if they do not suffice. It must be closed.
func newSorter(dir string, memory int64) *sorter {
	return &sorter{dir: dir, hold: int(max(memory/(2*itemBytes), leastItems))}
}

func (s *sorter) add(key, value uint64) error {
	if len(s.items) == s.hold {
		if err := s.spill(); err != nil {
			return err
		}
	}
	s.items = append(s.items, item{Key: key, Value: value})
	return nil
}

// spill writes the items held as a run.
func (s *sorter) spill() error {
	if len(s.runs) == max(s.hold*2*itemBytes/readBytes, 2) {
		if err := s.unite(); err != nil {
			return err
		}
	}
	s.items, s.spare = radix.Sort(s.items, s.spare)
	w, err := s.begin()
	if err != nil {
		return err
	}
	for _, x := range s.items {
		s.put(w, x)
	}
	s.items = s.items[:0]
	return s.finish(w)
}

// unite merges all runs into one. It is called when there are as many as can be read at
// once.
func (s *sorter) unite() error {
	items, spare := s.items, s.spare
	s.items, s.spare = nil, nil
	w, err := s.begin()
	if err != nil {
		return err
	}
	runs := s.runs
	if err := s.merge(runs, func(x item) error { s.put(w, x); return nil }); err != nil {
		return err
	}
	s.runs = nil
	s.items, s.spare = items, spare
	return s.finish(w)
}

func (s *sorter) begin() (*bufio.Writer, error) {
	if s.file == nil {
		f, err := os.CreateTemp(s.dir, "sort-*"+temporary)
		if err != nil {
			return nil, fmt.Errorf("batch: %w", err)
		}
		os.Remove(f.Name()) // if this fails, close does it
		s.file = f
	}
	s.began = s.end
	return bufio.NewWriterSize(io.NewOffsetWriter(s.file, s.end), 1<<16), nil
}

func (s *sorter) put(w *bufio.Writer, x item) {
	s.buf = binary.LittleEndian.AppendUint64(s.buf[:0], x.Key)
	s.buf = binary.LittleEndian.AppendUint64(s.buf, x.Value)
	w.Write(s.buf) // an error stays until Flush
	s.end += itemBytes
}

func (s *sorter) finish(w *bufio.Writer) error {
	if err := w.Flush(); err != nil {
		return fmt.Errorf("batch: %w", err)
	}
	s.runs = append(s.runs, run{s.began, s.end})
	return nil
}

// each calls yield with the items in order, and may be called again. No item may be
// added after the first call.
func (s *sorter) each(yield func(item) error) error {
	if len(s.runs) > 0 && len(s.items) > 0 {
		if err := s.spill(); err != nil {
			return err
		}
	}
	if len(s.runs) > 0 {
		s.items, s.spare = nil, nil
		return s.merge(s.runs, yield)
	}
	s.items, s.spare = radix.Sort(s.items, s.spare)
	for _, x := range s.items {
		if err := yield(x); err != nil {
			return err
		}
	}
	return nil
}

// reset empties the sorter.
func (s *sorter) reset() {
	s.items, s.runs, s.end = s.items[:0], nil, 0
}

// close frees the temporary file.
func (s *sorter) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}

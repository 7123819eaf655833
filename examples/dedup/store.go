package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// A setStore keeps the signatures and sets of texts in a temporary file: for
// each text the slots of its signature, four bytes each, then the elements of
// its set, eight bytes each, all little-endian.
type setStore struct {
	file *os.File
	out  *bufio.Writer
	end  int64
	buf  []byte
}

// newSetStore returns an empty store in the directory for temporary files.
func newSetStore() (*setStore, error) {
	f, err := temporaryFile()
	if err != nil {
		return nil, err
	}
	return &setStore{file: f, out: bufio.NewWriterSize(f, 1<<18)}, nil
}

// add adds a text and returns where it is.
func (s *setStore) add(signature minhash.Signature, set []uint64) (at int64, err error) {
	at = s.end
	s.buf = s.buf[:0]
	for _, v := range signature {
		s.buf = binary.LittleEndian.AppendUint32(s.buf, v)
	}
	for len(set) > 0 && err == nil {
		n := min(len(set), chunk)
		for _, v := range set[:n] {
			s.buf = binary.LittleEndian.AppendUint64(s.buf, v)
		}
		err = s.put()
		set = set[n:]
	}
	return at, errors.Join(err, s.put())
}

// chunk is how many elements of a set are written at a time.
const chunk = 1 << 13

// put writes s.buf and empties it.
func (s *setStore) put() error {
	n, err := s.out.Write(s.buf)
	s.end += int64(n)
	s.buf = s.buf[:0]
	return err
}

// flush must be called between the last call of add and the first of those that
// follow.
func (s *setStore) flush() error {
	err := s.out.Flush()
	s.out = nil
	return err
}

// signature reads the signature of the text at the offset.
func (s *setStore) signature(dst minhash.Signature, at int64) error {
	if err := s.load(at, 4*len(dst)); err != nil {
		return err
	}
	for i := range dst {
		dst[i] = binary.LittleEndian.Uint32(s.buf[4*i:])
	}
	return nil
}

// set reads into dst, as far as it has room, the set of n elements of the text
// at the offset, whose signature has so many slots.
func (s *setStore) set(dst []uint64, at int64, slots, n int) ([]uint64, error) {
	if err := s.load(at+4*int64(slots), 8*n); err != nil {
		return nil, err
	}
	dst = slices.Grow(dst[:0], n)[:n]
	for i := range dst {
		dst[i] = binary.LittleEndian.Uint64(s.buf[8*i:])
	}
	return dst, nil
}

// load reads n bytes at the offset into s.buf.
func (s *setStore) load(at int64, n int) error {
	s.buf = slices.Grow(s.buf[:0], n)[:n]
	_, err := s.file.ReadAt(s.buf, at)
	if err == io.EOF { // nobody but us knows the file
		err = io.ErrUnexpectedEOF
	}
	return err
}

// close frees the store, which may be nil.
func (s *setStore) close() error {
	if s == nil {
		return nil
	}
	return closeTemporary(s.file)
}

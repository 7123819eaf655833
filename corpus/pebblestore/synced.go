package pebblestore

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// syncedName is the file that says how much of the logs and of the lists of
// files was synced.
const syncedName = "SYNCED"

// A mark describes the first bytes of a file, which were synced.
type mark struct {
	length uint64
	sum    uint32 // CRC-32C
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (m *mark) add(p []byte) {
	m.length += uint64(len(p))
	m.sum = crc32.Update(m.sum, castagnoli, p)
}

// synced keeps a mark for each log and list of files that is there, in memory
// and in SYNCED. A mark is written after the sync and before anybody learns of
// it, so what is acknowledged is below a mark. It is not synced itself, because
// that would double the syncs. A process that is killed leaves all marks. A machine
// that loses power may leave older marks, which are true too, for fewer bytes.
// Before a log is removed, its mark is removed and that is synced: a log with a
// mark exists. The mark of a list of files is removed when another list is in use;
// Pebble itself notices a missing list.
//
// Pebble reads a log up to the first damaged record, and takes the rest, if no
// later record says that it was synced, for what a crash left. So a flipped bit
// removed acknowledged changes. Counting changes in the store itself does not help:
// Pebble does not order changes that are made at the same time, so it is not
// defined which of them a count includes.
//
// SYNCED has two slots of a page, which are written in turn, so that one is whole
// if the machine loses power. A slot is
//
//	"palsync1"     8 bytes
//	generation     8 bytes, little-endian, as all numbers; the higher one counts
//	length         4 bytes, of the marks
//	checksum       4 bytes: CRC-32C of generation, length and marks
//	marks          the length of a name in a byte, the name, length in 8 bytes, CRC-32C in 4
type synced struct {
	fs  vfs.FS
	dir string

	mu         sync.Mutex
	file       vfs.File // nil until make
	generation uint64
	marks      map[string]mark
	buf        []byte
}

const (
	slotMagic  = "palsync1"
	slotHeader = len(slotMagic) + 8 + 4 + 4
	slotSize   = 4096
)

// openSynced reads the marks of a directory. Its file is nil if there is none, or
// one that cannot be read and acceptLoss is set.
func openSynced(files vfs.FS, dir string, acceptLoss bool) (*synced, error) {
	s := &synced{fs: files, dir: dir, marks: make(map[string]mark)}
	path := files.PathJoin(dir, syncedName)
	if _, err := files.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	f, err := files.OpenReadWrite(path, vfs.WriteCategoryUnspecified)
	if err != nil {
		return nil, engineError("open "+path, err)
	}
	if err := s.read(f); err != nil {
		f.Close()
		if acceptLoss {
			return s, nil
		}
		return nil, fmt.Errorf("%w: store %s", err, dir)
	}
	s.file = f
	return s, nil
}

// read reads the slot that counts.
func (s *synced) read(f vfs.File) error {
	found := false
	for slot := range 2 {
		page := make([]byte, slotSize)
		n, _ := f.ReadAt(page, int64(slot)*slotSize) // what could not be read is no slot
		generation, marks, ok := parseSlot(page[:n])
		if ok && (!found || generation > s.generation) {
			s.generation, s.marks, found = generation, marks, true
		}
	}
	if !found {
		return fmt.Errorf("%w: %w: file %s", ErrLost, ErrDamaged, syncedName)
	}
	return nil
}

func parseSlot(page []byte) (generation uint64, marks map[string]mark, ok bool) {
	if len(page) < slotHeader || string(page[:len(slotMagic)]) != slotMagic {
		return 0, nil, false
	}
	head, body := page[len(slotMagic):slotHeader], page[slotHeader:]
	size := binary.LittleEndian.Uint32(head[8:])
	if uint64(size) > uint64(len(body)) {
		return 0, nil, false
	}
	body = body[:size]
	if crc32.Update(crc32.Checksum(head[:12], castagnoli), castagnoli, body) != binary.LittleEndian.Uint32(head[12:]) {
		return 0, nil, false
	}
	marks = make(map[string]mark)
	for len(body) > 0 {
		end := 1 + int(body[0])
		if len(body) < end+12 {
			return 0, nil, false
		}
		marks[string(body[1:end])] = mark{binary.LittleEndian.Uint64(body[end:]), binary.LittleEndian.Uint32(body[end+8:])}
		body = body[end+12:]
	}
	return binary.LittleEndian.Uint64(head), marks, true
}

// appendSlot appends what parseSlot reads, the marks by name.
func appendSlot(b []byte, generation uint64, marks map[string]mark) []byte {
	at := len(b)
	b = append(b, slotMagic...)
	b = binary.LittleEndian.AppendUint64(b, generation)
	b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, name := range slices.Sorted(maps.Keys(marks)) {
		b = append(append(b, byte(len(name))), name...)
		b = binary.LittleEndian.AppendUint64(b, marks[name].length)
		b = binary.LittleEndian.AppendUint32(b, marks[name].sum)
	}
	head, body := b[at+len(slotMagic):at+slotHeader], b[at+slotHeader:]
	binary.LittleEndian.PutUint32(head[8:], uint32(len(body)))
	binary.LittleEndian.PutUint32(head[12:], crc32.Update(crc32.Checksum(head[:12], castagnoli), castagnoli, body))
	return b
}

// make makes the file, whole or not at all.
func (s *synced) make() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	path := s.fs.PathJoin(s.dir, syncedName)
	fresh := path + ".new"
	f, err := s.fs.OpenReadWrite(fresh, vfs.WriteCategoryUnspecified)
	if err != nil {
		return engineError("make "+path, err)
	}
	s.file = f
	both := bytes.Repeat([]byte{0}, 2*slotSize) // takes the space of both slots now
	_, err = f.WriteAt(both, 0)
	if err = cmp.Or(err, s.write(), f.Sync(), s.fs.Rename(fresh, path), s.syncDir()); err != nil {
		s.file = nil
		f.Close()
		return engineError("make "+path, err)
	}
	return nil
}

func (s *synced) syncDir() error {
	d, err := s.fs.OpenDir(s.dir)
	if err != nil {
		return err
	}
	return cmp.Or(d.Sync(), d.Close())
}

// write writes the slot that does not count. The lock is held.
func (s *synced) write() error {
	if s.file == nil {
		return nil
	}
	s.buf = appendSlot(s.buf[:0], s.generation+1, s.marks)
	if len(s.buf) > slotSize {
		return fmt.Errorf("pebblestore: %d logs and lists of files in %s are more than %s has room for", len(s.marks), s.dir, syncedName)
	}
	s.generation++
	_, err := s.file.WriteAt(s.buf, int64(s.generation%2)*slotSize)
	return err
}

// set notes what of a file was synced.
func (s *synced) set(name string, m mark) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.marks[name] = m
	return s.write()
}

// drop takes out the marks of those files that which reports, and syncs that if it
// is asked to.
func (s *synced) drop(which func(name string) bool, sync bool) error {
	s.mu.Lock()
	before := len(s.marks)
	maps.DeleteFunc(s.marks, func(name string, _ mark) bool { return which(name) })
	if len(s.marks) == before || s.file == nil {
		s.mu.Unlock()
		return nil
	}
	err := s.write()
	s.mu.Unlock()
	if err != nil || !sync {
		return err
	}
	return s.file.SyncData() // what is written meanwhile has not the marks either
}

// now returns the marks as they are.
func (s *synced) now() map[string]mark {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.marks)
}

func (s *synced) close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

func isLog(name string) bool  { return strings.HasSuffix(name, ".log") }
func isList(name string) bool { return strings.HasPrefix(name, "MANIFEST-") }

// isEngines reports whether a file is one of those that a store begins with.
func isEngines(name string) bool {
	return isLog(name) || isList(name) || strings.HasSuffix(name, ".sst") ||
		strings.HasPrefix(name, "OPTIONS-") || strings.HasPrefix(name, "marker.")
}

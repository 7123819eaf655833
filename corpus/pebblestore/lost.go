package pebblestore

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/wal"
)

// checkMarks compares the files of a directory with their marks. It reads everything
// that is marked. The error is about the first file, by name, that differs from what
// was synced.
//
// A list of files may be missing: a new one is marked a moment before the directory
// names it as the one in use, and Pebble itself notices if that one is missing.
func checkMarks(files vfs.FS, dir string, marks map[string]mark) error {
	for _, name := range slices.Sorted(maps.Keys(marks)) {
		got, err := readMark(files, files.PathJoin(dir, name), marks[name].length)
		switch {
		case errors.Is(err, fs.ErrNotExist) && isList(name):
			continue
		case err == nil && got == marks[name]:
			continue
		}
		return lost(files, dir, name, marks[name], err)
	}
	return nil
}

// readMark returns the mark of the first bytes of a file, which are fewer if the
// file is shorter.
func readMark(files vfs.FS, path string, length uint64) (mark, error) {
	f, err := files.Open(path)
	if err != nil {
		return mark{}, err
	}
	defer f.Close()
	var m mark
	buf := make([]byte, min(length, 1<<20))
	for m.length < length {
		n, err := f.Read(buf[:min(length-m.length, uint64(len(buf)))])
		m.add(buf[:n])
		if err == io.EOF {
			break
		}
		if err != nil {
			return m, err
		}
	}
	return m, nil
}

// lost returns the error about a file that differs from what was synced. For a log
// it says how much can be read: what was acknowledged after that is missing.
func lost(files vfs.FS, dir, name string, m mark, cause error) error {
	what := "store %s: %s is not as it was synced, %d bytes"
	if errors.Is(cause, fs.ErrNotExist) {
		what = "store %s: %s, of which %d bytes were synced, is gone"
	}
	err := fmt.Errorf("%w: %w: "+what, ErrLost, ErrDamaged, dir, name, m.length)
	if isLog(name) && !errors.Is(cause, fs.ErrNotExist) {
		bytes, changes, _ := readable(files, dir, name) // its error is why it ends
		err = fmt.Errorf("%w: the first %d, with %d changes, can be read, the changes after them are missing", err, bytes, changes)
	}
	if cause != nil && !errors.Is(cause, fs.ErrNotExist) {
		err = fmt.Errorf("%w: %w", err, cause)
	}
	return err
}

// readable returns how many bytes of a log, and changes in them, come before the
// first that cannot be read.
func readable(files vfs.FS, dir, name string) (bytes int64, changes int, err error) {
	number, err := strconv.ParseUint(strings.TrimSuffix(name, ".log"), 10, 64)
	if err != nil {
		return 0, 0, err
	}
	logs, err := wal.Scan(wal.Dir{FS: files, Dirname: dir})
	if err != nil {
		return 0, 0, err
	}
	log, found := logs.Get(wal.NumWAL(number))
	if !found {
		return 0, 0, fs.ErrNotExist
	}
	r := log.OpenForRead()
	defer r.Close()
	for {
		next, offset, err := r.NextRecord()
		if err == nil {
			_, err = io.Copy(io.Discard, next)
		}
		if err != nil {
			return offset.Physical, changes, err
		}
		changes++
	}
}

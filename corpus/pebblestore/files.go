package pebblestore

import (
	"context"
	"strings"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// watchedFS raises a fault when a log cannot be made, written, synced or
// closed, before Pebble learns of it: Pebble 2.1.7 would panic while its deferred
// functions unlock mutexes that it does not hold, which ends the process. Nothing
// is watched before armed, so that Open returns its errors.
//
// It also marks how much was synced of the logs and of the lists of files, before
// Pebble learns that it was. Other directories, where Backup writes, are not the
// store's and none of this is done there.
type watchedFS struct {
	vfs.FS
	dir    string
	fault  *fault
	synced *synced
	armed  atomic.Bool

	// outside is the context of the Backup that writes outside dir.
	outside atomic.Pointer[context.Context]
}

// check does not return an error of a store that is in use.
func (w *watchedFS) check(err error) error {
	if err != nil && w.armed.Load() {
		w.fault.Fatalf("%v", err)
	}
	return err
}

func (w *watchedFS) own(name string) bool { return w.PathDir(name) == w.dir }

func (w *watchedFS) Create(name string, category vfs.DiskWriteCategory) (vfs.File, error) {
	if !w.own(name) {
		return w.createOutside(name, category)
	}
	base := w.PathBase(name)
	// A process that was killed before a new list of files was in use has left its
	// mark, and the next list may have its name.
	if err := w.synced.drop(func(marked string) bool { return marked == base }, true); err != nil {
		return nil, err
	}
	f, err := w.FS.Create(name, category)
	switch {
	case isLog(base):
		if w.check(err) != nil {
			return nil, err
		}
		return &watchedFile{File: f, fs: w, marked: base, check: w.check}, nil
	case isList(base) && err == nil:
		return &watchedFile{File: f, fs: w, marked: base, check: leave}, nil
	}
	return f, err
}

func (w *watchedFS) createOutside(name string, category vfs.DiskWriteCategory) (vfs.File, error) {
	ctx := w.outside.Load()
	if ctx == nil {
		return w.FS.Create(name, category)
	}
	if err := (*ctx).Err(); err != nil {
		return nil, err
	}
	f, err := w.FS.Create(name, category)
	if err != nil {
		return nil, err
	}
	return &outsideFile{f, *ctx}, nil
}

// An outsideFile is written until its context ends.
type outsideFile struct {
	vfs.File
	ctx context.Context
}

func (f *outsideFile) Write(p []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return f.File.Write(p)
}

// leave is the check for files whose errors Pebble handles itself.
func leave(err error) error { return err }

// markerPrefix begins the name of a file that names the list of files in use.
// Pebble makes the one of a new list and removes the one of the list before.
const markerPrefix = "marker.manifest."

// Remove removes the mark of a file before the file, and that of a list of files
// when it is not in use any more: Pebble keeps it for a while.
func (w *watchedFS) Remove(name string) error {
	base := w.PathBase(name)
	unused := base
	if strings.HasPrefix(base, markerPrefix) {
		unused = base[strings.LastIndexByte(base, '.')+1:]
	}
	if w.own(name) && (isLog(unused) || isList(unused)) {
		err := w.synced.drop(func(marked string) bool { return marked == unused }, isLog(unused))
		if err != nil {
			return err
		}
	}
	return w.FS.Remove(name)
}

// OpenDir returns the directory, which Pebble syncs when it has made a log.
func (w *watchedFS) OpenDir(name string) (vfs.File, error) {
	f, err := w.FS.OpenDir(name)
	if err != nil || name != w.dir {
		return f, err
	}
	return &watchedFile{File: f, fs: w, check: w.check}, nil
}

// A watchedFile is written from its beginning to its end, by one goroutine at a
// time.
type watchedFile struct {
	vfs.File
	fs     *watchedFS
	marked string // its name, if it is to be marked
	check  func(error) error
	now    mark // of what was written
}

func (f *watchedFile) Write(p []byte) (int, error) {
	if f.marked != "" {
		f.now.add(p) // before Write, which may change p
	}
	n, err := f.File.Write(p)
	return n, f.check(err)
}

// mark returns err, which a sync returned that has reached all that was written,
// or the error of marking that.
func (f *watchedFile) mark(err error) error {
	if err == nil && f.marked != "" {
		err = f.fs.synced.set(f.marked, f.now)
	}
	return f.check(err)
}

func (f *watchedFile) SyncTo(length int64) (bool, error) {
	full, err := f.File.SyncTo(length)
	if full {
		return full, f.mark(err)
	}
	return full, f.check(err)
}

func (f *watchedFile) Sync() error     { return f.mark(f.File.Sync()) }
func (f *watchedFile) SyncData() error { return f.mark(f.File.SyncData()) }
func (f *watchedFile) Close() error    { return f.check(f.File.Close()) }

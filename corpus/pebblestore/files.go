package pebblestore

import (
	"strings"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// watchedFS raises a fault when a log cannot be made, written, synced or
// closed, before Pebble learns of it: Pebble 2.1.7 would panic while its deferred
// functions unlock mutexes that it does not hold, which ends the process. Nothing
// is watched before armed, so that Open returns its errors.
type watchedFS struct {
	vfs.FS
	fault *fault
	armed atomic.Bool
}

// check does not return an error of a store that is in use.
func (w *watchedFS) check(err error) error {
	if err != nil && w.armed.Load() {
		w.fault.Fatalf("%v", err)
	}
	return err
}

func (w *watchedFS) Create(name string, category vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := w.FS.Create(name, category)
	if !strings.HasSuffix(name, ".log") {
		return f, err
	}
	if w.check(err) != nil {
		return nil, err
	}
	return &watchedFile{f, w}, nil
}

// OpenDir returns the directory, which Pebble syncs when it has made a log.
func (w *watchedFS) OpenDir(name string) (vfs.File, error) {
	f, err := w.FS.OpenDir(name)
	if err != nil {
		return nil, err
	}
	return &watchedFile{f, w}, nil
}

type watchedFile struct {
	vfs.File
	fs *watchedFS
}

func (f *watchedFile) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	return n, f.fs.check(err)
}

func (f *watchedFile) SyncTo(length int64) (bool, error) {
	full, err := f.File.SyncTo(length)
	return full, f.fs.check(err)
}

func (f *watchedFile) Sync() error     { return f.fs.check(f.File.Sync()) }
func (f *watchedFile) SyncData() error { return f.fs.check(f.File.SyncData()) }
func (f *watchedFile) Close() error    { return f.fs.check(f.File.Close()) }

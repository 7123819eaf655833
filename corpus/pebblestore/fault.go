package pebblestore

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// A fault is a guard between the store and Pebble, which cannot continue after some
// errors, such as a log that could not be written: then it panics, or calls Fatalf
// of its logger and expects that this does not return. A goroutine that reaches
// this point holds Pebble's locks. It is parked for ever, and every call that waits
// for Pebble returns at once with an error; or the process ends, if the settings
// say so.
type fault struct {
	dir    string
	exit   bool
	once   sync.Once
	raised chan struct{} // closed when err is set
	err    error

	waiting  atomic.Int64 // calls that wait for Pebble
	failures atomic.Int64 // background errors since the last good flush
}

func newFault(dir string, exit bool) *fault {
	return &fault{dir: dir, exit: exit, raised: make(chan struct{})}
}

func (f *fault) raise(cause any) {
	f.once.Do(func() {
		if f.exit {
			fmt.Fprintf(os.Stderr, "palimpsest: store %s cannot go on, the process ends: %v\n", f.dir, cause)
			os.Exit(exitStatus)
		}
		f.err = fmt.Errorf("%w after a fault: store %s: %v", corpus.ErrClosed, f.dir, cause)
		close(f.raised)
	})
}

// exitStatus is what the process ends with if Settings.ExitOnFault is set.
const exitStatus = 3

// cause returns the fault's error, nil if there was none.
func (f *fault) cause() error {
	select {
	case <-f.raised:
		return f.err
	default:
		return nil
	}
}

// guard calls do, which calls Pebble, in its own goroutine and waits until it
// returns or there is a fault. After a fault it is not known whether do made its
// change.
func (f *fault) guard(do func() error) error {
	f.waiting.Add(1)
	defer f.waiting.Add(-1)
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				f.raise(r)
			}
		}()
		done <- do()
	}()
	select {
	case err := <-done:
		if fault := f.cause(); fault != nil {
			return fault
		}
		return err
	case <-f.raised:
		return f.err
	}
}

const (
	retryAfter = 100 * time.Millisecond
	retries    = 50
)

// background receives the errors of flushes and compactions. Pebble tries again at
// once and without end. If the disk is full, background makes it wait a little,
// because space may become free; if calls wait for a flush that fails repeatedly,
// that is a fault.
func (f *fault) background(err error) {
	if !vfs.IsNoSpaceError(err) {
		return
	}
	if f.failures.Add(1) > retries && f.waiting.Load() > 0 {
		f.Fatalf("%v", err)
	}
	time.Sleep(retryAfter)
}

func (f *fault) flushed(err error) {
	if err == nil {
		f.failures.Store(0)
	}
}

// Infof and Errorf drop what Pebble logs: its errors come back from calls.
func (f *fault) Infof(string, ...any)  {}
func (f *fault) Errorf(string, ...any) {}

// Fatalf does not return.
func (f *fault) Fatalf(format string, args ...any) {
	f.raise(fmt.Sprintf(format, args...))
	select {}
}

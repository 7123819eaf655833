package pebblestore

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// formatVersion is the version of the layout that the package comment describes.
const formatVersion = "1"

// A Store is a corpus.Store in a directory. Its methods may be called by many
// goroutines at once.
type Store struct {
	dir   string
	db    *pebble.DB
	lock  *pebble.Lock
	fault *fault
	space space

	life   sync.RWMutex // read-locked while a call is under way
	closed bool

	ids     idLocks
	posting sync.RWMutex // see change.make
	numbers numbers
	tenants tenants
	schemes schemes
}

var _ corpus.Store = (*Store)(nil)

// Open opens the store in a directory, which it makes if there is none. After a
// crash it first brings back what was in the log, up to some hundred MB.
//
// The error wraps corpus.ErrLocked if the store is open already, in this process
// or another; ErrFormat if the directory is of another version; ErrDamaged if a
// file cannot be read, and corpus.ErrSettings.
func Open(dir string, settings Settings) (*Store, error) { return open(dir, settings, vfs.Default) }

func open(dir string, settings Settings, files vfs.FS) (*Store, error) {
	settings, err := settings.normal()
	if err != nil {
		return nil, err
	}
	if dir, err = realDir(dir); err != nil {
		return nil, err
	}
	lock, err := lockDir(dir, settings.LockWait)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, lock: lock, fault: newFault(dir, settings.ExitOnFault)}
	s.space = space{dir: dir, reserve: settings.Reserve}
	s.ids.held = make(map[idKey]chan struct{})
	o := options(settings, s.fault)
	watched := &watchedFS{FS: files, fault: s.fault}
	o.FS = watched
	o.Lock = lock
	err = s.fault.guard(func() (err error) {
		s.db, err = pebble.Open(dir, o)
		return err
	})
	if err != nil {
		if s.fault.cause() == nil {
			lock.Close()
		}
		return nil, engineError("open "+dir, err)
	}
	watched.armed.Store(true)
	if err := s.load(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// realDir makes the directory and returns its one true name: the lock on it
// does not hold within a process if that calls the directory by two names.
func realDir(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = makeDir(dir)
	}
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return "", fmt.Errorf("pebblestore: %w", err)
	}
	return dir, nil
}

// makeDir makes a directory, and those above it, that is there after a power
// loss.
func makeDir(dir string) error {
	var parents []string
	for d := dir; filepath.Dir(d) != d; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil {
			break
		}
		parents = append(parents, filepath.Dir(d))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, d := range parents {
		f, err := vfs.Default.OpenDir(d)
		if err != nil {
			return err
		}
		if err := cmp.Or(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

func lockDir(dir string, wait time.Duration) (*pebble.Lock, error) {
	const pause = 10 * time.Millisecond
	for {
		lock, err := pebble.LockDirectory(dir, vfs.Default)
		if err == nil {
			return lock, nil
		}
		if file := (*fs.PathError)(nil); errors.As(err, &file) {
			return nil, fmt.Errorf("pebblestore: %w", err)
		}
		if wait -= pause; wait < 0 {
			return nil, fmt.Errorf("%w: %s: %w", corpus.ErrLocked, dir, err)
		}
		time.Sleep(pause)
	}
}

// load reads what is kept in memory, or writes what a new store begins with.
func (s *Store) load() error {
	r, err := s.read()
	if err != nil {
		return err
	}
	defer r.close()
	format, found, err := r.get(keyFormat)
	if err != nil {
		return err
	}
	if !found {
		if r.it.First() {
			return fmt.Errorf("%w: %s has no version", ErrFormat, s.dir)
		}
		b := s.db.NewBatch()
		if err := b.Set(keyFormat, []byte(formatVersion), nil); err != nil {
			return engineError("format", err)
		}
		if err := s.commit(b, forTexts); err != nil {
			return err
		}
	} else if string(format) != formatVersion {
		return fmt.Errorf("%w: %s has version %q, want %q", ErrFormat, s.dir, format, formatVersion)
	}
	if s.numbers.next, err = r.uint(keyNumbers, 8); err != nil {
		return err
	}
	s.numbers.mark = s.numbers.next
	last, err := r.uint(keyTenants, 4)
	if err != nil {
		return err
	}
	s.tenants.last = uint32(last)
	return s.schemes.load(r)
}

// enter begins a call, which leave ends.
func (s *Store) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.fault.cause(); err != nil {
		return err
	}
	s.life.RLock()
	if s.closed {
		s.life.RUnlock()
		return fmt.Errorf("%w: %s", corpus.ErrClosed, s.dir)
	}
	return nil
}

func (s *Store) leave() { s.life.RUnlock() }

// Close waits for the calls that are under way and closes the store. After a
// fault it returns that, and the directory stays locked until the process ends.
// The error wraps corpus.ErrClosed if the store was closed before.
func (s *Store) Close() error {
	s.life.Lock()
	defer s.life.Unlock()
	if s.closed {
		return fmt.Errorf("%w: %s", corpus.ErrClosed, s.dir)
	}
	s.closed = true
	err := s.fault.guard(s.db.Close)
	if s.fault.cause() == nil {
		err = cmp.Or(err, s.lock.Close())
	}
	return engineError("close "+s.dir, err)
}

// A reader reads the store as it was when the reader was made.
type reader struct {
	s  *Store
	it *pebble.Iterator
}

func (s *Store) read() (*reader, error) { return s.readIn(nil, nil) }

// readIn returns a reader of the keys from low up to high.
func (s *Store) readIn(low, high []byte) (*reader, error) {
	it, err := s.db.NewIter(&pebble.IterOptions{LowerBound: low, UpperBound: high, UseL6Filters: true})
	if err != nil {
		return nil, engineError("read", err)
	}
	return &reader{s, it}, nil
}

// close gives the reader back. It waits for nothing: Pebble may take a lock that
// a goroutine parked by a fault holds.
func (r *reader) close() { _ = r.s.fault.guard(r.it.Close) }

// get returns the value of a key. It is good until the next call. Calls with
// keys in ascending order are cheaper.
func (r *reader) get(key []byte) ([]byte, bool, error) {
	if !r.it.SeekPrefixGE(key) || string(r.it.Key()) != string(key) {
		return nil, false, engineError("read", r.it.Error())
	}
	value, err := r.it.ValueAndErr()
	return value, err == nil, engineError("read", err)
}

// uint returns a number of 4, 5 or 8 bytes, 0 if there is none.
func (r *reader) uint(key []byte, size int) (uint64, error) {
	value, found, err := r.get(key)
	if err != nil || !found {
		return 0, err
	}
	if len(value) != size {
		return 0, fmt.Errorf("%w: number of %d bytes under key %x", ErrDamaged, len(value), key)
	}
	var b [8]byte
	copy(b[8-size:], value)
	return binary.BigEndian.Uint64(b[:]), nil
}

func (r *reader) count(key []byte) (int64, error) {
	value, found, err := r.get(key)
	if err != nil || !found {
		return 0, err
	}
	return parseCount(value)
}

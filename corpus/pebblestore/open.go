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
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// formatVersion is the version of the layout that the package comment describes.
// Version 1 had no file SYNCED; Open makes it.
const (
	formatVersion = "2"
	formatBefore  = "1"
)

// A Store is a corpus.Store in a directory. Its methods may be called by many
// goroutines at once.
type Store struct {
	dir   string
	db    *pebble.DB
	lock  *pebble.Lock
	disk  *watchedFS
	fault *fault
	space space

	memtable int64       // bytes of changes in memory at most
	written  atomic.Bool // anything since the store was opened

	backups sync.Mutex // held by Backup

	life   sync.RWMutex // read-locked while a call is under way
	closed bool

	ids     idLocks
	posting sync.RWMutex // see change.make
	numbers numbers
	tenants tenants
	schemes schemes
}

var _ corpus.Store = (*Store)(nil)

// Open opens the store in a directory, which it makes if it does not exist. After a
// crash it first restores the content of the log, up to some hundred MB.
//
// Before that it reads the log and the list of files and compares them with what
// was synced of them; after Close there is no log. Tables, which hold the texts,
// have checksums that are compared when they are read; Verify reads them all.
//
// The error wraps corpus.ErrLocked if the store is open already, in this process or
// another; ErrFormat if the directory has another version; ErrLost if something
// that was acknowledged is missing, in which case the error says where and nothing
// was changed (see Settings.AcceptLoss); ErrDamaged if a file cannot be read; and
// corpus.ErrSettings.
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
	s := &Store{dir: dir, lock: lock, fault: newFault(dir, settings.ExitOnFault), memtable: settings.Memtable}
	s.space = space{dir: dir, reserve: settings.Reserve}
	s.ids.held = make(map[idKey]chan struct{})
	s.disk = &watchedFS{FS: files, dir: dir, fault: s.fault}
	if err := s.start(settings); err != nil {
		if s.fault.cause() == nil {
			lock.Close()
		}
		return nil, err
	}
	if err := s.load(settings.AcceptLoss); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// start compares the files with what was synced and lets the engine open them.
func (s *Store) start(settings Settings) (err error) {
	if s.disk.synced, err = openSynced(s.disk.FS, s.dir, settings.AcceptLoss); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			s.disk.synced.close()
		}
	}()
	err = checkMarks(s.disk.FS, s.dir, s.disk.synced.now())
	if errors.Is(err, ErrLost) && settings.AcceptLoss {
		err = s.disk.synced.drop(func(string) bool { return true }, true)
	}
	if err != nil {
		return err
	}
	if err := s.ensureSynced(settings.AcceptLoss); err != nil {
		return err
	}
	o := options(settings, s.fault)
	o.DisableAutomaticCompactions = settings.still
	o.FS, o.Lock = s.disk, s.lock
	err = s.fault.guard(func() (err error) {
		s.db, err = pebble.Open(s.dir, o)
		return err
	})
	if err != nil {
		return engineError("open "+s.dir, err)
	}
	s.disk.armed.Store(true)
	return nil
}

// ensureSynced makes the file SYNCED of a new store before the engine makes any
// file: if the engine's files exist without it, a copy is incomplete.
func (s *Store) ensureSynced(acceptLoss bool) error {
	if s.disk.synced.file != nil {
		return nil
	}
	engine, err := pebble.Peek(s.dir, s.disk.FS)
	if err != nil {
		return engineError("open "+s.dir, err)
	}
	if engine.Exists {
		return nil // the store knows whether it should be there
	}
	names, err := s.disk.List(s.dir)
	if err != nil {
		return engineError("open "+s.dir, err)
	}
	if i := slices.IndexFunc(names, isEngines); i >= 0 && !acceptLoss {
		return fmt.Errorf("%w: %w: store %s: %s is there and no list of files in use", ErrLost, ErrDamaged, s.dir, names[i])
	}
	return s.disk.synced.make()
}

// realDir makes the directory and returns its resolved name: the lock on it does
// not hold within a process that uses two names for the directory.
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

// makeDir makes a directory and its parents so that they survive a power loss.
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

// load reads the data that is kept in memory, or writes the initial data of a new
// store.
func (s *Store) load(acceptLoss bool) error {
	r, err := s.read()
	if err != nil {
		return err
	}
	defer r.close()
	if err := s.loadFormat(r, acceptLoss); err != nil {
		return err
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

// loadFormat makes sure that the directory has this version. A new directory, or
// one of the version before, first gets the file SYNCED and then this version.
func (s *Store) loadFormat(r *reader, acceptLoss bool) error {
	format, found, err := r.get(keyFormat)
	if err != nil {
		return err
	}
	old, bare := found && string(format) == formatBefore, s.disk.synced.file == nil
	switch {
	case found && !old && string(format) != formatVersion:
		return fmt.Errorf("%w: %s has version %q, want %q", ErrFormat, s.dir, format, formatVersion)
	case !found && r.it.First():
		return fmt.Errorf("%w: %s has no version", ErrFormat, s.dir)
	case bare && !old && !acceptLoss:
		return fmt.Errorf("%w: %w: store %s: no file %s", ErrLost, ErrDamaged, s.dir, syncedName)
	case bare:
		if err := s.disk.synced.make(); err != nil {
			return err
		}
	}
	if found && !old {
		return nil
	}
	b := s.db.NewBatch()
	if err := b.Set(keyFormat, []byte(formatVersion), nil); err != nil {
		return engineError("format", err)
	}
	return s.commit(b, forTexts)
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

// get returns the value of a key, valid until the next call. Calls with keys in
// ascending order are cheaper.
func (r *reader) get(key []byte) ([]byte, bool, error) {
	if !r.it.SeekPrefixGE(key) || string(r.it.Key()) != string(key) {
		return nil, false, engineError("read", r.it.Error())
	}
	value, err := r.it.ValueAndErr()
	return value, err == nil, engineError("read", err)
}

// uint returns a number of 4, 5 or 8 bytes, 0 if the key does not exist.
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

package pebblestore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// unfinished ends the name of a copy that Backup is making.
const unfinished = ".unfinished"

// Backup makes a copy of the store in a directory, which must not exist, while the
// store is in use. The copy has every change that was acknowledged before the call,
// and perhaps some made meanwhile; each change is in it entirely or not at all. The
// copy is a store that Open can open.
//
// The copy is made under the name dir plus ".unfinished", compared with what was
// synced, opened once, and then renamed. So if dir exists it is complete, even
// after a crash. The next Backup to dir removes what a crash left under the other
// name; Open returns an error for that, unless it is complete or empty.
//
// On the file system of the store it takes the time to write what is in memory: the tables
// are the same files under a second name, and take extra space only when the store has
// replaced them. That protects against removals by mistake, but not against the loss of a
// disk: for that dir must be on another disk, where everything is copied. Tables are
// copied without being read; Verify of the copy reads them.
//
// Compact removes nothing from copies: they contain what was deleted later.
//
// The error wraps fs.ErrExist if dir exists, corpus.ErrSettings if it is inside the
// store, corpus.ErrFull if there is no space for it, ErrLost if the list of files
// or what was put meanwhile differs from what was synced; or it is the context's.
// Then there is no copy.
func (s *Store) Backup(ctx context.Context, dir string) (err error) {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	s.backups.Lock() // one at a time, as the file system knows one context
	defer s.backups.Unlock()
	if dir, err = s.backupDir(dir); err != nil {
		return err
	}
	partial := dir + unfinished
	if err := os.RemoveAll(partial); err != nil {
		return fmt.Errorf("pebblestore: backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = cmp.Or(ctx.Err(), err)
			_ = os.RemoveAll(partial)
		}
	}()
	if err := s.checkpoint(ctx, partial); err != nil {
		return err
	}
	if err := s.settle(partial); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := cmp.Or(os.Rename(partial, dir), syncDir(filepath.Dir(dir))); err != nil {
		return fmt.Errorf("pebblestore: backup: %w", err)
	}
	return nil
}

// backupDir returns the resolved name of a directory that does not exist, and makes
// its parent.
func (s *Store) backupDir(dir string) (string, error) {
	above, err := realDir(filepath.Dir(dir))
	if err != nil {
		return "", err
	}
	dir = filepath.Join(above, filepath.Base(dir))
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("pebblestore: backup: %w", cmp.Or(err, error(&fs.PathError{Op: "make", Path: dir, Err: fs.ErrExist})))
	}
	if strings.HasPrefix(dir+string(filepath.Separator), s.dir+string(filepath.Separator)) {
		return "", fmt.Errorf("%w: backup %s inside the store %s", corpus.ErrSettings, dir, s.dir)
	}
	return dir, nil
}

// checkpoint lets the engine copy its files, and adds their marks to the copy. It
// flushes first: Pebble 2.1.7 copies a list without files if it has written none
// since it was opened, and after a flush less of the log has to be copied.
func (s *Store) checkpoint(ctx context.Context, dir string) error {
	size := 2 * s.memtable
	if err := s.space.take(size, forCompaction); err != nil {
		return err
	}
	defer s.space.give(size)
	if err := s.fault.guard(s.db.Flush); err != nil {
		return engineError("backup "+dir, err)
	}
	// What is acknowledged now is below these marks, and so below them in files
	// that are copied later. A log that is not among these was written to tables.
	marks := s.disk.synced.now()
	lists := maps.Clone(marks)
	maps.DeleteFunc(lists, func(name string, _ mark) bool { return !isList(name) })
	if err := checkMarks(s.disk.FS, s.dir, lists); err != nil {
		return err // which Pebble would not say
	}
	s.disk.outside.Store(&ctx)
	defer s.disk.outside.Store(nil)
	if err := s.fault.guard(func() error { return s.db.Checkpoint(dir) }); err != nil {
		if vfs.IsNoSpaceError(err) {
			return fmt.Errorf("%w: backup %s: %w", corpus.ErrFull, dir, err)
		}
		return engineError("backup "+dir, err)
	}
	maps.DeleteFunc(marks, func(name string, _ mark) bool {
		_, err := s.disk.FS.Stat(s.disk.PathJoin(dir, name))
		return errors.Is(err, fs.ErrNotExist)
	})
	copied := &synced{fs: s.disk.FS, dir: dir, marks: marks}
	return cmp.Or(copied.make(), copied.close())
}

// settle opens the copy, which compares its files with their marks, writes what is
// in its log as tables, and closes it.
func (s *Store) settle(dir string) error {
	room := space{dir: dir}
	if err := room.take(4*s.memtable, forTexts); err != nil {
		return err
	}
	c, err := open(dir, Settings{Memtable: s.memtable, Cache: 8 << 20, Reserve: 1, still: true}, s.disk.FS)
	if err != nil {
		return err
	}
	return c.Close()
}

func syncDir(dir string) error {
	f, err := vfs.Default.OpenDir(dir)
	if err != nil {
		return err
	}
	return cmp.Or(f.Sync(), f.Close())
}

package pebblestore

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Close waits for the calls in progress and closes the store. First it writes the
// content of the log as a table, up to twice Settings.Memtable, and leaves no log:
// tables have checksums throughout, while the end of a log cannot be distinguished
// from what a crash left there. If there is no space for the table the log stays,
// and the next Open compares it with what was synced.
//
// After a fault it returns the fault, and the directory stays locked until the
// process ends. The error wraps corpus.ErrClosed if the store was closed before.
func (s *Store) Close() error {
	s.life.Lock()
	defer s.life.Unlock()
	if s.closed {
		return fmt.Errorf("%w: %s", corpus.ErrClosed, s.dir)
	}
	s.closed = true
	flushed, flush := s.flush()
	err := s.fault.guard(s.db.Close)
	if s.fault.cause() != nil {
		return engineError("close "+s.dir, err)
	}
	if err = cmp.Or(flush, err); err == nil && flushed {
		err = s.removeLogs()
	}
	return engineError("close "+s.dir, cmp.Or(err, errors.Join(s.disk.synced.close(), s.lock.Close())))
}

// flush writes what is only in the log as a table, if there is space, and reports
// whether nothing is only in the log.
func (s *Store) flush() (bool, error) {
	if !s.written.Load() {
		return true, nil // Open wrote the content of the log
	}
	size := 2 * s.memtable
	if err := s.space.take(size, forCompaction); err != nil {
		return false, nil
	}
	defer s.space.give(size)
	err := s.fault.guard(s.db.Flush)
	return err == nil, err
}

// removeLogs removes the logs of a closed engine. It needs none of them.
func (s *Store) removeLogs() error {
	if err := s.disk.synced.drop(isLog, true); err != nil {
		return err
	}
	names, err := s.disk.List(s.dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		if isLog(name) {
			if err := s.disk.FS.Remove(s.disk.PathJoin(s.dir, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

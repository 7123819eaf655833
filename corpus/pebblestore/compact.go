package pebblestore

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cockroachdb/pebble/v2"
)

// compactBytes is about how much of the lowest level is rewritten at a time, if the
// reserve is large enough for it, and so how much must be free besides a quarter of
// the reserve.
const compactBytes = 64 << 20

// Compact rewrites files so that removed and replaced texts are no longer on the
// disk: when it returns nil, no file in the directory holds the text, the id or the
// list of features of a text that was removed before the call. It closes the log,
// moves every table that overlaps a removal to the lowest level, and waits until
// the old files are gone; a Lookup or another reader in progress keeps old files
// until it ends. This reads and writes everything in the tables where texts were
// changed. Other methods can be called meanwhile.
//
// These remain: the tenant's name; the hash of the id (see the package comment) and
// single features in the engine's list of files, as the bounds of former tables,
// until the store is opened again. Compact cannot reach what the file system, the
// disk, and backups keep of removed files.
//
// The error wraps corpus.ErrFull if there is not enough space; what was compacted
// until then stays compacted.
func (s *Store) Compact(ctx context.Context) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	logs, err := s.files(".log")
	if err != nil {
		return err
	}
	if err := s.fault.guard(s.db.Flush); err != nil {
		return engineError("compact", err)
	}
	bounds, err := s.compactBounds()
	if err != nil {
		return err
	}
	for i := range bounds[1:] {
		if err := s.compactRange(ctx, bounds[i], bounds[i+1]); err != nil {
			return err
		}
	}
	tables, err := s.files(".sst")
	if err != nil {
		return err
	}
	return s.waitGone(ctx, append(logs, tables...))
}

func (s *Store) compactRange(ctx context.Context, low, high []byte) error {
	size, err := s.db.EstimateDiskUsage(low, high)
	if err != nil {
		return engineError("compact", err)
	}
	if err := s.takeForCompaction(ctx, int64(size)); err != nil {
		return err
	}
	defer s.space.give(int64(size))
	err = s.fault.guard(func() error { return s.db.Compact(ctx, low, high, false) })
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return engineError("compact", err)
}

// takeForCompaction takes space. If there is not enough it waits as long as the
// engine is compacting, because that frees some.
func (s *Store) takeForCompaction(ctx context.Context, size int64) error {
	const pause = 20 * time.Millisecond
	for {
		busy := false
		if err := s.fault.guard(func() error {
			busy = s.db.Metrics().Compact.NumInProgress > 0
			return nil
		}); err != nil {
			return err
		}
		err := s.space.take(size, forCompaction)
		if err == nil || !busy {
			return err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// compactBounds returns keys in order, from below the first to above the last,
// between which the largest level has about compactBytes.
func (s *Store) compactBounds() ([][]byte, error) {
	levels, err := s.db.SSTables()
	if err != nil {
		return nil, engineError("compact", err)
	}
	bounds := [][]byte{{0}}
	most, size := uint64(min(compactBytes, s.space.reserve/8)), uint64(0)
	largest := slices.MaxFunc(levels[1:], func(a, b []pebble.SSTableInfo) int { return cmp.Compare(len(a), len(b)) })
	for _, t := range largest {
		if size += t.Size; size >= most {
			bounds, size = append(bounds, append([]byte(nil), t.Largest.UserKey...)), 0
		}
	}
	return append(bounds, []byte{kindEnd}), nil
}

func (s *Store) files(suffix string) ([]string, error) {
	all, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, fmt.Errorf("pebblestore: %w", err)
	}
	var names []string
	for _, f := range all {
		if strings.HasSuffix(f.Name(), suffix) {
			names = append(names, f.Name())
		}
	}
	return names, nil
}

// waitGone waits until each file is gone, or a table that the store needs.
func (s *Store) waitGone(ctx context.Context, names []string) error {
	const pause = 5 * time.Millisecond
	for {
		needed, err := s.tablesNeeded()
		if err != nil {
			return err
		}
		left := names[:0]
		for _, name := range names {
			if _, err := os.Lstat(filepath.Join(s.dir, name)); err == nil && !needed[name] {
				left = append(left, name)
			}
		}
		if names = left; len(names) == 0 {
			return nil
		}
		select {
		case <-time.After(pause):
		case <-s.fault.raised:
			return s.fault.cause()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *Store) tablesNeeded() (map[string]bool, error) {
	var levels [][]pebble.SSTableInfo
	err := s.fault.guard(func() (err error) {
		levels, err = s.db.SSTables()
		return err
	})
	if err != nil {
		return nil, engineError("compact", err)
	}
	needed := make(map[string]bool)
	for _, level := range levels {
		for _, t := range level {
			needed[fmt.Sprintf("%s.sst", t.FileNum)] = true
		}
	}
	return needed, nil
}

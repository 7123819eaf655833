package pebblestore

import (
	"fmt"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// The purpose of a change decides how much of the reserve it may use.
type purpose int

const (
	forTexts      purpose = iota // leave the whole reserve
	forRemoval                   // leave half of it
	forCompaction                // leave a quarter of it
)

func (p purpose) floor(reserve int64) int64 { return reserve >> p }

// space refuses changes before the disk is full, because the engine cannot continue
// when its log cannot be written.
type space struct {
	dir     string
	reserve int64
	pending atomic.Int64 // bytes of changes on their way to disk
}

// take reserves bytes of the disk until give is called. It asks the system each
// time, which takes about a microsecond.
func (d *space) take(bytes int64, why purpose) error {
	pending := d.pending.Add(bytes)
	usage, err := vfs.Default.GetDiskUsage(d.dir)
	if err != nil {
		d.give(bytes)
		return fmt.Errorf("pebblestore: free space of %s: %w", d.dir, err)
	}
	reserve := why.floor(d.reserve)
	if free := int64(min(usage.AvailBytes, 1<<62)); free-pending < reserve {
		d.give(bytes)
		return fmt.Errorf("%w: %s has %d bytes free, of which %d are reserved", corpus.ErrFull, d.dir, free, reserve)
	}
	return nil
}

func (d *space) give(bytes int64) { d.pending.Add(-bytes) }

// commit makes the changes of b, all or none, and returns when they are on disk.
func (s *Store) commit(b *pebble.Batch, why purpose) error { return s.commitThen(b, why, func() {}) }

// commitThen is commit; it calls applied as soon as others see the changes, which
// is before they are on disk, and at the latest when it returns.
func (s *Store) commitThen(b *pebble.Batch, why purpose, applied func()) error {
	defer applied()
	size := int64(b.Len())
	if err := s.space.take(size, why); err != nil {
		b.Close()
		return err
	}
	defer s.space.give(size)
	s.written.Store(true)
	err := s.fault.guard(func() error { return s.db.ApplyNoSyncWait(b, pebble.Sync) })
	applied()
	if err == nil {
		err = s.fault.guard(b.SyncWait)
	}
	if err != nil {
		// A log that could not be synced is not written to again. What it has
		// may be there when the store is opened the next time.
		s.fault.raise(err)
		return fmt.Errorf("%w: %w", corpus.ErrUnknown, s.fault.cause())
	}
	b.Close()
	return nil
}

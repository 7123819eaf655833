package pebblestore

import (
	"fmt"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Settings say how many resources a store may use. The zero value suits a machine
// with a few GB of memory.
type Settings struct {
	// Cache is how many bytes of the store's files are kept in memory, in addition
	// to the cache of the operating system. 0 means 256 MiB.
	Cache int64

	// Memtable is how many bytes of changes are gathered in memory, and in the
	// log, before they are written as a table: 1 MiB to 1 GiB. Up to twice as much
	// is in memory, and up to four times as much on disk while tables are written.
	// 0 means 32 MiB.
	Memtable int64

	// Reserve is how many bytes of the disk the store leaves free: it takes no more
	// texts if fewer bytes would be left, and removes none if less than half would
	// be left. They are for tables and compactions that are due, up to some 300 MB
	// at once with the default Memtable, and for other programs that write to the
	// disk. If the disk becomes full all the same, the store has a fault, see
	// ExitOnFault. 0 means 512 MiB.
	Reserve int64

	// LockWait is how long Open waits for another process to release the directory;
	// one that was killed may hold it for a moment. 0 means 3 seconds, a negative
	// value means not at all.
	LockWait time.Duration

	// ExitOnFault lets the process end, with a line on standard error and
	// status 3, when the engine cannot go on: when its log or its list of files
	// cannot be written. Without it every later call returns an error that wraps
	// corpus.ErrClosed, and corpus.ErrUnknown too if it may have changed something;
	// but the store's memory, its files and the lock on its directory are released
	// only when the process ends. Either way everything acknowledged is there when
	// the store is opened again.
	ExitOnFault bool

	// AcceptLoss lets Open open a store with something missing, for which it would
	// otherwise return ErrLost: in its state before the first change that cannot be
	// read. If you set it, keep a copy of the directory, and call Verify
	// afterwards. Without a loss it changes nothing.
	AcceptLoss bool

	still bool // no compactions, in a copy that is opened once
}

func (s Settings) normal() (Settings, error) {
	for _, f := range [...]struct {
		name                    string
		value                   *int64
		preset, lowest, highest int64
	}{
		{"cache", &s.Cache, 256 << 20, 0, 1 << 50},
		{"memtable", &s.Memtable, 32 << 20, 1 << 20, 1 << 30},
		{"reserve", &s.Reserve, 512 << 20, 0, 1 << 50},
	} {
		if *f.value == 0 {
			*f.value = f.preset
		}
		if *f.value < f.lowest || *f.value > f.highest {
			return s, fmt.Errorf("%w: %s of %d bytes, want %d to %d", corpus.ErrSettings, f.name, *f.value, f.lowest, f.highest)
		}
	}
	if s.LockWait == 0 {
		s.LockWait = 3 * time.Second
	}
	return s, nil
}

package pebblestore

import (
	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/bloom"
	"github.com/cockroachdb/pebble/v2/sstable"
)

// engineVersion is Pebble's file format. It is pinned so that a newer Pebble does
// not raise it by itself: then no older release of this package could open the
// store.
const engineVersion = pebble.FormatTableFormatV6

const (
	blockSize  = 16 << 10
	filterBits = 10
	// tableSize bounds what one compaction rewrites, and so the space that must
	// be free for it: about twelve tables.
	tableSize = 8 << 20
)

func options(s Settings, f *fault) *pebble.Options {
	o := &pebble.Options{
		CacheSize:                  s.Cache,
		Cleaner:                    remover{},
		Comparer:                   comparer,
		FormatMajorVersion:         engineVersion,
		L0CompactionThreshold:      2,
		LBaseMaxBytes:              64 << 20,
		Logger:                     f,
		MemTableSize:               uint64(s.Memtable),
		Merger:                     merger,
		CompactionConcurrencyRange: func() (int, int) { return 1, 2 },
		EventListener: &pebble.EventListener{
			BackgroundError: f.background,
			FlushEnd:        func(i pebble.FlushInfo) { f.flushed(i.Err) },
			// The default is Fatalf. Here a call that meets damage returns an
			// error, and the rest can still be read.
			DataCorruption: func(pebble.DataCorruptionInfo) {},
		},
	}
	for i := range o.Levels {
		o.TargetFileSizes[i] = tableSize
		o.Levels[i] = pebble.LevelOptions{
			BlockSize:      blockSize,
			IndexBlockSize: 64 << 10,
			Compression:    func() *sstable.CompressionProfile { return compression(i) },
			FilterPolicy:   bloom.FilterPolicy(filterBits),
		}
	}
	return o
}

// compression returns the compression of a level. Tables high in the tree are
// rewritten soon and compressed fast; the lowest level holds nearly everything. See
// the package comment for sizes. Pebble's own profile for this, Balanced, does not
// compress blocks that it does not expect to shrink much, such as postings.
func compression(level int) *sstable.CompressionProfile {
	if level == lowest {
		return sstable.ZstdCompression
	}
	return sstable.FastestCompression
}

const lowest = 6

// A remover removes files that are no longer needed. Through its embedded noReuse
// the engine does not reuse a log for a new one, which would keep removed data
// after its new end.
type remover struct {
	pebble.DeleteCleaner
	noReuse
}

type noReuse struct{ pebble.ArchiveCleaner }

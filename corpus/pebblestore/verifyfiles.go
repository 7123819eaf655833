package pebblestore

import (
	"errors"
	"io/fs"
	"maps"
	"slices"

	"github.com/cockroachdb/pebble/v2/sstable"
)

// files verifies the files of the store.
func (v *verifier) files() error {
	if err := v.marks(); err != nil {
		return err
	}
	tables, err := v.s.tablesNeeded()
	if err != nil {
		return err
	}
	o := options(Settings{}, v.s.fault)
	o.EnsureDefaults()
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		if err := v.table(name, o.MakeReaderOptions()); err != nil {
			return err
		}
	}
	return nil
}

// marks compares logs and lists of files with what was synced of them. A file
// that is gone was removed meanwhile if its mark is too.
func (v *verifier) marks() error {
	disk := v.s.disk
	marks := disk.synced.now()
	for _, name := range slices.Sorted(maps.Keys(marks)) {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		err := checkMarks(disk.FS, v.s.dir, map[string]mark{name: marks[name]})
		if _, there := disk.synced.now()[name]; err == nil || !there {
			continue
		}
		if err := v.report(Problem{File: name, What: "not as it was synced", Err: err}); err != nil {
			return err
		}
	}
	return nil
}

// table reads all blocks of a table.
func (v *verifier) table(name string, o sstable.ReaderOptions) error {
	err := v.blocks(name, o)
	if errors.Is(err, fs.ErrNotExist) {
		needed, gone := v.s.tablesNeeded()
		if gone != nil {
			return gone
		}
		if !needed[name] {
			return nil // it was compacted meanwhile
		}
	}
	if err == nil {
		return nil
	}
	return v.report(Problem{File: name, What: "cannot be read as it was written", Err: err})
}

func (v *verifier) blocks(name string, o sstable.ReaderOptions) error {
	f, err := v.s.disk.FS.Open(v.s.disk.PathJoin(v.s.dir, name))
	if err != nil {
		return err
	}
	table, err := sstable.NewSimpleReadable(f)
	if err != nil {
		f.Close()
		return err
	}
	r, err := sstable.NewReader(v.ctx, table, o)
	if err != nil {
		return err // NewReader has closed the file
	}
	defer r.Close()
	return r.ValidateBlockChecksums()
}

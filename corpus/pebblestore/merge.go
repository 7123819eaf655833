package pebblestore

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"github.com/cockroachdb/pebble/v2"
)

// merger joins the values that were written to one key. Its name is recorded in every
// file.
var merger = &pebble.Merger{
	Name: "palimpsest.merge.v1",
	Merge: func(key, value []byte) (pebble.ValueMerger, error) {
		switch {
		case len(key) > 0 && key[0] == kindCount:
			m := new(countMerger)
			return m, m.MergeNewer(value)
		case len(key) > 0 && key[0] == kindPosting:
			m := new(postingMerger)
			return m, m.MergeNewer(value)
		}
		return nil, fmt.Errorf("%w: merge into key %x", ErrDamaged, key)
	},
}

// A countMerger adds numbers.
type countMerger struct{ sum int64 }

func (m *countMerger) MergeNewer(value []byte) error {
	n, err := parseCount(value)
	m.sum += n
	return err
}

func (m *countMerger) MergeOlder(value []byte) error { return m.MergeNewer(value) }

func (m *countMerger) Finish(bool) ([]byte, io.Closer, error) {
	return binary.AppendVarint(nil, m.sum), nil, nil
}

func parseCount(value []byte) (int64, error) {
	n, size := binary.Varint(value)
	if size <= 0 || size != len(value) {
		return 0, fmt.Errorf("%w: count %x", ErrDamaged, value)
	}
	return n, nil
}

// A postingMerger joins posting lists of one feature and bucket. If several entries
// have one number, the newest counts.
type postingMerger struct {
	operands []byte // one after the other
	ends     []int
	older    bool // operands came newest first
}

func (m *postingMerger) MergeNewer(value []byte) error {
	m.operands = append(m.operands, value...)
	m.ends = append(m.ends, len(m.operands))
	return nil
}

func (m *postingMerger) MergeOlder(value []byte) error {
	m.older = true
	return m.MergeNewer(value)
}

// Finish returns the list. Removals stay in it as long as older lists may hold what
// they remove. Finish never deletes an empty list: Pebble 2.1.7 panics in a
// compaction when a merge over a value that was compacted before asks to be deleted
// (DeletableValueMerger). So the change that empties a list deletes it.
func (m *postingMerger) Finish(includesBase bool) ([]byte, io.Closer, error) {
	entries, err := m.entries()
	if err != nil {
		return nil, nil, err
	}
	value := make([]byte, 0, len(m.operands))
	var before uint32
	for i, p := range entries {
		if i+1 < len(entries) && entries[i+1].low == p.low || p.removed && includesBase {
			continue
		}
		value = appendPacked(value, before, p)
		before = p.low
	}
	return value, nil, nil
}

// entries returns the entries of all operands by number, older before newer.
func (m *postingMerger) entries() ([]packed, error) {
	entries := make([]packed, 0, len(m.operands)/2)
	sorted := true
	for k := range m.ends {
		if m.older {
			k = len(m.ends) - 1 - k
		}
		operand := m.operands[:m.ends[k]]
		if k > 0 {
			operand = operand[m.ends[k-1]:]
		}
		var p packed
		var err error
		for len(operand) > 0 {
			if p, operand, err = nextPacked(operand, p.low); err != nil {
				return nil, err
			}
			sorted = sorted && (len(entries) == 0 || entries[len(entries)-1].low <= p.low)
			entries = append(entries, p)
		}
	}
	if !sorted {
		slices.SortStableFunc(entries, func(a, b packed) int { return cmp.Compare(a.low, b.low) })
	}
	return entries, nil
}

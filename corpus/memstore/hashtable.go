package memstore

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/internal/radix"
)

// A hashTable holds postings, with linear probing over their features.
// Postings of one feature are chained, the latest first. A map from features took a
// quarter longer, and 340 bytes more for each of 10,000 texts.
type hashTable struct {
	entries []chained
	slots   []int32 // index plus 1 in entries of the latest of a feature, 0 if free; the length is a power of two
	used    int     // slots
	by      uint64  // the factor of features, see home
	shift   int
}

type chained struct {
	entry
	next int32 // of the same feature, -1 if none
}

func newHashTable() *hashTable {
	const width = 8
	return &hashTable{slots: make([]int32, 1<<width), by: rand.Uint64() | 1, shift: 64 - width}
}

// add appends the postings of a text, whose features have these keys.
func (h *hashTable) add(number uint32, postings []corpus.Posting, key func(feature uint64) uint64) {
	for _, p := range postings {
		k := key(p.Feature)
		slot := h.slot(k)
		next := *slot - 1
		h.entries = append(h.entries, chained{entry{k, number, p.Position}, next})
		*slot = int32(len(h.entries))
		if next >= 0 {
			continue
		}
		if h.used++; 2*h.used > len(h.slots) {
			h.grow()
		}
	}
}

// slot returns the slot of a feature, or the empty one where it would be.
func (h *hashTable) slot(feature uint64) *int32 {
	for i := h.home(feature); ; i = (i + 1) & (len(h.slots) - 1) {
		if s := &h.slots[i]; *s == 0 || h.entries[*s-1].feature == feature {
			return s
		}
	}
}

// home returns where the search for a feature begins. The factor is drawn at
// random, so that nobody can write texts that crowd in one part of the table.
func (h *hashTable) home(feature uint64) int { return int(feature * h.by >> h.shift) }

// grow doubles the slots.
func (h *hashTable) grow() {
	old := h.slots
	h.slots = make([]int32, 2*len(old))
	h.shift--
	for _, s := range old {
		if s != 0 {
			*h.slot(h.entries[s-1].feature) = s
		}
	}
}

// places calls yield with the entries of a feature, as long as yield returns true.
func (h *hashTable) places(feature uint64, yield func(entry) bool) {
	for i := *h.slot(feature) - 1; i >= 0; i = h.entries[i].next {
		if !yield(h.entries[i].entry) {
			return
		}
	}
}

// segment returns a segment of the entries whose texts, which belong to a tenant, are
// alive.
func (h *hashTable) segment(t *tenantData) *segment {
	entries := make([]featureItem, 0, len(h.entries))
	for _, e := range h.entries {
		if t.alive.has(e.number) {
			entries = append(entries, featureItem{Key: e.feature, Value: place{e.number, e.position}})
		}
	}
	entries = sortEntries(entries)
	w := newSegment(len(entries), t)
	for _, e := range entries {
		w.add(entry{e.Key, e.Value.number, e.Value.position})
	}
	return w.finish()
}

// A featureItem is an entry as it is sorted: by feature.
type featureItem = radix.Item[uint64, place]

// A place is the rest of an entry besides its feature.
type place struct{ number, position uint32 }

// sortEntries returns the entries in order of feature and number, in the same array
// or in another. They are in order of number already, unless a text was indexed
// after texts that had been put later.
func sortEntries(entries []featureItem) []featureItem {
	byNumber := func(a, b featureItem) int { return cmp.Compare(a.Value.number, b.Value.number) }
	if !slices.IsSortedFunc(entries, byNumber) {
		slices.SortStableFunc(entries, byNumber)
	}
	sorted, _ := radix.Sort(entries, nil)
	return sorted
}

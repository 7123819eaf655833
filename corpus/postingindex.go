package corpus

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// A postingIndex holds the postings of one tenant under one scheme, in memory:
// the newest in a head that grows, the others in segments. When the head is
// full it becomes a segment, and whenever fanIn segments are of one size class
// they become one of the next, as long as that has no more than maxSegment. So a
// posting is written a few times, and of a million texts there are about ten
// segments to look a feature up in.
//
// A posting whose text is not there any more is left out when segments are
// merged; until then whoever looks it up must see that it is gone.
type postingIndex struct {
	head     *head
	full     *head // one that is being made a segment, else nil
	segments []*segment
}

const (
	headLen = 1 << 17 // postings, of about 800 texts, in 5 MB
	fanIn   = 4
)

// A head is a hash table of postings, with linear probing over their features.
// Postings of one feature are chained, the latest first. A map from features took
// a quarter longer, and of 10,000 texts each 340 bytes more.
type head struct {
	entries []headEntry
	slots   []int32 // index plus 1 in entries of the latest of a feature, 0 if there is none; a power of two
	used    int     // slots
	by      uint64  // what features are multiplied by, see home
	shift   int
}

type headEntry struct {
	entry
	next int32 // of the same feature, -1 if none
}

func newHead() *head {
	const width = 8
	return &head{slots: make([]int32, 1<<width), by: rand.Uint64() | 1, shift: 64 - width}
}

// add appends the postings of a text.
func (h *head) add(number uint32, postings []Posting) {
	for _, p := range postings {
		slot := h.slot(p.Feature)
		next := *slot - 1
		h.entries = append(h.entries, headEntry{entry{p.Feature, number, p.Position}, next})
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
func (h *head) slot(feature uint64) *int32 {
	for i := h.home(feature); ; i = (i + 1) & (len(h.slots) - 1) {
		if s := &h.slots[i]; *s == 0 || h.entries[*s-1].feature == feature {
			return s
		}
	}
}

// home returns where the search for a feature begins. The factor is drawn at
// random, so that nobody can write texts that crowd in one part of the table.
func (h *head) home(feature uint64) int { return int(feature * h.by >> h.shift) }

// grow doubles the slots.
func (h *head) grow() {
	old := h.slots
	h.slots = make([]int32, 2*len(old))
	h.shift--
	for _, s := range old {
		if s != 0 {
			*h.slot(h.entries[s-1].feature) = s
		}
	}
}

// places calls yield with the entries of a feature, as long as it returns true.
func (h *head) places(feature uint64, yield func(entry) bool) {
	for i := *h.slot(feature) - 1; i >= 0; i = h.entries[i].next {
		if !yield(h.entries[i].entry) {
			return
		}
	}
}

// segment returns the entries whose texts are alive as a segment.
func (h *head) segment(alive bitmap) *segment {
	entries := make([]entry, 0, len(h.entries))
	for _, e := range h.entries {
		if alive.has(e.number) {
			entries = append(entries, e.entry)
		}
	}
	entries = sortEntries(entries)
	w := newSegment(len(entries))
	for _, e := range entries {
		w.add(e)
	}
	return w.finish()
}

// merge returns one segment of the entries of several whose texts are alive.
func merge(segments []*segment, alive bitmap) *segment {
	n := 0
	cursors := make([]*cursor, 0, len(segments))
	for _, s := range segments {
		n += s.n
		if c := (&cursor{s: s}); c.next() {
			cursors = append(cursors, c)
		}
	}
	w := newSegment(n)
	for len(cursors) > 0 {
		least := 0
		for i, c := range cursors[1:] {
			if c.before(cursors[least].entry) {
				least = i + 1
			}
		}
		if e := cursors[least].entry; alive.has(e.number) {
			w.add(e)
		}
		if !cursors[least].next() {
			cursors = slices.Delete(cursors, least, least+1)
		}
	}
	return w.finish()
}

// mergeable returns the segments, the last of the list, that are due to become
// one: fanIn whose lengths are of one class. The list is in order of length
// class, the greatest first.
func mergeable(segments []*segment) []*segment {
	if len(segments) < fanIn {
		return nil
	}
	last := segments[len(segments)-fanIn:]
	n := 0
	for _, s := range last {
		n += s.n
	}
	if class(last[0].n) > class(last[fanIn-1].n) || n > maxSegment {
		return nil
	}
	return last
}

// mergeAll returns as few segments as it may of the entries of several whose
// texts are alive, each of most entries at most, the longest first.
func mergeAll(segments []*segment, alive bitmap, most int) []*segment {
	var merged []*segment
	for len(segments) > 0 {
		group, n := 1, segments[0].n
		for group < len(segments) && n+segments[group].n <= most {
			n += segments[group].n
			group++
		}
		merged = append(merged, merge(segments[:group], alive))
		segments = segments[group:]
	}
	slices.SortStableFunc(merged, func(a, b *segment) int { return cmp.Compare(b.n, a.n) })
	return merged
}

// class returns the size class of a segment: 0 for one made of a head, more by
// one for every fanIn times as many postings.
func class(n int) int {
	c := 0
	for n >= headLen*fanIn/2 {
		n /= fanIn
		c++
	}
	return c
}

func comparePlaces(a, b Place) int { return cmp.Compare(a.Number, b.Number) }

// A bitmap is a set of numbers of texts.
type bitmap []uint64

func (b bitmap) has(n uint32) bool {
	return int(n/64) < len(b) && b[n/64]&(1<<(n%64)) != 0
}

func (b *bitmap) set(n uint32) {
	for int(n/64) >= len(*b) {
		*b = append(*b, 0)
	}
	(*b)[n/64] |= 1 << (n % 64)
}

func (b bitmap) clear(n uint32) { b[n/64] &^= 1 << (n % 64) }

package corpus

import (
	"cmp"
	"slices"
)

// A postingIndex holds the postings of one tenant under one scheme, in memory:
// the newest in a head that grows, the others in segments. When the head is
// full it becomes a segment, and whenever fanIn segments are of one size class
// they become one of the next. So a posting is written a few times, and of a
// million texts there are about ten segments to look a feature up in.
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

// A head is a table of postings. Those of one feature are chained, the latest
// first.
type head struct {
	first   map[uint64]int32 // index in entries
	entries []headEntry
}

type headEntry struct {
	entry
	next int32 // of the same feature, -1 if none
}

func newHead() *head { return &head{first: make(map[uint64]int32)} }

// add appends the postings of a text.
func (h *head) add(number uint32, postings []Posting) {
	for _, p := range postings {
		next, ok := h.first[p.Feature]
		if !ok {
			next = -1
		}
		h.first[p.Feature] = int32(len(h.entries))
		h.entries = append(h.entries, headEntry{entry{p.Feature, number, p.Position}, next})
	}
}

// places calls yield with the entries of a feature, as long as it returns true.
func (h *head) places(feature uint64, yield func(entry) bool) {
	i, ok := h.first[feature]
	for ; ok && i >= 0; i = h.entries[i].next {
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

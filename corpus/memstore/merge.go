package memstore

import (
	"cmp"
	"slices"
)

// merge returns one segment of the entries of several whose texts, which belong to
// a tenant, are alive.
func merge(segments []*segment, t *tenantData) *segment {
	n := 0
	cursors := make([]*cursor, 0, len(segments))
	for _, s := range segments {
		n += s.n
		if c := (&cursor{s: s}); c.next() {
			cursors = append(cursors, c)
		}
	}
	w := newSegment(n, t)
	for len(cursors) > 0 {
		least := 0
		for i, c := range cursors[1:] {
			if c.before(cursors[least].entry) {
				least = i + 1
			}
		}
		if e := cursors[least].entry; t.alive.has(e.number) {
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

// mergeAll returns as few segments as possible of the entries of several whose
// texts are alive, each of at most most entries, the longest first.
func mergeAll(segments []*segment, t *tenantData, most int) []*segment {
	var merged []*segment
	for len(segments) > 0 {
		group, n := 1, segments[0].n
		for group < len(segments) && n+segments[group].n <= most {
			n += segments[group].n
			group++
		}
		merged = append(merged, merge(segments[:group], t))
		segments = segments[group:]
	}
	slices.SortStableFunc(merged, func(a, b *segment) int { return cmp.Compare(b.n, a.n) })
	return merged
}

// class returns the size class of a segment: 0 for one made from a hash table, and
// one more for every fanIn times as many postings.
func class(n int) int {
	c := 0
	for n >= tableLen*fanIn/2 {
		n /= fanIn
		c++
	}
	return c
}

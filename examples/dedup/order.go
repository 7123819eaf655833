package main

import "cmp"

// The orders that -keep names. In each of them, texts that are equal in it are
// ordered by words, most first, and then by the bytes of the ids.
const (
	keepLongest = "longest"
	keepFirst   = "first"
	keepOldest  = "oldest"
	keepNewest  = "newest"
)

// compare orders the texts of a component: those of -against first, then those
// of the inputs that -prefer names, in the order of the names, then all by what
// -keep says. Texts without a time come last.
func (c *collection) compare(a, b int32) int {
	x, y := &c.records[a], &c.records[b]
	order := cmp.Compare(c.rank(x), c.rank(y))
	if order == 0 {
		switch c.settings.keep {
		case keepFirst:
			return cmp.Compare(a, b)
		case keepOldest:
			order = compareTimes(c.times[a], c.times[b], 1)
		case keepNewest:
			order = compareTimes(c.times[a], c.times[b], -1)
		}
	}
	return cmp.Or(order, cmp.Compare(y.words, x.words), cmp.Compare(x.id, y.id))
}

// rank returns the rank of the source of a text by -against and -prefer.
func (c *collection) rank(r *record) int {
	src := &c.sources[r.place.source]
	if src.old {
		return -1
	}
	return c.settings.ranks[src.input]
}

func compareTimes(a, b moment, sign int) int {
	switch {
	case a.known && b.known:
		return sign * a.compare(b)
	case a.known:
		return -1
	case b.known:
		return 1
	}
	return 0
}

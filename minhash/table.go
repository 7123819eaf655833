package minhash

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync/atomic"
)

// A table holds texts, numbered in the order in which they came, and finds them by
// id and by band.
//
// One goroutine writes while others read. The writer fills in a text, links it into
// the chains and finally publishes the new count; a reader loads the count first
// and skips texts beyond it. A deleted text stays in its place and records when it
// was deleted, so that readers of an earlier state still see it. Another table
// replaces this one only when it is full, when half of it is dead, or when its dead
// texts cost searches more than a new table would. The new table may share the
// parts that are not full.
type table struct {
	settings Settings
	hash     maphash.Seed // of ids

	chunks   []*chunk // by text / chunkLen; filled in as texts come
	ids      *chains  // of texts, one chain
	sketches *sketches

	// How many texts came, and in the high half how many were deleted.
	state atomic.Uint64

	// How many dead texts searches met in the chains of bands.
	passed atomic.Uint64

	// Only the writer uses the rest.
	names *strings.Builder // the ids of texts, one after another
	set   []uint64         // their sets
}

// A chunk holds the data of chunkLen texts. Its fields are written once, before the
// text is published.
type chunk struct {
	ids      [chunkLen]string
	sizes    [chunkLen]uint32
	sketches [chunkLen]uint32        // numbers, if the size is not 0
	sets     [][]uint64              // nil if sets are not kept
	died     [chunkLen]atomic.Uint32 // after how many deletions, itself included; 0 while alive
}

const (
	chunkLen  = 64
	minIDs    = 1 << 10 // bytes in the first block of ids; blocks double up to
	maxIDs    = 1 << 16 // this
	minValues = 1 << 9  // the same for elements of sets
	maxValues = 1 << 15
)

// newTable returns an empty table with room for at least that many texts and
// sketches.
func newTable(s Settings, hash maphash.Seed, texts, sketches int) *table {
	t := &table{
		settings: s,
		hash:     hash,
		ids:      newChains(1, texts),
		sketches: newSketches(s, sketches),
		names:    new(strings.Builder),
	}
	t.chunks = make([]*chunk, len(t.ids.next))
	return t
}

// room returns how many texts there is room for.
func (t *table) room() int { return t.ids.room }

// full reports whether the next text may not find room.
func (t *table) full() bool {
	came, _ := t.counts()
	return int(came) == t.ids.room || t.sketches.came == t.sketches.room
}

// signature returns the signature of a text, or nil for the empty set.
func (t *table) signature(text uint32) Signature {
	c, i := t.chunks[text/chunkLen], text%chunkLen
	if c.sizes[i] == 0 {
		return nil
	}
	return t.sketches.signature(c.sketches[i])
}

func (t *table) id(text uint32) string { return t.chunks[text/chunkLen].ids[text%chunkLen] }

func (t *table) size(text uint32) int { return int(t.chunks[text/chunkLen].sizes[text%chunkLen]) }

// elements returns the set of a text, ascending, or nil if sets are not kept.
func (t *table) elements(text uint32) []uint64 {
	if c := t.chunks[text/chunkLen]; c.sets != nil {
		return c.sets[text%chunkLen]
	}
	return nil
}

func (t *table) died(text uint32) *atomic.Uint32 {
	return &t.chunks[text/chunkLen].died[text%chunkLen]
}

// counts returns how many texts came and how many of them were deleted.
func (t *table) counts() (came, dead uint32) {
	state := t.state.Load()
	return uint32(state), uint32(state >> 32)
}

// stale reports whether searches met so many dead texts that a table without them
// would have cost less: some 16 for each text that it copies.
func (t *table) stale() bool {
	came, _ := t.counts()
	return t.passed.Load() > 16*max(uint64(came), chunkLen)
}

func (t *table) publish(came, dead uint32) { t.state.Store(uint64(dead)<<32 | uint64(came)) }

// add stores and links a text, whose id has a hash, under the next number,
// without publishing it. The table must not be full. A text with the empty set has
// no sketch.
func (t *table) add(text uint32, id string, hash uint64, s Signature, size int, set []uint64) {
	c, i := t.keep(text, id, size, set)
	if size > 0 {
		c.sketches[i] = t.sketches.add(text, s)
	}
	t.ids.link(text, []uint64{hash})
}

// keep stores a text without its sketch, and returns its place.
func (t *table) keep(text uint32, id string, size int, set []uint64) (*chunk, uint32) {
	if text%chunkLen == 0 {
		t.chunks[text/chunkLen] = newChunk(t.settings)
	}
	c, i := t.chunks[text/chunkLen], text%chunkLen
	c.ids[i] = t.keepID(id)
	c.sizes[i] = uint32(size)
	if c.sets != nil {
		c.sets[i] = t.keepSet(set)
	}
	return c, i
}

func newChunk(s Settings) *chunk {
	c := new(chunk)
	if s.Sets {
		c.sets = make([][]uint64, chunkLen)
	}
	return c
}

// keepID copies an id to the end of a block, so that a million ids are not a
// million allocations and none holds the caller's text in memory.
func (t *table) keepID(id string) string {
	if t.names.Cap()-t.names.Len() < len(id) {
		size := min(max(2*t.names.Cap(), minIDs), maxIDs)
		t.names = new(strings.Builder)
		t.names.Grow(max(size, len(id)))
	}
	from := t.names.Len()
	t.names.WriteString(id)
	return t.names.String()[from:]
}

// keepSet does the same with a set.
func (t *table) keepSet(set []uint64) []uint64 {
	if cap(t.set)-len(t.set) < len(set) {
		if len(set) > maxValues/4 {
			return slices.Clone(set)
		}
		size := min(max(2*cap(t.set), minValues), maxValues)
		t.set = make([]uint64, 0, max(size, len(set)))
	}
	from := len(t.set)
	t.set = append(t.set, set...)
	return t.set[from:len(t.set):len(t.set)]
}

// hashID returns the hash of an id.
func (t *table) hashID(id string) uint64 { return maphash.String(t.hash, id) }

// relinkIDs links texts [0, came) by their ids into chains that nobody reads
// yet.
func (t *table) relinkIDs(came uint32) {
	t.ids.makeNext(int(came))
	for text := range came {
		t.ids.push(0, text, t.hashID(t.id(text)))
	}
}

// grown returns a table with the texts of t, and twice the room in those parts of t
// that are full. It shares the other parts and the data of texts. The numbers of
// texts and the count of deletions continue.
func (t *table) grown() *table {
	came, dead := t.counts()
	u := t.twin()
	if int(came) == t.ids.room {
		u.ids = t.ids.doubled(int(came))
	}
	if t.sketches.came == t.sketches.room {
		u.sketches = t.sketches.doubled()
	}
	u.adopt(t, came, dead)
	return u
}

// resized returns a table like t with room for that many texts, all with sketches.
func (t *table) resized(texts int) *table {
	came, dead := t.counts()
	u := t.twin()
	u.ids = newChains(1, texts)
	if texts > t.sketches.room {
		u.sketches = t.sketches.resized(texts)
	}
	u.adopt(t, came, dead)
	u.relinkIDs(came)
	return u
}

func (t *table) twin() *table {
	return &table{
		settings: t.settings,
		hash:     t.hash,
		ids:      t.ids,
		sketches: t.sketches,
		names:    t.names,
		set:      t.set,
	}
}

// adopt shares the data of the texts of t.
func (u *table) adopt(t *table, came, dead uint32) {
	u.chunks = make([]*chunk, len(u.ids.next))
	copy(u.chunks, t.chunks)
	u.publish(came, dead)
}

// compacted returns a table with only the living texts of t, and room for that
// many. Nothing is shared, so that the memory of the dead texts is freed.
func (t *table) compacted(texts int) *table {
	came, _ := t.counts()
	var sketches int
	for text := range came {
		if t.died(text).Load() == 0 && t.size(text) > 0 {
			sketches++
		}
	}
	u := newTable(t.settings, t.hash, texts, min(2*sketches, texts))
	var n uint32
	for text := range came {
		if t.died(text).Load() != 0 {
			continue
		}
		c, i := u.keep(n, t.id(text), t.size(text), t.elements(text))
		if s := t.signature(text); s != nil {
			c.sketches[i] = u.sketches.keep(n, s)
		}
		n++
	}
	u.relinkIDs(n)
	u.sketches.relink()
	u.publish(n, 0)
	return u
}

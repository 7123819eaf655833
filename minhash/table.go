package minhash

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync/atomic"
)

// A table holds texts, numbered in the order they came, and finds them by id
// and by band.
//
// One goroutine writes while others read. The writer fills in a text, links it
// into the chains and at last publishes the new count; a reader loads the count
// first and passes over texts beyond it. A deleted text stays where it is and
// remembers when it was deleted, so that readers of an earlier state still see
// it. Only when a table is full, or half dead, or its dead cost searches more than
// a new one does, is another made, and then it takes the place of the old one, with
// which it may share what is not full.
type table struct {
	settings Settings
	hash     maphash.Seed // of ids

	chunks   []*chunk // by text / chunkLen; filled in as texts come
	ids      *chains  // of texts, one chain
	sketches *sketches

	// How many texts came, and in the high half how many were deleted.
	state atomic.Uint64

	// How many dead texts searches came past in the chains of bands.
	passed atomic.Uint64

	// The rest belongs to the writer.
	names *strings.Builder // the ids of texts, one after another
	set   []uint64         // their sets
}

// A chunk holds what is known of chunkLen texts. Its fields are written once,
// before the text is published.
type chunk struct {
	ids      [chunkLen]string
	sizes    [chunkLen]uint32
	sketches [chunkLen]uint32        // numbers, where the size is not 0
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

// newTable returns an empty table with room for at least so many texts, and so
// many sketches among them.
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

// signature returns that of a text, or nil for the empty set.
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

// stale reports whether searches came past so many dead texts that a table
// without them would have cost less: some 16 for each text that it copies.
func (t *table) stale() bool {
	came, _ := t.counts()
	return t.passed.Load() > 16*max(uint64(came), chunkLen)
}

func (t *table) publish(came, dead uint32) { t.state.Store(uint64(dead)<<32 | uint64(came)) }

// add stores and links a text, whose id has a hash, under the next number,
// without publishing it. The table is not full. The text of the empty set has no
// sketch.
func (t *table) add(text uint32, id string, hash uint64, s Signature, size int, set []uint64) {
	c, i := t.keep(text, id, size, set)
	if size > 0 {
		c.sketches[i] = t.sketches.add(text, s)
	}
	t.ids.link(text, []uint64{hash})
}

// keep stores a text but for its sketch, and returns where.
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

// grown returns a table with the texts of t and twice the room where t is full.
// It shares the rest, and what is stored of texts. The numbers of texts and the
// count of deletions go on.
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

// resized returns a table like t with room for so many texts, all with sketches.
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

// adopt shares what is stored of the texts of t.
func (u *table) adopt(t *table, came, dead uint32) {
	u.chunks = make([]*chunk, len(u.ids.next))
	copy(u.chunks, t.chunks)
	u.publish(came, dead)
}

// compacted returns a table with the living texts of t alone, and room for so
// many. Nothing is shared, so that the memory of the dead is freed.
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

package minhash

import (
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"
	"sync/atomic"
)

// A table holds texts, numbered in the order they came, and finds them by band
// and by id. It has one hash table for each band and one for ids, all of them
// flat: an array of heads, each an entry for the text that came last with this
// hash, and for each text the entry for the text before it. An entry is the
// number of a text plus one, or 0 for none. No keys are stored; a search
// compares the slots themselves. That takes 7 to 10 bytes a band and text. The
// bits of an entry that a number in this table cannot have hold bits of the
// hash, so that few texts are looked at in vain: their slots are far apart in
// memory.
//
// One goroutine writes while others read. The writer fills in a text, links it
// into the chains and at last publishes the new count; a reader loads the count
// first and passes over texts beyond it. A deleted text stays where it is and
// remembers when it was deleted, so that readers of an earlier state still see
// it. Only when a table is full or half dead is another made, and then it
// replaces the old one whole.
type table struct {
	settings Settings
	hash     maphash.Seed // of ids

	chunks  []*chunk   // by text / chunkLen; filled in as texts come
	next    [][]uint32 // by text / chunkLen, then text % chunkLen * chains + chain
	heads   []uint32   // perHead for each chain, atomic
	chains  int        // bands, and one for ids
	perHead uint64     // heads of a chain
	texts   int        // texts there is room for
	number  uint32     // the bits of an entry that are the number

	// How many texts came, and in the high half how many were deleted.
	state atomic.Uint64

	// The rest belongs to the writer.
	ids *strings.Builder // the ids of texts, one after another
	set []uint64         // their sets
}

// A chunk holds what is known of chunkLen texts. Its fields are written once,
// before the text is published.
type chunk struct {
	slots []uint32 // nil while all texts are of the empty set
	ids   [chunkLen]string
	sizes [chunkLen]uint32
	sets  [][]uint64              // nil if sets are not kept
	died  [chunkLen]atomic.Uint32 // after how many deletions, itself included; 0 while alive
}

const (
	chunkLen  = 64
	minIDs    = 1 << 10 // bytes in the first block of ids; blocks double up to
	maxIDs    = 1 << 16 // this
	minValues = 1 << 9  // the same for elements of sets
	maxValues = 1 << 15
)

// newTable returns an empty table with room for at least so many texts: four
// for every three heads.
func newTable(s Settings, hash maphash.Seed, texts int) *table {
	chunks := max((texts+chunkLen-1)/chunkLen, 1)
	t := &table{
		settings: s,
		hash:     hash,
		chunks:   make([]*chunk, chunks),
		next:     make([][]uint32, chunks),
		chains:   s.Banding.Bands + 1,
		perHead:  uint64(chunks * chunkLen / 4 * 3),
		texts:    chunks * chunkLen,
		ids:      new(strings.Builder),
	}
	t.number = 1<<bits.Len(uint(t.texts)) - 1
	t.heads = make([]uint32, t.chains*int(t.perHead))
	return t
}

// head returns where in heads a chain begins.
func (t *table) head(chain int, hash uint64) int {
	h, _ := bits.Mul64(hash, t.perHead)
	return chain*int(t.perHead) + int(h)
}

// entry returns the entry for a text with a hash, which differs in its low bits
// from others at the same head.
func (t *table) entry(text uint32, hash uint64) uint32 {
	return uint32(hash)&^t.number | (text + 1)
}

// text returns the text of an entry that is not 0.
func (t *table) text(entry uint32) uint32 { return entry&t.number - 1 }

// may reports whether the text of an entry may have a hash.
func (t *table) may(entry uint32, hash uint64) bool {
	return (entry^uint32(hash))&^t.number == 0
}

// follow returns the entry after that of a text.
func (t *table) follow(text uint32, chain int) uint32 {
	return t.next[text/chunkLen][int(text%chunkLen)*t.chains+chain]
}

// signature returns that of a text, or nil for the empty set.
func (t *table) signature(text uint32) Signature {
	c, i := t.chunks[text/chunkLen], int(text%chunkLen)
	if c.sizes[i] == 0 {
		return nil
	}
	k := t.settings.Slots
	return c.slots[i*k : i*k+k : i*k+k]
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

func (t *table) publish(came, dead uint32) { t.state.Store(uint64(dead)<<32 | uint64(came)) }

// place stores a text under the next number, without linking or publishing it.
// The table has room.
func (t *table) place(text uint32, id string, s Signature, size int, set []uint64) {
	t.makeChunk(text)
	c, i := t.chunks[text/chunkLen], text%chunkLen
	if size > 0 && c.slots == nil {
		c.slots = make([]uint32, chunkLen*t.settings.Slots)
	}
	c.ids[i] = t.keepID(id)
	c.sizes[i] = uint32(size)
	copy(t.signature(text), s)
	if c.sets != nil {
		c.sets[i] = t.keepSet(set)
	}
}

func (t *table) makeChunk(text uint32) {
	n := text / chunkLen
	if t.next[n] == nil {
		t.next[n] = make([]uint32, chunkLen*t.chains)
	}
	if t.chunks[n] != nil {
		return
	}
	c := new(chunk)
	if t.settings.Sets {
		c.sets = make([][]uint64, chunkLen)
	}
	t.chunks[n] = c
}

// keepID copies an id to the end of a block, so that a million ids are not a
// million allocations and none holds the caller's text in memory.
func (t *table) keepID(id string) string {
	if t.ids.Cap()-t.ids.Len() < len(id) {
		size := min(max(2*t.ids.Cap(), minIDs), maxIDs)
		t.ids = new(strings.Builder)
		t.ids.Grow(max(size, len(id)))
	}
	from := t.ids.Len()
	t.ids.WriteString(id)
	return t.ids.String()[from:]
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

// link puts a stored text, whose id has a hash, at the front of its chains. The
// text of the empty set is in no band. Reading all heads before writing any lets
// the processor wait for memory once instead of once a band.
func (t *table) link(text uint32, id uint64) {
	next := t.next[text/chunkLen][int(text%chunkLen)*t.chains:][:t.chains]
	b := t.settings.Banding
	var smallAt [64]int
	var smallEntries [64]uint32
	at, entries := smallAt[:0], smallEntries[:0]
	if s := t.signature(text); !s.Empty() {
		for band := range b.Bands {
			hash := b.key(s, band)
			h := t.head(band, hash)
			next[band] = t.heads[h]
			at = append(at, h)
			entries = append(entries, t.entry(text, hash))
		}
	}
	h := t.head(b.Bands, id)
	next[b.Bands] = t.heads[h]
	for i, h := range at {
		atomic.StoreUint32(&t.heads[h], entries[i])
	}
	atomic.StoreUint32(&t.heads[h], t.entry(text, id))
}

// hashID returns the hash of an id.
func (t *table) hashID(id string) uint64 { return maphash.String(t.hash, id) }

// relink links texts [0, came) into a table that nobody reads yet, a few bands
// at a time so that the heads in use fit into the processor's cache.
func (t *table) relink(came uint32) {
	const few = 4
	b := t.settings.Banding
	for text := uint32(0); text < came; text += chunkLen {
		t.makeChunk(text)
	}
	for from := 0; from < b.Bands; from += few {
		to := min(from+few, b.Bands)
		for text := range came {
			s := t.signature(text)
			if s.Empty() {
				continue
			}
			next := t.next[text/chunkLen][int(text%chunkLen)*t.chains:]
			for band := from; band < to; band++ {
				hash := b.key(s, band)
				h := t.head(band, hash)
				next[band] = t.heads[h]
				t.heads[h] = t.entry(text, hash)
			}
		}
	}
	for text := range came {
		hash := t.hashID(t.id(text))
		h := t.head(b.Bands, hash)
		t.next[text/chunkLen][int(text%chunkLen)*t.chains+b.Bands] = t.heads[h]
		t.heads[h] = t.entry(text, hash)
	}
}

// grown returns a table with the texts of t and room for more, sharing what is
// stored of them. The numbers of texts and the count of deletions go on.
func (t *table) grown(texts int) *table {
	came, dead := t.counts()
	u := newTable(t.settings, t.hash, texts)
	copy(u.chunks, t.chunks)
	u.ids, u.set = t.ids, t.set
	u.relink(came)
	u.publish(came, dead)
	return u
}

// compacted returns a table with the living texts of t alone, and room for so
// many. Nothing is shared, so that the memory of the dead is freed.
func (t *table) compacted(texts int) *table {
	came, _ := t.counts()
	u := newTable(t.settings, t.hash, texts)
	var n uint32
	for text := range came {
		if t.died(text).Load() == 0 {
			u.place(n, t.id(text), t.signature(text), t.size(text), t.elements(text))
			n++
		}
	}
	u.relink(n)
	u.publish(n, 0)
	return u
}

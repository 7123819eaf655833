package minhash

import (
	"math/bits"
	"sync/atomic"
)

// Chains are hash tables, all over the same numbers 0, 1, 2, … A table is flat: an
// array of heads, each an entry for the last number with this hash, and for each
// number the entry for the one before it. That takes 7 to 10 bytes a table and
// number. No keys are stored.
//
// An entry is a number plus one in its low bits, or 0 for none. The other bits hold
// a tag: the bits of the hash after the part that chose the head. With the tag few
// numbers are looked at for nothing, and head and tag together are all that a table
// of twice the size needs of the hash (quotienting: Knuth, The Art of Computer
// Programming, volume 3, section 6.4, exercise 13). So tables grow without the
// keys.
//
// One goroutine writes while others read. It writes the entries after a number
// before the heads that lead to the number. Readers skip numbers that came after
// they began.
type chains struct {
	heads   []uint32   // perHead for each chain, atomic
	next    [][]uint32 // by number / chunkLen, then chain * chunkLen + number % chunkLen
	chains  int
	perHead uint64 // heads of a chain
	room    int    // how many numbers there is room for
	number  uint32 // mask of the bits of an entry that hold the number

	// Only the writer uses the rest.
	at      []int // link
	entries []uint32
}

// newChains returns n empty tables with room for at least room numbers: 16 for
// every 11 heads.
func newChains(n, room int) *chains {
	chunks := max((room+chunkLen-1)/chunkLen, 1)
	room = chunks * chunkLen
	return sizedChains(n, room, uint64(room/16*11), 1<<bits.Len(uint(room))-1)
}

func sizedChains(n, room int, perHead uint64, number uint32) *chains {
	return &chains{
		heads:   make([]uint32, n*int(perHead)),
		next:    make([][]uint32, (room+chunkLen-1)/chunkLen),
		chains:  n,
		perHead: perHead,
		room:    room,
		number:  number,
		at:      make([]int, n),
		entries: make([]uint32, n),
	}
}

// place returns the index in heads for a hash, and its tag. An entry keeps the high
// bits of the tag.
func (c *chains) place(chain int, hash uint64) (head int, tag uint32) {
	h, rest := bits.Mul64(hash, c.perHead)
	return chain*int(c.perHead) + int(h), uint32(rest >> 32)
}

// first returns the first entry of a chain, or 0, and the tag to look for.
func (c *chains) first(chain int, hash uint64) (entry, tag uint32) {
	head, tag := c.place(chain, hash)
	return atomic.LoadUint32(&c.heads[head]), tag
}

func (c *chains) entry(number, tag uint32) uint32 { return tag&^c.number | (number + 1) }

// numberOf returns the number of an entry that is not 0.
func (c *chains) numberOf(entry uint32) uint32 { return entry&c.number - 1 }

// may reports whether the number of an entry may have the hash that the tag is from.
func (c *chains) may(entry, tag uint32) bool { return (entry^tag)&^c.number == 0 }

// follow returns the entry after that of a number.
func (c *chains) follow(number uint32, chain int) uint32 {
	return c.next[number/chunkLen][chain*chunkLen+int(number%chunkLen)]
}

// link puts the next number, below room, at the front of a chain of every
// table, by its hash there. Reading all heads before writing any lets the
// processor wait for memory once instead of once a table.
func (c *chains) link(number uint32, hashes []uint64) {
	if number%chunkLen == 0 {
		c.next[number/chunkLen] = make([]uint32, chunkLen*c.chains)
	}
	next := c.next[number/chunkLen][number%chunkLen:]
	at, entries := c.at[:len(hashes)], c.entries[:len(hashes)]
	for chain, hash := range hashes {
		head, tag := c.place(chain, hash)
		next[chain*chunkLen] = c.heads[head]
		at[chain], entries[chain] = head, c.entry(number, tag)
	}
	for i, head := range at {
		atomic.StoreUint32(&c.heads[head], entries[i])
	}
}

// makeNext makes room for the entries of numbers below n, in one allocation without
// waste.
func (c *chains) makeNext(n int) {
	per := chunkLen * c.chains
	chunks := (n + chunkLen - 1) / chunkLen
	all := make([]uint32, chunks*per)
	for i := range chunks {
		c.next[i] = all[i*per : (i+1)*per : (i+1)*per]
	}
}

// push is link for one chain, in tables that nobody reads yet and that have room.
func (c *chains) push(chain int, number uint32, hash uint64) {
	head, tag := c.place(chain, hash)
	c.next[number/chunkLen][chain*chunkLen+int(number%chunkLen)] = c.heads[head]
	c.heads[head] = c.entry(number, tag)
}

// doubled returns tables of twice the size, or of the greatest size, with all
// numbers, which are those below n. Nothing is shared, and c may be read meanwhile.
//
// Memory is read and written sequentially, except for the heads and places of one
// chain, which fit into the processor's cache, and no branch depends on its
// content.
func (c *chains) doubled(n int) *chains {
	d := sizedChains(c.chains, min(2*c.room, maxTexts), 2*c.perHead, c.number<<1|1)
	d.makeNext(n)
	places := make([]uint32, n+1)
	for chain := range c.chains {
		c.places(places, chain)
		d.fill(places[1:], chain)
	}
	return d
}

// places finds, for each number plus one, its head and below that its tag,
// together at most 32 bits; places that it leaves at 0 have no meaning. The numbers
// of a chain descend, so the place of a number is known before its entry is
// followed.
func (c *chains) places(places []uint32, chain int) {
	number := c.number
	width := bits.Len32(number) & 31
	heads := c.heads[chain*int(c.perHead):][:c.perHead]
	step := uint32(1) << ((32 - width) & 31) // from the place of a head to that of the next
	var place uint32
	for _, entry := range heads {
		places[entry&number] = place | entry>>width
		place += step
	}
	for from := (len(places) - 2) &^ (chunkLen - 1); from >= 0; from -= chunkLen {
		some := places[1+from : min(1+from+chunkLen, len(places))]
		next := c.next[from/chunkLen][chain*chunkLen:][:len(some)]
		for j := len(next) - 1; j >= 0; j-- {
			places[next[j]&number] = some[j]&-step | next[j]>>width
		}
	}
}

// fill links numbers into empty tables, by their places in tables of half the
// size.
func (c *chains) fill(places []uint32, chain int) {
	number := c.number
	width := bits.Len32(number) & 31
	tagged := (32 - width) & 31 // bits of a tag
	heads := c.heads[chain*int(c.perHead):][:c.perHead]
	for from := 0; from < len(places); from += chunkLen {
		some := places[from:min(from+chunkLen, len(places))]
		next := c.next[from/chunkLen][chain*chunkLen:][:len(some)]
		entry := uint32(from)
		for j, place := range some {
			entry++
			head := place >> tagged
			next[j] = heads[head]
			heads[head] = place<<width&^number | entry
		}
	}
}

package minhash

import "math/bits"

// Sketches are the signatures of the texts whose sets are not empty, numbered in
// the order in which they came, and found by their bands. They have their own
// numbers, so that a text with the empty set takes no memory for signatures and
// bands, however large those are.
type sketches struct {
	*chains  // a chain for each band
	settings Settings
	shift    int
	slots    [][]uint32          // by number >> shift
	owners   []*[chunkLen]uint32 // by number / chunkLen

	// Only the writer uses the rest.
	came   int      // how many
	hashes []uint64 // add
}

// blockSlots is the number of slots in a block, except that there is at least
// one signature in it and at most chunkLen.
const blockSlots = 1 << 13

// newSketches returns empty sketches with room for at least that many.
func newSketches(s Settings, room int) *sketches {
	per := min(max(blockSlots/s.Slots, 1), chunkLen)
	k := &sketches{
		chains:   newChains(s.Banding.Bands, room),
		settings: s,
		shift:    bits.Len(uint(per)) - 1,
		hashes:   make([]uint64, s.Banding.Bands),
	}
	k.makeSpines()
	return k
}

// makeSpines makes room for the data of as many sketches as the chains have room
// for.
func (k *sketches) makeSpines() {
	k.slots = make([][]uint32, (k.room-1)>>k.shift+1)
	k.owners = make([]*[chunkLen]uint32, (k.room-1)/chunkLen+1)
}

// signature returns the signature of a sketch.
func (k *sketches) signature(number uint32) Signature {
	n := k.settings.Slots
	from := int(number) & (1<<k.shift - 1) * n
	return k.slots[number>>k.shift][from : from+n : from+n]
}

// owner returns the text of a sketch.
func (k *sketches) owner(number uint32) uint32 {
	return k.owners[number/chunkLen][number%chunkLen]
}

// keep stores the next sketch, which belongs to a text, without linking it.
// There must be room.
func (k *sketches) keep(text uint32, s Signature) (number uint32) {
	number = uint32(k.came)
	if number&(1<<k.shift-1) == 0 {
		k.slots[number>>k.shift] = make([]uint32, k.settings.Slots<<k.shift)
	}
	if number%chunkLen == 0 {
		k.owners[number/chunkLen] = new([chunkLen]uint32)
	}
	copy(k.signature(number), s)
	k.owners[number/chunkLen][number%chunkLen] = text
	k.came++
	return number
}

// add keeps and links a sketch. Readers see it, and that its text came later.
func (k *sketches) add(text uint32, s Signature) (number uint32) {
	number = k.keep(text, s)
	k.settings.Banding.keys(k.hashes, s)
	k.link(number, k.hashes)
	return number
}

// doubled returns sketches with room for twice as many, sharing their data.
func (k *sketches) doubled() *sketches {
	d := *k
	d.chains = k.chains.doubled(k.came)
	d.share(k)
	return &d
}

// resized is doubled with room for any number. It hashes all signatures.
func (k *sketches) resized(room int) *sketches {
	d := *k
	d.chains = newChains(k.chains.chains, room)
	d.share(k)
	d.relink()
	return &d
}

func (d *sketches) share(k *sketches) {
	d.makeSpines()
	copy(d.slots, k.slots)
	copy(d.owners, k.owners)
}

// relink links all sketches into chains that nobody reads yet, a few bands at a
// time so that the heads in use fit into the processor's cache.
func (k *sketches) relink() {
	const few = 4
	b := k.settings.Banding
	k.makeNext(k.came)
	for from := 0; from < b.Bands; from += few {
		for number := range uint32(k.came) {
			s := k.signature(number)
			for band := from; band < min(from+few, b.Bands); band++ {
				k.push(band, number, b.key(s, band))
			}
		}
	}
}

package memstore

import (
	"math/rand/v2"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A postingIndex holds the postings of one tenant under one scheme, in memory:
// the newest in a hash table that grows, the others in segments. When the table is
// full it becomes a segment, and whenever fanIn segments are of one size class
// they become one of the next, as long as that has no more than maxSegment. So a
// posting is written a few times, and of a million texts there are about ten
// segments to look a feature up in.
//
// A posting whose text is not there any more is left out when segments are
// merged; until then whoever looks it up must see that it is gone.
//
// What it holds are not features but keys, see key.
type postingIndex struct {
	by       uint64 // what features are multiplied by
	table    *hashTable
	full     *hashTable // one that is being made a segment, else nil
	segments []*segment
}

const (
	tableLen = 1 << 17 // postings, of about 800 texts, in 5 MB
	fanIn    = 4
)

// newPostingIndex returns an empty index.
func newPostingIndex() postingIndex {
	return postingIndex{by: rand.Uint64() | 1, table: newHashTable()}
}

// key returns what a feature is in the index, other for each: the feature times a
// secret odd number, drawn for each index, in the bits of a feature (Dietzfelbinger and
// others, J. Algorithms 25, 1997). Blocks of segments are chosen by the high bits.
// Whoever writes texts with features of the same high bits would fill one block with
// them otherwise: look-ups of a block of 100,000 postings took 156 times as long.
func (x *postingIndex) key(feature uint64) uint64 {
	return feature * x.by & (1<<corpus.FeatureBits - 1)
}

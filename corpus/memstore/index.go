package memstore

import (
	"math/rand/v2"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A postingIndex holds the postings of one tenant under one scheme, in memory:
// the newest in a hash table that grows, the others in segments. When the table is
// full it becomes a segment, and whenever fanIn segments have one size class they
// become one of the next, as long as that has no more than maxSegment postings. So
// a posting is written a few times, and a million texts have about ten segments in
// which to look a feature up.
//
// A posting whose text is gone is left out when segments are merged; until then
// look-ups must check that its text is there.
//
// It holds keys, not features, see key.
type postingIndex struct {
	by       uint64 // the factor of features
	table    *hashTable
	full     *hashTable // one that is becoming a segment, otherwise nil
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

// key returns the key of a feature in the index, unique for each feature: the feature
// times a secret odd number, drawn for each index, modulo the bits of a feature
// (Dietzfelbinger and others, J. Algorithms 25, 1997). The high bits choose the block
// of a segment. Otherwise a writer of texts with features of the same high bits could
// fill one block: look-ups in a block of 100,000 postings took 156 times as long.
func (x *postingIndex) key(feature uint64) uint64 {
	return feature * x.by & (1<<corpus.FeatureBits - 1)
}

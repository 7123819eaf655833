package memstore

// A postingIndex holds the postings of one tenant under one scheme, in memory:
// the newest in a hash table that grows, the others in segments. When the table is
// full it becomes a segment, and whenever fanIn segments are of one size class
// they become one of the next, as long as that has no more than maxSegment. So a
// posting is written a few times, and of a million texts there are about ten
// segments to look a feature up in.
//
// A posting whose text is not there any more is left out when segments are
// merged; until then whoever looks it up must see that it is gone.
type postingIndex struct {
	table    *hashTable
	full     *hashTable // one that is being made a segment, else nil
	segments []*segment
}

const (
	tableLen = 1 << 17 // postings, of about 800 texts, in 5 MB
	fanIn    = 4
)

// Package minhash estimates how similar sets are, and finds similar sets among many.
//
// A set is a []uint64 of hashes, such as those of the word shingles of a text;
// the package does not care what the elements stand for. [Signer] makes small
// signatures of sets, and [Index] finds near-duplicates among millions:
//
//	x, err := minhash.NewIndex(minhash.Settings{Sets: true})
//	err = x.Add("first", set)
//	err = x.Add("second", other)
//	matches, err := x.Query(ctx, query, minhash.Search{Floor: 0.8, Limit: 10})
//	clusters, err := x.View().Clusters(ctx, 0.8, nil)
//
// # Signatures
//
// The share of equal slots of two signatures is an unbiased estimate of the
// Jaccard similarity of the sets, the size of their intersection over that of
// their union. The sketch is Fast Similarity Sketching with a fixed number of
// rounds. Order and repeats make no difference, and the merge of two signatures
// is that of the union, to the bit. Measured on sets of 300 elements, over
// similarities spread evenly from 0 to 1, root mean square errors are 0.0305 at 128
// slots, 0.0196 at 256 and 0.0132 at 512. For sets of any size they are at most
// those of MinHash, which are 0.036, 0.026 and 0.018. [Compact] keeps 1 to 8 bits
// of a slot.
//
// # Finding
//
// Two signatures that agree in a whole band are candidates. [Plan] chooses bands
// for a given recall, and [Banding.Curve] reports what to expect. Candidates are
// then verified: by the sets that the index keeps, through a [Loader], or by an
// estimate; every match says which. So precision does not depend on the bands, and
// it is 1 if the sets are available.
//
// The similarity of a short text to a long one that contains it is small.
// [ByContainment] finds those, with bands that [PlanContainment] chooses.
//
// [Seen] answers "was there one like this before?" for streams of any length
// from a Bloom filter, without verification.
//
// # Short and empty sets
//
// The empty set is similar to nothing, not even to itself: texts without any
// elements never become one cluster of duplicates. A set of one element is treated
// like any other.
//
// # Stability
//
// Results depend on settings, seeds and sets only: not on the order of adding,
// goroutines, clocks or the order of maps. Signatures and files record a version
// and stay readable; files of an earlier version will be read by later ones.
// Every file records its [Config], and a file made with other settings is refused
// with [ErrMismatch]. Sets do not record how their elements were made: put that
// into Config.Scheme.
//
// # References
//
//   - Broder, On the resemblance and containment of documents, 1997.
//   - Dahlgaard, Knudsen, Thorup, Fast Similarity Sketching, FOCS 2017, arXiv
//     1704.04370.
//   - Li, König, b-Bit Minwise Hashing, WWW 2010.
//   - Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3 (bands).
package minhash

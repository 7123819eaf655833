// Package batch finds the near-duplicates among more texts than memory holds, in four
// stages with files between them.
//
//	texts ──Sign──▶ signed ──Pairs──▶ candidates ──Verify──▶ pairs ──Components──▶ result
//
// A stage is a function of its input files, and writes one file. [Sign] runs once for each
// part of the input, [Pairs] and [Verify] as often as they have shards, and [Components]
// once. Calls of one stage need not know of each other: xargs, a job array or a queue may
// run them, on machines that share a file system.
//
// Package beam, a module of its own, does the same as a pipeline of Apache Beam, and
// docs/SQL.md does it in PostgreSQL.
//
// # What comes out
//
// [Components] writes for each text its cluster, whether to keep it, and if it is
// dropped, the kept text that it is dropped for, with their exact similarity. [Results]
// reads that. The choice is plain greedy over all candidates: the same for any number of
// shards, any order of input, any limit of memory, and the same as comparing the texts
// in memory with equal [minhash.Config] and [minhash.Banding]. A [minhash.View] in
// memory also skips candidates whose estimate is four standard errors below the
// threshold, which loses one true pair in 30,000 at the threshold; here all candidates
// are counted.
//
// The one exception is a very large number of nearly equal texts: see [Verify], and
// [Report.Passed], which is 0 if nothing was skipped.
//
// # Restart
//
// A file gets its name only when it is complete and on disk: it is written under a
// temporary name in the same directory, synced and renamed, and then the directory is
// synced. A stage does nothing if its file exists, is complete, and was made from just
// these inputs and settings; [Report.Before] says so. Files name their inputs by a hash.
// If an input was made again and differs, everything made from it is made again too. So
// after any interruption, repeat the same calls. What a killed process left under a
// temporary name is removed when its file is made.
//
// Outputs of different calls must have different names. A file that does not begin like
// those of this package is never replaced ([ErrForeign]).
//
// # Memory
//
// Keys and pairs are sorted within [Settings.Memory], with runs in the directory of the
// output if they do not fit. The lists of places, 4 KB for 40,000 texts, and the text
// being processed come on top. A call uses one goroutine.
//
// # Damaged files
//
// Everything read is checked by a CRC-32C and then for plausibility. An error names
// file and offset and wraps [minhash.ErrFormat], [minhash.ErrVersion] or
// [minhash.ErrMismatch]; memory is taken in proportion to the bytes of the files,
// whatever they claim.
package batch

// Package batch finds the near-duplicates among more texts than memory holds, in four
// stages with files between them.
//
//	texts ──Sign──▶ signed ──Pairs──▶ candidates ──Verify──▶ pairs ──Components──▶ result
//
// A stage is a function of the files that it is given, and writes one file. [Sign] runs
// once for each part of the input, [Pairs] and [Verify] as often as they have shards, and
// [Components] once. Calls of one stage need not know of each other: xargs, a job array or
// a queue may run them, on machines that share a file system.
//
// Package beam, a module of its own, does the same as a pipeline of Apache Beam, and
// docs/SQL.md does it in PostgreSQL.
//
// # What comes out
//
// [Components] writes for each text its cluster, whether to keep it, and for which text
// that is kept it is dropped, with the exact similarity. [Results] reads it. That is
// plain greedy over all candidates: the same for any number of shards, any order of
// input, any limit of memory, and the same as comparing the texts in memory with equal
// [minhash.Config] and [minhash.Banding]. A [minhash.View] in memory also passes over
// candidates whose estimate is four standard errors below the threshold, which loses one
// true pair in 30,000 right there; here all candidates are counted.
//
// The one exception are very many texts nearly alike: see [Verify], and
// [Report.Passed], which is 0 if nothing was passed over.
//
// # Restart
//
// A file has its name from the moment on when it is whole and on disk: it is written
// under a temporary name in the same directory, synced, renamed, and the directory is
// synced. A stage whose file is there, whole, and made from just these inputs and
// settings does nothing, and [Report.Before] says so; files name what they were made from
// by a hash. If an input was made anew and differs, what was made from it is made anew
// too. So after any interruption the same calls are repeated. What a killed process left
// under a temporary name is removed when its file is made.
//
// Outputs of unlike calls must have unlike names. Files beginning otherwise than those of
// this package are never replaced ([ErrForeign]).
//
// # Memory
//
// Keys and pairs are sorted within [Settings.Memory], with runs in the directory of the
// output where they do not fit. Beyond it are the lists of places, 4 KB for 40,000 texts,
// and the text under way. A call uses one goroutine.
//
// # Damaged files
//
// Everything read is checked by a CRC-32C and then for sense. An error names file and
// offset and wraps [minhash.ErrFormat], [minhash.ErrVersion] or [minhash.ErrMismatch];
// memory is taken in proportion to the bytes of the files, whatever they claim.
package batch

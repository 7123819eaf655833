// Package pebblestore keeps a corpus in a directory of one machine, by way of
// Pebble, a log-structured store in Go.
//
// # Layout
//
// The first byte of a key is its kind. Numbers in keys are big-endian; tenants
// and schemes have numbers of four bytes, records of five, features five.
// Varints are those of encoding/binary.
//
//	01 "format"                                 "2", the version of this layout
//	01 "adopted"                                the name of the adopted scheme
//	01 "schemes", 01 "tenants"                  the highest number given, 4 bytes
//	01 "numbers"                                no record's number above it was given, 8 bytes
//	02 name of a scheme                         its number
//	03 name of a tenant                         its number
//	04 tenant                                   its name
//	05 'a', 05 't' tenant, 05 's' scheme        how many records there are, of a tenant,
//	                                            and with postings of a scheme: a signed varint; merged
//	06 tenant, 16 bytes of SHA-256 of an id     the record's number
//	07 tenant, record                           the record without its text: times, id, author,
//	                                            group, Derived; in version 1 with it
//	08 expiry in microseconds, tenant, record   nothing
//	09 scheme, tenant, record                   the record's features: a Rice code of differences
//	0a scheme, tenant, feature, record>>13      a list of postings: for each record by number the
//	                                            difference of its low 13 bits to the one before,
//	                                            shifted by one, and its position, as varints;
//	                                            odd instead, without position: removed; merged
//	0b tenant, record                           the record once more, with its text, if that is
//	                                            not empty; in version 1 nothing
//	0c tenant, 16 bytes of SHA-256 of a name    a note: the length of its name, name, value
//
// Keys are in order of their bytes under the comparer palimpsest.feature.v1,
// whose prefix of a key 0a ends after the feature; the merged ones are joined by
// palimpsest.merge.v1. A change of the layout is a new version under "format",
// one of order, prefix or joining a new name, which Pebble compares.
//
// A key of its own for each posting, with the position as value, needs no
// merging, but a Lookup then steps over up to limit+1 keys for a common feature,
// where it now reads a few lists. The list of a record's features is there so
// that its postings can be removed one by one; without them it would be enough
// to have the text.
//
// Records are there twice so that who needs no text reads none: see Store.Heads, which
// reads 1,000 of 20,000 texts of 2 KB in 0.8 ms where Records takes 2.0 ms, and 9 where
// it takes 38 if the cache holds a 25th of the store.
//
// No key holds an id or the name of a note, since the engine copies keys into its list
// of files, where they stay after Compact. So there is no order of ids, and Store.List
// makes it: it goes through the records of the tenant, 20,000 in 3.5 ms.
//
// # Size
//
// Beside the text itself, a record of 140 postings takes 2,381 bytes after
// Compact, and 2,612 if the lowest level too were compressed fast: measured by
// BenchmarkSize on 20,000 made texts, of whose features 80 % are in one only.
//
// # Disk
//
// What Put, Delete, Index, Adopt, Expire, PutNote and DeleteNote did when they return
// nil is synced.
// Calls at the same time share syncs. Each is one batch in the log, all or none;
// Expire makes one for every 64 texts. Numbers of records are given from a mark
// that is synced ahead of them, so that none is given twice, and up to 4,096 are
// lost at each start.
//
// Before the disk is full, Put, Index and PutNote return corpus.ErrFull, a little later
// Delete, Adopt, Expire and DeleteNote, and at last Compact: see Settings.Reserve. If the
// log cannot be written nevertheless the store comes to a fault: see
// Settings.ExitOnFault.
//
// Removed texts are off the disk after Compact.
//
// # Damage
//
// Tables have a checksum for each block, which is compared when the block is read.
// Of the log and of the list of files the file SYNCED says how much was synced, with
// a checksum, since version 2; it is written after each sync and before anybody
// learns of it. Open compares them and returns ErrLost if they differ: a flipped
// bit at the end of a log cannot be told otherwise from what a crash left there.
// After Close there is no log. Open gives a store of version 1 the file.
//
// SYNCED is not synced each time, so after a loss of power it may say less than was
// acknowledged: a bit that is flipped in what was synced in the last seconds before
// is noticed then only if Pebble notices it. After the death of the process alone
// it says all. TestFlips flips bits in all files; of 20 in logs after a kill 20 were
// noticed, and none mattered after Close, where before version 2 each lost a text.
//
// It costs a Put of one text about 5 % (median of 5 runs of BenchmarkPutSingle
// beside version 1, which differ by 10 % among themselves), and moves work from Open
// to Close: after 1,000 texts Close takes 730 ms, before 640, and the next Open 2 ms,
// before 210 or more (BenchmarkOpenClose).
//
// Verify reads all, and Backup copies a store in use.
package pebblestore

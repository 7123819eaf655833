// Package pebblestore keeps a corpus in a directory of one machine, with Pebble, a
// log-structured store in Go.
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
// The comparer palimpsest.feature.v1 orders keys by their bytes; its prefix of a
// key 0a ends after the feature. palimpsest.merge.v1 joins the values that are
// marked "merged". A change of the layout is a new version under "format"; a change
// of order, prefix or joining is a new name, which Pebble compares.
//
// A key of its own for each posting, with the position as value, needs no
// merging, but a Lookup then steps over up to limit+1 keys for a common feature,
// where it now reads a few lists. The list of a record's features exists so that
// its postings can be removed one by one; without it the text would have to be read
// and cut again.
//
// Records are stored twice so that a caller that needs no text reads none. Store.Heads
// reads 1,000 of 20,000 texts of 2 KB in 0.8 ms, where Records takes 2.0 ms; if the
// cache holds a 25th of the store, it takes 9 ms where Records takes 38.
//
// No key holds an id or the name of a note, since the engine copies keys into its list
// of files, where they stay after Compact. So the engine has no order of ids, and
// Store.List makes it: it goes through the records of the tenant, 20,000 in 3.5 ms.
//
// # Size
//
// In addition to the text itself, a record of 140 postings takes 2,381 bytes after
// Compact, and would take 2,612 if the lowest level were compressed fast too.
// BenchmarkSize measured this on 20,000 generated texts; 80 % of their features are
// in one text only.
//
// # Disk
//
// When Put, Delete, Index, Adopt, Expire, PutNote or DeleteNote returns nil, what it
// did is synced. Calls at the same time share syncs. Each call is one batch in the
// log, written entirely or not at all; Expire makes one batch for every 64 texts.
// Numbers of records are given up to a mark that is synced in advance, so that none
// is given twice; up to 4,096 are lost at each start.
//
// Before the disk is full, Put, Index and PutNote return corpus.ErrFull; a little later
// Delete, Adopt, Expire and DeleteNote do, and at last Compact: see Settings.Reserve. If
// the log cannot be written all the same, the store has a fault: see
// Settings.ExitOnFault.
//
// Removed texts are off the disk after Compact.
//
// # Damage
//
// Tables have a checksum for each block, which is compared when the block is read.
// Since version 2 the file SYNCED records, with a checksum, how much of the log and
// of the list of files was synced; it is written after each sync and before the call
// returns. Open compares them and returns ErrLost if they differ: there is no other
// way to distinguish a flipped bit at the end of a log from what a crash left there.
// After Close there is no log. Open adds the file to a store of version 1.
//
// SYNCED is not synced each time, so after a loss of power it may record less than
// was acknowledged. A bit that is flipped in what was synced in the last seconds
// before is then noticed only if Pebble notices it. If only the process dies, SYNCED
// is complete. TestFlips flips bits in all files: 20 of 20 in logs after a kill were
// noticed, and none mattered after Close, where before version 2 each lost a text.
//
// It makes a Put of one text about 5 % slower (median of 5 runs of BenchmarkPutSingle
// beside version 1; the runs differ by 10 % among themselves), and moves work from
// Open to Close: after 1,000 texts Close takes 730 ms instead of 640, and the next
// Open 2 ms instead of 210 or more (BenchmarkOpenClose).
//
// Verify reads the whole store, and Backup copies a store in use.
package pebblestore

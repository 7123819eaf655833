// Package memstore keeps the texts of a corpus in memory.
//
// It serves corpora that can be filled again when a program starts, and tests:
//
//	c, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{})
//
// # How postings are kept
//
// Each tenant has an index for each scheme. New postings go into a hash table. When
// the table is full they become a segment: postings in order of feature, coded in 7 to
// 8 bytes each, which never change. Segments of similar size are merged into a longer
// one, as in a log-structured merge tree (O'Neil, Cheng, Gawlick and O'Neil, The
// Log-Structured Merge-Tree, Acta Informatica 33, 1996). A look-up takes many features
// at once and asks the hash table and every segment.
//
// Postings of texts that were removed stay until their segment is merged. A bitmap
// of the texts that are there hides them until then.
package memstore

// Package pgstore keeps the texts of a corpus in PostgreSQL, 15 or later, where
// many processes write to it and read from it.
//
//	store, err := pgstore.Connect(ctx, "postgres://host/database", pgstore.Settings{})
//	c, err := corpus.New(ctx, store, corpus.Settings{})
//
// # Guarantees
//
// Each call that writes is one transaction. The exceptions are Expire, and work that
// a call may have to do first: name a tenant or make a partition; readers see
// neither. A call that returned nil was committed, as durably as the server's
// synchronous_commit says: at its default, "on", the text is on the disk, and on the
// disk of a synchronous standby if there is one; at "off" a crash of the server loses
// the last calls. An error that wraps [corpus.ErrUnknown] came after the order to
// commit had been sent: the call may or may not have been committed.
//
// Two processes that put a text with the same id do it one after the other. All
// writers lock texts in one order. What the server undoes because of a deadlock or
// of another process's change is done again, up to ten times.
//
// A Lookup sees each text whose Put had returned when it began, in this process
// or another. So if two processes each put a text and then look it up, at least one
// finds the other's. That holds on the primary server only: Open refuses a server
// in recovery, and nothing may spread the reads over replicas.
//
// Numbers come from a sequence of the server: a text whose Put had returned when
// another's began, in any process, has the lower number. The order of two
// simultaneous Puts is not defined. With synchronous_commit off a crash may lose a
// text that was seen, and its number may then be given again.
//
// # The tables
//
// They are in one schema. Open makes it and brings it up to date from the files in
// migrations, under a lock, so that processes may start at the same time; a table
// holds the version. That needs the right to create. Later, these need it too:
// Adopt, Index of a new scheme, Expire, and Put of a text that needs a window.
//
//	texts       who a text is, its author, group and time, what it derives from,
//	            and its number, window and scheme: one narrow row
//	bodies      the text, partitioned by window
//	postings_1  key, number, position and window of each posting of scheme 1,
//	            partitioned by window; the key is the tenant and the feature
//	indexed     which texts got postings of a further scheme by Index
//	notes       the notes of tenants, of which some may have no text
//	tenants, schemes, windows, state, version, and the sequence number
//
// A posting is a row of 24 bytes, 52 with what PostgreSQL adds, and has entries
// in two indexes. With 100,000 texts of 140 postings, 30 % of them of features in several
// texts, a text took 7,307 bytes of rows and 913 bytes in the index by number, which serves
// to remove postings. With 20,000 texts, the index by key and number took 5,953 bytes a
// text, where an index by key alone, as in version 1, took 3,776. It gives the oldest texts
// of a common feature without a look at all of them, so that a Lookup reads at most limit+1
// places of a feature. What is known of a text is in texts and not beside the text in
// bodies: 100 heads took 0.5 ms that way, 0.9 ms from bodies without the text and 2.7 ms
// with it. The row in texts took 141 bytes with its indexes, with short names and ids. The
// body took its length and 29 bytes for the index, less what PostgreSQL compresses. An
// array of features in the record would take 8 bytes a posting, where the index by number
// takes 6.5, and it would remove a feature that is in many texts by reading all its rows.
// PostgreSQL's inverted index (GIN) cannot stop at a limit.
//
// # Expiry
//
// The partitions are windows of the time of expiry, 30 days by default, and one for
// the texts that never expire. Expire drops past windows as tables, and removes the
// rest row by row. If it is called with times at which windows end, that is with
// multiples of Settings.Window since 1970, hardly any postings are removed by row;
// the rows of texts always are. Each look-up goes through all windows: with 12 it
// took 5 times as much of the server's processor time as with none. So their number
// is bounded, 6 by default, and a long Window keeps it low. Texts that would need
// one window too many are kept with those that never expire, and are removed row by
// row, and so are texts that have expired when they are put. Windows are made when
// first needed; for that, for dropping one and for Adopt, writers stop for a
// moment. A reader that holds a table for longer than five seconds, such as a dump,
// makes such a call fail; the call may be repeated.
//
// # Plans
//
// The store does not rely on statistics. Every transaction makes the planner use
// only indexes and generic plans while it lasts, so a table that was loaded a
// moment ago is read well although PostgreSQL has no statistics on it yet. There is
// no need to ANALYZE after a load, nor to wait for autovacuum, which may run as
// usual. Reads are one round trip, notes two, a Put three, or some more. Heads and
// List read no bodies; List reads 500 rows at a time, by index.
//
// # Operation
//
// A call uses one connection at a time, for as long as it runs. A Lookup also uses
// it while its visit runs, so visit must not wait for other calls. Stale holds none
// while its records are worked on. So the pool bounds how many calls run at the
// same time; more than a few connections for each of the server's processors only
// wait there. Texts that are put together cost less, and so do many writers, whose
// commits go to the disk together.
//
// A statement_timeout applies to each statement. The longest are COPY in a Put of
// many texts and, in Adopt and Expire, those over the rows of texts: a statement
// that is too slow fails and changes nothing. idle_in_transaction_session_timeout
// should not be below a second. A context that ends closes its connection; pgx does
// this. After a restart of the server each idle connection may fail one call before
// the pool knows, unless the pool is reset. Between the pool and the server there
// may be a pooler in transaction mode; then set pgx not to prepare statements.
// Nothing is kept in sessions: locks and settings belong to transactions.
//
// # Versions
//
// Version 2 of the tables, the present one, is made from version 1 by the first
// program that opens the store, in one transaction: it builds the index by key and
// number and copies the rows of texts, and needs the space for both beside the old
// ones. Writers wait throughout, readers only at the end. Programs that know only
// version 1 refuse the store with ErrVersion when they open it; in those that have
// it open, calls that read or write texts fail, so end them first.
//
// # A copy of a store in use
//
// pg_dump reads all tables in one snapshot, so that each Put is in the copy
// entirely or not at all. It reads the sequence after the tables, so that no number
// of the copy is given again:
//
//	pg_dump --format=custom --schema=palimpsest --file=copy database
//	pg_restore --exit-on-error --dbname=other copy
//
// Readers and writers continue meanwhile. Calls that make or drop a table wait five
// seconds and fail until the dump has ended: Adopt, Index of a new scheme, Expire
// where a window has passed, and Put of a text that needs a window. A dump that
// begins while a table is dropped may fail; repeat it.
//
// # Several servers
//
// Nothing here was run on Citus or on other servers that speak PostgreSQL's
// protocol; no test covers them. This would change for Citus. With many tenants, the tenant
// becomes the distribution column of texts, bodies, indexed and the postings. The postings
// get it as a column of its own (8 bytes a row more), and all of these tables get it into
// their keys. A Put and a Lookup are then on one shard, the other tables are reference
// tables, and the sequence must rise for all shards together. With one large tenant, the
// number would be the distribution column: a Put is on one shard, while a Lookup asks all
// shards, each for limit+1 places a feature, and counts again; unique ids then need a table
// distributed by id. Partitions within shards, the advisory lock (which the coordinator
// holds) and ON CONFLICT would have to be tested there.
package pgstore

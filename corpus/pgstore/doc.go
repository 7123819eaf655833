// Package pgstore keeps the texts of a corpus in PostgreSQL, 15 or later, where
// many processes write to it and read from it.
//
//	store, err := pgstore.Connect(ctx, "postgres://host/database", pgstore.Settings{})
//	c, err := corpus.New(ctx, store, corpus.Settings{})
//
// # What is sure
//
// Each call that writes is one transaction, but for Expire and for what it may
// have to do before: name a tenant, make a partition, neither of which a reader
// sees. A call that returned nil was committed, as durably as the
// server's synchronous_commit says: at its default, "on", the text is on the
// disk, and on that of a synchronous standby where there is one; at "off" a
// crash of the server loses the last of them. An error that wraps [corpus.ErrUnknown]
// came when the order to commit had been sent, and leaves it open.
//
// Two processes that put a text of one id do it one after the other. All writers
// lock texts in one order, and what the server undoes because of a deadlock or
// of another's change is done again, up to ten times.
//
// A Lookup sees each text whose Put had returned when it began, in this process
// or another. So of two that each put a text and look it up afterwards at least
// one finds the other. That holds on the primary server only: Open refuses one
// that is in recovery, and nothing may spread the reads over replicas.
//
// Numbers come from a sequence of the server: a text whose Put had returned when
// another's began, in whichever process, has the lesser one. Which of two Puts at
// once comes first is open. With synchronous_commit off a crash may lose a text
// that was seen, and its number may then be given again.
//
// # The tables
//
// They are in one schema, made and brought up to date by Open from the files in
// migrations, under a lock, so that processes may start at once; a table holds
// the version. That needs the right to create; so do, in operation, Adopt, Index
// of a new scheme, Expire, and Put of a text that needs a window.
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
// in two indexes. Measured at 100,000 texts of 140 postings, of which 30 % are of
// features in several texts: 7,307 bytes of rows a text and 913 of the index by
// number, from which postings are removed. The index by key and number took 5,953
// bytes a text of 20,000, where one by key alone, as version 1 had it, took 3,776;
// it is what gives the oldest texts of a common feature without a look at all of
// them, so that a Lookup reads at most limit+1 places of a feature. What
// is known of a text is in texts and not beside it in bodies: 100 heads took 0.5 ms
// so, 0.9 ms from bodies without the text and 2.7 ms with it. The row in
// texts took 141 with its indexes and with names and ids that are short, the body
// its length and 29 for the index, less what PostgreSQL compresses. An array of features in the record would take 8
// bytes a posting, where the index by number takes 6.5, and removes a feature
// that is in many texts by reading all its rows. PostgreSQL's inverted index
// (GIN) cannot stop at a limit.
//
// # Expiry
//
// The partitions are windows of time of expiry, 30 days by default, and one for
// the texts that never expire. Expire drops those that are past as tables, and
// removes the rest row by row. Who calls it with times at which windows end, that
// is with multiples of Settings.Window since 1970, has hardly a posting removed
// by row; the rows of texts always are. Each look-up goes through all windows: at
// 12 it took 5 times the server's processor time that it took at none. So their
// number is bounded, 6 by default, and best kept low by a long Window: texts that
// would need one too many lie with those that never expire, and go row by row, as
// do those that have expired when they are put.
// Windows are made when first wanted; for that, for dropping one and for Adopt,
// writers stop for a moment. A reader that holds a table for longer than five
// seconds, such as a dump, makes such a call fail; it may be made again.
//
// # Plans
//
// Statistics are not relied on. Every transaction sets the planner, for its own
// time, to use indexes only, and generic plans: a table that was loaded a
// moment ago, of which PostgreSQL knows nothing yet, is read as it should be.
// There is no need to ANALYZE after a load, nor to wait for autovacuum, which
// may run as it does. Reads are one round trip, notes two, a Put three, or some
// more. Heads and List read no bodies; List reads 500 rows at a time, by index.
//
// # Operation
//
// A call uses one connection at a time, for the time that it takes; a Lookup
// also while its visit runs, which therefore must not wait for other calls.
// Stale holds none while its records are worked on. So the pool bounds how many
// calls are under way; beyond some connections for each of the server's
// processors more of them only wait there. Texts that are put together cost
// less, as do many writers, whose commits go to the disk together.
//
// A statement_timeout applies to each statement, of which the longest are COPY
// in a Put of many texts and, in Adopt and Expire, those over the rows of
// texts: what is too slow fails and changes nothing.
// idle_in_transaction_session_timeout should not be below a second. A context
// that ends closes its connection, as is the way of pgx. After a restart of the
// server each idle connection may fail one call before the pool knows, unless
// the pool is reset. Between the pool and the server there may be a pooler in
// transaction mode; pgx must then be told not to prepare statements. Nothing is
// kept in sessions: locks and settings are the transaction's.
//
// # Versions
//
// Version 2 of the tables, the present one, is made from version 1 by the first
// program that opens the store, in one transaction: it builds the index by key and
// number and copies the rows of texts, and needs the space for both beside the
// old. Writers wait, readers only at its end. Programs that know version 1 alone
// refuse the store with ErrVersion when they open it; in those that have it open,
// calls that read or write texts fail, so end them before.
//
// # A copy of a store in use
//
// pg_dump reads all tables in one snapshot, so that each Put is in the copy whole
// or not at all, and the sequence after it, so that no number of the copy is given
// again:
//
//	pg_dump --format=custom --schema=palimpsest --file=copy database
//	pg_restore --exit-on-error --dbname=other copy
//
// Readers and writers go on meanwhile. What makes or drops a table waits five
// seconds and fails until the dump has ended: Adopt, Index of a new scheme, Expire
// where a window has passed, and Put of a text that needs a window. A dump that
// begins while a table is dropped may fail, and is made again.
//
// # Several servers
//
// Nothing here was run on Citus or on other servers that speak PostgreSQL's
// protocol; no test covers them. What would change for Citus: with many tenants,
// the tenant becomes the distribution column of texts, bodies, indexed and the
// postings, which gets it as a column of its own (8 bytes a row more) and all of
// them into their keys; a Put and a Lookup are then on one shard, and the other
// tables are reference tables; the sequence must be one that rises for all shards. With one large tenant, the number would be it: a
// Put is on one shard, a Lookup asks all, each for limit+1 places a feature, and
// counts again; unique ids then need a table distributed by id. Partitions
// within shards, the advisory lock (which is the coordinator's) and ON CONFLICT
// would have to be tested there.
package pgstore

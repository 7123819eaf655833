package pgstore

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// A tx is a transaction. It queues statements and sends them together, so that a
// call costs one round trip, and one more for the commit of a write.
type tx struct {
	store *Store
	conn  *pgxpool.Conn
	batch *pgx.Batch
}

// lock says what a writing transaction excludes. Each store has one advisory lock,
// which is held to the end of the transaction.
type lock string

const (
	shared    lock = "SELECT pg_advisory_xact_lock_shared($1)" // whoever changes schemes and windows
	exclusive lock = "SELECT pg_advisory_xact_lock($1)"        // every other writer
)

// pin makes the planner take the indexes whatever the statistics say. The
// statistics know nothing about a table that was just loaded, or that was empty
// when the plan was made. All joins of this package join few rows to many by index.
// The planner then chooses a method that is switched off only if there is no index,
// at a price so high that JIT compilation would start: it is off too.
const pin = `SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
	set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
	set_config('enable_memoize', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
	set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`

func (t *tx) queue(sql string, args ...any) *pgx.QueuedQuery {
	return t.batch.Queue(t.store.sql(sql), args...)
}

// send runs what was queued.
func (t *tx) send(ctx context.Context) error {
	batch := t.batch
	t.batch = new(pgx.Batch)
	return t.conn.SendBatch(ctx, batch).Close()
}

// read runs what queue queues in one snapshot.
func (s *Store) read(ctx context.Context, queue func(*tx)) error {
	conn, err := s.acquire(ctx)
	if err != nil {
		return err
	}
	defer release(ctx, conn)
	t := &tx{s, conn, new(pgx.Batch)}
	t.queue("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
	t.queue(pin)
	queue(t)
	t.queue("COMMIT")
	return t.send(ctx)
}

// maxAttempts bounds how often a writing transaction is tried if the server undoes
// it, for example to resolve a deadlock.
const maxAttempts = 10

// write runs do in a transaction that begins with the lock, and commits it. do need
// not send what it queued last. write runs do again if the server undid the
// transaction in favour of another.
func (s *Store) write(ctx context.Context, l lock, do func(*tx) error) error {
	for attempt := 1; ; attempt++ {
		err := s.writeOnce(ctx, l, do)
		if !undone(err) || attempt == maxAttempts {
			return err
		}
		if err := pause(ctx, time.Duration(attempt)*5*time.Millisecond); err != nil {
			return err
		}
	}
}

func (s *Store) writeOnce(ctx context.Context, l lock, do func(*tx) error) error {
	conn, err := s.acquire(ctx)
	if err != nil {
		return err
	}
	defer release(ctx, conn)
	t := &tx{s, conn, new(pgx.Batch)}
	t.queue("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
	t.queue(pin)
	t.queue(string(l), s.key)
	if err := do(t); err != nil {
		return err
	}
	if t.batch.Len() > 0 {
		if err := t.send(ctx); err != nil {
			return err
		}
	}
	return commit(ctx, conn.Conn())
}

// release gives a connection back without a transaction.
func release(ctx context.Context, conn *pgxpool.Conn) {
	if pg := conn.Conn().PgConn(); !pg.IsClosed() && pg.TxStatus() != 'I' {
		// If this fails, the pool sees the state of the connection and closes it.
		_, _ = conn.Exec(ctx, "ROLLBACK")
	}
	conn.Release()
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// do queues a statement that has numbers in its names.
func (t *tx) do(format string, args ...any) {
	t.queue(fmt.Sprintf(format, args...))
}

package pgstore

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// maxPatience is how long a call waits at most before it asks for a connection
// again.
const maxPatience = 100 * time.Millisecond

// patiently calls do, which takes a connection from the pool. It calls do again as
// long as the server refuses the pool a further connection and the pool has some:
// one of those will become free. The pool alone fails at once, since it waits only
// if it has as many connections as its own settings allow. Without patience, 26 of
// 40 writes that shared one connection failed. A failed do has read and written
// nothing, as it had no connection. If the context ends first, the error is that of
// the context and of the server.
func (s *Store) patiently(ctx context.Context, do func() error) error {
	for wait := time.Millisecond; ; wait = min(2*wait, maxPatience) {
		err := do()
		if sqlState(err) != tooManyConnections {
			return err
		}
		if have := s.pool.Stat(); have.AcquiredConns()+have.IdleConns() == 0 {
			return err
		}
		if e := pause(ctx, wait); e != nil {
			return errors.Join(e, err)
		}
	}
}

// acquire takes a connection from the pool.
func (s *Store) acquire(ctx context.Context) (conn *pgxpool.Conn, err error) {
	err = s.patiently(ctx, func() (err error) {
		conn, err = s.pool.Acquire(ctx)
		return err
	})
	return conn, err
}

// scan reads the one row of a query.
func (s *Store) scan(ctx context.Context, sql string, args []any, into ...any) error {
	return s.patiently(ctx, func() error { return s.pool.QueryRow(ctx, sql, args...).Scan(into...) })
}

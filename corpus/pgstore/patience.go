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

// patiently calls do, which takes a connection from the pool, and does so again
// for as long as the server lets the pool have no further connection and the pool
// has some: one of those will be free. The pool alone fails at once, as it only
// waits where it has as many as its own settings let it. Without patience, of 40
// writes that had one connection between them 26 failed. What do has read or
// written before it failed is nothing, as it had no connection. If the context ends
// first, the error is that of the context and of the server.
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

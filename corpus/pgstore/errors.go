package pgstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// ErrVersion means that the tables have a later version than this package knows, or
// that the server cannot hold a store.
var ErrVersion = errors.New("pgstore: unsupported version")

// The conditions of PostgreSQL that this package acts upon, by their SQLSTATE.
const (
	serializationFailure = "40001"
	sequenceUsedUp       = "2200H"
	deadlockDetected     = "40P01"
	undefinedTable       = "42P01"
	diskFull             = "53100"
	tooManyConnections   = "53300"
	lockNotAvailable     = "55P03"
)

func sqlState(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// undone reports whether the server undid a transaction in favour of another.
func undone(err error) bool {
	code := sqlState(err)
	return code == serializationFailure || code == deadlockDetected
}

// moved reports whether an outdated catalog caused an error.
func moved(err error) bool {
	return errors.Is(err, errMoved) || sqlState(err) == undefinedTable
}

func errClosed() error { return fmt.Errorf("pgstore: %w", corpus.ErrClosed) }

// explain turns an error into one that the callers of a store know.
func (s *Store) explain(err error) error {
	switch {
	case err == nil:
		return nil
	case s.closed.Load():
		return fmt.Errorf("pgstore: %w: %w", corpus.ErrClosed, err)
	case sqlState(err) == sequenceUsedUp:
		return fmt.Errorf("pgstore: %w: all numbers of texts or of tenants are given out: %w", corpus.ErrFull, err)
	case sqlState(err) == diskFull:
		return fmt.Errorf("pgstore: %w: %w", corpus.ErrFull, err)
	}
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return fmt.Errorf("pgstore: %w", err)
	}
	return err
}

// commitPatience is how long a commit goes on after its context has ended: its
// outcome is worth the wait, which mostly takes milliseconds.
const commitPatience = 5 * time.Second

// commit ends a transaction. The error wraps corpus.ErrUnknown unless the COMMIT
// was not sent, or the server said that the transaction failed. pgx's "safe to
// retry" does not show whether it was sent: in version 5.12 a connection that is
// lost while it waits for the answer gives the same error, "conn closed", as one
// that was lost before.
func commit(ctx context.Context, conn *pgx.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if conn.IsClosed() {
		return errors.New("pgstore: the connection was lost before the commit")
	}
	patient, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(commitPatience, cancel) })
	defer stop()
	tag, err := conn.Exec(patient, "COMMIT")
	if err == nil {
		if tag.String() != "COMMIT" {
			return fmt.Errorf("pgstore: the transaction was undone: %s", tag)
		}
		return nil
	}
	var e *pgconn.PgError
	if errors.As(err, &e) && e.SeverityUnlocalized == "ERROR" {
		return err
	}
	return fmt.Errorf("%w: %w", corpus.ErrUnknown, err)
}

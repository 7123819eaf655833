package pgstore

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// inCopy runs a Put of many texts, and do once the COPY of their bodies waits
// for a lock. It returns the error of the Put.
func inCopy(t *testing.T, s *Store, ctx context.Context, do func(pid int)) error {
	t.Helper()
	holder, err := s.pool.Begin(context.Background())
	require.NoError(t, err)
	_, err = holder.Exec(ctx, s.sql("LOCK TABLE palimpsest.bodies_w0 IN ACCESS EXCLUSIVE MODE"))
	require.NoError(t, err)
	var es []corpus.Entry
	for i := range 100 {
		e := text("", fmt.Sprint(i))
		for f := range bulk/100 + 1 {
			e.Postings = append(e.Postings, corpus.Posting{Feature: uint64(f)})
		}
		es = append(es, e)
	}
	done := make(chan error, 1)
	go func() { done <- s.Put(ctx, "s", es) }()
	do(waiting(t, s, "copy%"))
	err = <-done
	require.NoError(t, holder.Rollback(context.Background()))
	return err
}

// waiting waits for a connection that waits in a statement like this, and
// returns its process.
func waiting(t *testing.T, s *Store, statement string) int {
	t.Helper()
	for {
		var pid int
		err := s.pool.QueryRow(context.Background(), `SELECT pid FROM pg_stat_activity WHERE query ILIKE $1 AND wait_event_type IN ('Lock', 'Timeout') AND pid <> pg_backend_pid()`, statement).Scan(&pid)
		if err == nil {
			return pid
		}
		require.ErrorIs(t, err, pgx.ErrNoRows)
		time.Sleep(5 * time.Millisecond)
	}
}

func terminate(t *testing.T, s *Store) func(int) {
	return func(pid int) {
		_, err := s.pool.Exec(context.Background(), "SELECT pg_terminate_backend($1)", pid)
		require.NoError(t, err)
	}
}

func TestTerminatedInCopy(t *testing.T) {
	s := newStore(t, Settings{})
	err := inCopy(t, s, context.Background(), terminate(t, s))
	require.Error(t, err)
	require.NotErrorIs(t, err, corpus.ErrUnknown)
	whole(t, s, 0, 0)
	require.NoError(t, s.Put(context.Background(), "s", []corpus.Entry{text("", "a", corpus.Posting{Feature: 1})}))
	whole(t, s, 1, 1)
}

func TestCancelledInCopy(t *testing.T) {
	s := newStore(t, Settings{})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	err := inCopy(t, s, ctx, func(int) { cancel() })
	require.ErrorIs(t, err, context.Canceled)
	require.NotErrorIs(t, err, corpus.ErrUnknown)
	require.NoError(t, s.Put(context.Background(), "s", []corpus.Entry{text("", "a", corpus.Posting{Feature: 1})}))
	whole(t, s, 1, 1)
}

// What ends while the server commits is of unknown outcome, and says so.
func TestLostInCommit(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *Store, context.CancelFunc){
		"cancelled":  func(_ *testing.T, _ *Store, cancel context.CancelFunc) { cancel() },
		"terminated": func(t *testing.T, s *Store, _ context.CancelFunc) { terminate(t, s)(waiting(t, s, "commit")) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t, Settings{})
			_, err := s.pool.Exec(context.Background(), s.sql(`
				CREATE FUNCTION palimpsest.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
				CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON palimpsest.texts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION palimpsest.slow()`))
			require.NoError(t, err)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			done := make(chan error, 1)
			go func() { done <- s.Put(ctx, "s", []corpus.Entry{text("", "a")}) }()
			pid := waiting(t, s, "commit")
			end(t, s, cancel)
			require.ErrorIs(t, <-done, corpus.ErrUnknown)
			terminate(t, s)(pid)
			_, err = s.pool.Exec(context.Background(), s.sql("DROP TRIGGER slow ON palimpsest.texts"))
			require.NoError(t, err)
			require.NoError(t, s.Put(context.Background(), "s", []corpus.Entry{text("", "a")}))
			whole(t, s, 1, 0)
		})
	}
}

// Errors of the server in a commit are known to have undone it.
func TestRefusedInCommit(t *testing.T) {
	s := newStore(t, Settings{})
	_, err := s.pool.Exec(context.Background(), s.sql(`
		CREATE FUNCTION palimpsest.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE disk_full; END $$;
		CREATE CONSTRAINT TRIGGER f AFTER INSERT ON palimpsest.texts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION palimpsest.full()`))
	require.NoError(t, err)
	err = s.Put(context.Background(), "s", []corpus.Entry{text("", "a")})
	require.ErrorIs(t, err, corpus.ErrFull)
	require.NotErrorIs(t, err, corpus.ErrUnknown)
	whole(t, s, 0, 0)
}

// A transaction that the server undoes for the sake of another is done again.
func TestUndone(t *testing.T) {
	s := newStore(t, Settings{})
	_, err := s.pool.Exec(context.Background(), s.sql(`
		CREATE SEQUENCE palimpsest.tries;
		CREATE FUNCTION palimpsest.undo() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
			IF nextval('`+pgx.Identifier{s.settings.Schema}.Sanitize()+`.tries') < 4 THEN RAISE deadlock_detected; END IF; RETURN NULL; END $$;
		CREATE TRIGGER undo AFTER INSERT ON palimpsest.texts FOR EACH ROW EXECUTE FUNCTION palimpsest.undo()`))
	require.NoError(t, err)
	require.NoError(t, s.Put(context.Background(), "s", []corpus.Entry{text("", "a", corpus.Posting{Feature: 1})}))
	assert.Equal(t, 4, query[int](t, s, "SELECT last_value::int FROM palimpsest.tries"))
	whole(t, s, 1, 1)
}

package pgstore

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A cutConn is a connection that is lost, while cut is set, when a message that
// holds what was sent.
type cutConn struct {
	net.Conn
	what []byte
	cut  *atomic.Bool
	lost atomic.Bool
}

func (c *cutConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if c.cut.Load() && bytes.Contains(p, c.what) {
		c.lost.Store(true)
	}
	return n, err
}

func (c *cutConn) Read(p []byte) (int, error) {
	if c.lost.Load() {
		return 0, io.EOF
	}
	return c.Conn.Read(p)
}

// lossy opens a store again over connections that are lost, while cut is set, when
// a message that holds what was sent.
func lossy(t *testing.T, s *Store, what string, cut *atomic.Bool) *Store {
	t.Helper()
	config, err := pgxpool.ParseConfig(url(t))
	require.NoError(t, err)
	dial := config.ConnConfig.DialFunc
	config.ConnConfig.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		return &cutConn{Conn: conn, what: []byte(what), cut: cut}, err
	}
	// Statements are not prepared, so that each is sent in its own words. What a
	// pooler in transaction mode needs works too.
	config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeExec
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	lossy, err := Open(context.Background(), pool, s.settings)
	require.NoError(t, err)
	return lossy
}

// The outcome is unknown of what is lost when the order to commit was sent, and
// known of what is lost before; pgx says of both "conn closed". To do it again does
// no harm.
func TestLost(t *testing.T) {
	for what, unknown := range map[string]bool{"COMMIT\x00": true, "READ COMMITTED": false} {
		for name, call := range map[string]func(*Store) error{
			"Put": func(s *Store) error {
				return s.Put(context.Background(), "s", []corpus.Entry{text("", "a", corpus.Posting{Feature: 1})})
			},
			"PutNote": func(s *Store) error {
				return s.PutNote(context.Background(), "", corpus.Note{Name: "n", Value: "new"})
			},
			"DeleteNote": func(s *Store) error { return s.DeleteNote(context.Background(), "", "old") },
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				s := newStore(t, Settings{})
				require.NoError(t, s.PutNote(context.Background(), "", corpus.Note{Name: "old"}))
				var cut atomic.Bool
				l := lossy(t, s, what, &cut)
				cut.Store(true)
				err := call(l)
				require.Error(t, err)
				require.Equal(t, unknown, errors.Is(err, corpus.ErrUnknown), "%v", err)
				if !unknown { // nothing was changed
					whole(t, s, 0, 0)
					require.Equal(t, []corpus.Note{{Name: "old"}}, notesOf(t, s, ""))
				}
				cut.Store(false)
				if err := call(l); !unknown || name != "DeleteNote" {
					require.NoError(t, err)
				}
				switch name {
				case "Put":
					whole(t, s, 1, 1)
				case "PutNote":
					require.Equal(t, []corpus.Note{{Name: "n", Value: "new"}, {Name: "old"}}, notesOf(t, s, ""))
				case "DeleteNote":
					require.Empty(t, notesOf(t, s, ""))
				}
			})
		}
	}
}

// An afterCommit calls do when a COMMIT of its own, as of a write, is done.
type afterCommit struct{ do func() }

type isCommit struct{} // the key of a context's value

func (a afterCommit) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	return context.WithValue(ctx, isCommit{}, q.SQL == "COMMIT")
}

func (a afterCommit) TraceQueryEnd(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryEndData) {
	if ctx.Value(isCommit{}) == true {
		a.do()
	}
}

// A change that was committed has been made, though the context ends at that
// moment.
func TestEndsAfterCommit(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	config, err := pgxpool.ParseConfig(url(t))
	require.NoError(t, err)
	s := newStore(t, Settings{})
	config.ConnConfig.Tracer = afterCommit{cancel}
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	require.NoError(t, err)
	defer pool.Close()
	traced, err := Open(context.Background(), pool, s.settings)
	require.NoError(t, err)
	require.NoError(t, traced.Adopt(ctx, "u"))
	require.ErrorIs(t, ctx.Err(), context.Canceled)
	for _, s := range []*Store{s, traced} {
		scheme, err := s.Scheme(context.Background())
		require.NoError(t, err)
		require.Equal(t, "u", scheme)
		require.NoError(t, s.Put(context.Background(), "u", []corpus.Entry{text("", "a")}))
	}
}

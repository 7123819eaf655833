package pgstore

import (
	"bytes"
	"context"
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

// The outcome is unknown of what is lost when the order to commit was sent, and
// known of what is lost before; pgx says of both "conn closed".
func TestLost(t *testing.T) {
	for what, unknown := range map[string]bool{"COMMIT\x00": true, "READ COMMITTED": false} {
		t.Run(what, func(t *testing.T) {
			s := newStore(t, Settings{})
			config, err := pgxpool.ParseConfig(url(t))
			require.NoError(t, err)
			var cut atomic.Bool
			dial := config.ConnConfig.DialFunc
			config.ConnConfig.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
				conn, err := dial(ctx, network, addr)
				return &cutConn{Conn: conn, what: []byte(what), cut: &cut}, err
			}
			// Statements are not prepared, so that each is sent in its own words. What a
			// pooler in transaction mode needs works too.
			config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeExec
			pool, err := pgxpool.NewWithConfig(context.Background(), config)
			require.NoError(t, err)
			defer pool.Close()
			lossy, err := Open(context.Background(), pool, s.settings)
			require.NoError(t, err)
			cut.Store(true)
			err = lossy.Put(context.Background(), "s", []corpus.Entry{text("", "a", corpus.Posting{Feature: 1})})
			require.Error(t, err)
			if unknown {
				require.ErrorIs(t, err, corpus.ErrUnknown)
			} else {
				require.NotErrorIs(t, err, corpus.ErrUnknown)
			}
			cut.Store(false)
			require.NoError(t, lossy.Put(context.Background(), "s", []corpus.Entry{text("", "a", corpus.Posting{Feature: 1})}))
			whole(t, s, 1, 1)
		})
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

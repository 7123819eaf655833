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

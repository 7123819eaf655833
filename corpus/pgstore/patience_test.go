package pgstore

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// limitedRole returns the address of the server for a role that may have three
// connections, and takes two of them. The third is what a pool may have.
func limitedRole(t *testing.T, schema string) (address string, free func()) {
	t.Helper()
	ctx := context.Background()
	admin, err := pgx.Connect(ctx, url(t))
	require.NoError(t, err)
	role := fmt.Sprintf("limited%d", schemas.Add(1))
	exec := func(sql string) {
		_, err := admin.Exec(ctx, sql)
		require.NoError(t, err)
	}
	exec("CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 3")
	database := pgx.Identifier{admin.Config().Database}.Sanitize()
	exec("GRANT CREATE ON DATABASE " + database + " TO " + role)
	config, err := pgx.ParseConfig(url(t))
	require.NoError(t, err)
	config.User = role
	var taken []*pgx.Conn
	for range 2 {
		c, err := pgx.ConnectConfig(ctx, config)
		require.NoError(t, err)
		taken = append(taken, c)
	}
	t.Cleanup(func() {
		for _, c := range taken {
			c.Close(ctx)
		}
		exec("DROP SCHEMA IF EXISTS " + pgx.Identifier{schema}.Sanitize() + " CASCADE")
		exec("REVOKE CREATE ON DATABASE " + database + " FROM " + role)
		exec("DROP OWNED BY " + role)
		exec("DROP ROLE " + role)
		admin.Close(ctx)
	})
	return fmt.Sprintf("host=%s user=%s dbname=%s pool_max_conns=20", config.Host, role, config.Database), func() { taken[1].Close(ctx) }
}

// TestOneConnection: where the server lets a pool have one connection, calls wait for
// it, as they wait where the pool's own limit is one.
func TestOneConnection(t *testing.T) {
	schema := fmt.Sprintf("Test %d", schemas.Add(1))
	ctx := context.Background()
	address, free := limitedRole(t, schema)
	pool, err := pgxpool.New(ctx, address)
	require.NoError(t, err)
	defer pool.Close()
	s, err := Open(ctx, pool, Settings{Schema: schema})
	require.NoError(t, err)
	s.clock = longAgo
	require.NoError(t, s.Adopt(ctx, "s"))

	const writes = 40
	var all sync.WaitGroup
	for i := range writes {
		all.Go(func() {
			assert.NoError(t, s.Put(ctx, "s", []corpus.Entry{text(fmt.Sprint("tenant", i), "a", corpus.Posting{Feature: uint64(i)})}))
			_, err := s.Get(ctx, fmt.Sprint("tenant", i), "a")
			assert.NoError(t, err)
			_, err = s.Expire(ctx, time.Unix(1, 0))
			assert.NoError(t, err)
		})
	}
	all.Wait()

	// With the one that the pool has in use, a call ends with its context.
	held, err := s.acquire(ctx)
	require.NoError(t, err)
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	_, err = s.Get(short, "tenant1", "a")
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	held.Release()

	// One that has none fails at once: nothing would ever be free.
	other, err := pgxpool.New(ctx, address)
	require.NoError(t, err)
	defer other.Close()
	_, err = Open(ctx, other, Settings{Schema: schema})
	require.Equal(t, tooManyConnections, sqlState(err), "%v", err)
	free()
	_, err = Open(ctx, other, Settings{Schema: schema})
	for range 1000 { // until the server has noticed
		if sqlState(err) != tooManyConnections {
			break
		}
		time.Sleep(5 * time.Millisecond)
		_, err = Open(ctx, other, Settings{Schema: schema})
	}
	require.NoError(t, err)
}

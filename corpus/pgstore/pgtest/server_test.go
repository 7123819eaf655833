package pgtest

import (
	"context"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

func TestServer(t *testing.T) {
	ctx := context.Background()
	s := Start(t)
	exec := func(sql string) {
		t.Helper()
		conn, err := pgx.Connect(ctx, s.URL())
		require.NoError(t, err)
		_, err = conn.Exec(ctx, sql)
		require.NoError(t, err)
		require.NoError(t, conn.Close(ctx))
	}
	exec("CREATE TABLE t (n int)")
	for _, end := range []func() error{s.Kill, s.Stop, s.Kill} {
		require.NoError(t, end())
		_, err := pgx.Connect(ctx, s.URL())
		require.Error(t, err)
		require.NoError(t, s.Restart())
		exec("INSERT INTO t VALUES (1)")
	}
	conn, err := pgx.Connect(ctx, s.URL())
	require.NoError(t, err)
	var n int
	require.NoError(t, conn.QueryRow(ctx, "SELECT count(*) FROM t").Scan(&n))
	require.Equal(t, 3, n)
	var fsync string
	require.NoError(t, conn.QueryRow(ctx, "SHOW fsync").Scan(&fsync))
	require.Equal(t, "on", fsync)
	require.NoError(t, conn.Close(ctx))
	require.NoError(t, s.Close())
	_, err = os.Stat(s.dir)
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestProgram(t *testing.T) {
	s := Start(t)
	path, err := s.Program("initdb")
	require.NoError(t, err)
	require.FileExists(t, path)
	_, err = s.Program("no such program")
	require.ErrorIs(t, err, ErrNotInstalled)
}

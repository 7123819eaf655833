package pgstore

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pgstore/pgtest"
)

var (
	server  *pgtest.Server // nil where PostgreSQL is not installed
	schemas atomic.Int32
)

func TestMain(m *testing.M) {
	if os.Getenv(churnEnv) != "" {
		churn()
		return
	}
	flag.Parse()
	os.Exit(withServer(m))
}

func withServer(m *testing.M) int {
	s, err := pgtest.Launch()
	switch {
	case errors.Is(err, pgtest.ErrNotInstalled): // each test says so; see url
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return 1
	default:
		server = s
		defer s.Close()
	}
	return m.Run()
}

func url(t testing.TB) string {
	t.Helper()
	if server == nil {
		t.Skip(pgtest.ErrNotInstalled)
	}
	return server.URL()
}

// newPool returns a pool of at most n connections that lasts as long as the
// test.
func newPool(t testing.TB, n int) *pgxpool.Pool {
	t.Helper()
	pool, err := pgxpool.New(context.Background(), fmt.Sprintf("%s pool_max_conns=%d", url(t), n))
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool
}

// newSchema returns the name of a schema of the test's own.
func newSchema(t testing.TB) string {
	t.Helper()
	return newSchemaNamed(t, fmt.Sprintf("Test %d", schemas.Add(1)))
}

// newSchemaNamed returns the name, of a schema that goes with the test.
func newSchemaNamed(t testing.TB, schema string) string {
	t.Helper()
	t.Cleanup(func() {
		ctx := context.Background()
		conn, err := pgx.Connect(ctx, server.URL())
		require.NoError(t, err)
		_, err = conn.Exec(ctx, "DROP SCHEMA IF EXISTS "+pgx.Identifier{schema}.Sanitize()+" CASCADE")
		require.NoError(t, err)
		require.NoError(t, conn.Close(ctx))
	})
	return schema
}

// newStore returns a store that has adopted the scheme "s", for which no time of
// expiry is past when a text is put.
func newStore(t testing.TB, settings Settings) *Store {
	t.Helper()
	pool := newPool(t, 40)
	settings.Schema = newSchema(t)
	s, err := Open(context.Background(), pool, settings)
	require.NoError(t, err)
	s.clock = longAgo
	require.NoError(t, s.Adopt(context.Background(), "s"))
	return s
}

// longAgo is a clock before all times that texts may expire.
func longAgo() time.Time { return time.Time{} }

// query returns the one value that a query of the store's tables has.
func query[T any](t testing.TB, s *Store, sql string, args ...any) T {
	t.Helper()
	var v T
	require.NoError(t, s.pool.QueryRow(context.Background(), s.sql(sql), args...).Scan(&v))
	return v
}

func text(tenant, id string, postings ...corpus.Posting) corpus.Entry {
	return corpus.Entry{Record: corpus.Record{Text: corpus.Text{Tenant: tenant, ID: id, Text: "text of " + id}}, Postings: postings}
}

// made returns an entry like those of a corpus: 140 postings, 30 % of them of
// features that other texts have, and 2 KB of text.
func made(rng *rand.Rand, id string) corpus.Entry {
	e := text("", id)
	body := make([]byte, 0, 2048)
	for len(body) < 2000 {
		body = append(body, words[min(rng.IntN(len(words)), rng.IntN(len(words)))]...)
		body = append(body, ' ')
	}
	e.Text.Text = string(body)
	seen := make(map[uint64]bool)
	for i := range 140 {
		f := rng.Uint64N(1 << corpus.FeatureBits)
		if i%10 < 3 {
			x := rng.Float64()
			f = uint64(x*x*1e6) * 7919
		}
		if !seen[f] {
			seen[f] = true
			e.Postings = append(e.Postings, corpus.Posting{Feature: f, Position: uint32(2 * i)})
		}
	}
	return e
}

// words are nonsense of 2 to 12 letters, which compress about as English does.
var words = func() []string {
	rng := rand.New(rand.NewPCG(1, 2))
	out := make([]string, 3000)
	for i := range out {
		w := make([]byte, 2+rng.IntN(6)+rng.IntN(6))
		for j := range w {
			w[j] = "etaoinshrdlcumwfgypbvkjxqz"[min(rng.IntN(26), rng.IntN(26))]
		}
		out[i] = string(w)
	}
	return out
}()

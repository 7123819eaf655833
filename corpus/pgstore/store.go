package pgstore

import (
	"context"
	"fmt"
	"hash/fnv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A Store is a [corpus.Store] in a PostgreSQL database. It may be used by many
// goroutines, and the same tables by the Stores of many processes.
type Store struct {
	pool     *pgxpool.Pool
	owned    bool // Close closes the pool
	settings Settings
	key      int64 // of the advisory lock
	names    *strings.Replacer
	clock    func() time.Time // other than time.Now in tests

	closed  atomic.Bool
	catalog atomic.Pointer[catalog]
	tenants tenants
	numbers numbers
}

var _ corpus.Store = (*Store)(nil)

// minServer is the oldest server that has what the statements use, as it gives
// its version.
const minServer = 150000

// Open opens the store in a pool's database, and makes it or brings it up to
// this version where that has to be done. Processes may do so at once. The pool
// stays the caller's: Close leaves it open. The error wraps ErrVersion if the
// tables are of a later version, the server is older than PostgreSQL 15 or a
// replica, or the database's encoding is not UTF8, and [corpus.ErrSettings] if a setting is out
// of range.
func Open(ctx context.Context, pool *pgxpool.Pool, settings Settings) (*Store, error) {
	settings, err := settings.normal()
	if err != nil {
		return nil, err
	}
	h := fnv.New64a()
	h.Write([]byte("palimpsest/" + settings.Schema))
	s := &Store{
		pool:     pool,
		settings: settings,
		key:      int64(h.Sum64()),
		names:    schemaNames(settings.Schema),
		clock:    time.Now,
		numbers:  numbers{taken: make(chan struct{}, 1)},
	}
	if err := s.checkServer(ctx); err != nil {
		return nil, err
	}
	if err := s.migrate(ctx); err != nil {
		return nil, err
	}
	if _, err := s.reload(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// Connect is Open with a pool of its own, which Close closes. The URL may have
// the pool's settings too, like pool_max_conns; see [pgxpool.ParseConfig].
func Connect(ctx context.Context, url string, settings Settings) (*Store, error) {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return nil, err
	}
	s, err := Open(ctx, pool, settings)
	if err != nil {
		pool.Close()
		return nil, err
	}
	s.owned = true
	return s, nil
}

// Close ends the use of the store; see [corpus.Store]. It waits for the calls
// that are under way if the pool is its own.
func (s *Store) Close() error {
	if s.closed.CompareAndSwap(false, true) && s.owned {
		s.pool.Close()
	}
	return nil
}

func schemaNames(schema string) *strings.Replacer {
	quoted := pgx.Identifier{schema}.Sanitize()
	return strings.NewReplacer("palimpsest.", quoted+".", "SCHEMA IF NOT EXISTS palimpsest", "SCHEMA IF NOT EXISTS "+quoted)
}

// sql returns a statement with the name of the schema put in. Statements are
// written for the default one.
func (s *Store) sql(statement string) string {
	if s.settings.Schema == defaultSchema {
		return statement
	}
	return s.names.Replace(statement)
}

func (s *Store) checkServer(ctx context.Context) error {
	var version int
	var encoding string
	var replica bool
	err := s.scan(ctx, "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), pg_is_in_recovery()",
		nil, &version, &encoding, &replica)
	switch {
	case err != nil:
		return err
	case version < minServer:
		return fmt.Errorf("%w: server of version %d, want at least %d", ErrVersion, version, minServer)
	case encoding != "UTF8":
		return fmt.Errorf("%w: database of encoding %s, want UTF8", ErrVersion, encoding)
	case replica:
		return fmt.Errorf("%w: server in recovery, want the primary", ErrVersion)
	}
	return nil
}

// numbers gives out the numbers of texts from blocks that this process alone
// has.
type numbers struct {
	taken     chan struct{} // a lock: full while a call has it, which may wait for the pool
	next, end int64
}

const (
	numberBlock = 1024
	maxNumber   = 1<<40 - 1
)

// reserve returns the first of n numbers in a row that nobody else has or will
// have. The error wraps [corpus.ErrFull] when they are used up, which takes 35
// years of a thousand texts a second.
func (s *Store) reserve(ctx context.Context, n int) (int64, error) {
	select {
	case s.numbers.taken <- struct{}{}:
		defer func() { <-s.numbers.taken }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	if s.numbers.end-s.numbers.next < int64(n) {
		block := int64(max(n, numberBlock))
		var end int64
		// Its own transaction, committed to disk whatever the session's setting is:
		// a number once given out must never come again.
		err := s.scan(ctx, s.sql(`WITH c AS (SELECT set_config('synchronous_commit', 'on', true) AS on)
			UPDATE palimpsest.numbers SET next = next + $1 FROM c WHERE c.on = 'on' RETURNING next`), []any{block}, &end)
		if err != nil {
			return 0, err
		}
		if end-1 > maxNumber {
			return 0, fmt.Errorf("%w: all numbers below 2^40 are given out", corpus.ErrFull)
		}
		s.numbers.next, s.numbers.end = end-block, end
	}
	first := s.numbers.next
	s.numbers.next += int64(n)
	return first, nil
}

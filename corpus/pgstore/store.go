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
	clock    func() time.Time // time.Now, except in tests

	closed  atomic.Bool
	catalog atomic.Pointer[catalog]
	tenants tenants
}

var _ corpus.Store = (*Store)(nil)

// minServer is the version number of the oldest server that supports the
// statements, as the server reports it.
const minServer = 150000

// maxNumber is the greatest number of a text, which the tables enforce. The server
// gives a number to each text that is put, and a second one if two calls replace it
// at once: at a thousand a second the numbers last for 35 years.
const maxNumber = 1<<40 - 1

// Open opens the store in a pool's database. If necessary it makes the store or brings it
// up to this version. Several processes may do so at once. The pool remains the caller's:
// Close leaves it open. The error wraps ErrVersion if the tables are of a later version,
// the server is older than PostgreSQL 15 or a replica, or the database's encoding is not
// UTF8, and [corpus.ErrSettings] if a setting is out of range.
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

// Connect is Open with a pool of its own, which Close closes. The URL may hold
// settings of the pool, like pool_max_conns; see [pgxpool.ParseConfig].
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

// sequence returns the name of the sequence of numbers.
func (s *Store) sequence() string { return pgx.Identifier{s.settings.Schema, "number"}.Sanitize() }

// sql returns a statement with the name of the schema put in. Statements are
// written for the default schema.
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

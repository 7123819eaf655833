package pgstore

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
)

// The statements that make the tables, one file for each version of them.
// The nth file, in order of name, makes version n from the version before.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables up to the last version. It needs the right to make
// schemas and tables only if there is something to do.
func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	have, err := s.version(ctx, s.pool)
	if err != nil || have == len(files) {
		return err
	}
	return pgx.BeginFunc(ctx, s.pool, func(t pgx.Tx) error {
		if _, err := t.Exec(ctx, string(exclusive), s.key); err != nil {
			return err
		}
		have, err := s.version(ctx, t) // another process may have been here first
		if err != nil {
			return err
		}
		for ; have < len(files); have++ {
			file, err := migrations.ReadFile(files[have])
			if err != nil {
				return err
			}
			// Without arguments, many statements may be sent as one.
			if _, err := t.Exec(ctx, s.sql(string(file))); err != nil {
				return fmt.Errorf("pgstore: %s: %w", files[have], err)
			}
		}
		_, err = t.Exec(ctx, s.sql("UPDATE palimpsest.version SET version = $1"), have)
		return err
	})
}

// version returns the version of the tables, 0 if there are none. The error
// wraps ErrVersion if it is later than the last one known.
func (s *Store) version(ctx context.Context, q interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}) (int, error) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return 0, err
	}
	var there bool
	err = q.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'version')", s.settings.Schema).Scan(&there)
	if err != nil || !there {
		return 0, err
	}
	var version int
	if err := q.QueryRow(ctx, s.sql("SELECT version FROM palimpsest.version")).Scan(&version); err != nil {
		return 0, fmt.Errorf("pgstore: version of schema %q: %w", s.settings.Schema, err)
	}
	if version > len(files) {
		return 0, fmt.Errorf("%w: schema %q is of version %d, and this program knows up to %d", ErrVersion, s.settings.Schema, version, len(files))
	}
	return version, nil
}

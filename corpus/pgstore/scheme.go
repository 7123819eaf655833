package pgstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Scheme returns the scheme adopted; see [corpus.Store].
func (s *Store) Scheme(ctx context.Context) (string, error) {
	if s.closed.Load() {
		return "", errClosed()
	}
	c, err := s.reload(ctx)
	if err != nil {
		return "", s.explain(err)
	}
	return c.name(), nil
}

// checkScheme refuses "", which is not a scheme.
func checkScheme(scheme string) error {
	if scheme == "" {
		return fmt.Errorf("pgstore: %w: no name", corpus.ErrScheme)
	}
	return nil
}

// adopted returns the number of a scheme. The error wraps [corpus.ErrScheme] if
// it is not the one adopted.
func (s *Store) adopted(ctx context.Context, c *catalog, scheme string) (int, error) {
	if err := checkScheme(scheme); err != nil {
		return 0, err
	}
	if id, ok := c.schemes[scheme]; ok && id == c.adopted {
		return id, nil
	}
	fresh, err := s.reload(ctx)
	switch {
	case err != nil:
		return 0, err
	case fresh.generation != c.generation:
		return 0, errMoved
	}
	return 0, fmt.Errorf("pgstore: %w: the store has adopted %q, not %q", corpus.ErrScheme, c.name(), scheme)
}

// Adopt makes a scheme the store's own; see [corpus.Store]. It drops the tables of
// other schemes. For this it waits until the look-ups under way have ended; no
// writer works meanwhile. Reading the rows of texts takes most of its time.
func (s *Store) Adopt(ctx context.Context, scheme string) error {
	if s.closed.Load() {
		return errClosed()
	}
	if err := checkScheme(scheme); err != nil {
		return err
	}
	c, err := s.reload(ctx)
	if err != nil {
		return s.explain(err)
	}
	if id, ok := c.schemes[scheme]; ok && id == c.adopted && len(c.schemes) == 1 {
		return nil
	}
	// The first look at all texts does not keep writers out. Nearly every refusal
	// comes from it.
	if err := s.behind(ctx, s.pool, c, scheme); err != nil {
		return s.explain(err)
	}
	return s.explain(s.change(ctx, func(t *tx, c *catalog) error {
		if err := s.behind(ctx, t.conn, c, scheme); err != nil {
			return err
		}
		id, err := s.makeScheme(ctx, t, c, scheme)
		if err != nil {
			return err
		}
		for _, other := range c.ids() {
			if other != id {
				t.do("DROP TABLE palimpsest.%s", postingsTable(other))
			}
		}
		t.queue("DELETE FROM palimpsest.schemes WHERE scheme <> $1", id)
		t.queue("DELETE FROM palimpsest.indexed WHERE scheme <> $1", id)
		t.queue("UPDATE palimpsest.state SET adopted = $1", id)
		return nil
	}))
}

type querier interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// behind returns an error that wraps [corpus.ErrBehind] if a text has no
// postings of a scheme.
func (s *Store) behind(ctx context.Context, q querier, c *catalog, scheme string) error {
	var tenant, id string
	err := q.QueryRow(ctx, s.sql(`SELECT n.name, t.id FROM palimpsest.texts t JOIN palimpsest.tenants n USING (tenant)
		WHERE t.scheme <> $1 AND NOT EXISTS (SELECT FROM palimpsest.indexed i WHERE i.number = t.number AND i.scheme = $1) LIMIT 1`),
		c.schemes[scheme]).Scan(&tenant, &id)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("pgstore: %w: %q of tenant %q has no postings of %q", corpus.ErrBehind, id, tenant, scheme)
}

// makeScheme returns the number of a scheme, and makes its tables if it has
// none.
func (s *Store) makeScheme(ctx context.Context, t *tx, c *catalog, scheme string) (int, error) {
	if id, ok := c.schemes[scheme]; ok {
		return id, nil
	}
	var id int
	row := t.conn.QueryRow(ctx, s.sql("INSERT INTO palimpsest.schemes (name) VALUES ($1) RETURNING scheme"), scheme)
	if err := row.Scan(&id); err != nil {
		return 0, err
	}
	table := postingsTable(id)
	// The columns fill 24 bytes without padding. There is no unique index: every
	// writer of postings holds the lock on the text's row.
	t.do(`CREATE TABLE palimpsest.%s (key bigint NOT NULL, number bigint NOT NULL, position int NOT NULL, win int NOT NULL) PARTITION BY LIST (win)`, table)
	t.do(`CREATE INDEX ON palimpsest.%s (key, number)`, table)
	t.do(`CREATE INDEX ON palimpsest.%s (number)`, table)
	queuePartition(t, table, 0)
	for _, w := range c.windows {
		queuePartition(t, table, w.win)
	}
	c.schemes[scheme] = id
	return id, t.send(ctx)
}

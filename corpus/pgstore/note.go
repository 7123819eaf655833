package pgstore

import (
	"cmp"
	"context"
	"fmt"
	"iter"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// PutNote stores a note, in one transaction of two round trips; see
// [corpus.Store]. The error wraps [corpus.ErrText] if a name is not UTF-8 or
// holds a NUL.
func (s *Store) PutNote(ctx context.Context, tenant string, note corpus.Note) error {
	if s.closed.Load() {
		return errClosed()
	}
	if err := cmp.Or(checkName("tenant", tenant), checkName("name of a note", note.Name)); err != nil {
		return err
	}
	owner, err := s.makeTenant(ctx, tenant)
	if err != nil {
		return s.explain(err)
	}
	return s.explain(s.write(ctx, shared, func(t *tx) error {
		t.queue(`INSERT INTO palimpsest.notes (tenant, name, value) VALUES ($1, $2, $3)
			ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value`, owner, note.Name, []byte(note.Value))
		return nil
	}))
}

// DeleteNote removes a note; see [corpus.Store].
func (s *Store) DeleteNote(ctx context.Context, tenant, name string) error {
	if s.closed.Load() {
		return errClosed()
	}
	owner, err := s.tenant(ctx, tenant)
	if err != nil {
		return s.explain(err)
	}
	if owner == 0 || !nameable(name) {
		return cmp.Or(ctx.Err(), noNote(tenant, name))
	}
	return s.explain(s.write(ctx, shared, func(t *tx) error {
		t.queue("DELETE FROM palimpsest.notes WHERE tenant = $1 AND name = $2", owner, name).Exec(func(done pgconn.CommandTag) error {
			if done.RowsAffected() == 0 {
				return noNote(tenant, name)
			}
			return nil
		})
		return nil
	}))
}

func noNote(tenant, name string) error {
	return fmt.Errorf("pgstore: %w: note %q of tenant %q", corpus.ErrNotFound, name, tenant)
}

// Bounds of what Notes reads at a time. A page has one note at least, however long.
const (
	notePage  = 1000
	noteBytes = 4 << 20
)

// notes is the statement of Notes: the notes from a place on, the first if $3, and whether
// there are no more. The length of a value is known without reading it.
const notes = `SELECT name, value, place = n AND n < $4 AS last
	FROM (
		SELECT name, value, row_number() OVER w AS place, count(*) OVER () AS n, sum(length(value)) OVER w - length(value) AS bytes
		FROM (
			SELECT name, value FROM palimpsest.notes
			WHERE tenant = (SELECT tenant FROM palimpsest.tenants WHERE name = $1) AND name >= $2 AND ($3 OR name > $2) ORDER BY name LIMIT $4
		) AS next WINDOW w AS (ORDER BY name)
	) AS page WHERE bytes < $5 ORDER BY name`

// Notes returns the notes of a tenant in order of name; see [corpus.Store]. It reads a
// thousand notes at a time, or some more than 4 MB of them, by index from the end of the
// last page, and holds no connection between pages.
func (s *Store) Notes(ctx context.Context, tenant string) iter.Seq2[corpus.Note, error] {
	return func(yield func(corpus.Note, error) bool) {
		after, first := "", true
		for last := false; !last; first = false {
			var page []corpus.Note
			var err error
			if page, last, err = s.notePage(ctx, tenant, after, first); err != nil {
				yield(corpus.Note{}, err)
				return
			}
			for _, note := range page {
				if !yield(note, nil) {
					return
				}
				after = note.Name
			}
		}
	}
}

// notePage returns the first notes after a name, or of all, and whether they are the last.
func (s *Store) notePage(ctx context.Context, tenant, after string, first bool) (page []corpus.Note, last bool, err error) {
	if s.closed.Load() {
		return nil, true, errClosed()
	}
	if !nameable(tenant) {
		return nil, true, ctx.Err()
	}
	last = true // if there is none
	err = s.read(ctx, func(t *tx) {
		t.queue(notes, tenant, after, first, notePage, noteBytes).Query(func(rows pgx.Rows) error {
			var name string
			var value []byte
			_, err := pgx.ForEachRow(rows, []any{&name, &value, &last}, func() error {
				page = append(page, corpus.Note{Name: name, Value: string(value)})
				return nil
			})
			return err
		})
	})
	return page, last, s.explain(err)
}

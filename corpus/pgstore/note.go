package pgstore

import (
	"cmp"
	"context"
	"fmt"

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

const notes = `SELECT name, value FROM palimpsest.notes
	WHERE tenant = (SELECT tenant FROM palimpsest.tenants WHERE name = $1) ORDER BY name`

// Notes returns the notes of a tenant; see [corpus.Store].
func (s *Store) Notes(ctx context.Context, tenant string) ([]corpus.Note, error) {
	if s.closed.Load() {
		return nil, errClosed()
	}
	if !nameable(tenant) {
		return nil, ctx.Err()
	}
	var all []corpus.Note
	err := s.read(ctx, func(t *tx) {
		t.queue(notes, tenant).Query(func(rows pgx.Rows) error {
			var name string
			var value []byte
			_, err := pgx.ForEachRow(rows, []any{&name, &value}, func() error {
				all = append(all, corpus.Note{Name: name, Value: string(value)})
				return nil
			})
			return err
		})
	})
	return all, s.explain(err)
}
